import type { PlannedRule, RoutePlan } from './route-plan';
import type { Json } from '../../manifest/manifest';
import { compareNames, sortedEntries } from '../../values/compare-names';
import type { PathMatch } from '../path-match';
import { RouteProtocol } from '../route-protocol';
import type { RouteRule } from '../route-rule';
import type { ValueMatch } from '../value-match';

/** The path of a match that has no other one: all paths. @internal */
export const ALL_PATHS = { type: 'PathPrefix', value: '/' };

/** The paths of a rule of an Ingress, which has at least one. @internal */
export function ingressPathsOf({ paths = [] }: RouteRule): readonly Pick<PathMatch, '_type' | '_path'>[] {
  return paths.length > 0 ? paths : [{ _type: 'PathPrefix', _path: ALL_PATHS.value }];
}

/** The matches of a rule in the form of its kind of route. Those of an HTTPRoute have a path; other kinds have none if they match all requests. @internal */
export function matchesOf({ protocol }: Pick<RoutePlan, 'protocol'>, { rule }: PlannedRule): Json[] {
  const matches = protocol === RouteProtocol.GRPC ? grpcMatches(rule) : httpMatches(rule);
  return protocol !== RouteProtocol.HTTP ? matches
    : (matches.length > 0 ? matches : [{}]).map((match: Json) => ({ ...match, path: match.path ?? ALL_PATHS }));
}

function httpMatches({ paths, methods, headers, query }: RouteRule): Json[] {
  const common = { headers: valueMatches(headers), queryParams: valueMatches(query) };
  const matches = valuesOrUndefined(paths).flatMap(path => valuesOrUndefined(methods).map(method => ({
    path: path && { type: path._type, value: path._path }, method, ...common,
  })));
  return matches.filter(match => Object.values(match).some(part => part !== undefined));
}

function grpcMatches({ grpcMethods, headers }: RouteRule): Json[] {
  const matches = valuesOrUndefined(grpcMethods).map(method => ({
    method: method && { type: 'Exact', service: method._service, method: method._method }, headers: valueMatches(headers),
  }));
  return matches.filter(match => Object.values(match).some(part => part !== undefined));
}

/** The values of a list, or one undefined value if there are none. */
function valuesOrUndefined<T>(values: readonly T[] | undefined): readonly (T | undefined)[] {
  return values && values.length > 0 ? values : [undefined];
}

/** The matches of a map, sorted by name because some languages iterate over a map in a different order in each run of a program. */
function valueMatches(values: Readonly<Record<string, ValueMatch>> | undefined): Json[] | undefined {
  const entries = sortedEntries(values);
  return entries.length > 0 ? entries.map(([name, { _type, _value }]) => ({ type: _type, name, value: _value })) : undefined;
}

/** A key for each match of a rule. Matches of the same requests have equal keys. @internal */
export function matchKeys(plan: Pick<RoutePlan, 'protocol'>, rule: PlannedRule): string[] {
  const matches = matchesOf(plan, rule);
  const sorted = (values: Json[] = [], lower: boolean) => values
    .map(({ type, name, value }) => [lower ? name.toLowerCase() : name, type, value])
    .sort(([a], [b]) => compareNames(a, b));
  return (matches.length > 0 ? matches : [{}]).map(({ path = ALL_PATHS, method, headers, queryParams }: Json) => JSON.stringify([
    path.type, path.type === 'PathPrefix' ? String(path.value).replace(/(.)\/$/, '$1') : path.value, method ?? null, sorted(headers, true), sorted(queryParams, false),
  ]));
}

/** The description of a match in a message. It does not contain values, which can be those of the header Authorization. @internal */
export function describeMatch(key: string): string {
  const [type, path, method, headers, query] = JSON.parse(key);
  const verb = typeof method === 'object' ? method && [method.service, method.method].filter(Boolean).join('/') : method;
  const named = (what: string, values: string[][]) => values.map(([name]) => `${what} ${name}`);
  return [verb, `${type} ${path}`, ...named('header', headers), ...named('query parameter', query)].filter(Boolean).join(', ');
}
