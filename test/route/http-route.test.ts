import { App, Chart, Duration } from 'cdk8s';
import { ALL_REQUESTS, GATEWAY_REF, SAME_NAMESPACE, SECRET_REF, SERVICE_REF, everything, ofKind, rendered, web } from './support';
import {
  ExposedWorkload, Gateway, HttpMethod, PathMatch, Port, Route, RouteBackend, RouteBackendTls, RouteParent, RouteTls, ValueMatch,
  type RouteProps, type RouteRule,
} from '../../lib';
import { find, type Document } from '../support';

/** The documents of a route to `web` and `orders` and its Gateway. */
function route(declare: (workloads: { web: ExposedWorkload; orders: ExposedWorkload }) => Omit<RouteProps, 'parents'>): Document[] {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const gateway = new Gateway(chart, 'public', { className: 'traefik' });
  new Route(chart, 'route', { parents: [RouteParent.gateway(gateway)], ...declare({ web: web(chart), orders: everything(chart) }) });
  return rendered(app);
}

function rule(declare: (workloads: { web: ExposedWorkload; orders: ExposedWorkload }) => RouteRule): Document {
  return find(route(workloads => ({ hosts: ['shop.example.com'], rules: [declare(workloads)] })), 'HTTPRoute').spec.rules[0];
}

test('a host and a backend create a route to the only port, and a listener', () => {
  const documents = route(workloads => ({ hosts: ['shop.example.com'], backend: workloads.web }));

  expect(find(documents, 'HTTPRoute')).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'route', namespace: 'shop' },
    spec: {
      parentRefs: [{ ...GATEWAY_REF, name: 'public', sectionName: 'http' }],
      hostnames: ['shop.example.com'],
      rules: [{ matches: ALL_REQUESTS, backendRefs: [{ ...SERVICE_REF, name: 'web', port: 80, weight: 1 }] }],
    },
  });
  expect(find(documents, 'Gateway').spec).toEqual({
    gatewayClassName: 'traefik', listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: SAME_NAMESPACE }],
  });
});

test('a route does not change its Services', () => {
  const documents = route(workloads => ({ backend: workloads.web }));

  expect(ofKind(documents, 'Service').map(({ spec }) => spec.type)).toEqual([undefined, undefined]);
});

test('each combination of path and method is a match with all headers and query parameters', () => {
  const { matches } = rule(workloads => ({
    paths: [PathMatch.prefix('/api'), PathMatch.exact('/api/'), PathMatch.regularExpression('/v[0-9]+')],
    methods: [HttpMethod.GET, HttpMethod.HEAD],
    headers: { 'x-canary': ValueMatch.exact('always') },
    query: { debug: ValueMatch.regularExpression('.+') },
    backends: [RouteBackend.of(workloads.web)],
  }));

  expect(matches).toHaveLength(6);
  expect(matches[1]).toEqual({
    path: { type: 'PathPrefix', value: '/api' },
    method: 'HEAD',
    headers: [{ type: 'Exact', name: 'x-canary', value: 'always' }],
    queryParams: [{ type: 'RegularExpression', name: 'debug', value: '.+' }],
  });
  expect(matches[4].path).toEqual({ type: 'RegularExpression', value: '/v[0-9]+' });
});

test('a canary receives a share of the requests by its weight', () => {
  const { backendRefs } = rule(workloads => ({
    backends: [RouteBackend.of(workloads.web, { weight: 90 }), RouteBackend.of(workloads.orders, { port: 'http', weight: 10 })],
  }));

  expect(backendRefs).toEqual([{ ...SERVICE_REF, name: 'web', port: 80, weight: 90 }, { ...SERVICE_REF, name: 'orders', port: 8080, weight: 10 }]);
});

