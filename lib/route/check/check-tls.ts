import { checkTlsNames } from '../../gateway/check-gateway-listener';
import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import type { RoutePlan } from '../plan/route-plan';
import { RouteProtocol } from '../route-protocol';

/** Reports problems with the TLS settings of a route. @internal */
export function checkTls(problems: Problems, plan: RoutePlan): void {
  const { tls, protocol, hosts, parent } = plan;
  if (tls) {
    checkTlsNames(problems, 'tls', tls);
    if (tls._kind.endsWith('issuer') && hosts.length === 0) {
      problems.report(routeRules.tls, 'hosts', hosts, 'cert-manager issues certificates for hosts. Set hosts.');
    }
    if (parent._kind === 'gatewayNamed' && tls._kind !== 'passthrough') {
      problems.report(routeRules.tls, 'tls', tls._kind, `The listeners of '${parent._name}' have the certificates. Remove tls.`);
    }
    if (parent._kind === 'ingressClass' && tls._namespace !== undefined && tls._namespace !== plan.namespace) {
      problems.report(routeRules.ingress, 'tls.namespace', tls._namespace, 'Store the Secret in the namespace of the route, or use a Gateway: RouteParent.gateway(…).');
    }
    if (protocol === RouteProtocol.TCP || protocol === RouteProtocol.UDP) {
      problems.report(routeRules.tls, 'tls', tls._kind, `A route for ${protocol} has no TLS. Remove tls, or declare a listener for TLS and attach the route to it with section.`);
    }
  }
  if (plan.httpsRedirect && (!tls || tls._kind === 'passthrough' || parent._kind === 'gatewayNamed')) {
    problems.report(routeRules.tls, 'httpsRedirect', true, parent._kind === 'gatewayNamed'
      ? "Declare a Route with the section of the listener for HTTP and redirect: { scheme: 'https' }."
      : "Set tls, such as RouteTls.secret('shop-tls'), or remove httpsRedirect.");
  }
}
