import type { IConstruct } from 'constructs';
import { setDefaultsVersion } from './set-defaults-version';
import { recordReader } from '../app/defaults-readers';
import { defaultsVersionOf } from '../app/defaults-version';
import { receiveScope } from '../options/receive';
import { mark } from '../values/mark';

/**
 * A version of the defaults that this library writes into manifests. An app that sets a version keeps the defaults that it was written with: a new
 * version of the library then never replaces its pods by itself. Without a version, an app has the newest defaults.
 *
 * @example
 * const app = new App();
 * DefaultsVersion.set(app, DefaultsVersion.V2);
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/defaults.md
 */
export class DefaultsVersion {
  /** The defaults before version 2. */
  public static readonly V1 = new DefaultsVersion(1);

  /** Since 0.1.0: a PodDisruptionBudget for Deployments and StatefulSets with several replicas, and pods that are replaced when their configuration changes. */
  public static readonly V2 = new DefaultsVersion(2);

  /**
   * Sets the version of the defaults for a scope and all constructs in it. An inner scope can have another version.
   *
   * @param scope app, chart or construct
   * @param version the version
   * @throws if the scope already has a version, or if a declaration in the scope or `DefaultsVersion.of` has already read it
   */
  public static set(scope: IConstruct, version: DefaultsVersion): void {
    setDefaultsVersion(scope, version);
  }

  /**
   * The version of the defaults that a construct has. After this call, `DefaultsVersion.set` throws for every scope around the construct.
   *
   * @param construct the construct that reads the version
   */
  public static of(construct: IConstruct): DefaultsVersion {
    receiveScope('DefaultsVersion.of', construct);
    recordReader(construct, 'DefaultsVersion', 'call');
    return [DefaultsVersion.V1, DefaultsVersion.V2][defaultsVersionOf(construct) - 1];
  }

  /** Number of the version. */
  public readonly number: number;

  private constructor(number: number) {
    mark(this, 'DefaultsVersion');
    this.number = number;
  }
}