test('filters change headers, mirror requests and rewrite paths', () => {
  const { filters } = rule(workloads => ({
    paths: [PathMatch.prefix('/api')],
    backends: [RouteBackend.of(workloads.web)],
    requestHeaders: { set: { 'x-from': 'gateway' }, add: { 'x-via': 'a b' }, remove: ['x-debug'] },
    responseHeaders: { remove: ['server'] },
    mirror: { backend: RouteBackend.of(workloads.orders, { port: 'http' }), percent: 5 },
    rewrite: { host: 'internal.example.com', prefix: '/' },
  }));

  expect(filters).toEqual([
    { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-from', value: 'gateway' }], add: [{ name: 'x-via', value: 'a b' }], remove: ['x-debug'] } },
    { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['server'] } },
    { type: 'RequestMirror', requestMirror: { backendRef: { ...SERVICE_REF, name: 'orders', port: 8080 }, percent: 5 } },
    { type: 'URLRewrite', urlRewrite: { hostname: 'internal.example.com', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
  ]);
});

test.each<[string, (workload: ExposedWorkload, values: Record<string, string>) => RouteRule]>([
  ['header matches', (workload, values) => ({ headers: matching(values), backends: [RouteBackend.of(workload)] })],
  ['query matches', (workload, values) => ({ query: matching(values), backends: [RouteBackend.of(workload)] })],
  ['set headers', (workload, set) => ({ requestHeaders: { set }, backends: [RouteBackend.of(workload)] })],
  ['added headers', (workload, add) => ({ responseHeaders: { add }, backends: [RouteBackend.of(workload)] })],
])('%s are written in the order of their names, independently of the order of the map', (_, declare) => {
  const [forwards, backwards] = [{ 'X-B': '1', 'a': '2', 'x-a': '3' }, { 'x-a': '3', 'a': '2', 'X-B': '1' }]
    .map(values => rule(workloads => declare(workloads.web, values)));

  expect(JSON.stringify(forwards)).toBe(JSON.stringify(backwards));
  expect([...JSON.stringify(forwards).matchAll(/"name":"(X-B|a|x-a)"/g)].map(([, name]) => name)).toEqual(['X-B', 'a', 'x-a']);
});

function matching(values: Record<string, string>): Record<string, ValueMatch> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, ValueMatch.exact(value)]));
}

test('a redirect changes scheme, host, port, path and status code', () => {
  const { filters, backendRefs } = rule(() => ({
    paths: [PathMatch.exact('/old')], redirect: { scheme: 'https', host: 'www.example.com', port: 8443, path: '/new', statusCode: 308 },
  }));

  expect(filters).toEqual([{
    type: 'RequestRedirect',
    requestRedirect: { scheme: 'https', hostname: 'www.example.com', port: 8443, path: { type: 'ReplaceFullPath', replaceFullPath: '/new' }, statusCode: 308 },
  }]);
  expect(backendRefs).toBeUndefined();
});

test('a redirect without a status code has the default of the Gateway API', () => {
  const { filters } = rule(() => ({ headers: { 'x-old': ValueMatch.exact('yes') }, redirect: { host: 'www.example.com' } }));

  expect(filters).toEqual([{ type: 'RequestRedirect', requestRedirect: { hostname: 'www.example.com', statusCode: 302 } }]);
});

test('a match without a path has the default of the Gateway API', () => {
  const { matches } = rule(workloads => ({ methods: [HttpMethod.GET], backends: [RouteBackend.of(workloads.web)] }));

  expect(matches).toEqual([{ path: { type: 'PathPrefix', value: '/' }, method: 'GET' }]);
});

test.each([
  [Duration.seconds(30), '30s'], [Duration.minutes(90), '1h30m'], [Duration.millis(1500), '1s500ms'], [Duration.millis(0), '0s'], [Duration.hours(99_999), '99999h'],
])('a timeout of %s is written as %s', (timeout, written) => {
  expect(rule(workloads => ({ backends: [RouteBackend.of(workloads.web)], timeout })).timeouts).toEqual({ request: written });
  expect(rule(workloads => ({ backends: [RouteBackend.of(workloads.web)], backendTimeout: timeout })).timeouts).toEqual({ backendRequest: written });
});

