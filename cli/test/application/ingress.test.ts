import { declareObjects } from './declare';
import { expectSame, reasonsAgainst, statementsOf, workloads } from './same';
import type { Document } from '../../src/document';

const to = (name: string, port: Document = { number: 80 }): Document => ({ service: { name, port } });

const path = (text: string | undefined, backend: Document = to('web'), pathType = 'Prefix'): Document => ({ path: text, pathType, backend });

const rule = (host: string | undefined, ...paths: readonly Document[]): Document => ({ ...host === undefined ? {} : { host }, http: { paths } });

function ingress(spec: Document, metadata: Document = {}): Document {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'shop', ...metadata }, spec };
}

const statementsFor = (object: Document, ...names: readonly string[]): string => (
  statementsOf(expectSame([...workloads('web', ...names), object], 'Ingress', 'shop', 'new Route shop'))
);

const reasons = (object: Document, others: readonly Document[] = workloads('web')) => reasonsAgainst([...others, object], object);

test('an Ingress with one path for all requests has the option backend', () => {
  const object = ingress({ ingressClassName: 'nginx', rules: [rule('shop.example.com', path('/'))] });
  expect(statementsFor(object)).toBe([
    "new Route(this, 'shop', {",
    "  parents: [RouteParent.ingressClass('nginx')],",
    "  hosts: ['shop.example.com'],",
    '  backend: web,',
    '});',
  ].join('\n'));
});

test('paths of the same backend are one rule, and ports are stated if the Service has others for HTTP', () => {
  const paths = [path('/a'), path('/b', to('web'), 'Exact'), path('/c', to('web', { name: 'metrics' })), path('/', to('shop'))];
  const object = ingress({ ingressClassName: 'nginx', rules: [rule('shop.example.com', ...paths), rule('www.example.com', ...paths)] });
  const declared = expectSame([...workloads('web', 'shop'), object], 'Ingress', 'shop', 'new Route shop-route');
  expect(statementsOf(declared)).toContain([
    "  name: 'shop',",
    "  hosts: ['shop.example.com', 'www.example.com'],",
    '  rules: [',
    "    { paths: [PathMatch.prefix('/a'), PathMatch.exact('/b')], backends: [RouteBackend.of(web, { port: 'http' })] },",
    "    { paths: [PathMatch.prefix('/c')], backends: [RouteBackend.of(web, { port: 'metrics' })] },",
    '    { backends: [RouteBackend.of(shop)] },',
    '  ],',
  ].join('\n'));
});

