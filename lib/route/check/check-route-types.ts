import { checkRouteClass } from '../../cluster/check-route-class';
import { peerOf } from '../../discovery/peer';
import { gatewayOf } from '../../gateway/gateways';
import { RouteTls } from '../../gateway/route-tls';
import { checkHost, routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import { checkArray, checkBoolean, checkEnum, checkInstance, checkInstances, checkMap, checkRequired, checkString, checkStrings, reportType } from '../../rules/values';
import { isStructure, markOf } from '../../values/mark';
import { GrpcMethod } from '../grpc-method';
import { PathMatch } from '../path-match';
import { RouteBackend } from '../route-backend';
import { RouteBackendTls } from '../route-backend-tls';
import { RouteParent } from '../route-parent';
import type { RouteProps } from '../route-props';
import { RouteProtocol } from '../route-protocol';
import type { RouteRule } from '../route-rule';
import { ValueMatch } from '../value-match';

const BACKEND = 'RouteBackend.of(web)';

/** Reports properties that have the wrong type. The other checks rely on the types. @internal */
export function checkRouteTypes(problems: Problems, { parents, hosts, tls, backend, rules, protocol, httpsRedirect }: RouteProps): void {
  checkParents(problems, parents);
  if (checkArray(problems, 'hosts', hosts)) {
    hosts?.forEach((host, index) => typeof host === 'string' || checkHost(problems, `hosts[${index}]`, host));
  }
  checkInstance(problems, 'tls', tls, RouteTls._isRouteTls, "RouteTls.secret('shop-tls')");
  checkEnum(problems, 'protocol', protocol, RouteProtocol);
  checkBoolean(problems, 'httpsRedirect', httpsRedirect);
  if (backend !== undefined && !(typeof backend === 'object' && backend !== null && peerOf(backend)?.address)) {
    reportType(problems, 'backend', markOf(backend) ? backend : '(not reachable)', 'Use a declaration that has a Service: an ExposedWorkload, ExposedPods, an ExternalService or an ImportedService.');
  }
  if (checkArray(problems, 'rules', rules)) {
    (rules ?? []).forEach((rule, index) => checkRule(problems, `rules[${index}]`, rule));
  }
}

function checkParents(problems: Problems, parents: RouteParent[] | undefined): void {
  if (!checkInstances(problems, 'parents', parents, RouteParent._isRouteParent, "RouteParent.gatewayNamed('public')")) {
    return;
  }
  const [parent, ...others] = parents ?? [];
  if (!parent || others.length > 0) {
    problems.report(routeRules.parents, 'parents', parents && `${parents.length} parents`, "Use one parent, such as [RouteParent.gatewayNamed('public')], and declare another Route for another parent.");
  } else if (parent._kind === 'gateway' && !gatewayOf(parent._target)) {
    reportType(problems, 'parents[0]', parent._name ?? parent._target, "Use a value such as RouteParent.gateway(new Gateway(this, 'public', { className: 'traefik' })).");
  }
  if (parent) {
    checkRouteClass(problems, 'parents[0].routeClass', parent._options.routeClass);
  }
}

function checkRule(problems: Problems, field: string, rule: RouteRule): void {
  if (!checkRequired(problems, field, rule, isStructure, `{ backends: [${BACKEND}] }`)) {
    return;
  }
  if (checkInstances(problems, `${field}.paths`, rule.paths, PathMatch._isPathMatch, "PathMatch.prefix('/api')")) {
    rule.paths?.forEach(({ _path }, index) => checkString(problems, `${field}.paths[${index}]`, _path));
  }
  if (checkInstances(problems, `${field}.grpcMethods`, rule.grpcMethods, GrpcMethod._isGrpcMethod, "GrpcMethod.ofService('shop.v1.Orders')")) {
    rule.grpcMethods?.forEach(({ _service, _method }, index) => [_service, _method].forEach(name => checkString(problems, `${field}.grpcMethods[${index}]`, name)));
  }
  checkStrings(problems, `${field}.methods`, rule.methods);
  for (const name of ['headers', 'query'] as const) {
    if (checkMap(problems, `${field}.${name}`, rule[name])) {
      Object.entries(rule[name] ?? {}).forEach(([key, match]) => (
        checkRequired(problems, `${field}.${name}['${key}']`, match, ValueMatch._isValueMatch, "ValueMatch.exact('always')")
        && checkString(problems, `${field}.${name}['${key}']`, match._value)
      ));
    }
  }
  const backends = checkArray(problems, `${field}.backends`, rule.backends) ? rule.backends ?? [] : [];
  backends.forEach((backend, index) => checkBackend(problems, `${field}.backends[${index}]`, backend));
  for (const name of ['redirect', 'rewrite', 'requestHeaders', 'responseHeaders', 'mirror'] as const) {
    checkMap(problems, `${field}.${name}`, rule[name]);
  }
  for (const name of ['requestHeaders', 'responseHeaders'] as const) {
    checkMap(problems, `${field}.${name}.set`, rule[name]?.set);
    checkMap(problems, `${field}.${name}.add`, rule[name]?.add);
    checkArray(problems, `${field}.${name}.remove`, rule[name]?.remove);
  }
  if (rule.mirror) {
    checkBackend(problems, `${field}.mirror.backend`, rule.mirror.backend);
  }
}

function checkBackend(problems: Problems, field: string, backend: NonNullable<RouteRule['backends']>[number]): void {
  if (checkRequired(problems, field, backend, RouteBackend._isRouteBackend, BACKEND)) {
    checkInstance(problems, `${field}.tls`, backend._options.tls, RouteBackendTls._isRouteBackendTls, "RouteBackendTls.system({ hostname: 'web.internal' })");
    checkBoolean(problems, `${field}.grant`, backend._options.grant);
  }
}
