import type { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { validateUnique } from './cluster/unique-in-cluster';
import { createImmutableMap } from './configuration/immutable-map';
import type { ImmutableConfigMapProps } from './configuration/immutable-map-props';
import { receiveProps } from './options/receive';

/**
 * A ConfigMap that never changes. Its name ends with a hash of its contents, so that other contents are another ConfigMap, and the pods that use it are replaced: each pod
 * sees the contents with which it was created. Old pods need the old ConfigMap as long as they exist: set `retain` if a tool deletes it.
 *
 * The contents are given in the constructor, because they determine the name.
 *
 * @example
 * const settings = new ImmutableConfigMap(this, 'mailer-settings', { data: { 'mailer.yaml': 'mode: fast' } });
 * new Worker(this, 'mailer', {
 *   image: 'registry.example.com/mailer:2.0.3',
 *   mounts: [{ path: '/etc/mailer', source: VolumeSource.configMap(settings.configMapName) }],
 * });
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/configuration.md#immutable-maps
 */
export class ImmutableConfigMap extends Construct {
  /** The ConfigMap. */
  public readonly apiObject: ApiObject;

  /** The complete name, with the hash. */
  public readonly configMapName: string;

  /** The ConfigMap for methods of cdk8s-plus, such as `kplus.Volume.fromConfigMap`. */
  public readonly configMap: kplus.IConfigMap;

  /**
   * Declares a ConfigMap.
   *
   * @param scope a chart, or a construct in a chart
   * @param id the beginning of the name, unless `name` is set
   * @param props the contents
   * @throws an error that lists all problems of the declaration, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md
   */
  constructor(scope: Construct, id: string, props: ImmutableConfigMapProps) {
    super(scope, id);
    props = receiveProps(this, 'ImmutableConfigMapProps', props, new.target !== ImmutableConfigMap);
    const { data, binaryData } = props;
    this.apiObject = createImmutableMap(this, 'ConfigMap', props, { data, binaryData });
    this.configMapName = this.apiObject.name;
    this.configMap = kplus.ConfigMap.fromConfigMapName(this, 'Imported', this.configMapName);
    this.node.defaultChild = this.apiObject;
    validateUnique(this);
  }
}
