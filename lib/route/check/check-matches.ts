import { checkCount, checkDuplicateHeaders } from './check-lists';
import { isHeaderName, routeRules } from '../../rules/routes';
import { isJustification, type Problems } from '../../rules/rule';
import { sortedEntries } from '../../values/compare-names';
import { fixOfPattern, isPattern } from '../path-pattern';
import { describeMatch, matchKeys, matchesOf } from '../plan/matches';
import { matchesRequests, type PlannedRule, type RoutePlan } from '../plan/route-plan';
import type { RouteRule } from '../route-rule';

const MAX_TEXT = 1024;
const MAX_HEADER_VALUE = 4096;
const MAX_LIST = 16;
const PATH = /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/;
const FORBIDDEN_IN_PATH = /\/\/|\/\.\/|\/\.\.\/|%2f|\/\.\.?$/i;
const GRPC_SERVICE = /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i;
const GRPC_METHOD = /^[A-Za-z_][A-Za-z_0-9]*$/;

/** Reports invalid matches of the rules of a route, and matches that occur more than once. @internal */
export function checkMatches(problems: Problems, plan: RoutePlan): void {
  const ingress = plan.parent._kind === 'ingressClass';
  const byRequest = matchesRequests(plan);
  const seen = new Set<string>();
  let total = 0;
  plan.rules.forEach(rule => {
    checkPaths(problems, rule, ingress);
    checkValues(problems, `${rule.field}.headers`, rule.rule.headers, MAX_HEADER_VALUE, true);
    checkValues(problems, `${rule.field}.query`, rule.rule.query, MAX_TEXT, false);
    checkGrpcMethods(problems, rule);
    const { length } = matchesOf(plan, rule);
    total += length;
    checkCount(problems, rule.field, 'combinations of path and method', length, ingress ? Infinity : 64);
    for (const key of matchKeys(plan, rule)) {
      if (seen.has(key) && byRequest) {
        problems.report(routeRules.duplicate, rule.field, describeMatch(key), 'Remove the duplicate.');
      }
      seen.add(key);
    }
  });
  if (!ingress) {
    checkCount(problems, 'rules', 'rules', plan.rules.length, MAX_LIST);
    checkCount(problems, 'rules', 'combinations of path and method', total, 128);
  }
}

function checkPaths(problems: Problems, { field, rule: { paths = [] }, backends }: PlannedRule, ingress: boolean): void {
  const justified = backends.some(({ options }) => isJustification(options.justification));
  paths.forEach(({ _type, _path }, index) => {
    const expression = _type === 'RegularExpression';
    if (!expression && !justified && isPattern(_path)) {
      problems.report(routeRules.pathPattern, `${field}.paths[${index}]`, _path, fixOfPattern(_path, isPath));
      return;
    }
    const isValid = (path: string) => ingress
      ? path.startsWith('/') && (expression || !FORBIDDEN_IN_PATH.test(path))
      : expression ? path.length <= MAX_TEXT : isPath(path);
    if (!isValid(_path)) {
      const proposal = !expression && isValid(`/${_path}`) ? `Use '/${_path}'.` : "Use a value such as '/orders'.";
      problems.report(routeRules.path, `${field}.paths[${index}]`, _path, expression ? "Use a value such as '/orders/[0-9]+'." : proposal);
    }
  });
}

function checkValues(problems: Problems, field: string, values: RouteRule['headers'], max: number, caseless: boolean): void {
  const entries = sortedEntries(values);
  for (const [name, match] of entries) {
    if (!isHeaderName(name) || match._value === '' || match._value.length > max) {
      problems.report(routeRules.header, `${field}['${name}']`, match._value, "Use a value such as { 'x-canary': ValueMatch.exact('always') }.");
    }
  }
  checkCount(problems, field, caseless ? 'headers' : 'query parameters', entries.length, MAX_LIST);
  if (caseless) {
    checkDuplicateHeaders(problems, field, entries.map(([name]) => name));
  }
}

function checkGrpcMethods(problems: Problems, { field, rule: { grpcMethods = [] } }: PlannedRule): void {
  const fits = (text: string, pattern: RegExp) => text.length <= MAX_TEXT && pattern.test(text);
  grpcMethods.forEach(({ _service, _method }, index) => {
    if (!fits(_service, GRPC_SERVICE) || (_method !== undefined && !fits(_method, GRPC_METHOD))) {
      problems.report(routeRules.grpcMethod, `${field}.grpcMethods[${index}]`, [_service, _method].filter(part => part !== undefined).join('/'), "Use a value such as GrpcMethod.of('shop.v1.Orders', 'Place').");
    }
  });
}

/** Whether a text is a valid path according to the Gateway API. */
function isPath(path: string): boolean {
  return path.length <= MAX_TEXT && PATH.test(path) && !FORBIDDEN_IN_PATH.test(path);
}
