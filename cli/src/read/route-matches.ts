import type { RouteRule } from 'cdk8s-service-patterns';
import { withoutUndefined, type Fields } from './fields';
import { enumerationMember } from '../code/enumerations';
import { GrpcMethod, PathMatch, ValueMatch } from '../code/library';

/** Conditions of a match: one of several values, and those that all matches of a rule must have in common. */
interface Match {
  readonly first: string;
  readonly second: string;
  readonly common: string;
}

type Matches = Pick<RouteRule, 'paths' | 'methods' | 'headers' | 'query' | 'grpcMethods'>;

interface ReadHttpMatch extends Match {
  readonly path?: PathMatch;
  readonly method?: RouteRule['methods'] extends (infer Method)[] | undefined ? Method : never;
  readonly headers?: RouteRule['headers'];
  readonly query?: RouteRule['query'];
}

const NOT_COMBINED = 'a Route combines each path with each method, and all of them with the same headers and parameters';

/** The path of a match without one. */
const ALL = JSON.stringify(['PathPrefix', '/']);

/** Reads the matches of a rule of an HTTPRoute. */
export function readHttpMatches(rule: Fields): Matches {
  const matches = rule.readList('matches', readHttpMatch) ?? [];
  if (!isProduct(matches)) {
    rule.report('matches', NOT_COMBINED);
  }
  const [one] = matches;
  const paths = firsts(matches);
  const methods = seconds(matches).flatMap(({ method }) => method ?? []);
  return withoutUndefined<Matches>({
    paths: paths.length > 1 || (one && one.first !== ALL) ? paths.map(({ path }) => path!) : undefined,
    methods: methods.length > 0 ? methods : undefined,
    headers: one?.headers,
    query: one?.query,
  });
}

function readHttpMatch(match: Fields): ReadHttpMatch {
  const [type, value] = match.readObject('path', path => [path.read<string>('type') ?? 'PathPrefix', path.read<string>('value') ?? '/']) ?? JSON.parse(ALL);
  const path = type === 'Exact' ? PathMatch.exact(value) : type === 'PathPrefix' ? PathMatch.prefix(value) : PathMatch.regularExpression(value);
  if (!['Exact', 'PathPrefix', 'RegularExpression'].includes(type)) {
    match.report('path', 'the API server accepts only Exact, PathPrefix and RegularExpression');
  }
  const verb = match.read<string>('method');
  const method = verb === undefined ? undefined : enumerationMember('HttpMethod', verb);
  if (verb !== undefined && method === undefined) {
    match.report('method');
  }
  const headers = readValues(match, 'headers');
  const query = readValues(match, 'queryParams');
  return {
    path,
    method,
    headers: headers?.values,
    query: query?.values,
    first: JSON.stringify([type, value]),
    second: verb ?? '',
    common: JSON.stringify([headers?.key, query?.key]),
  };
}

interface ReadGrpcMatch extends Match {
  readonly method?: GrpcMethod;
  readonly headers?: RouteRule['headers'];
}

/** Reads the matches of a rule of a GRPCRoute. */
export function readGrpcMatches(rule: Fields): Matches {
  const matches = rule.readList('matches', readGrpcMatch) ?? [];
  if (!isProduct(matches)) {
    rule.report('matches', 'a Route combines each method with the same headers');
  }
  const methods = firsts(matches).flatMap(({ method }) => method ?? []);
  return withoutUndefined<Matches>({ grpcMethods: methods.length > 0 ? methods : undefined, headers: matches[0]?.headers });
}

function readGrpcMatch(match: Fields): ReadGrpcMatch {
  const read = match.readObject('method', method => {
    method.expect('type', 'Exact');
    const service = method.read<string>('service');
    const name = method.read<string>('method');
    if (service === undefined) {
      method.report('service', 'a method of a Route has a service');
    }
    return { key: JSON.stringify([service, name]), method: name === undefined ? GrpcMethod.ofService(service ?? '') : GrpcMethod.of(service ?? '', name) };
  });
  const headers = readValues(match, 'headers');
  return { method: read?.method, headers: headers?.values, first: read?.key ?? '', second: '', common: JSON.stringify([headers?.key]) };
}

/** Reads conditions for values by name, which a map of them expresses if no name occurs twice. */
function readValues(match: Fields, field: string): { key: unknown; values: Record<string, ValueMatch> } | undefined {
  const conditions = match.readList(field, condition => {
    const type = condition.read<string>('type') ?? 'Exact';
    const value = condition.read<string>('value') ?? '';
    if (!['Exact', 'RegularExpression'].includes(type)) {
      condition.report('type');
    }
    return { type, name: condition.read<string>('name') ?? '', value, match: type === 'Exact' ? ValueMatch.exact(value) : ValueMatch.regularExpression(value) };
  });
  if (!conditions) {
    return undefined;
  }
  const values = Object.fromEntries(conditions.map(({ name, match: each }) => [name, each]));
  if (Object.keys(values).length < conditions.length) {
    match.report(field, 'a name occurs twice');
  }
  return { key: conditions.map(({ type, name, value }) => JSON.stringify([name, type, value])).sort(), values };
}

/** Whether matches are all combinations of some first and some second values, with the same common conditions. */
function isProduct(matches: readonly Match[]): boolean {
  const keys = new Set(matches.map(({ first, second }) => JSON.stringify([first, second])));
  return keys.size === matches.length && matches.length === firsts(matches).length * seconds(matches).length
    && matches.every(({ common }) => common === matches[0].common)
    && hasAllOrOne(matches.map(({ first }) => first)) && hasAllOrOne(matches.map(({ second }) => second));
}

/** A value that is not set cannot be one of several values. */
function hasAllOrOne(values: readonly string[]): boolean {
  return !values.includes('') || new Set(values).size === 1;
}

function firsts<T extends Match>(matches: readonly T[]): T[] {
  return matches.filter(({ first }, index) => matches.findIndex(match => match.first === first) === index);
}

function seconds<T extends Match>(matches: readonly T[]): T[] {
  return matches.filter(({ second }, index) => matches.findIndex(match => match.second === second) === index);
}
