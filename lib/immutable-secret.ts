import type { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { validateUnique } from './cluster/unique-in-cluster';
import { createImmutableMap } from './configuration/immutable-map';
import type { ImmutableSecretProps } from './configuration/immutable-map-props';
import { receiveProps } from './options/receive';

/**
 * A Secret that never changes. Its name ends with a hash of its contents, so that other contents are another Secret, and the pods that use it are replaced: each pod
 * sees the contents with which it was created. Old pods need the old Secret as long as they exist: set `retain` if a tool deletes it.
 *
 * The contents are given in the constructor, because they determine the name.
 *
 * @example
 * const password = 'read-from-your-vault'; // the manifest contains it
 * const login = new ImmutableSecret(this, 'mailer-login', { stringData: { PASSWORD: password } });
 * new Worker(this, 'mailer', {
 *   image: 'registry.example.com/mailer:2.0.3',
 *   envFrom: [EnvFromSource.secret(login.secretName)],
 * });
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/configuration.md#immutable-maps
 */
export class ImmutableSecret extends Construct {
  /** The Secret. */
  public readonly apiObject: ApiObject;

  /** The complete name, with the hash. */
  public readonly secretName: string;

  /** The Secret for methods of cdk8s-plus, such as `kplus.Volume.fromSecret`. */
  public readonly secret: kplus.ISecret;

  /**
   * Declares a Secret.
   *
   * @param scope a chart, or a construct in a chart
   * @param id the beginning of the name, unless `name` is set
   * @param props the contents
   * @throws an error that lists all problems of the declaration, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md
   */
  constructor(scope: Construct, id: string, props: ImmutableSecretProps) {
    super(scope, id);
    props = receiveProps(this, 'ImmutableSecretProps', props, new.target !== ImmutableSecret);
    const { data, stringData } = props;
    this.apiObject = createImmutableMap(this, 'Secret', props, { data, stringData });
    this.secretName = this.apiObject.name;
    this.secret = kplus.Secret.fromSecretName(this, 'Imported', this.secretName);
    this.node.defaultChild = this.apiObject;
    validateUnique(this);
  }
}