test('labels and annotations are those of the metadata option', () => {
  const metadata = { labels: { team: 'shop' }, annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' } };
  const object = ingress({ ingressClassName: 'nginx', rules: [rule('shop.example.com', path('/'))] }, metadata);
  expect(statementsFor(object)).toContain('labels: { team:');
});

describe('The class', () => {
  const rules = [rule('shop.example.com', path('/'))];

  test('a class in an annotation, which a Route does not write, is patched', () => {
    const annotated = { annotations: { 'kubernetes.io/ingress.class': 'nginx', 'a': 'b' } };
    const code = statementsFor(ingress({ rules }, annotated));
    expect(code).toContain("RouteParent.ingressClass('nginx')");
    expect(code).toContain("JsonPatch.remove('/spec/ingressClassName')");
    expect(code).toContain("JsonPatch.add('/metadata/annotations/kubernetes.io~1ingress.class', 'nginx')");
  });

  test('if the annotation is the only one, the patch adds all annotations', () => {
    const code = statementsFor(ingress({ rules }, { annotations: { 'kubernetes.io/ingress.class': 'nginx' } }));
    expect(code).toContain("JsonPatch.add('/metadata/annotations', { 'kubernetes.io/ingress.class': 'nginx' })");
  });

  test('the annotation for the controller of GKE is what a Route writes', () => {
    const objects = [...workloads('web'), ingress({ rules }, { annotations: { 'kubernetes.io/ingress.class': 'gce' } })];
    objects[1].metadata.annotations = { 'cloud.google.com/neg': '{"ingress": true}' };
    const declared = expectSame(objects, 'Ingress', 'shop', 'new Route shop');
    expect(statementsOf(declared)).toContain("parents: [RouteParent.ingressClass('gce')]");
    expect(statementsOf(declared)).not.toContain('JsonPatch');
  });

  test('an Ingress without a class stays without one', () => {
    const code = statementsFor(ingress({ rules }));
    expect(code).toContain("RouteParent.ingressClass('default')");
    expect(code).toContain("ApiObject.of(shopRoute).addJsonPatch(JsonPatch.remove('/spec/ingressClassName'));");
  });

  test('the controller of GKE ignores the field, so the Ingress stays a document', () => {
    expect(reasons(ingress({ ingressClassName: 'gce', rules }))).toEqual([
      'The controller of GKE reads the class from the annotation kubernetes.io/ingress.class, and ignores ingressClassName.',
    ]);
  });

  test('two classes keep the Ingress a document', () => {
    expect(reasons(ingress({ ingressClassName: 'nginx', rules }, { annotations: { 'kubernetes.io/ingress.class': 'nginx' } }))).toEqual([
      'No option expresses metadata: the Ingress has both ingressClassName and the annotation kubernetes.io/ingress.class.',
    ]);
  });
});

describe('Paths', () => {
  test('paths of the type ImplementationSpecific are regular expressions for ingress-nginx if an annotation says it', () => {
    const rules = [rule('shop.example.com', path('/orders/[0-9]+', to('web'), 'ImplementationSpecific'))];
    const code = statementsFor(ingress({ ingressClassName: 'nginx', rules }, { annotations: { 'nginx.ingress.kubernetes.io/use-regex': 'true' } }));
    expect(code).toContain('{ routeClass: { ingressController: IngressController.INGRESS_NGINX } }');
    expect(code).toContain("PathMatch.regularExpression('/orders/[0-9]+')");
    expect(code).not.toContain('use-regex');
  });

  test('other controllers determine the meaning of paths of this type', () => {
    const code = statementsFor(ingress({ rules: [rule(undefined, path('/*', to('web'), 'ImplementationSpecific'))] }));
    expect(code).toContain("IngressController.custom({ name: 'default', regularExpressionAnnotations: {} })");
    expect(code).toContain('// The controller of the class determines how it matches the paths');
    expect(code).toContain("PathMatch.regularExpression('/*')");
  });

  test('a pattern in a literal path has a justification', () => {
    const code = statementsFor(ingress({ ingressClassName: 'nginx', rules: [rule('shop.example.com', path('/api(/|$)(.*)'))] }));
    expect(code).toContain("justification: 'the existing Ingress has this path'");
  });

  test.each([
    [path('/a', to('web'), 'exact'), 'rules[0].http.paths[0].pathType: the API server accepts only Exact, Prefix and ImplementationSpecific.'],
    [path(undefined, to('web'), 'ImplementationSpecific'), 'rules[0].http.paths[0].path: the paths of a Route begin with a slash.'],
    [path('/a', { resource: { kind: 'Bucket', name: 'files' } }), 'rules[0].http.paths[0].backend: a Route leads to Services.'],
  ])('a path that a Route cannot have keeps the Ingress a document: %j', (each, reason) => {
    expect(reasons(ingress({ ingressClassName: 'nginx', rules: [rule('shop.example.com', each)] }))).toContain(`No option expresses spec.${reason}`);
  });
});

describe('TLS', () => {
  const rules = [rule('shop.example.com', path('/')), rule('www.example.com', path('/'))];
  const hosts = ['www.example.com', 'shop.example.com'];

  test('a Secret for all hosts is the option tls', () => {
    expect(statementsFor(ingress({ ingressClassName: 'nginx', rules, tls: [{ hosts, secretName: 'certificate' }] }))).toContain("tls: RouteTls.secret('certificate'),");
  });

  test.each([
    ['cluster-issuer', 'shop-tls', "RouteTls.clusterIssuer('letsencrypt')"],
    ['issuer', 'certificate', "RouteTls.issuer('letsencrypt', { secretName: 'certificate' })"],
  ])('cert-manager issues the Secret if the annotation %s says so', (annotation, secretName, code) => {
    const metadata = { annotations: { [`cert-manager.io/${annotation}`]: 'letsencrypt' } };
    expect(statementsFor(ingress({ ingressClassName: 'nginx', rules, tls: [{ hosts, secretName }] }, metadata))).toContain(`tls: ${code},`);
  });

  test.each([
    [[{ hosts: ['shop.example.com'], secretName: 'certificate' }]],
    [[{ hosts }]],
    [[{ hosts: [hosts[0]], secretName: 'a' }, { hosts: [hosts[1]], secretName: 'b' }]],
  ])('other settings are patched: %j', tls => {
    expect(statementsFor(ingress({ ingressClassName: 'nginx', rules, tls }))).toContain("JsonPatch.add('/spec/tls', [");
  });
});

describe('Backends', () => {
  const rules = [rule('shop.example.com', path('/'))];

  test('a default backend is patched', () => {
    const code = statementsFor(ingress({ ingressClassName: 'nginx', rules, defaultBackend: to('web') }));
    expect(code).toContain("JsonPatch.add('/spec/defaultBackend', {");
  });

  test('a port for gRPC, for which the controller is configured by annotations, has a justification', () => {
    const objects = [...workloads('web'), ingress({ ingressClassName: 'nginx', rules })];
    Object.assign(objects[1].spec.ports[0], { name: 'grpc', appProtocol: 'kubernetes.io/h2c' });
    const declared = expectSame(objects, 'Ingress', 'shop', 'new Route shop');
    expect(statementsOf(declared)).toContain("justification: 'annotations configure the controller'");
  });

  test('a port that an Ingress leads to is one for HTTP, unless its name or an annotation says otherwise', () => {
    const port = (objects: readonly Document[], name: string | undefined) => {
      objects[1].spec.ports = [{ name, port: 80, targetPort: 8080 }];
      objects[0].spec.template.spec.containers[0].ports = [];
      return /Port\.\w+/.exec(declareObjects(objects).code)![0];
    };
    const object = ingress({ ingressClassName: 'nginx', rules });
    const annotated = ingress({ ingressClassName: 'nginx', rules }, { annotations: { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' } });
    expect(port([...workloads('web'), object], undefined)).toBe('Port.http');
    expect(port([...workloads('web'), object], 'api')).toBe('Port.http');
    expect(port([...workloads('web'), object], 'https')).toBe('Port.tcp');
    expect(port([...workloads('web'), annotated], 'api')).toBe('Port.tcp');
    expect(port(workloads('web'), 'api')).toBe('Port.tcp');
  });

  test('a port that is not one for HTTP needs the protocol', () => {
    const objects = [...workloads('web'), ingress({ ingressClassName: 'nginx', rules })];
    objects[1].spec.ports = [{ name: 'https-api', port: 80, targetPort: 8080 }];
    expect(statementsOf(expectSame(objects, 'Ingress', 'shop', 'new Route shop'))).toContain('protocol: RouteProtocol.HTTP,');
  });

  test.each([
    [to('other'), 'The Service other, to which it leads, is not one of the objects that were read.'],
    [to('web', { number: 81 }), 'The Service web, to which it leads, has no port 81 for HTTP.'],
    [to('web', { name: 'other' }), 'The Service web, to which it leads, has no port other for HTTP.'],
    [{ service: { name: 'web' } }, 'The reference to the Service web has no port.'],
  ])('a backend that the code does not declare keeps the Ingress a document: %j', (backend, reason) => {
    expect(reasons(ingress({ ingressClassName: 'nginx', rules: [rule('shop.example.com', path('/', backend))] }))).toEqual([reason]);
  });

  test('a Service that stays a document keeps the Ingress a document', () => {
    const without = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' }, spec: { ports: [{ port: 80 }] } };
    const object = ingress({ ingressClassName: 'nginx', rules: [rule('shop.example.com', path('/', to('db')))] });
    expect(reasons(object, [without])).toEqual(['The Service db, to which it leads, stays a document.']);
  });
});

describe('An Ingress that a Route cannot have stays a document', () => {
  const other = rule('www.example.com', path('/other'));

  test.each([
    [{ defaultBackend: to('web') }, 'spec.rules: the Ingress has only a default backend, and a Route always has rules'],
    [{}, 'spec.rules: the Ingress has no rules'],
    [{ rules: [{ host: 'shop.example.com' }] }, 'spec.rules: a rule without paths leads to the default backend, and the rules of a Route have backends of their own'],
    [{ rules: [rule('shop.example.com', path('/')), other] }, 'spec.rules: the hosts have different paths, and all hosts of a Route have the same ones'],
    [{ rules: [rule('shop.example.com', path('/')), rule(undefined, path('/'))] }, 'spec.rules: one rule is for all hosts, and another one for a host'],
    [{ rules: [rule('shop.example.com', path('/'))], unknown: true }, 'spec.unknown'],
  ])('%j', (spec, reason) => {
    expect(reasons(ingress({ ingressClassName: 'nginx', ...spec }))).toEqual([`No option expresses ${reason}.`]);
  });

  test('because it has no fields, or fields of other types', () => {
    expect(reasons(ingress(undefined))).toEqual(['No option expresses spec: the Ingress has no rules.']);
    expect(reasons(ingress({ rules: {} }))).toEqual(['spec.rules is not a list, so the API server refuses it.']);
  });

  test('because no API server serves its version', () => {
    const old = { ...ingress({ rules: [] }), apiVersion: 'extensions/v1beta1' };
    expect(reasons(old)).toEqual(['No API server serves extensions/v1beta1 since Kubernetes 1.22. Convert the Ingress to networking.k8s.io/v1.']);
  });

  test('because the library refuses the Route', () => {
    const found = reasons(ingress({ ingressClassName: 'nginx', rules: [rule('Shop.example.com', path('/'))] }));
    expect(found).toEqual([expect.stringContaining('[route-host]')]);
  });
});
