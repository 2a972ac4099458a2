import { hostsOf, type Attachments, type DeclaredRoute } from './route-plan';
import { ListenerProtocol } from '../../gateway/gateway-listener';
import { draftOf, gatewayOf, type GatewayFacts } from '../../gateway/gateways';
import type { ListenerRequirement } from '../../gateway/listener';
import { listenerTls } from '../../gateway/listener-tls';
import type { Problems } from '../../rules/rule';
import { ROUTE_KINDS, RouteProtocol } from '../route-protocol';

/** A listener that a route needs, the field of the route that requires it, and the hosts that use it. */
interface RequiredListener {
  readonly requirement: ListenerRequirement;
  readonly field: string;
  readonly hosts: readonly (string | undefined)[];
}

/**
 * Finds the listeners that a route is attached to. If its parent is a Gateway of this app, the listeners that the route needs are added to a draft of
 * the Gateway, unless the route names a listener.
 *
 * @internal
 */
export function attachToParent(problems: Problems, route: DeclaredRoute): Attachments {
  const { section } = route.parent._options;
  const hosts = hostsOf(route);
  const facts = gatewayOf(route.parent._target);
  if (!facts) {
    return { attachments: [{ section, hosts }] };
  }
  const gateway = draftOf(facts);
  const find = ({ requirement, field, hosts: users }: RequiredListener) => (
    { section: gateway.listeners.findOrAdd(problems, field, requirement), hosts: users }
  );
  const attachments = section === undefined ? requiredListeners(route, gateway).map(find) : [{ section, hosts }];
  const redirect = route.httpsRedirect && section === undefined
    ? find({ requirement: { protocol: ListenerProtocol.HTTP, port: gateway.ports.http }, field: 'httpsRedirect', hosts })
    : undefined;
  attachments.forEach(attachment => gateway.listeners.attach(attachment.section, ROUTE_KINDS[route.protocol], attachment.hosts));
  if (redirect) {
    gateway.listeners.attach(redirect.section, ROUTE_KINDS.HTTP, redirect.hosts);
  }
  return { gateway, attachments, redirect };
}

/** The listeners that a route needs: one for all hosts without TLS, or one for each host with TLS, with its certificate. */
function requiredListeners(route: DeclaredRoute, { ports, namespace: gatewayNamespace }: GatewayFacts): RequiredListener[] {
  const { protocol, tls, listenerPort, name, namespace } = route;
  if (protocol === RouteProtocol.TCP || protocol === RouteProtocol.UDP) {
    const port = listenerPort ?? route.rules.at(0)?.backends.at(0)?.port.servicePort;
    return port === undefined ? [] : [{ requirement: { protocol: protocol as unknown as ListenerProtocol, port }, hosts: [undefined], field: 'listenerPort' }];
  }
  const hosts = hostsOf(route);
  if (!tls) {
    return [{ requirement: { protocol: ListenerProtocol.HTTP, port: ports.http }, hosts, field: 'parents[0]' }];
  }
  const certificate = listenerTls(tls, { secret: `${name}-tls`, namespace, gatewayNamespace });
  const listenerProtocol = tls._kind === 'passthrough' ? ListenerProtocol.TLS : ListenerProtocol.HTTPS;
  return hosts.map(host => ({ requirement: { protocol: listenerProtocol, port: ports.https, host, tls: certificate }, hosts: [host], field: 'tls' }));
}
