import { intersect } from './hosts';
import type { RoutePlan } from './route-plan';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { ListenerProtocol } from '../../gateway/gateway-listener';
import type { GatewayFacts } from '../../gateway/gateways';
import { listenerTls, type Listener, type ListenerRequirement } from '../../gateway/listeners';
import { grantCertificate } from '../../gateway/reference-grants';
import { gatewayRules } from '../../rules/gateways';
import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import { ROUTE_KINDS, RouteProtocol, type RouteKind } from '../route-protocol';

/** A listener that a route is attached to, and the hosts of the route that use it. */
export interface Attachment {
  readonly section?: string;
  readonly hosts: readonly (string | undefined)[];
}

/** A listener that a route needs, the field of the route that requires it, and the hosts that use it. */
interface RequiredListener {
  readonly requirement: ListenerRequirement;
  readonly field: string;
  readonly hosts: readonly (string | undefined)[];
}

/** The protocols of listeners that a kind of route can be attached to. */
const LISTENER_PROTOCOLS: Readonly<Record<RouteKind, readonly ListenerProtocol[]>> = {
  HTTPRoute: [ListenerProtocol.HTTP, ListenerProtocol.HTTPS],
  GRPCRoute: [ListenerProtocol.HTTP, ListenerProtocol.HTTPS],
  TLSRoute: [ListenerProtocol.TLS],
  TCPRoute: [ListenerProtocol.TCP, ListenerProtocol.TLS],
  UDPRoute: [ListenerProtocol.UDP],
};

/**
 * Attaches a route to a Gateway of this app: to the listener that it names, or to listeners that are added for its hosts, TLS and protocol.
 *
 * @internal
 */
export function attachToGateway(problems: Problems, plan: RoutePlan, gateway: GatewayFacts, section: string | undefined): Attachment[] {
  checkPlacement(problems, plan, gateway);
  if (section !== undefined) {
    return attachToSection(problems, plan, gateway, section);
  }
  const attachments = requiredListeners(problems, plan, gateway).map(({ requirement, hosts, field }) => ({
    section: gateway.listeners.findOrAdd(problems, field, requirement), hosts,
  }));
  attachments.forEach(({ section: name, hosts }) => checkListener(problems, plan, gateway, gateway.listeners.named(name), hosts));
  return attachments;
}

/** Attaches the hosts of a route to the listener for HTTP without TLS. @internal */
export function attachWithoutTls(problems: Problems, plan: RoutePlan, gateway: GatewayFacts): Attachment {
  const hosts = hostsOf(plan);
  const section = gateway.listeners.findOrAdd(problems, 'httpsRedirect', { protocol: ListenerProtocol.HTTP, port: gateway.ports.http });
  checkListener(problems, { ...plan, protocol: RouteProtocol.HTTP }, gateway, gateway.listeners.named(section), hosts);
  return { section, hosts };
}

/** The hosts of a route; one undefined host, which stands for all hosts, if it has none. @internal */
export function hostsOf({ hosts }: Pick<RoutePlan, 'hosts'>): readonly (string | undefined)[] {
  return hosts.length > 0 ? hosts : [undefined];
}

/** Reports a route that cannot be attached to a listener. @internal */
export function checkListener(
  problems: Problems, plan: RoutePlan, gateway: GatewayFacts, listener: Listener | undefined, hosts: readonly (string | undefined)[], field = 'parents[0]',
): void {
  if (listener && !listener.allowedRoutes._allows(plan.namespace, gateway.namespace)) {
    problems.report(gatewayRules.notAllowed, field, plan.namespace, `Set allowedRoutes: AllowedRoutes.fromNamespaces('${plan.namespace}') on the Gateway '${gateway.construct.node.path}'.`);
  }
  const kind = ROUTE_KINDS[plan.protocol];
  const other = listener?.attachedRoutes.find(route => route.kind !== kind && hosts.some(host => intersect(route.host, host)));
  if (other) {
    problems.report(gatewayRules.kinds, 'hosts', other.host ?? '*', `The Gateway already has this host in a route of the kind ${other.kind}, and this route has the kind ${kind}. Use another host.`);
  }
  hosts.forEach(host => listener?.attachedRoutes.push({ kind, host }));
}

