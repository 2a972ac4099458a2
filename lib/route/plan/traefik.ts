import { isGkeGateway } from './gke';
import { matchesRequests, routeBackendsOf, type RoutePlan, type RoutedBackend } from './route-plan';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { isTraefik } from '../../cluster/is-traefik';
import type { BackendProtocol } from '../../discovery/inbound-route';
import { appProtocolInMesh } from '../../mesh/app-protocol';
import { isJustification } from '../../rules/rule';
import { RouteProtocol } from '../route-protocol';

/** Annotation of a Service with which Traefik connects to all its ports behind an Ingress. @internal */
export const SERVERS_SCHEME = 'traefik.ingress.kubernetes.io/service.serversscheme';

/** The schemes with which Traefik connects to backends. */
type Scheme = 'http' | 'https' | 'h2c';

/** The `appProtocol` of each scheme, in lowercase (getHTTPServiceProtocol in pkg/provider/kubernetes/gateway/httproute.go of Traefik 3.7). */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  'http': 'http', 'kubernetes.io/ws': 'http', 'https': 'https', 'kubernetes.io/wss': 'https', 'kubernetes.io/h2c': 'h2c',
};

/** The values with which GRPCRoutes work (getGRPCServiceProtocol in pkg/provider/kubernetes/gateway/grpcroute.go of Traefik 3.7). */
const GRPC_SCHEMES: Readonly<Record<string, Scheme>> = { 'https': 'https', 'kubernetes.io/h2c': 'h2c' };

/** The scheme that a port needs according to its kind. @internal */
export function schemeOf({ port }: RoutedBackend): Scheme {
  return port.kind === 'https' ? 'https' : port.kind === 'h2c' || port.kind === 'grpc' ? 'h2c' : 'http';
}

/**
 * The scheme that Traefik derives from the number and the name of a Service port that does not state one (getProtocol in
 * pkg/provider/kubernetes/ingress/kubernetes.go and getHTTPServiceProtocol in pkg/provider/kubernetes/gateway/httproute.go of Traefik 3.7).
 *
 * @internal
 */
export function guessedScheme({ port }: RoutedBackend): Scheme {
  return port.servicePort === 443 || port._serviceName?.startsWith('https') ? 'https' : 'http';
}

/** The scheme that Traefik reads from the `appProtocol` of a port behind a Gateway; undefined if it then refuses the route. @internal */
export function schemeOfAppProtocol({ protocol }: Pick<RoutePlan, 'protocol'>, appProtocol: string): Scheme | undefined {
  return (protocol === RouteProtocol.GRPC ? GRPC_SCHEMES : SCHEMES)[appProtocol.toLowerCase()];
}

/** The `appProtocol` that a port has without regard to routes. @internal */
export function declaredAppProtocol({ route }: Pick<RoutePlan, 'route'>, { peer, port }: RoutedBackend): string | undefined {
  return appProtocolInMesh(port, ClusterProfile._readBy(route, peer.construct).mesh);
}

/**
 * What the Service of a backend must state so that the controller connects to the port with the right protocol; undefined if nothing, or if the backend
 * has a justification, so that it is configured in another way. Behind an Ingress, a port for TLS always has a justification, which tells only that
 * Traefik accepts its certificate.
 *
 * The `appProtocol` is also written if the class of a Gateway is not known: it is true for every controller, and Traefik needs it.
 *
 * @internal
 */
export function backendProtocol(plan: RoutePlan, backend: RoutedBackend): BackendProtocol | undefined {
  const { parent, routeClass } = plan;
  const isJustified = isJustification(backend.options.justification);
  if (parent._kind === 'ingressClass') {
    const value = schemeOf(backend);
    const writesAnnotation = value !== guessedScheme(backend);
    const isLeftToUser = isJustified && !(value === 'https' && writesAnnotation);
    const isWritten = isTraefik(routeClass) && matchesRequests(plan) && !isLeftToUser;
    return isWritten ? { annotation: { key: SERVERS_SCHEME, value }, writesAnnotation } : undefined;
  }
  if (isJustified || !matchesRequests(plan)) {
    return undefined;
  }
  const { ingressController } = routeClass;
  const canBeTraefik = isTraefik(routeClass) || (ingressController === undefined && !isGkeGateway(plan));
  const guessesWrong = schemeOf(backend) !== 'https' && guessedScheme(backend) === 'https' && declaredAppProtocol(plan, backend) === undefined;
  return canBeTraefik && guessesWrong ? { appProtocol: neededAppProtocol(plan) } : undefined;
}

/** Ports that a GRPCRoute leads to must speak HTTP/2, whatever their kind. */
function neededAppProtocol({ protocol }: RoutePlan): string {
  return protocol === RouteProtocol.GRPC ? 'kubernetes.io/h2c' : 'http';
}

/** The backends of a route whose protocol Traefik must know. @internal */
export function backendsOfTraefik(plan: RoutePlan): RoutedBackend[] {
  const checked = isTraefik(plan.routeClass) && matchesRequests(plan);
  return checked ? routeBackendsOf(plan).filter(({ options }) => !isJustification(options.justification)) : [];
}
