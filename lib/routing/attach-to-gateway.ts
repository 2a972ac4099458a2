import { ListenerProtocol } from './gateway-listener';
import type { GatewayFacts } from './gateways';
import { intersect } from './hosts';
import { listenerTls, type Listener, type ListenerNeed } from './listeners';
import { grantCertificate } from './reference-grants';
import type { RoutePlan } from './route-plan';
import { ROUTE_KINDS, RouteProtocol, type RouteKind } from './route-protocol';
import { ClusterProfile } from '../cluster/cluster-profile';
import { gatewayRules } from '../rules/gateways';
import { routeRules } from '../rules/routes';
import type { Problems } from '../rules/rule';

/** The part of a Gateway that a route belongs to, and the hosts it is for there. */
export interface Attachment {
  readonly section?: string;
  readonly hosts: readonly (string | undefined)[];
}

/** A listener that a route needs, what it says that for, and the hosts it is for there. */
interface Need {
  readonly need: ListenerNeed;
  readonly field: string;
  readonly hosts: readonly (string | undefined)[];
}

/** Protocols of listeners that a kind of route can belong to. */
const LISTENERS: Readonly<Record<RouteKind, readonly ListenerProtocol[]>> = {
  HTTPRoute: [ListenerProtocol.HTTP, ListenerProtocol.HTTPS],
  GRPCRoute: [ListenerProtocol.HTTP, ListenerProtocol.HTTPS],
  TLSRoute: [ListenerProtocol.TLS],
  TCPRoute: [ListenerProtocol.TCP, ListenerProtocol.TLS],
  UDPRoute: [ListenerProtocol.UDP],
};

/**
 * Makes a route belong to a Gateway of this app: to the listener that it names, or to those that are made for its hosts, TLS and protocol.
 *
 * @internal
 */
export function attachToGateway(problems: Problems, plan: RoutePlan, gateway: GatewayFacts, section: string | undefined): Attachment[] {
  checkWhere(problems, plan, gateway);
  if (section !== undefined) {
    return attachToSection(problems, plan, gateway, section);
  }
  const attachments = needsOf(problems, plan, gateway).map(({ need, hosts, field }) => ({
    section: gateway.listeners.listen(problems, field, need), hosts,
  }));
  attachments.forEach(({ section: name, hosts }) => checkListener(problems, plan, gateway, gateway.listeners.named(name), hosts));
  return attachments;
}

/** Makes the hosts of a route belong to the listener for clients that come without TLS. @internal */
export function attachWithoutTls(problems: Problems, plan: RoutePlan, gateway: GatewayFacts): Attachment {
  const hosts = hostsOf(plan);
  const section = gateway.listeners.listen(problems, 'httpsRedirect', { protocol: ListenerProtocol.HTTP, port: gateway.ports.http });
  checkListener(problems, { ...plan, protocol: RouteProtocol.HTTP }, gateway, gateway.listeners.named(section), hosts);
  return { section, hosts };
}

/** The hosts that a route is for, or all of them. @internal */
export function hostsOf({ hosts }: Pick<RoutePlan, 'hosts'>): readonly (string | undefined)[] {
  return hosts.length > 0 ? hosts : [undefined];
}

/** Notes that a route can't belong to a listener. @internal */
export function checkListener(
  problems: Problems, plan: RoutePlan, gateway: GatewayFacts, listener: Listener | undefined, hosts: readonly (string | undefined)[], field = 'parents[0]',
): void {
  if (listener && !listener.allowedRoutes._admit(plan.namespace, gateway.namespace)) {
    problems.report(gatewayRules.notAllowed, field, plan.namespace, `Give the Gateway '${gateway.construct.node.path}' allowedRoutes: AllowedRoutes.fromNamespaces('${plan.namespace}').`);
  }
  const kind = ROUTE_KINDS[plan.protocol];
  const other = listener?.served.find(served => served.kind !== kind && hosts.some(host => intersect(served.host, host)));
  if (other) {
    problems.report(gatewayRules.kinds, 'hosts', other.host ?? '*', `A ${other.kind} of this Gateway has it, and this is a ${kind}.`);
  }
  hosts.forEach(host => listener?.served.push({ kind, host }));
}

