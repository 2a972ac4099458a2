import { checkShares } from './check-actions';
import { checkCount } from './check-matches';
import type { RoutePlan } from './route-plan';
import { ROUTE_KINDS, RouteProtocol } from './route-protocol';
import type { RouteRule } from './route-rule';
import { checkPortNumber } from '../rules/ports';
import { routeRules } from '../rules/routes';
import type { Problems } from '../rules/rule';

const MAX_HOSTS = 16;
const MAX_TLS_HOSTS = 1024;

/** What the rules of each kind of route can have. */
const PARTS: Readonly<Record<string, readonly (keyof RouteRule)[]>> = {
  HTTP: ['paths', 'methods', 'headers', 'query', 'backends', 'redirect', 'rewrite', 'requestHeaders', 'responseHeaders', 'mirror', 'timeout', 'backendTimeout'],
  GRPC: ['grpcMethods', 'headers', 'backends', 'requestHeaders', 'responseHeaders', 'mirror'],
  TLS: ['backends'],
  TCP: ['backends'],
  UDP: ['backends'],
};

/** Notes what a route says that its kind has no field for. @internal */
export function checkKind(problems: Problems, plan: RoutePlan): void {
  const { protocol, rules, hosts, listenerPort } = plan;
  const kind = ROUTE_KINDS[protocol];
  const byPort = protocol === RouteProtocol.TCP || protocol === RouteProtocol.UDP;
  for (const { field, rule } of rules) {
    for (const name of Object.keys(rule) as (keyof RouteRule)[]) {
      if (rule[name] !== undefined && !PARTS[protocol].includes(name)) {
        problems.report(routeRules.kind, `${field}.${name}`, '(set)', `A ${kind} has no such part. Leave it out, or say protocol: RouteProtocol.${name === 'grpcMethods' ? 'GRPC' : 'HTTP'} where the backends speak it.`);
      }
    }
  }
  if ((byPort || protocol === 'TLS') && rules.length > 1) {
    problems.report(routeRules.kind, 'rules', `${rules.length} rules`, `A ${kind} has one. Make a Route for each.`);
  }
  if (byPort && hosts.length > 0) {
    problems.report(routeRules.kind, 'hosts', hosts, `A ${kind} knows none: connections of ${protocol} name no host. Leave them out.`);
  }
  if (!byPort && listenerPort !== undefined) {
    problems.report(routeRules.kind, 'listenerPort', listenerPort, `A ${kind} is on the ports of its Gateway. Leave it out, and give httpPort or httpsPort to the Gateway.`);
  } else if (listenerPort !== undefined) {
    checkPortNumber(problems, 'listenerPort', listenerPort);
  }
  if (protocol === 'TLS' && hosts.length === 0) {
    problems.report(routeRules.kind, 'hosts', hosts, 'TLS that is passed on is told apart by the host that clients ask for. Give hosts.');
  }
  checkCount(problems, 'hosts', 'hosts', hosts.length, protocol === 'TLS' ? MAX_TLS_HOSTS : MAX_HOSTS);
  if (protocol !== RouteProtocol.HTTP && protocol !== RouteProtocol.GRPC) {
    rules.forEach(rule => checkBackendsAlone(problems, rule));
  }
}

function checkBackendsAlone(problems: Problems, planned: RoutePlan['rules'][number]): void {
  if (!planned.rule.backends || planned.rule.backends.length === 0) {
    problems.report(routeRules.parts, `${planned.field}.backends`, planned.rule.backends, 'Give RouteBackend.of(…).');
  }
  checkShares(problems, planned);
}
