import { checkShares } from './check-actions';
import { checkCount } from './check-lists';
import { checkPortNumber } from '../../rules/ports';
import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import { matchesRequests, type RoutePlan } from '../plan/route-plan';
import { ROUTE_KINDS, RouteProtocol } from '../route-protocol';
import type { RouteRule } from '../route-rule';

const MAX_HOSTS = 16;
const MAX_TLS_HOSTS = 1024;

/** The options that the rules of each kind of route support. */
const OPTIONS: Readonly<Record<string, readonly (keyof RouteRule)[]>> = {
  HTTP: ['paths', 'methods', 'headers', 'query', 'backends', 'redirect', 'rewrite', 'requestHeaders', 'responseHeaders', 'mirror', 'timeout', 'backendTimeout'],
  GRPC: ['grpcMethods', 'headers', 'backends', 'requestHeaders', 'responseHeaders', 'mirror'],
  TLS: ['backends'],
  TCP: ['backends'],
  UDP: ['backends'],
};

/** Reports options for which the kind of a route has no field. @internal */
export function checkKind(problems: Problems, plan: RoutePlan): void {
  const { protocol, rules, hosts, listenerPort } = plan;
  const kind = ROUTE_KINDS[protocol];
  const byPort = protocol === RouteProtocol.TCP || protocol === RouteProtocol.UDP;
  for (const { field, rule } of rules) {
    for (const name of Object.keys(rule) as (keyof RouteRule)[]) {
      if (rule[name] !== undefined && !OPTIONS[protocol].includes(name)) {
        problems.report(routeRules.kind, `${field}.${name}`, '(set)', `Routes of the kind ${kind} do not support this option. Remove it, or set protocol: RouteProtocol.${name === 'grpcMethods' ? 'GRPC' : 'HTTP'} if the backends use that protocol.`);
      }
    }
  }
  if ((byPort || protocol === 'TLS') && rules.length > 1) {
    problems.report(routeRules.kind, 'rules', `${rules.length} rules`, `A ${kind} has one rule. Declare a Route for each.`);
  }
  if (byPort && hosts.length > 0) {
    problems.report(routeRules.kind, 'hosts', hosts, `A ${kind} has no hosts, because ${protocol} does not transmit a host name. Remove hosts.`);
  }
  if (!byPort && listenerPort !== undefined) {
    problems.report(routeRules.kind, 'listenerPort', listenerPort, `Routes of the kind ${kind} use the ports of their Gateway. Remove it, and set httpPort or httpsPort of the Gateway.`);
  } else if (listenerPort !== undefined) {
    checkPortNumber(problems, 'listenerPort', listenerPort);
  }
  if (protocol === 'TLS' && hosts.length === 0) {
    problems.report(routeRules.kind, 'hosts', hosts, 'A TLSRoute distinguishes connections by the host that clients request. Set hosts.');
  }
  checkCount(problems, 'hosts', 'hosts', hosts.length, protocol === 'TLS' ? MAX_TLS_HOSTS : MAX_HOSTS);
  if (!matchesRequests(plan)) {
    rules.forEach(rule => checkConnectionBackends(problems, rule));
  }
}

function checkConnectionBackends(problems: Problems, planned: RoutePlan['rules'][number]): void {
  if (!planned.rule.backends || planned.rule.backends.length === 0) {
    problems.report(routeRules.parts, `${planned.field}.backends`, planned.rule.backends, 'Add RouteBackend.of(…).');
  }
  checkShares(problems, planned);
}
