import { deployment } from './declare';
import { expectSame, reasonsAgainst, statementsOf, workloads } from './same';
import type { Document } from '../../src/document';

const web = { name: 'web', port: 80 };

const gateway = { name: 'public' };

function route(kind: string, spec: Document, metadata: Document = {}): Document {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name: 'shop', ...metadata }, spec: { parentRefs: [gateway], ...spec } };
}

const http = (rule: Document, spec: Document = {}) => route('HTTPRoute', { ...spec, rules: [rule] });

const path = (value: string, type = 'PathPrefix') => ({ path: { type, value } });

const statementsFor = (object: Document, objects: readonly Document[] = workloads('web')): string => (
  statementsOf(expectSame([...objects, object], object.kind, 'shop', 'new Route shop'))
);

const reasons = (object: Document, others: readonly Document[] = workloads('web')) => reasonsAgainst([...others, object], object);

/** A workload with a Service that has one port. */
function withPort(port: Document): Document[] {
  return [deployment('web'), { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [port] } }];
}

describe('HTTPRoutes', () => {
  test('a route for all requests of a host has the option backend', () => {
    const parent = { name: 'public', namespace: 'infra', sectionName: 'https', port: 443 };
    const object = http({ backendRefs: [web] }, { parentRefs: [parent], hostnames: ['shop.example.com'] });
    expect(statementsFor(object)).toBe([
      "new Route(this, 'shop', {",
      "  parents: [RouteParent.gatewayNamed('public', { namespace: 'infra', section: 'https', port: 443 })],",
      "  hosts: ['shop.example.com'],",
      '  backend: web,',
      '});',
    ].join('\n'));
  });

  test('matches that are all combinations of paths and methods become lists', () => {
    const common = { headers: [{ name: 'x-canary', value: 'always' }, { name: 'x-user', type: 'RegularExpression', value: 'a.*' }], queryParams: [{ name: 'v', value: '2' }] };
    const matches = ['/a', '/b'].flatMap(value => ['GET', 'POST'].map(method => ({ ...path(value), method, ...common })));
    const code = statementsFor(http({ matches: [...matches], backendRefs: [web] }));
    expect(code).toContain("paths: [PathMatch.prefix('/a'), PathMatch.prefix('/b')],");
    expect(code).toContain('methods: [HttpMethod.GET, HttpMethod.POST],');
    expect(code).toContain("'x-canary': ValueMatch.exact('always')");
    expect(code).toContain("'x-user': ValueMatch.regularExpression('a.*')");
    expect(code).toContain("query: { v: ValueMatch.exact('2') },");
  });

  test('a rule has all types of paths, and all requests need none', () => {
    const code = statementsFor(route('HTTPRoute', {
      rules: [
        { matches: [path('/a', 'Exact'), path('/b[0-9]', 'RegularExpression'), { path: { value: '/c' } }], backendRefs: [web] },
        { matches: [path('/')], backendRefs: [{ ...web, weight: 9 }, { name: 'web', port: 9090, weight: 1 }] },
      ],
    }));
    expect(code).toContain("PathMatch.exact('/a'), PathMatch.regularExpression('/b[0-9]'), PathMatch.prefix('/c')");
    expect(code).toContain("{ backends: [RouteBackend.of(web, { port: 'http', weight: 9 }), RouteBackend.of(web, { port: 'metrics' })] }");
  });

  test('filters and timeouts are options of the rule', () => {
    const changes = { set: [{ name: 'x-a', value: '1' }], add: [{ name: 'x-b', value: '2' }], remove: ['x-c'] };
    const code = statementsFor(http({
      matches: [path('/a')],
      filters: [
        { type: 'RequestHeaderModifier', requestHeaderModifier: changes },
        { type: 'ResponseHeaderModifier', responseHeaderModifier: changes },
        { type: 'RequestMirror', requestMirror: { backendRef: { name: 'web', port: 9090 }, percent: 10 } },
        { type: 'URLRewrite', urlRewrite: { hostname: 'a.example.com', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
      ],
      timeouts: { request: '90s', backendRequest: '500ms' },
      backendRefs: [web],
    }));
    expect(code).toContain("rewrite: { host: 'a.example.com', prefix: '/' },");
    expect(code).toContain("requestHeaders: { set: { 'x-a': '1' }, add: { 'x-b': '2' }, remove: ['x-c'] },");
    expect(code).toContain("mirror: { backend: RouteBackend.of(web, { port: 'metrics' }), percent: 10 },");
    expect(code).toContain('timeout: Duration.seconds(90),');
    expect(code).toContain('backendTimeout: Duration.millis(500),');
  });

  test('a redirect has no backend', () => {
    const filters = [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', hostname: 'a.example.com', port: 8443, path: { type: 'ReplaceFullPath', replaceFullPath: '/' }, statusCode: 301 } }];
    const code = statementsFor(http({ matches: [path('/old')], filters }));
    expect(code).toContain("redirect: { scheme: 'https', host: 'a.example.com', port: 8443, path: '/', statusCode: 301 }");
  });

  test('the default status code of a redirect is omitted', () => {
    const filters = [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 302 } }];
    expect(statementsFor(http({ filters }))).toContain("redirect: { scheme: 'https' }");
  });

  test('a field of a rule without an option is patched', () => {
    const code = statementsFor(http({ name: 'first', backendRefs: [web] }));
    expect(code).toContain("ApiObject.of(shopRoute).addJsonPatch(JsonPatch.add('/spec/rules/0/name', 'first'));");
  });

  test('labels and annotations are those of the metadata option', () => {
    expect(statementsFor(route('HTTPRoute', { rules: [{ backendRefs: [web] }] }, { labels: { a: 'b' } }))).toContain("metadata: { labels: { a: 'b' } },");
  });

  test('the own namespace is omitted', () => {
    const objects = [...workloads('web'), http({ backendRefs: [{ ...web, namespace: 'shop' }] }, { parentRefs: [{ ...gateway, namespace: 'shop' }] })];
    objects.forEach(object => Object.assign(object.metadata, { namespace: 'shop' }));
    const [, , { kind, metadata: { name } }] = objects;
    expect(statementsOf(expectSame(objects, kind, name, 'new Route shop'))).toContain("RouteParent.gatewayNamed('public')");
  });

  test('a route with the name of a workload has another id', () => {
    const object = { ...http({ backendRefs: [web] }), metadata: { name: 'web' } };
    const code = statementsOf(expectSame([...workloads('web'), object], 'HTTPRoute', 'web', 'new Route web-route'));
    expect(code).toContain("name: 'web',");
  });

  test('a port for TLS has a justification, and the Service stays as it is', () => {
    const objects = [...withPort({ name: 'https', port: 443, targetPort: 8443 }), http({ backendRefs: [{ name: 'web', port: 443 }] })];
    const code = statementsOf(expectSame(objects, 'HTTPRoute', 'shop', 'new Route shop'));
    expect(code).toContain("justification: 'the Gateway is configured for the protocol of this port'");
    expectSame(objects, 'Service', 'web', 'Service of web');
  });
});

describe('Other kinds', () => {
  test('a GRPCRoute has methods', () => {
    const matches = [{ method: { service: 'shop.Orders', method: 'Place' } }, { method: { service: 'shop.Carts' } }];
    const code = statementsFor(route('GRPCRoute', { rules: [{ matches, backendRefs: [web] }] }), withPort({ name: 'grpc', port: 80, appProtocol: 'kubernetes.io/h2c' }));
    expect(code).toContain("grpcMethods: [GrpcMethod.of('shop.Orders', 'Place'), GrpcMethod.ofService('shop.Carts')],");
    expect(code).not.toContain('protocol:');
  });

  test('a GRPCRoute without methods states the protocol, unless the port implies it', () => {
    const headers = [{ name: 'x-a', value: '1' }];
    const object = route('GRPCRoute', { rules: [{ matches: [{ headers }], backendRefs: [web] }] });
    expect(statementsFor(object, withPort({ name: 'api', port: 80 }))).toContain('protocol: RouteProtocol.GRPC,');
    expect(statementsFor(object, withPort({ name: 'grpc', port: 80, appProtocol: 'kubernetes.io/h2c' }))).not.toContain('protocol:');
  });

  test('a TLSRoute passes TLS through', () => {
    const code = statementsFor(route('TLSRoute', { hostnames: ['shop.example.com'], rules: [{ backendRefs: [web] }] }), withPort({ port: 80 }));
    expect(code).toContain('tls: RouteTls.passthrough(),');
    expect(code).toContain('backend: web,');
  });

  test.each([['TCPRoute', 'TCP'], ['UDPRoute', 'UDP']])('the ports of a %s have its protocol', (kind, protocol) => {
    const code = statementsFor(route(kind, { rules: [{ backendRefs: [web] }] }), withPort({ name: 'db', port: 80, protocol }));
    expect(code).toContain('backend: web');
    expect(code).not.toContain('protocol:');
    expect(reasons(route(kind, { rules: [{ backendRefs: [web] }] }), withPort({ name: 'db', port: 80, protocol: protocol === 'TCP' ? 'UDP' : 'TCP' })))
      .toEqual([`The Service web, to which it leads, has no port 80 for ${protocol}.`]);
  });

  test('only the versions that a cluster with version v1 serves are declared', () => {
    const older = (kind: string, version: string) => ({ ...route(kind, { rules: [{ backendRefs: [web] }] }), apiVersion: `gateway.networking.k8s.io/${version}` });
    expectSame([...workloads('web'), older('HTTPRoute', 'v1beta1')], 'HTTPRoute', 'shop', 'new Route shop');
    expect(reasons(older('TCPRoute', 'v1alpha2'))).toEqual([
      'A Route is written in the version gateway.networking.k8s.io/v1, which a cluster with gateway.networking.k8s.io/v1alpha2 may not serve.',
    ]);
  });
});

describe('A route stays a document', () => {
  const add = (value: string) => ({ type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'a', value }] } });
  const product = 'spec.rules[0].matches: a Route combines each path with each method, and all of them with the same headers and parameters';
  const headers = [{ name: 'a', value: 'b' }];

  test.each<[Document, string]>([
    [{ matches: [{ ...path('/a'), method: 'GET' }, { ...path('/b'), method: 'POST' }] }, product],
    [{ matches: [{ ...path('/a'), headers }, path('/b')] }, product],
    [{ matches: [{ ...path('/a'), method: 'GET' }, path('/a')] }, product],
    [{ matches: [path('/a'), path('/a')] }, product],
    [{ matches: [{ path: { type: 'Other', value: '/a' } }] }, 'spec.rules[0].matches[0].path: the API server accepts only Exact, PathPrefix and RegularExpression'],
    [{ matches: [{ method: 'FETCH' }] }, 'spec.rules[0].matches[0].method'],
    [{ matches: [{ headers: [{ name: 'a', type: 'Other', value: 'b' }] }] }, 'spec.rules[0].matches[0].headers[0].type'],
    [{ matches: [{ headers: [...headers, ...headers] }] }, 'spec.rules[0].matches[0].headers: a name occurs twice'],
    [{ filters: [add('1'), add('2')] }, 'spec.rules[0].filters: a Route writes at most one filter of each type, in the order RequestHeaderModifier, '
      + 'ResponseHeaderModifier, RequestMirror, URLRewrite, RequestRedirect'],
    [{ filters: [{ type: 'ExtensionRef', extensionRef: { group: 'a', kind: 'B', name: 'c' } }] }, 'spec.rules[0].filters[0].extensionRef'],
    [{ filters: [{ type: 'Other' }] }, 'spec.rules[0].filters[0].type'],
    [{ filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath' } } }] },
      'spec.rules[0].filters[0].urlRewrite.path.type: the field for the type ReplaceFullPath is not set'],
    [{ filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { add: [...headers, ...headers] } }] },
      'spec.rules[0].filters[0].requestHeaderModifier.add: a name occurs twice'],
    [{ timeouts: { request: 'soon' } }, 'spec.rules[0].timeouts.request: the value is not a duration of the Gateway API'],
    [{ backendRefs: [{ ...web, kind: 'Bucket', group: 'a' }] }, 'spec.rules[0].backendRefs[0].kind: the objects that were read declare only Services as backends'],
    [{ backendRefs: [{ ...web, namespace: 'other' }] }, 'spec.rules[0].backendRefs[0].namespace: the backend is in another namespace'],
  ])('%j', (rule, reason) => {
    expect(reasons(http({ backendRefs: [web], ...rule }))).toContain(`No option expresses ${reason}.`);
  });

  test.each<[Document, string]>([
    [{ parentRefs: [] }, 'spec.parentRefs: a Route is attached to one Gateway, with one section or all'],
    [{ parentRefs: [gateway, { name: 'private' }] }, 'spec.parentRefs: a Route is attached to one Gateway, with one section or all'],
    [{ parentRefs: [{ kind: 'Service', group: '', name: 'web' }] }, 'spec.parentRefs[0].kind: a Route is attached to a Gateway'],
    [{ rules: [] }, 'spec.rules: the route has no rules'],
    [{ unknown: 1 }, 'spec.unknown'],
  ])('%j', (spec, reason) => {
    expect(reasons(route('HTTPRoute', { rules: [{ backendRefs: [web] }], ...spec }))).toContain(`No option expresses ${reason}.`);
  });

  test.each<[Document, string]>([
    [{ method: { method: 'Place' } }, 'spec.rules[0].matches[0].method.service: a method of a Route has a service'],
    [{ method: { type: 'RegularExpression', service: 'a.*' } }, 'spec.rules[0].matches[0].method.type'],
  ])('a GRPCRoute with the match %j', (match, reason) => {
    expect(reasons(route('GRPCRoute', { rules: [{ matches: [match], backendRefs: [web] }] }))).toEqual([`No option expresses ${reason}.`]);
  });

  test('a GRPCRoute with a method and headers that belong to another one', () => {
    const matches = [{ method: { service: 'a' } }, { headers }];
    expect(reasons(route('GRPCRoute', { rules: [{ matches, backendRefs: [web] }] }))).toEqual([
      'No option expresses spec.rules[0].matches: a Route combines each method with the same headers.',
    ]);
    const without = [{ method: { service: 'a' } }, {}];
    expect(reasons(route('GRPCRoute', { rules: [{ matches: without, backendRefs: [web] }] }))).toHaveLength(1);
  });

  test('because it has no fields', () => {
    expect(reasons({ ...route('HTTPRoute', {}), spec: undefined })).toEqual(['No option expresses spec: the route has no rules.']);
  });

  test('because its Service is not declared', () => {
    expect(reasons(http({ backendRefs: [{ name: 'other', port: 80 }] }))).toEqual([
      'The Service other, to which it leads, is not one of the objects that were read.',
    ]);
  });

  test('because the library refuses the Route', () => {
    expect(reasons(http({ matches: [path('/a')] }))).toEqual([expect.stringContaining('[route-rule')]);
  });
});
