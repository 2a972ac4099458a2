import { Duration } from 'cdk8s';
import type { RouteKind } from './hosts';
import type { Random } from './random';
import {
  GrpcMethod, HttpMethod, PathMatch, RouteBackend, RouteBackendTls, ValueMatch,
  type HeaderChanges, type IReachable, type RouteBackendOptions, type RouteBackendTlsOptions, type RouteMirror, type RouteRedirect, type RouteRewrite,
  type RouteRule,
} from '../../lib';

const ODD_PATHS = ['api', '', '/a//b', '/a/./b', '/a/../b', '/a/..', '/a/.', '/a%2Fb', '/a%2fb', '/a#b', '/a?b', '/ä', '/a b', `/${'a'.repeat(1024)}`, '//', '/.', '/%zz'];
const ODD_NAMES = ['x canary', '', 'ä', 'a:b', 'x'.repeat(257)];
const ODD_VALUES = ['', 'v'.repeat(4097)];
const PORTS: Readonly<Record<RouteKind, string>> = { HTTP: 'http', Ingress: 'http', GRPC: 'grpc', TLS: 'https', TCP: 'db', UDP: 'dns' };

function path(random: Random, index: number): string {
  return random.mostly('path', () => random.pick(`/p${index}`, `/p${index}/`, `/p${index}/%41~a@b`, `/p${index}/a.b`), ...ODD_PATHS);
}

function pathMatch(random: Random, kind: RouteKind, index: number): PathMatch {
  const matches = [PathMatch.prefix(path(random, index)), PathMatch.exact(path(random, index))];
  return random.pick(...matches, ...kind === 'HTTP' || random.odd('an expression') ? [PathMatch.regularExpression(random.mostly('expression', () => `/p${index}/[0-9]+`, '', '[', 'a'))] : []);
}

function valueMatches(random: Random, what: string): Record<string, ValueMatch> {
  const value = () => random.mostly(`value of ${what}`, () => random.pick('always', 'a b', '1'), ...ODD_VALUES);
  const names = [random.mostly(`name of ${what}`, () => random.pick('x-canary', 'X_A.b~'), ...ODD_NAMES), ...random.odd(`${what} twice`) ? ['X-Canary'] : []];
  return Object.fromEntries(names.map(name => [name, random.chance(0.3) ? ValueMatch.regularExpression(value()) : ValueMatch.exact(value())]));
}

function headerChanges(random: Random): HeaderChanges {
  const values = () => ({ [random.mostly('header', () => random.pick('x-from', 'Server'), ...ODD_NAMES)]: random.mostly('header value', () => 'a b', ...ODD_VALUES) });
  return random.some<HeaderChanges>('HeaderChanges', 0.6, { set: values, add: values, remove: () => random.mostly('removed header', () => ['x-debug'], [], ['a b'], ['a', 'A']) });
}

function redirect(random: Random, hasOnePrefix: boolean): RouteRedirect {
  const replacesPrefix = random.odd('a replaced prefix') || (hasOnePrefix && random.chance(0.5));
  return random.some<RouteRedirect>('RouteRedirect', 0.4, {
    scheme: () => random.mostly('scheme', () => random.pick('https', 'http'), 'ftp', 'HTTPS'),
    host: () => random.mostly('host of a redirect', () => 'www.example.com', '*.example.com', 'A'),
    port: () => random.mostly('port of a redirect', () => 8443, 0, 65536),
    path: () => replacesPrefix && !random.odd('a path together with a prefix') ? undefined : random.mostly('path of a redirect', () => '/new', 'new', '', `/${'a'.repeat(1024)}`),
    prefix: () => replacesPrefix ? '/new' : undefined,
    statusCode: () => random.mostly('statusCode', () => random.pick(301, 302, 303, 307, 308), 300, 200),
  });
}

function rewrite(random: Random, hasOnePrefix: boolean): RouteRewrite {
  return random.some<RouteRewrite>('RouteRewrite', 0.4, {
    host: () => random.mostly('host of a rewrite', () => 'internal.example.com', '*.example.com', 'A'),
    path: () => random.odd('a path together with a prefix') || !hasOnePrefix ? random.mostly('path of a rewrite', () => '/new', 'new', `/${'a'.repeat(1024)}`) : undefined,
    prefix: () => hasOnePrefix || random.odd('a replaced prefix') ? '/' : undefined,
  });
}

function timeout(random: Random, what: string, max: number): Duration {
  const odd = [Duration.hours(100_000), Duration.millis(0.5), Duration.millis(1_000_000)];
  return random.mostly(what, () => Duration.millis(random.integer(0, max)), ...odd);
}

