import { Mesh } from '../cluster/mesh';

/** Labels and annotations of pods. */
export interface PodMarks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What a mesh puts beside the containers of a pod. */
export interface MeshProxy {
  /** How messages call it. */
  readonly name: string;
  /** TCP ports that it listens on in the network of the pod. */
  readonly ports: readonly number[];
  /** User that it is known by: what else runs as that user gets past it. */
  readonly user?: number;
  /** The same for a group. */
  readonly group?: number;
  /** Containers that are put into the pod. */
  readonly containers: readonly string[];
  /** Names of their ports. */
  readonly portNames: readonly string[];
  /** By which mark pods are left out of the mesh. */
  readonly optOut: { readonly kind: keyof PodMarks; readonly key: string; readonly value: string };
  /** Annotation with the ports of which the proxy does not take what comes in. */
  readonly skippedPorts?: string;
}

/**
 * The proxies as their installations make them by default.
 *
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
 * @see https://github.com/linkerd/linkerd2/blob/main/charts/linkerd-control-plane/values.yaml
 * @internal
 */
export const PROXIES: Readonly<Record<Mesh, MeshProxy>> = {
  [Mesh.ISTIO]: {
    name: "Istio's proxy",
    ports: [15000, 15001, 15002, 15004, 15006, 15008, 15020, 15021, 15053, 15090],
    user: 1337,
    group: 1337,
    containers: ['istio-proxy', 'istio-init', 'istio-validation'],
    portNames: ['http-envoy-prom'],
    optOut: { kind: 'labels', key: 'sidecar.istio.io/inject', value: 'false' },
    skippedPorts: 'traffic.sidecar.istio.io/excludeInboundPorts',
  },
  [Mesh.ISTIO_AMBIENT]: {
    name: "Istio's ztunnel",
    ports: [15001, 15006, 15008, 15053],
    containers: [],
    portNames: [],
    optOut: { kind: 'labels', key: 'istio.io/dataplane-mode', value: 'none' },
  },
  [Mesh.LINKERD]: {
    name: "Linkerd's proxy",
    ports: [4140, 4143, 4190, 4191],
    user: 2102,
    containers: ['linkerd-proxy', 'linkerd-init', 'linkerd-network-validator'],
    portNames: ['linkerd-proxy', 'linkerd-admin'],
    optOut: { kind: 'annotations', key: 'linkerd.io/inject', value: 'disabled' },
    skippedPorts: 'config.linkerd.io/skip-inbound-ports',
  },
};

/** The proxy before pods with these marks; none where there is no mesh, or where the pods are left out of it. @internal */
export function proxyOf(mesh: Mesh | undefined, marks: PodMarks): MeshProxy | undefined {
  const proxy = mesh && PROXIES[mesh];
  const { kind, key, value } = proxy?.optOut ?? {};
  return kind && marks[kind]?.[key!] === value ? undefined : proxy;
}

/** How a user leaves pods out of the mesh, for messages. @internal */
export function showOptOut({ optOut }: MeshProxy): string {
  return `leave the pods out of the mesh by podMetadata: { ${optOut.kind}: { '${optOut.key}': '${optOut.value}' } }`;
}

/** Whether what comes in by a port does not go through the proxy. @internal */
export function isSkipped({ skippedPorts }: MeshProxy, { annotations }: PodMarks, port: number): boolean {
  const listed = skippedPorts === undefined ? '' : String(annotations?.[skippedPorts] ?? '');
  return listed.split(',').some(range => {
    const [from, to = from] = range.trim().split('-').map(Number);
    return port >= from && port <= to;
  });
}
