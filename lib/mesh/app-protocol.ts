import { propertiesOf } from './mesh-properties';
import type { Mesh } from '../cluster/mesh';
import type { MeshAppProtocols } from '../cluster/mesh-options';
import type { Port } from '../port/port';

/** Protocols that Istio reads from the name of a port, before the first hyphen (`Parse` in pkg/config/protocol/instance.go of Istio). */
const PORT_NAME_PROTOCOLS = ['tcp', 'udp', 'grpc', 'http', 'http2', 'https', 'tls', 'mongo', 'redis', 'mysql'];

/** The only protocol name with a hyphen. Istio looks for this prefix first, and accepts any characters after it. */
const GRPC_WEB = 'grpc-web';

/**
 * The `appProtocol` of a port on its Service: the value that is set on the port, or else the value with which the mesh need not detect the protocol,
 * or else the value that the routes to the port need.
 *
 * @param forRoutes the value that the routes to the port need
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 * @see https://linkerd.io/2/features/protocol-detection/
 * @internal
 */
export function appProtocolOf(port: Port, mesh: Mesh | undefined, forRoutes: string | undefined): string | undefined {
  return appProtocolInMesh(port, mesh) ?? forRoutes;
}

/** The `appProtocol` of a port without regard to routes. @internal */
export function appProtocolInMesh(port: Port, mesh: Mesh | undefined): string | undefined {
  const properties = propertiesOf(mesh);
  // a port from an older version of this library does not record whether its appProtocol was set or is the default of its kind
  const isSet = port._setsAppProtocol ?? port.appProtocol !== undefined;
  const isRead = properties?.readsPortNames && port.appProtocol === undefined && protocolInName(port._serviceName ?? '') !== undefined;
  if (!properties || isSet || isRead) {
    return port.appProtocol;
  }
  return properties.appProtocols?.[port.kind as keyof MeshAppProtocols] ?? port.appProtocol;
}

/** The protocol that Istio reads from the name of a port without `appProtocol`; undefined if Istio detects the protocol from the traffic. @internal */
export function protocolInName(name: string): string | undefined {
  const [first] = name.split('-');
  return name.startsWith(GRPC_WEB) ? GRPC_WEB : PORT_NAME_PROTOCOLS.find(protocol => protocol === first);
}
