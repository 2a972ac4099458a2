import type { Mesh } from '../cluster/mesh';
import type { CustomMeshProps, MeshPeer } from '../cluster/mesh-options';

/** The properties of a mesh that the library uses. */
export interface MeshProperties extends CustomMeshProps {
  /** Name of the proxy, in the form that begins a sentence in messages. */
  readonly proxyName: string;
  /** Whether the mesh reads the protocol of a port from the name of the port, as Istio does. */
  readonly readsPortNames?: boolean;
  readonly egress?: SourcedPeer[];
  readonly ingress?: SourcedPeer[];
}

/** A peer of a built-in mesh, with the page or file that documents it. */
interface SourcedPeer extends MeshPeer {
  readonly source?: string;
}

const AMBIENT_POLICIES = 'https://istio.io/latest/docs/ambient/usage/networkpolicy/';
const ISTIO_PORTS = 'https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio';
const LINKERD_CHART = 'https://github.com/linkerd/linkerd2/tree/main/charts/linkerd-control-plane/templates';

/** The label on the pods of Linkerd's control plane. */
const LINKERD_COMPONENT = 'linkerd.io/control-plane-component';

/**
 * The meshes that have a constant, with the properties of their default installation.
 *
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
 * @see https://github.com/linkerd/linkerd2/blob/main/charts/linkerd-control-plane/values.yaml
 */
const BUILT_IN: Readonly<Record<string, MeshProperties>> = {
  'istio': {
    name: 'Istio',
    proxyName: "Istio's proxy",
    readsPortNames: true,
    appProtocols: { http: 'http', tcp: 'tcp' },
    proxy: {
      ports: [15000, 15001, 15002, 15004, 15006, 15008, 15020, 15021, 15053, 15090],
      user: 1337,
      group: 1337,
      containerNames: ['istio-proxy', 'istio-init', 'istio-validation'],
      portNames: ['http-envoy-prom'],
      skippedPortsAnnotation: 'traffic.sidecar.istio.io/excludeInboundPorts',
    },
    optOut: { labels: { 'sidecar.istio.io/inject': 'false' } },
    egress: [{ namespace: 'istio-system', podLabels: { app: 'istiod' }, ports: [15012], source: ISTIO_PORTS }],
  },
  'istio-ambient': {
    name: 'Istio ambient',
    proxyName: "Istio's ztunnel",
    readsPortNames: true,
    appProtocols: { http: 'http', tcp: 'tcp' },
    proxy: { ports: [15001, 15006, 15008, 15053] },
    optOut: { labels: { 'istio.io/dataplane-mode': 'none' } },
    // health checks of the kubelet reach the pods from this address, at every port that a health check uses
    ingress: [{ networks: ['169.254.7.127/32', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128'], source: AMBIENT_POLICIES }],
    // HBONE, see AMBIENT_POLICIES
    tunnelPorts: [15008],
  },
  'linkerd': {
    name: 'Linkerd',
    proxyName: "Linkerd's proxy",
    appProtocols: { http: 'http', tcp: 'linkerd.io/opaque' },
    proxy: {
      ports: [4140, 4143, 4190, 4191],
      user: 2102,
      containerNames: ['linkerd-proxy', 'linkerd-init', 'linkerd-network-validator'],
      portNames: ['linkerd-proxy', 'linkerd-admin'],
      acceptsTcpProbes: true,
      skippedPortsAnnotation: 'config.linkerd.io/skip-inbound-ports',
    },
    optOut: { annotations: { 'linkerd.io/inject': 'disabled' } },
    egress: [
      { namespace: 'linkerd', podLabels: { [LINKERD_COMPONENT]: 'identity' }, ports: [8080], source: `${LINKERD_CHART}/identity.yaml` },
      { namespace: 'linkerd', podLabels: { [LINKERD_COMPONENT]: 'destination' }, ports: [8086, 8090], source: `${LINKERD_CHART}/destination.yaml` },
    ],
    // the inbound port of the proxy, see https://linkerd.io/2/common-errors/network-policy/
    tunnelPorts: [4143],
  },
};

/** The properties of a mesh; undefined without a mesh. @internal */
export function propertiesOf(mesh: Mesh | undefined): MeshProperties | undefined {
  return mesh ? BUILT_IN[mesh._id] ?? { ...mesh._options!, proxyName: `The proxy of ${mesh.name}` } : undefined;
}

/** @internal */
export function isIstioSidecar(mesh: Mesh | undefined): boolean {
  return mesh?._id === 'istio';
}

/** @internal */
export function isLinkerd(mesh: Mesh | undefined): boolean {
  return mesh?._id === 'linkerd';
}