function checkWhere(problems: Problems, plan: RoutePlan, gateway: GatewayFacts): void {
  const clusters = [plan.route, gateway.construct].map(construct => ClusterProfile.of(construct).cluster);
  if ((plan.namespace === undefined) !== (gateway.namespace === undefined)) {
    problems.report(routeRules.namespace, 'parents[0]', gateway.namespace, `The namespace of ${gateway.namespace === undefined ? 'the Gateway' : 'the route'} is not known. Give one to both charts.`);
  } else if (clusters.every(cluster => cluster !== undefined) && clusters[0] !== clusters[1]) {
    problems.report(routeRules.namespace, 'parents[0]', clusters[1], `The route is in cluster '${clusters[0]}'. Give a Gateway of that one.`);
  }
}

function attachToSection(problems: Problems, plan: RoutePlan, gateway: GatewayFacts, section: string): Attachment[] {
  const listener = gateway.listeners.named(section);
  const hosts = hostsOf(plan);
  checkSection(problems, plan, gateway, section, 'parents[0].section');
  checkListener(problems, plan, gateway, listener, hosts);
  if (plan.tls && !(plan.tls._kind === 'passthrough' && listener?.tls?.passthrough)) {
    problems.report(routeRules.tls, 'tls', plan.tls._kind, `Listener '${section}' says it. Leave it out, or leave section out.`);
  }
  if (plan.httpsRedirect) {
    problems.report(routeRules.tls, 'httpsRedirect', true, "Leave section out, or make a Route with section of the listener for HTTP and redirect: { scheme: 'https' }.");
  }
  return [{ section, hosts }];
}

/** Notes a listener that is not there, or not for the protocol and hosts. @internal */
export function checkSection(problems: Problems, plan: RoutePlan, gateway: GatewayFacts, section: string, field: string): void {
  const listener = gateway.listeners.named(section);
  const kind = ROUTE_KINDS[plan.protocol];
  if (!listener) {
    const known = gateway.listeners.all.map(({ name }) => `'${name}'`).join(', ') || 'none';
    problems.report(gatewayRules.section, field, section, `Listeners of '${gateway.construct.node.path}': ${known}. Name one of them, or leave it out.`);
    return;
  }
  if (!LISTENERS[kind].includes(listener.protocol)) {
    problems.report(gatewayRules.section, field, section, `It is for ${listener.protocol}, and a ${kind} belongs to one for ${LISTENERS[kind].join(' or ')}.`);
  }
  const outside = plan.hosts.find(host => !intersect(listener.host, host));
  if (outside !== undefined) {
    problems.report(gatewayRules.section, 'hosts', outside, `Listener '${section}' is for ${listener.host}. Give hosts of it.`);
  }
}

/** What has to be listened to: without TLS once for all hosts, with it once a host, each with its certificate. */
function needsOf(problems: Problems, plan: RoutePlan, gateway: GatewayFacts): Need[] {
  const { protocol, tls, listenerPort } = plan;
  const { ports } = gateway;
  if (protocol === RouteProtocol.TCP || protocol === RouteProtocol.UDP) {
    const port = listenerPort ?? plan.rules.at(0)?.backends.at(0)?.port.servicePort;
    return port === undefined ? [] : [{ need: { protocol: protocol as unknown as ListenerProtocol, port }, hosts: [undefined], field: 'listenerPort' }];
  }
  const each = hostsOf(plan);
  if (!tls) {
    return [{ need: { protocol: ListenerProtocol.HTTP, port: ports.http }, hosts: each, field: 'parents[0]' }];
  }
  const certificate = listenerTls(tls, { secret: `${plan.name}-tls`, namespace: plan.namespace, gatewayNamespace: gateway.namespace });
  if (certificate.issuer) {
    gateway.annotate(problems, certificate.issuer.annotation, certificate.issuer.name);
  }
  grantCertificate(gateway, certificate);
  const listens = tls._kind === 'passthrough' ? ListenerProtocol.TLS : ListenerProtocol.HTTPS;
  return each.map(host => ({ need: { protocol: listens, port: ports.https, host, tls: certificate }, hosts: [host], field: 'tls' }));
}
