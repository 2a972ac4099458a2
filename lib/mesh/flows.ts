import { Mesh } from '../cluster/mesh';

/**
 * TCP traffic that a mesh brings with it, beyond what is declared: what network policies have to allow so that the mesh works.
 */
export interface MeshFlow {
  readonly direction: 'ingress' | 'egress';
  /**
   * With whom: the pods of the control plane, the pods with which TCP traffic is declared in that direction, or the kubelet of the node,
   * as the pod sees it.
   */
  readonly peer: 'controlPlane' | 'declaredPods' | 'kubelet';
  /** Namespace of the control plane. */
  readonly namespace?: string;
  /** Labels of the pods of the control plane. */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Addresses of the kubelet, as ranges. */
  readonly networks?: readonly string[];
  /** Numbers; none where it is whatever port health checks ask. */
  readonly ports: readonly number[];
  readonly source: string;
}

const AMBIENT_POLICIES = 'https://istio.io/latest/docs/ambient/usage/networkpolicy/';
const ISTIO_PORTS = 'https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio';
const LINKERD_POLICIES = 'https://linkerd.io/2/common-errors/network-policy/';
const LINKERD_CHART = 'https://github.com/linkerd/linkerd2/tree/main/charts/linkerd-control-plane/templates';

const HBONE = 15008;
const LINKERD_INBOUND = 4143;

/** Where installations put the control plane. */
const NAMESPACES: Readonly<Record<Mesh, string>> = { [Mesh.ISTIO]: 'istio-system', [Mesh.ISTIO_AMBIENT]: 'istio-system', [Mesh.LINKERD]: 'linkerd' };

/**
 * What network policies have to allow besides what is declared, for pods in a mesh. DNS and the ports that are declared come in any case:
 * meshes ask for them too.
 *
 * @param namespace that of the control plane
 * @internal
 */
export function meshFlows(mesh: Mesh | undefined, namespace = mesh && NAMESPACES[mesh]): readonly MeshFlow[] {
  const controlPlane = (podLabels: Record<string, string>, ports: readonly number[], source: string): MeshFlow =>
    ({ direction: 'egress', peer: 'controlPlane', namespace, podLabels, ports, source });
  const tunnel = (port: number, source: string): MeshFlow[] =>
    (['ingress', 'egress'] as const).map(direction => ({ direction, peer: 'declaredPods', ports: [port], source }));
  switch (mesh) {
    case Mesh.ISTIO:
      return [controlPlane({ app: 'istiod' }, [15012], ISTIO_PORTS)];
    case Mesh.ISTIO_AMBIENT:
      return [
        ...tunnel(HBONE, AMBIENT_POLICIES),
        { direction: 'ingress', peer: 'kubelet', networks: ['169.254.7.127/32', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128'], ports: [], source: AMBIENT_POLICIES },
      ];
    case Mesh.LINKERD:
      return [
        controlPlane({ 'linkerd.io/control-plane-component': 'identity' }, [8080], `${LINKERD_CHART}/identity.yaml`),
        controlPlane({ 'linkerd.io/control-plane-component': 'destination' }, [8086, 8090], `${LINKERD_CHART}/destination.yaml`),
        ...tunnel(LINKERD_INBOUND, LINKERD_POLICIES),
      ];
    default:
      return [];
  }
}
