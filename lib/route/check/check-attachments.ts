import { ClusterProfile } from '../../cluster/cluster-profile';
import { ListenerProtocol } from '../../gateway/gateway-listener';
import type { GatewayFacts } from '../../gateway/gateways';
import { gatewayRules } from '../../rules/gateways';
import { checkSameApp } from '../../rules/library';
import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import { intersect } from '../plan/hosts';
import type { Attachment, RoutePlan } from '../plan/route-plan';
import { ROUTE_KINDS, type RouteKind } from '../route-protocol';

/** The protocols of listeners that a kind of route can be attached to. */
const LISTENER_PROTOCOLS: Readonly<Record<RouteKind, readonly ListenerProtocol[]>> = {
  HTTPRoute: [ListenerProtocol.HTTP, ListenerProtocol.HTTPS],
  GRPCRoute: [ListenerProtocol.HTTP, ListenerProtocol.HTTPS],
  TLSRoute: [ListenerProtocol.TLS],
  TCPRoute: [ListenerProtocol.TCP, ListenerProtocol.TLS],
  UDPRoute: [ListenerProtocol.UDP],
};

/** Reports a route that cannot be attached to the listeners of its Gateway. @internal */
export function checkAttachments(problems: Problems, plan: RoutePlan, gateway: GatewayFacts): void {
  checkPlacement(problems, plan, gateway);
  const { section } = plan.parent._options;
  if (section !== undefined) {
    checkSection(problems, plan, gateway, section);
    checkOptionsWithSection(problems, plan, gateway, section);
  }
  plan.attachments.forEach(attachment => checkListener(problems, plan, gateway, attachment, ROUTE_KINDS[plan.protocol]));
  if (plan.redirect) {
    checkListener(problems, plan, gateway, plan.redirect, ROUTE_KINDS.HTTP);
  }
}

function checkPlacement(problems: Problems, plan: RoutePlan, gateway: GatewayFacts): void {
  checkSameApp(problems, 'parents[0]', plan.route, gateway.construct);
  const clusters = [plan.route, gateway.construct].map(construct => ClusterProfile._readBy(plan.route, construct).cluster);
  if ((plan.namespace === undefined) !== (gateway.namespace === undefined)) {
    problems.report(routeRules.namespace, 'parents[0]', gateway.namespace, `The chart of ${gateway.namespace === undefined ? 'the Gateway' : 'the route'} has no namespace. Set the namespace of both charts.`);
  } else if (clusters.every(cluster => cluster !== undefined) && clusters[0] !== clusters[1]) {
    problems.report(routeRules.namespace, 'parents[0]', clusters[1], `The route is in the cluster '${clusters[0]}'. Use a Gateway in that cluster.`);
  }
}

/** Reports a listener that does not allow the route, or that has a route of another kind for the same hosts. @internal */
export function checkListener(problems: Problems, plan: RoutePlan, gateway: GatewayFacts, attachment: Attachment, kind: RouteKind): void {
  const { namespace } = plan;
  const { section, hosts } = attachment;
  const listener = gateway.listeners.named(section);
  if (!listener) {
    return;
  }
  if (!listener.allowedRoutes._allows(namespace, gateway.namespace)) {
    problems.report(gatewayRules.notAllowed, 'parents[0]', namespace, `Set allowedRoutes: AllowedRoutes.fromNamespaces('${namespace}') on the Gateway '${gateway.construct.node.path}'.`);
  }
  const others = plan.routeClass.combinesRouteKinds ? [] : gateway.listeners.othersAttachedTo(listener.name, kind);
  const other = others.find(route => hosts.some(host => intersect(route.host, host)));
  if (other) {
    problems.report(gatewayRules.kinds, 'hosts', other.host ?? '*', `The Gateway already has this host in a route of the kind ${other.kind}, and this route has the kind ${kind}. Use another host.`);
  }
}

/** Reports a listener that does not exist, or does not match the protocol and hosts of the route. @internal */
export function checkSection(problems: Problems, plan: RoutePlan, gateway: GatewayFacts, section: string): void {
  const listener = gateway.listeners.named(section);
  const kind = ROUTE_KINDS[plan.protocol];
  if (!listener) {
    const known = gateway.listeners.all.map(({ name }) => `'${name}'`).join(', ');
    problems.report(gatewayRules.section, 'parents[0].section', section, `The Gateway '${gateway.construct.node.path}' ${known ? `has the listeners ${known}. Use one of them,` : 'declares no listener with this name. Declare it,'} or remove section.`);
    return;
  }
  if (!LISTENER_PROTOCOLS[kind].includes(listener.protocol)) {
    problems.report(gatewayRules.section, 'parents[0].section', section, `The listener has the protocol ${listener.protocol}, but a ${kind} needs ${LISTENER_PROTOCOLS[kind].join(' or ')}. Use a listener with that protocol, or remove section.`);
  }
  const outside = plan.hosts.find(host => !intersect(listener.host, host));
  if (outside !== undefined) {
    problems.report(gatewayRules.section, 'hosts', outside, `The listener '${section}' has the host ${listener.host}. Use hosts that it includes.`);
  }
}

/** Reports options that the named listener determines. */
function checkOptionsWithSection(problems: Problems, { tls, httpsRedirect }: RoutePlan, gateway: GatewayFacts, section: string): void {
  if (tls && !(tls._kind === 'passthrough' && gateway.listeners.named(section)?.tls?.passthrough)) {
    problems.report(routeRules.tls, 'tls', tls._kind, `The listener '${section}' determines TLS. Remove tls, or remove section.`);
  }
  if (httpsRedirect) {
    problems.report(routeRules.tls, 'httpsRedirect', true, "Remove section, or declare another Route with the section of the listener for HTTP and redirect: { scheme: 'https' }.");
  }
}
