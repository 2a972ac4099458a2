import { Duration } from 'cdk8s';
import type { Draw } from './draw';
import type { DrawnKind } from './routes';
import {
  GrpcMethod, HttpMethod, PathMatch, RouteBackend, RouteBackendTls, ValueMatch,
  type HeaderChanges, type IReachable, type RouteBackendOptions, type RouteBackendTlsOptions, type RouteMirror, type RouteRedirect, type RouteRewrite,
  type RouteRule,
} from '../../../lib';

const ODD_PATHS = ['api', '', '/a//b', '/a/./b', '/a/../b', '/a/..', '/a/.', '/a%2Fb', '/a%2fb', '/a#b', '/a?b', '/ä', '/a b', `/${'a'.repeat(1024)}`, '//', '/.', '/%zz'];
const ODD_NAMES = ['x canary', '', 'ä', 'a:b', 'x'.repeat(257)];
const ODD_VALUES = ['', 'v'.repeat(4097)];
const PORTS: Readonly<Record<DrawnKind, string>> = { HTTP: 'http', Ingress: 'http', GRPC: 'grpc', TLS: 'https', TCP: 'db', UDP: 'dns' };

function path(draw: Draw, index: number): string {
  return draw.mostly('path', () => draw.pick(`/p${index}`, `/p${index}/`, `/p${index}/%41~a@b`, `/p${index}/a.b`), ...ODD_PATHS);
}

function pathMatch(draw: Draw, kind: DrawnKind, index: number): PathMatch {
  const matches = [PathMatch.prefix(path(draw, index)), PathMatch.exact(path(draw, index))];
  return draw.pick(...matches, ...kind === 'HTTP' || draw.odd('an expression') ? [PathMatch.regularExpression(draw.mostly('expression', () => `/p${index}/[0-9]+`, '', '[', 'a'))] : []);
}

function valueMatches(draw: Draw, what: string): Record<string, ValueMatch> {
  const value = () => draw.mostly(`value of ${what}`, () => draw.pick('always', 'a b', '1'), ...ODD_VALUES);
  const names = [draw.mostly(`name of ${what}`, () => draw.pick('x-canary', 'X_A.b~'), ...ODD_NAMES), ...draw.odd(`${what} twice`) ? ['X-Canary'] : []];
  return Object.fromEntries(names.map(name => [name, draw.chance(0.3) ? ValueMatch.regularExpression(value()) : ValueMatch.exact(value())]));
}

function headerChanges(draw: Draw): HeaderChanges {
  const values = () => ({ [draw.mostly('header', () => draw.pick('x-from', 'Server'), ...ODD_NAMES)]: draw.mostly('header value', () => 'a b', ...ODD_VALUES) });
  return draw.some<HeaderChanges>('HeaderChanges', 0.6, { set: values, add: values, remove: () => draw.mostly('removed header', () => ['x-debug'], [], ['a b'], ['a', 'A']) });
}

function redirect(draw: Draw): RouteRedirect {
  return draw.some<RouteRedirect>('RouteRedirect', 0.4, {
    scheme: () => draw.mostly('scheme', () => draw.pick('https', 'http'), 'ftp', 'HTTPS'),
    host: () => draw.mostly('host of a redirect', () => 'www.example.com', '*.example.com', 'A'),
    port: () => draw.mostly('port of a redirect', () => 8443, 0, 65536),
    path: () => draw.mostly('path of a redirect', () => '/new', 'new', '', `/${'a'.repeat(1024)}`),
    prefix: () => draw.odd('a replaced prefix') ? '/new' : undefined,
    statusCode: () => draw.mostly('statusCode', () => draw.pick(301, 302, 303, 307, 308), 300, 200),
  });
}

function rewrite(draw: Draw, one: boolean): RouteRewrite {
  return draw.some<RouteRewrite>('RouteRewrite', 0.4, {
    host: () => draw.mostly('host of a rewrite', () => 'internal.example.com', '*.example.com', 'A'),
    path: () => draw.odd('path beside a prefix') || !one ? draw.mostly('path of a rewrite', () => '/new', 'new', `/${'a'.repeat(1024)}`) : undefined,
    prefix: () => one || draw.odd('a replaced prefix') ? '/' : undefined,
  });
}

function timeout(draw: Draw, what: string, most: number): Duration {
  return draw.mostly(what, () => Duration.millis(draw.integer(0, most)), Duration.hours(100_000), Duration.millis(0.5), Duration.millis(1_000_000));
}

