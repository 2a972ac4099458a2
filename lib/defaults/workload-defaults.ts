import type { IConstruct } from 'constructs';
import { setDefaults, mergedDefaults } from './set-defaults';
import type { WorkloadOptions } from '../workload/workload-options';

/**
 * Defaults of a team for the options of its workloads. A program sets them once on a scope (app, chart or construct), before it declares an
 * `ExposedWorkload` or a `Worker` in the scope.
 *
 * An option of a declaration that is a structure, such as `placement`, is merged with the defaults option by option, and a map, such as `env`, key by
 * key. Every other option of a declaration, such as a list or a `HealthCheck`, replaces the default. In the same way, the defaults of an inner scope are
 * merged with those of enclosing scopes.
 *
 * @example
 * WorkloadDefaults.set(this, {
 *   labels: { team: 'shop' },
 *   resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
 *   placement: { nodeSelector: { 'kubernetes.io/arch': 'arm64' } },
 * });
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/workload-defaults.md
 */
export class WorkloadDefaults {
  /**
   * Sets the defaults for all workloads in a scope.
   *
   * @param scope app, chart or construct
   * @param options the defaults; an option that is not set comes from the defaults of enclosing scopes, unless `ignoredDefaults` contains its path
   * @throws if an option has a wrong type, if the scope already has defaults, or if a declaration in the scope or
   * `WorkloadDefaults.of` has already read the defaults
   */
  public static set(scope: IConstruct, options: WorkloadOptions): void {
    setDefaults(scope, options);
  }

  /**
   * The merged defaults of a construct. After this call, `WorkloadDefaults.set` throws for every scope around the construct.
   *
   * @param construct the construct that reads the defaults
   */
  public static of(construct: IConstruct): WorkloadOptions {
    return mergedDefaults(construct);
  }

  private constructor() {}
}