function backend(random: Random, kind: RouteKind, target: IReachable): RouteBackend {
  const known = random.some<RouteBackendTlsOptions>('RouteBackendTlsOptions', 0.95, { hostname: () => random.mostly('hostname of a certificate', () => 'web.internal', 'A', '*.a') });
  const encrypted = (kind === 'HTTP' && random.chance(0.15)) || random.odd('a certificate');
  const { port } = random.all<Pick<RouteBackendOptions, 'port'>>('RouteBackendOptions', { port: () => random.mostly('port', () => encrypted ? 'https' : PORTS[kind], 'missing') });
  return RouteBackend.of(target, {
    port,
    ...random.some<Omit<RouteBackendOptions, 'port'>>('RouteBackendOptions', 0.3, {
      weight: () => kind === 'Ingress' && !random.odd('a weight of an Ingress') ? undefined : random.mostly('weight', () => random.pick(0, 1, 90, 1_000_000), -1, 1.5, 1_000_001),
      tls: () => encrypted ? random.pick(RouteBackendTls.system(known), RouteBackendTls.configMap(random.mostly('ConfigMap', () => 'ca', 'A_b', ''), known)) : undefined,
      grant: () => random.chance(0.5),
      justification: () => random.mostly('justification', () => 'the controller knows', ''),
    }),
  });
}

function rule(random: Random, kind: RouteKind, targets: readonly IReachable[], index: number): RouteRule {
  const requests = kind === 'HTTP' || kind === 'GRPC';
  const isOneOf = (...kinds: readonly RouteKind[]) => kinds.includes(kind) || random.odd('an option of another kind of route');
  const redirected = kind === 'HTTP' && random.chance(0.15);
  const backends = Array.from({ length: random.mostly('backends', () => kind === 'Ingress' ? 1 : random.integer(1, 2), 0, 17) }, (_, each) => backend(random, kind, targets[each % targets.length]));
  const paths = isOneOf('HTTP', 'Ingress') ? Array.from({ length: random.mostly('paths', () => 1, 0, 2, 65) }, (_, each) => pathMatch(random, kind, index + 10 * each)) : undefined;
  const matches = {
    ...random.all<Pick<RouteRule, 'paths' | 'grpcMethods'>>('RouteRule', {
      paths: () => paths,
      grpcMethods: () => isOneOf('GRPC') ? [GrpcMethod.of(random.mostly('service', () => `shop.v1.Orders${index}`, '', 'a/b', 'a..b', '1a', 's'.repeat(1025)), random.mostly('method', () => 'Place', '', 'a.b', '1'))] : undefined,
    }),
    ...random.some<Pick<RouteRule, 'methods' | 'headers' | 'query'>>('RouteRule', 0.2, {
      methods: () => isOneOf('HTTP') ? [random.mostly('method of HTTP', () => random.pick(...Object.values(HttpMethod)), 'get', 'FETCH')] : undefined,
      headers: () => isOneOf('HTTP', 'GRPC') ? valueMatches(random, 'headers') : undefined,
      query: () => isOneOf('HTTP') ? valueMatches(random, 'query') : undefined,
    }),
  };
  const hasOnePrefix = paths?.length === 1 && paths[0]._type === 'PathPrefix';
  return {
    ...matches,
    ...random.all<Pick<RouteRule, 'backends' | 'redirect'>>('RouteRule', { backends: () => redirected && !random.odd('backends together with a redirect') ? undefined : backends, redirect: () => redirected ? redirect(random, hasOnePrefix) : undefined }),
    ...random.some<Omit<RouteRule, keyof typeof matches | 'backends' | 'redirect'>>('RouteRule', 0.2, {
      rewrite: () => isOneOf('HTTP') && (!redirected || random.odd('a rewrite together with a redirect')) ? rewrite(random, hasOnePrefix) : undefined,
      requestHeaders: () => requests && !redirected ? headerChanges(random) : undefined,
      responseHeaders: () => requests ? headerChanges(random) : undefined,
      mirror: () => requests && !redirected ? random.all<RouteMirror>('RouteMirror', {
        backend: () => backend(random, kind, targets[1]), percent: () => random.mostly('percent', () => random.pick(0, 5, 100), -1, 101, 0.5),
      }) : undefined,
      timeout: () => isOneOf('HTTP') && !redirected ? timeout(random, 'timeout', 100_000_000) : undefined,
      backendTimeout: () => isOneOf('HTTP') && !redirected ? timeout(random, 'backendTimeout', 0) : undefined,
    }),
  };
}

/** Randomly generated rules for a kind of route, which send requests to these targets. */
export function rules(random: Random, kind: RouteKind, targets: readonly IReachable[]): RouteRule[] {
  const canHaveSeveralRules = kind === 'HTTP' || kind === 'Ingress' || kind === 'GRPC';
  return Array.from({ length: random.mostly('rules', () => canHaveSeveralRules ? random.integer(1, 2) : 1, 0, 2, 17) }, (_, index) => rule(random, kind, targets, index));
}