function checkPlacement(problems: Problems, plan: RoutePlan, gateway: GatewayFacts): void {
  const clusters = [plan.route, gateway.construct].map(construct => ClusterProfile._readBy(plan.route, construct).cluster);
  if ((plan.namespace === undefined) !== (gateway.namespace === undefined)) {
    problems.report(routeRules.namespace, 'parents[0]', gateway.namespace, `The chart of ${gateway.namespace === undefined ? 'the Gateway' : 'the route'} has no namespace. Set the namespace of both charts.`);
  } else if (clusters.every(cluster => cluster !== undefined) && clusters[0] !== clusters[1]) {
    problems.report(routeRules.namespace, 'parents[0]', clusters[1], `The route is in the cluster '${clusters[0]}'. Use a Gateway in that cluster.`);
  }
}

function attachToSection(problems: Problems, plan: RoutePlan, gateway: GatewayFacts, section: string): Attachment[] {
  const listener = gateway.listeners.named(section);
  const hosts = hostsOf(plan);
  checkSection(problems, plan, gateway, section, 'parents[0].section');
  checkListener(problems, plan, gateway, listener, hosts);
  if (plan.tls && !(plan.tls._kind === 'passthrough' && listener?.tls?.passthrough)) {
    problems.report(routeRules.tls, 'tls', plan.tls._kind, `The listener '${section}' determines TLS. Remove tls, or remove section.`);
  }
  if (plan.httpsRedirect) {
    problems.report(routeRules.tls, 'httpsRedirect', true, "Remove section, or declare another Route with the section of the listener for HTTP and redirect: { scheme: 'https' }.");
  }
  return [{ section, hosts }];
}

/** Reports a listener that does not exist, or does not match the protocol and hosts of the route. @internal */
export function checkSection(problems: Problems, plan: RoutePlan, gateway: GatewayFacts, section: string, field: string): void {
  const listener = gateway.listeners.named(section);
  const kind = ROUTE_KINDS[plan.protocol];
  if (!listener) {
    const known = gateway.listeners.all.map(({ name }) => `'${name}'`).join(', ');
    problems.report(gatewayRules.section, field, section, `The Gateway '${gateway.construct.node.path}' ${known ? `has the listeners ${known}. Use one of them,` : 'declares no listener with this name. Declare it,'} or remove section.`);
    return;
  }
  if (!LISTENER_PROTOCOLS[kind].includes(listener.protocol)) {
    problems.report(gatewayRules.section, field, section, `The listener has the protocol ${listener.protocol}, but a ${kind} needs ${LISTENER_PROTOCOLS[kind].join(' or ')}. Use a listener with that protocol, or remove section.`);
  }
  const outside = plan.hosts.find(host => !intersect(listener.host, host));
  if (outside !== undefined) {
    problems.report(gatewayRules.section, 'hosts', outside, `The listener '${section}' has the host ${listener.host}. Use hosts that it includes.`);
  }
}

/** The listeners that a route needs: one for all hosts without TLS, or one for each host with TLS, with its certificate. */
function requiredListeners(problems: Problems, plan: RoutePlan, gateway: GatewayFacts): RequiredListener[] {
  const { protocol, tls, listenerPort } = plan;
  const { ports } = gateway;
  if (protocol === RouteProtocol.TCP || protocol === RouteProtocol.UDP) {
    const port = listenerPort ?? plan.rules.at(0)?.backends.at(0)?.port.servicePort;
    return port === undefined ? [] : [{ requirement: { protocol: protocol as unknown as ListenerProtocol, port }, hosts: [undefined], field: 'listenerPort' }];
  }
  const hosts = hostsOf(plan);
  if (!tls) {
    return [{ requirement: { protocol: ListenerProtocol.HTTP, port: ports.http }, hosts, field: 'parents[0]' }];
  }
  const certificate = listenerTls(tls, { secret: `${plan.name}-tls`, namespace: plan.namespace, gatewayNamespace: gateway.namespace });
  if (certificate.issuer) {
    gateway.annotate(problems, certificate.issuer.annotation, certificate.issuer.name);
  }
  grantCertificate(gateway, certificate);
  const listenerProtocol = tls._kind === 'passthrough' ? ListenerProtocol.TLS : ListenerProtocol.HTTPS;
  return hosts.map(host => ({ requirement: { protocol: listenerProtocol, port: ports.https, host, tls: certificate }, hosts: [host], field: 'tls' }));
}
