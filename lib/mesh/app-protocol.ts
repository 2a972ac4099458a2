import { Mesh } from '../cluster/mesh';
import type { Port } from '../port/port';

/** Protocols that Istio reads in the name of a port, before the first hyphen (`Parse` in pkg/config/protocol/instance.go of Istio). */
const NAMED_PROTOCOLS = ['tcp', 'udp', 'grpc', 'http', 'http2', 'https', 'tls', 'mongo', 'redis', 'mysql'];

/** The only one with a hyphen, which Istio looks for first, whatever follows. */
const GRPC_WEB = 'grpc-web';

/** What the meshes are told of a kind of port that has no appProtocol; kinds with one of their own are read as they are. */
const DECLARED: Readonly<Record<Mesh, Readonly<Record<string, string>>>> = {
  [Mesh.ISTIO]: { http: 'http', tcp: 'tcp' },
  [Mesh.ISTIO_AMBIENT]: { http: 'http', tcp: 'tcp' },
  [Mesh.LINKERD]: { http: 'http', tcp: 'linkerd.io/opaque' },
};

/**
 * The appProtocol of a port on its Service: what the port says, else what the mesh needs so that it does not guess.
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 * @see https://linkerd.io/2/features/protocol-detection/
 * @internal
 */
export function appProtocolOf(port: Port, mesh: Mesh | undefined): string | undefined {
  if (port.appProtocol !== undefined || mesh === undefined) {
    return port.appProtocol;
  }
  return isIstio(mesh) && protocolInName(port.name) !== undefined ? undefined : DECLARED[mesh]?.[port.kind];
}

/** What Istio takes for the protocol of a port that has no appProtocol; nothing where it looks at the traffic. @internal */
export function protocolInName(name: string): string | undefined {
  const [first] = name.split('-');
  return name.startsWith(GRPC_WEB) ? GRPC_WEB : NAMED_PROTOCOLS.find(protocol => protocol === first);
}

/** Whether protocols are read as Istio reads them. @internal */
export function isIstio(mesh: Mesh | undefined): boolean {
  return mesh === Mesh.ISTIO || mesh === Mesh.ISTIO_AMBIENT;
}
