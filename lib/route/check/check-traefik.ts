import { inboundRoutesTo } from '../../discovery/inbound-routes';
import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import type { RoutedBackend, RoutePlan } from '../plan/route-plan';
import {
  SERVERS_SCHEME, backendProtocol, backendsOfTraefik, declaredAppProtocol, guessedScheme, schemeOf, schemeOfAppProtocol,
} from '../plan/traefik';
import { RouteProtocol } from '../route-protocol';

/** Reports backends to which Traefik would connect with another protocol than that of their port. @internal */
export function checkTraefik(problems: Problems, plan: RoutePlan): void {
  for (const backend of backendsOfTraefik(plan)) {
    const refusal = plan.parent._kind === 'ingressClass' ? ofIngress(plan, backend) : ofGateway(plan, backend);
    if (refusal) {
      const [value, fix] = refusal;
      problems.report(routeRules.traefikScheme, `${backend.field}.port`, value, fix);
    }
  }
}

/** The `appProtocol` with which Traefik connects to a port with a scheme, also behind a GRPCRoute. */
const APP_PROTOCOLS = { http: 'http', https: 'https', h2c: 'kubernetes.io/h2c' } as const;

/** The value and the fix of a problem. */
type Refusal = readonly [value: unknown, fix: string];

function ofGateway(plan: RoutePlan, backend: RoutedBackend): Refusal | undefined {
  const { port, peer } = backend;
  const needed = plan.protocol === RouteProtocol.GRPC && schemeOf(backend) === 'http' ? 'h2c' : schemeOf(backend);
  const declared = declaredAppProtocol(plan, backend);
  const other = inboundRoutesTo(peer.construct).find(({ portName, backendProtocol: { appProtocol } = {} }) => (
    portName === port.name && appProtocol !== undefined && schemeOfAppProtocol(plan, appProtocol) !== needed
  ));
  if (declared === undefined && other) {
    return [port.name, `For the route '${other.route.node.path}', the port gets the appProtocol ${other.backendProtocol!.appProtocol}. Declare a separate port for each route.`];
  }
  if (declared === undefined) {
    return peer.followRoute || !backendProtocol(plan, backend) ? undefined
      : [port.name, 'Traefik connects to the port with TLS. If the existing Service has an appProtocol, declare it for the port.'];
  }
  const scheme = schemeOfAppProtocol(plan, declared);
  // HTTP/2 for a Port.http can only have been set by the user
  const matches = scheme === needed || (scheme === 'h2c' && needed === 'http');
  return matches ? undefined
    : [declared, `With this appProtocol, Traefik ${scheme === undefined ? 'refuses the route' : `connects to the port with ${scheme}`}. Remove appProtocol, or set appProtocol: '${APP_PROTOCOLS[needed]}'.`];
}

function ofIngress(plan: RoutePlan, backend: RoutedBackend): Refusal | undefined {
  const { port, peer } = backend;
  const needed = schemeOf(backend);
  const set = peer.currentAnnotations?.()[SERVERS_SCHEME];
  if (set !== undefined) {
    const matches = set === needed || (set === 'h2c' && needed === 'http' && peer.annotations?.[SERVERS_SCHEME] === set);
    return matches ? undefined
      : [port.name, `The port needs ${needed}, but the annotation ${SERVERS_SCHEME} of the Service, which applies to all its ports, has another value. Declare the ports of each protocol in a Service of their own with ExposedPods, or use a Gateway.`];
  }
  const isGuessed = needed === guessedScheme(backend);
  if (!peer.followRoute) {
    // checkIngress reports a port for TLS without a justification
    return isGuessed || needed === 'https' ? undefined
      : [port.name, `Traefik connects to the port with ${guessedScheme(backend)}. Set the annotation ${SERVERS_SCHEME}: ${needed} on the existing Service, and a justification on the backend.`];
  }
  const others = [...inboundRoutesTo(peer.construct).map(({ backendProtocol: protocol }) => protocol), ...ofSameService(plan, backend)];
  const other = others.find(protocol => protocol?.annotation && protocol.annotation.value !== needed && (protocol.writesAnnotation || !isGuessed));
  return other && [port.name, `The port needs ${needed}, and another port of the Service, to which a route leads, needs ${other.annotation!.value}. The annotation ${SERVERS_SCHEME} applies to all ports of a Service. Declare the ports of each protocol in a Service of their own with ExposedPods, or use a Gateway.`];
}

/** The protocols of the other backends of the route in the same Service. */
function ofSameService(plan: RoutePlan, { peer, field }: RoutedBackend) {
  const others = backendsOfTraefik(plan).filter(other => other.peer.construct === peer.construct && other.field !== field);
  return others.map(other => backendProtocol(plan, other));
}