test('with TLS each host has its own listener, and there is no listener for HTTP', () => {
  const documents = route(workloads => ({ hosts: ['shop.example.com', '*.shop.example.com'], tls: RouteTls.secret('shop-tls'), backend: workloads.web }));

  expect(find(documents, 'HTTPRoute').spec.parentRefs).toEqual([
    { ...GATEWAY_REF, name: 'public', sectionName: 'https-shop-example-com' }, { ...GATEWAY_REF, name: 'public', sectionName: 'wildcard-https-shop-example-com' },
  ]);
  const common = { port: 443, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [{ ...SECRET_REF, name: 'shop-tls' }] }, allowedRoutes: SAME_NAMESPACE };
  expect(find(documents, 'Gateway').spec.listeners).toEqual([
    { name: 'https-shop-example-com', hostname: 'shop.example.com', ...common },
    { name: 'wildcard-https-shop-example-com', hostname: '*.shop.example.com', ...common },
  ]);
});

test('httpsRedirect creates an HTTPRoute that redirects HTTP requests', () => {
  const documents = route(workloads => ({ hosts: ['shop.example.com'], tls: RouteTls.secret('shop-tls'), httpsRedirect: true, backend: workloads.web }));

  expect(find(documents, 'HTTPRoute', 'route-https-redirect').spec).toEqual({
    parentRefs: [{ ...GATEWAY_REF, name: 'public', sectionName: 'http' }],
    hostnames: ['shop.example.com'],
    rules: [{ matches: ALL_REQUESTS, filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
  });
});

test('a backend with TLS gets one BackendTLSPolicy, and other settings in another route are refused', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const secure = web(chart, 'secure', { ports: [Port.https(8443)] });
  const parents = [RouteParent.gateway(new Gateway(chart, 'public', { className: 'traefik' }))];
  const backends = [RouteBackend.of(secure, { tls: RouteBackendTls.configMap('internal-ca', { hostname: 'secure.internal' }) })];
  new Route(chart, 'a', { parents, hosts: ['a.example.com'], rules: [{ backends }] });
  new Route(chart, 'b', { parents, hosts: ['b.example.com'], rules: [{ backends }] });

  expect(ofKind(rendered(app), 'BackendTLSPolicy').map(({ metadata, spec }) => [metadata, spec])).toEqual([[{ name: 'secure-https', namespace: 'shop' }, {
    targetRefs: [{ group: '', kind: 'Service', name: 'secure', sectionName: 'https' }],
    validation: { hostname: 'secure.internal', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'internal-ca' }] },
  }]]);
  expect(() => new Route(chart, 'c', { parents, hosts: ['c.example.com'], rules: [{ backends: [RouteBackend.of(secure, { tls: RouteBackendTls.system({ hostname: 'secure.internal' }) })] }] }))
    .toThrow('shop/c: rules[0].backends[0].tls "secure.internal": behind a Gateway, a backend with a port for TLS must have TLS settings, the same in all routes');
});

test('two backends of a route with different TLS settings for the same port are refused', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const secure = web(chart, 'secure', { ports: [Port.https(8443)] });
  const to = (path: string, hostname: string) => ({
    paths: [PathMatch.prefix(path)], backends: [RouteBackend.of(secure, { tls: RouteBackendTls.system({ hostname }) })],
  });
  const declare = (hostname: string) => new Route(chart, 'route', {
    parents: [RouteParent.gateway(new Gateway(chart, `${hostname}-gateway`, { className: 'traefik' }))], rules: [to('/a', 'a.internal'), to('/b', hostname)],
  });

  expect(() => declare('b.internal')).toThrow("rules[0].backends[0] has different TLS settings for 'shop/secure'. Use the same settings in both.");
  expect(() => declare('a.internal')).not.toThrow();
});

test('a route with many options matches the snapshot', () => {
  const documents = route(workloads => ({
    hosts: ['shop.example.com'],
    tls: RouteTls.clusterIssuer('letsencrypt'),
    httpsRedirect: true,
    rules: [
      { paths: [PathMatch.prefix('/api')], backends: [RouteBackend.of(workloads.orders, { port: 'http' })], timeout: Duration.seconds(30), rewrite: { prefix: '/' } },
      { paths: [PathMatch.exact('/old')], redirect: { path: '/new', statusCode: 301 } },
      { backends: [RouteBackend.of(workloads.web)] },
    ],
    metadata: { labels: { team: 'shop' }, annotations: { 'example.com/contact': 'shop' } },
  }));

  expect(documents.filter(({ kind }) => ['Gateway', 'HTTPRoute'].includes(kind))).toMatchSnapshot();
});
