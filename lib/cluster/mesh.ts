import type { CustomMeshProps } from './mesh-options';
import { receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * The service mesh of a cluster. Declarations generate the settings that the mesh needs, and refuse settings that conflict with its proxies.
 *
 * Use one of the constants, or `Mesh.custom` for another mesh.
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/meshes.md
 */
export class Mesh {
  /**
   * Istio with a proxy in each pod (sidecar mode), version 1.24 or newer.
   *
   * @see https://istio.io/latest/docs/overview/dataplane-modes/
   */
  public static readonly ISTIO = new Mesh('Istio', 'istio');

  /**
   * Istio with a proxy on each node and optional waypoint proxies (ambient mode), version 1.24 or newer.
   *
   * @see https://istio.io/latest/docs/ambient/overview/
   */
  public static readonly ISTIO_AMBIENT = new Mesh('Istio ambient', 'istio-ambient');

  /**
   * Linkerd, with a proxy in each pod, version 2.19 or newer.
   *
   * @see https://linkerd.io/2/overview/
   */
  public static readonly LINKERD = new Mesh('Linkerd', 'linkerd');

  /**
   * A mesh that has no constant, such as Kuma, Consul, Cilium or Traefik Mesh. Set only the options that apply to the mesh: the default of each
   * option generates nothing and refuses nothing. `ClusterProfile.set` checks the options, and throws an error that lists all problems.
   *
   * @example
   * ClusterProfile.set(this, {
   *   mesh: Mesh.custom({
   *     name: 'Kuma',
   *     appProtocols: { http: 'http', h2c: 'http2', grpc: 'grpc', tcp: 'tcp' },
   *     proxy: { ports: [9001, 9901, 9902, 15001, 15006], user: 5678, group: 5678, containerNames: ['kuma-sidecar', 'kuma-init'] },
   *     podAnnotations: { 'kuma.io/wait-for-dataplane-ready': 'true' },
   *     optOut: { labels: { 'kuma.io/sidecar-injection': 'disabled' } },
   *     egress: [{ namespace: 'kuma-system', podLabels: { app: 'kuma-control-plane' }, ports: [5678] }],
   *   }),
   * });
   *
   * @param options the properties of the mesh
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/meshes.md#another-mesh
   */
  public static custom(options: CustomMeshProps): Mesh {
    const { values: [custom = {} as CustomMeshProps], wrong } = receive('Mesh.custom', options);
    return new Mesh(custom.name, 'custom', custom, wrong);
  }

  /** Name of the mesh. */
  public readonly name: string;

  /**
   * The id of the constant, or `custom`. Meshes are compared by id, because an app can load several copies of this library, each with its own
   * constants.
   *
   * @internal
   */
  public readonly _id: string;

  /** The options of a custom mesh. @internal */
  public readonly _options?: CustomMeshProps;

  private constructor(name: string, id: string, options?: CustomMeshProps, wrong?: readonly unknown[]) {
    mark(this, 'Mesh', wrong);
    this.name = name;
    this._id = id;
    this._options = options;
  }
}