function backend(draw: Draw, kind: DrawnKind, target: IReachable): RouteBackend {
  const secure = kind === 'TLS' || draw.odd('a port that speaks TLS');
  const known = draw.some<RouteBackendTlsOptions>('RouteBackendTlsOptions', 0.95, { hostname: () => draw.mostly('hostname of a certificate', () => 'web.internal', 'A', '*.a') });
  const encrypted = secure && kind === 'HTTP' || draw.odd('a certificate');
  const { port } = draw.all<Pick<RouteBackendOptions, 'port'>>('RouteBackendOptions', { port: () => draw.mostly('port', () => encrypted ? 'https' : PORTS[kind], 'missing') });
  return RouteBackend.of(target, {
    port,
    ...draw.some<Omit<RouteBackendOptions, 'port'>>('RouteBackendOptions', 0.3, {
      weight: () => kind === 'Ingress' && !draw.odd('a weight of an Ingress') ? undefined : draw.mostly('weight', () => draw.pick(0, 1, 90, 1_000_000), -1, 1.5, 1_000_001),
      tls: () => encrypted || draw.chance(0) ? draw.pick(RouteBackendTls.system(known), RouteBackendTls.configMap(draw.mostly('ConfigMap', () => 'ca', 'A_b', ''), known)) : undefined,
      grant: () => draw.chance(0.5),
      justification: () => draw.mostly('justification', () => 'the controller knows', ''),
    }),
  });
}

function rule(draw: Draw, kind: DrawnKind, targets: readonly IReachable[], index: number): RouteRule {
  const requests = kind === 'HTTP' || kind === 'GRPC';
  const of = (...kinds: readonly DrawnKind[]) => kinds.includes(kind) || draw.odd('a part of another kind');
  const redirected = kind === 'HTTP' && draw.chance(0.15);
  const backends = Array.from({ length: draw.mostly('backends', () => kind === 'Ingress' ? 1 : draw.integer(1, 2), 0, 17) }, (_, each) => backend(draw, kind, targets[each % targets.length]));
  const paths = of('HTTP', 'Ingress') ? Array.from({ length: draw.mostly('paths', () => 1, 0, 2, 65) }, (_, each) => pathMatch(draw, kind, index + 10 * each)) : undefined;
  const matches = {
    ...draw.all<Pick<RouteRule, 'paths' | 'grpcMethods'>>('RouteRule', {
      paths: () => paths,
      grpcMethods: () => of('GRPC') ? [GrpcMethod.of(draw.mostly('service', () => `shop.v1.Orders${index}`, '', 'a/b', 'a..b', '1a', 's'.repeat(1025)), draw.mostly('method', () => 'Place', '', 'a.b', '1'))] : undefined,
    }),
    ...draw.some<Pick<RouteRule, 'methods' | 'headers' | 'query'>>('RouteRule', 0.2, {
      methods: () => of('HTTP') ? [draw.mostly('method of HTTP', () => draw.pick(...Object.values(HttpMethod)), 'get', 'FETCH')] : undefined,
      headers: () => of('HTTP', 'GRPC') ? valueMatches(draw, 'headers') : undefined,
      query: () => of('HTTP') ? valueMatches(draw, 'query') : undefined,
    }),
  };
  const one = paths?.length === 1 && paths[0]._type === 'PathPrefix';
  return {
    ...matches,
    ...draw.all<Pick<RouteRule, 'backends' | 'redirect'>>('RouteRule', { backends: () => redirected && !draw.odd('backends beside a redirect') ? undefined : backends, redirect: () => redirected ? redirect(draw) : undefined }),
    ...draw.some<Pick<RouteRule, 'rewrite' | 'requestHeaders' | 'responseHeaders' | 'mirror' | 'timeout' | 'backendTimeout'>>('RouteRule', 0.2, {
      rewrite: () => of('HTTP') && (!redirected || draw.odd('a rewrite beside a redirect')) ? rewrite(draw, one) : undefined,
      requestHeaders: () => requests && !redirected ? headerChanges(draw) : undefined,
      responseHeaders: () => requests ? headerChanges(draw) : undefined,
      mirror: () => requests && !redirected ? draw.all<RouteMirror>('RouteMirror', {
        backend: () => backend(draw, kind, targets[1]), percent: () => draw.mostly('percent', () => draw.pick(0, 5, 100), -1, 101, 0.5),
      }) : undefined,
      timeout: () => of('HTTP') && !redirected ? timeout(draw, 'timeout', 100_000_000) : undefined,
      backendTimeout: () => of('HTTP') && !redirected ? timeout(draw, 'backendTimeout', 0) : undefined,
    }),
  };
}

/** Randomly generated rules for a kind of route, with these backends. */
export function rules(draw: Draw, kind: DrawnKind, targets: readonly IReachable[]): RouteRule[] {
  const several = kind === 'HTTP' || kind === 'Ingress' || kind === 'GRPC';
  return Array.from({ length: draw.mostly('rules', () => several ? draw.integer(1, 2) : 1, 0, 2, 17) }, (_, index) => rule(draw, kind, targets, index));
}
