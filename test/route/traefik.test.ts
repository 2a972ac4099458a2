import { App, Chart } from 'cdk8s';
import { rendered, web } from './support';
import {
  Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, Gateway, HealthCheck, IngressController,
  LoadBalancerProvider, Mesh, PathMatch, PodSelection, Port, Route, RouteBackend, RouteParent, RouteProtocol, RouteTls,
  type ClusterProfileProps, type IReachable, type MeshAppProtocols, type PortOptions, type RouteClass, type RouteProps,
} from '../../lib';
import { messagesOf } from '../rules/broken';
import { find, newChart, synth, type Document } from '../support';

const TRAEFIK: RouteClass = { ingressController: IngressController.TRAEFIK };
const SCHEME = 'traefik.ingress.kubernetes.io/service.serversscheme';
const PRIORITY = 'traefik.ingress.kubernetes.io/router.priority';
const INGRESS = RouteParent.ingressClass('edge', { routeClass: TRAEFIK });
const GATEWAY = RouteParent.gatewayNamed('public', { routeClass: TRAEFIK });
const hosts = ['shop.example.com'];

const route = (chart: Chart, backend: IReachable, parent: RouteParent, props: Partial<RouteProps> = {}) => (
  new Route(chart, `${backend.node.id}-route`, { parents: [parent], hosts, backend, ...props })
);
const toPort = (chart: Chart, backend: IReachable, port: string, parent = INGRESS, options: object = {}) => new Route(chart, `${port}-route`, {
  parents: [parent], hosts: [`${port}.example.com`], rules: [{ backends: [RouteBackend.of(backend, { port, ...options })] }],
});
const service = (documents: readonly Document[], name: string) => find(documents, 'Service', name);

/** Constructs with a Service, each with the same port. */
const BACKENDS: readonly [string, (chart: Chart, port: Port) => IReachable][] = [
  ['an ExposedWorkload', (chart, port) => web(chart, 'shop', { ports: [port] })],
  ['ExposedPods', (chart, port) => new ExposedPods(chart, 'shop', { selector: PodSelection.of(web(chart, 'other').workload), ports: [port] })],
  ['an ExternalService with addresses', (chart, port) => new ExternalService(chart, 'shop', { backend: Backend.addresses('10.20.0.11'), ports: [port] })],
  ['an ExternalService with pods', (chart, port) => new ExternalService(chart, 'shop', { backend: Backend.pods(PodSelection.of(web(chart, 'other').workload)), ports: [port] })],
];

/** HTTP ports that Traefik takes for ports with TLS. */
const MISTAKEN: readonly [string, (options?: PortOptions) => Port][] = [
  ['the Service port 443', options => Port.http(8080, { servicePort: 443, ...options })],
  ['a name that begins with https', options => Port.http(8080, { name: 'https-web', ...options })],
];

describe.each(BACKENDS)('behind a route to %s', (_, declare) => {
  test.each(MISTAKEN)('Traefik connects to an HTTP port without TLS, with %s', (_name, port) => {
    const [behindGateway, behindIngress] = [GATEWAY, INGRESS].map(parent => {
      const chart = newChart();
      route(chart, declare(chart, port()), parent);
      return synth(chart);
    });

    expect(service(behindGateway, 'shop').spec.ports[0].appProtocol).toBe('http');
    expect(service(behindGateway, 'shop').metadata.annotations).toBeUndefined();
    expect(service(behindIngress, 'shop').metadata.annotations).toEqual({ [SCHEME]: 'http' });
    expect(service(behindIngress, 'shop').spec.ports[0].appProtocol).toBeUndefined();
  });

  test('other HTTP ports, and routes of other products, change nothing', () => {
    const other: RouteClass = { ingressController: IngressController.HAPROXY };
    const cases: [Port, RouteParent][] = [
      [Port.http(8080), GATEWAY], [Port.http(8080), INGRESS],
      [Port.http(8443, { servicePort: 443 }), RouteParent.ingressClass('edge')],
      [Port.http(8443, { servicePort: 443 }), RouteParent.ingressClass('edge', { routeClass: other })],
      [Port.http(8443, { servicePort: 443 }), RouteParent.gatewayNamed('public', { routeClass: other })],
    ];
    for (const [port, parent] of cases) {
      const chart = newChart();
      route(chart, declare(chart, port), parent);
      const { metadata, spec } = service(synth(chart), 'shop');
      expect([metadata.annotations, spec.ports[0].appProtocol]).toEqual([undefined, undefined]);
    }
  });
});

test('the appProtocol is written for Gateways whose class is not known, and for those whose class the profile knows', () => {
  const app = new App();
  ClusterProfile.set(app, { routeClasses: { edge: TRAEFIK } });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const [first, second] = ['first', 'second'].map(id => web(chart, id, { ports: [Port.http(8080, { servicePort: 443 })] }));
  route(chart, first, RouteParent.gatewayNamed('public'));
  route(chart, second, RouteParent.gateway(new Gateway(chart, 'edge', { className: 'edge' })));

  expect(['first', 'second'].map(name => service(rendered(app), name).spec.ports[0].appProtocol)).toEqual(['http', 'http']);
});

test('the EndpointSlices of an ExternalService have the same appProtocol as its Service', () => {
  const chart = newChart();
  route(chart, new ExternalService(chart, 'shop', { backend: Backend.addresses('10.20.0.11'), ports: [Port.http(8080, { servicePort: 443 })] }), GATEWAY);

  expect(find(synth(chart), 'EndpointSlice').ports[0].appProtocol).toBe('http');
});

test('a load balancer of AKS that a route leads to keeps checking the port over TCP, also if the Gateway adds the appProtocol later', () => {
  const app = new App();
  ClusterProfile.set(app, { loadBalancerProvider: LoadBalancerProvider.AKS });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  route(chart, web(chart, 'shop', { ports: [Port.http(8080, { servicePort: 443 })], exposure: Exposure.loadBalancer({ internal: true }) }), GATEWAY);

  expect(service(rendered(app), 'shop').metadata.annotations).toMatchObject({ 'service.beta.kubernetes.io/port_443_health-probe_protocol': 'tcp' });
});

test.each([
  [Mesh.LINKERD, 'http', 'http'],
  [Mesh.ISTIO, 'web', 'http'],
  // Istio reads the name of the port, so that the mesh needs no appProtocol
  [Mesh.ISTIO, 'http', 'http'],
])('in a mesh (%#), a port has one appProtocol', (mesh, name, appProtocol) => {
  const app = new App();
  ClusterProfile.set(app, { mesh });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  route(chart, web(chart, 'shop', { ports: [Port.http(8080, { servicePort: 443, name })], readiness: HealthCheck.http('/') }), GATEWAY);

  expect(service(rendered(app), 'shop').spec.ports[0].appProtocol).toBe(appProtocol);
});

test('behind an Ingress of Traefik, ports for gRPC and HTTP/2 work with the annotation of the Service', () => {
  const chart = newChart();
  route(chart, web(chart, 'api', { ports: [Port.grpc(9090)] }), INGRESS);
  route(chart, web(chart, 'next', { ports: [Port.h2c(8080)] }), INGRESS, { hosts: ['next.example.com'] });
  const documents = synth(chart);

  expect(['api', 'next'].map(name => service(documents, name).metadata.annotations)).toEqual([{ [SCHEME]: 'h2c' }, { [SCHEME]: 'h2c' }]);
});

test('two ports of a Service that Traefik must connect to in different ways are refused behind Ingresses, in any order and in one route', () => {
  const ports = [Port.http(8080), Port.grpc(9090)];
  const refused = [expect.stringMatching(/another port of the Service.*#route-traefik-scheme$|annotation .* has another value.*#route-traefik-scheme$/)];
  const both = (...order: string[]) => (chart: Chart) => {
    const shop = web(chart, 'shop', { ports });
    order.forEach(port => toPort(chart, shop, port));
  };
  expect(messagesOf(both('http', 'grpc'))).toEqual(refused);
  expect(messagesOf(both('grpc', 'http'))).toEqual(refused);
  expect(messagesOf(chart => {
    const shop = web(chart, 'shop', { ports: [Port.http(8080), Port.http(8081, { name: 'https-admin' }), Port.grpc(9090)] });
    new Route(chart, 'route', { parents: [INGRESS], protocol: RouteProtocol.HTTP, rules: ['http', 'grpc'].map(port => ({ paths: [PathMatch.prefix(`/${port}`)], backends: [RouteBackend.of(shop, { port })] })) });
  })).toHaveLength(2);

  // with a justification, the second port is left to the user
  expect(messagesOf(chart => {
    const shop = web(chart, 'shop', { ports });
    toPort(chart, shop, 'grpc');
    toPort(chart, shop, 'http', INGRESS, { justification: 'the server accepts HTTP/2' });
  })).toEqual([]);
  // with a Gateway, each port has its own protocol
  expect(messagesOf(chart => {
    const shop = web(chart, 'shop', { ports });
    toPort(chart, shop, 'grpc', GATEWAY);
    toPort(chart, shop, 'http', GATEWAY);
  })).toEqual([]);
});

test('two HTTP ports of a Service share the annotation, and a port for TLS is not broken by it', () => {
  const ports = [Port.http(8080, { servicePort: 443 }), Port.http(8081, { name: 'admin' }), Port.https(8443)];
  const declare = (...names: string[]) => (chart: Chart) => {
    const shop = web(chart, 'shop', { ports });
    names.forEach(port => toPort(chart, shop, port));
  };
  const chart = newChart();
  declare('http', 'admin')(chart);

  expect(service(synth(chart), 'shop').metadata.annotations).toEqual({ [SCHEME]: 'http' });
  // without a justification, an Ingress of Traefik has no backend with TLS, whose certificate it would not accept
  expect(messagesOf(declare('http', 'https'))).toEqual([
    expect.stringMatching(/annotation .* has another value.*#route-traefik-scheme$/),
    expect.stringMatching(/serviceMetadata.*#route-ingress-backend$/),
  ]);
});

test('a port for TLS behind an Ingress needs a justification, and the annotation unless Traefik derives TLS from its name or number', () => {
  const declare = (port: Port, justification?: string, annotations?: Record<string, string>) => (chart: Chart) => (
    toPort(chart, web(chart, 'shop', { ports: [port], serviceMetadata: { annotations } }), port.name, INGRESS, { justification })
  );
  const annotations = (port: Port, set?: Record<string, string>) => {
    const chart = newChart();
    declare(port, 'the Service names a ServersTransport', set)(chart);
    return service(synth(chart), 'shop').metadata.annotations;
  };
  const transport = 'traefik\\.ingress\\.kubernetes\\.io/service\\.serverstransport';
  const existing = (port: Port) => (chart: Chart) => toPort(chart, ExternalService.fromServiceName(chart, 'shop', 'shop', { ports: [port] }), port.name);

  expect(annotations(Port.https(8443, { name: 'web' }))).toEqual({ [SCHEME]: 'https' });
  expect(annotations(Port.https(8443, { name: 'web' }), { [SCHEME]: 'http' })).toEqual({ [SCHEME]: 'http' });
  expect(annotations(Port.https(8443))).toBeUndefined();
  expect(messagesOf(declare(Port.https(8443, { name: 'web' })))).toEqual([expect.stringMatching(`${transport} in serviceMetadata .*the Route then sets ${SCHEME}: https\\.`)]);
  expect(messagesOf(declare(Port.https(8443)))).toEqual([expect.stringMatching(`${transport} in serviceMetadata .*with a justification of the backend\\.`)]);
  expect(messagesOf(existing(Port.https(8443, { name: 'web' })))).toEqual([expect.stringMatching(`${transport} and ${SCHEME}: https on the existing Service`)]);
  expect(messagesOf(existing(Port.https(8443)))).toEqual([expect.stringMatching(`${transport} on the existing Service`)]);
});

test('the annotation for a port with TLS applies to the other ports of the Service, whose routes are refused', () => {
  const both = (...order: readonly (readonly [string, string?])[]) => messagesOf(chart => {
    const shop = web(chart, 'shop', { ports: [Port.http(8080), Port.https(8443, { name: 'web' })] });
    order.forEach(([port, justification]) => toPort(chart, shop, port, INGRESS, { justification }));
  });
  const refused = [expect.stringMatching(/^shop\/http-route: .*#route-traefik-scheme$/)];

  expect(both(['http'], ['web', 'a ServersTransport'])).toEqual(refused);
  expect(both(['web', 'a ServersTransport'], ['http'])).toEqual(refused);
});

test('what the user wrote has precedence, and a contradiction is refused unless it has a justification', () => {
  type Text = string | undefined;
  const declare = (annotation: Text, appProtocol: Text, parent: RouteParent, justification?: string) => (chart: Chart) => {
    const shop = web(chart, 'shop', {
      ports: [Port.http(8080, { servicePort: 443, appProtocol })],
      serviceMetadata: annotation === undefined ? undefined : { annotations: { [SCHEME]: annotation } },
    });
    toPort(chart, shop, 'http', parent, { justification });
  };
  const scheme = [expect.stringMatching(/^shop\/http-route: rules\[0\]\.backends\[0\]\.port .*#route-traefik-scheme$/)];

  expect(messagesOf(declare('http', undefined, INGRESS))).toEqual([]);
  expect(messagesOf(declare('h2c', undefined, INGRESS))).toEqual([]);
  expect(messagesOf(declare('https', undefined, INGRESS))).toEqual(scheme);
  expect(messagesOf(declare('https', undefined, INGRESS, 'the pods have a proxy for TLS'))).toEqual([]);
  expect(messagesOf(declare(undefined, 'kubernetes.io/ws', GATEWAY))).toEqual([]);
  expect(messagesOf(declare(undefined, 'kubernetes.io/h2c', GATEWAY))).toEqual([]);
  expect(messagesOf(declare(undefined, 'https', GATEWAY))).toEqual(scheme);
  expect(messagesOf(declare(undefined, 'http2', GATEWAY))).toEqual(scheme);
  expect(messagesOf(declare(undefined, 'http2', GATEWAY, 'a newer version of Traefik'))).toEqual([]);
  expect(messagesOf(declare(undefined, 'http2', RouteParent.gatewayNamed('public')))).toEqual([]);
});

test('an annotation that the program changes later is reported at synth', () => {
  const change = (before: boolean) => (chart: Chart) => {
    const shop = web(chart, 'shop', { ports: [Port.http(8080, { servicePort: 443 })] });
    before && shop.service.metadata.addAnnotation(SCHEME, 'https');
    route(chart, shop, INGRESS);
    before || shop.service.metadata.addAnnotation(SCHEME, 'https');
  };
  expect(messagesOf(change(true))).toEqual([expect.stringMatching(/#route-traefik-scheme$/)]);
  expect(messagesOf(change(false))).toEqual([expect.stringMatching(/#route-traefik-scheme$/)]);
});

test('an existing Service that Traefik would connect to with TLS is refused, unless its appProtocol or a justification is declared', () => {
  const declare = (parent: RouteParent, port: Port, justification?: string) => (chart: Chart) => {
    toPort(chart, ExternalService.fromServiceName(chart, 'shop', 'shop', { ports: [port] }), port.name, parent, { justification });
  };
  const port = Port.http(8080, { servicePort: 443 });

  expect(messagesOf(declare(GATEWAY, port))).toEqual([expect.stringMatching(/#route-traefik-scheme$/)]);
  expect(messagesOf(declare(INGRESS, port))).toEqual([expect.stringMatching(/#route-traefik-scheme$/)]);
  expect(messagesOf(declare(INGRESS, Port.grpc(9090)))).toEqual([expect.stringMatching(/serversscheme: h2c on the existing Service, and a justification on the backend\. .*#route-traefik-scheme$/)]);
  expect(messagesOf(declare(GATEWAY, Port.http(8080, { servicePort: 443, appProtocol: 'http' })))).toEqual([]);
  expect(messagesOf(declare(INGRESS, port, 'its owner has set the annotation'))).toEqual([]);
  expect(messagesOf(declare(INGRESS, Port.http(8080)))).toEqual([]);
});

test('a GRPCRoute needs HTTP/2, so that it cannot share a port with an HTTPRoute for which the port is HTTP', () => {
  const declare = (...protocols: RouteProtocol[]) => (chart: Chart) => {
    const shop = web(chart, 'shop', { ports: [Port.http(8080, { servicePort: 443 })] });
    protocols.forEach(protocol => new Route(chart, protocol.toLowerCase(), { parents: [GATEWAY], hosts: [`${protocol.toLowerCase()}.example.com`], protocol, backend: shop }));
  };
  const chart = newChart();
  declare(RouteProtocol.GRPC)(chart);

  expect(service(synth(chart), 'shop').spec.ports[0].appProtocol).toBe('kubernetes.io/h2c');
  expect(messagesOf(declare(RouteProtocol.HTTP, RouteProtocol.GRPC))).toEqual([expect.stringMatching(/#route-traefik-scheme$/)]);
});

test('an appProtocol of a custom mesh that Traefik does not know is refused', () => {
  const declare = (appProtocols: MeshAppProtocols) => (chart: Chart) => {
    const props: ClusterProfileProps = { mesh: Mesh.custom({ name: 'mesh', appProtocols }) };
    ClusterProfile.set(chart, props);
    route(chart, web(chart, 'api', { ports: [Port.grpc(9090)] }), GATEWAY);
  };
  expect(messagesOf(declare({ grpc: 'grpc' }))).toEqual([expect.stringMatching(/refuses the route.*set appProtocol: 'kubernetes\.io\/h2c'\. .*#route-traefik-scheme$/)]);
  expect(messagesOf(declare({ http: 'http' }))).toEqual([]);
});

test('listeners of a Gateway of Traefik have the ports of its entry points', () => {
  const listeners = (props: { routeClass?: RouteClass; httpPort?: number }, profile: ClusterProfileProps = {}) => {
    const app = new App();
    ClusterProfile.set(app, profile);
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const parents = [RouteParent.gateway(new Gateway(chart, 'public', { className: 'edge', ...props }))];
    new Route(chart, 'route', { parents, hosts, tls: RouteTls.secret('shop-tls'), httpsRedirect: true, backend: web(chart) });
    return find(rendered(app), 'Gateway').spec.listeners.map(({ port }: Document) => port).sort();
  };
  expect(listeners({})).toEqual([443, 80]);
  expect(listeners({ routeClass: TRAEFIK })).toEqual([8000, 8443]);
  expect(listeners({}, { routeClasses: { edge: TRAEFIK } })).toEqual([8000, 8443]);
  expect(listeners({ routeClass: { namespace: 'edge' } }, { routeClasses: { edge: TRAEFIK } })).toEqual([8000, 8443]);
  expect(listeners({ routeClass: TRAEFIK, httpPort: 80 })).toEqual([80, 8443]);
});

describe('exact paths behind an Ingress of Traefik', () => {
  interface Options {
    readonly parent?: RouteParent;
    readonly sameBackend?: boolean;
    readonly justification?: string;
    readonly host?: string;
  }
  const paths = (exact: string, prefix: string, options: Options = {}) => (chart: Chart) => {
    const [first, second] = [web(chart, 'first'), web(chart, 'second')];
    new Route(chart, 'route', {
      parents: [options.parent ?? INGRESS],
      hosts: options.host === undefined ? undefined : [options.host, 'other.example.com'],
      rules: [
        { paths: [PathMatch.exact(exact)], backends: [RouteBackend.of(first, { justification: options.justification })] },
        { paths: [PathMatch.prefix(prefix)], backends: [RouteBackend.of(options.sameBackend ? first : second)] },
      ],
    });
  };
  const refused = [expect.stringMatching(/^shop\/route: rules\[0\]\.paths\[0\] "[^"]+": .*#route-traefik-precedence$/)];

  test.each([
    ['/', '/'], ['/a', '/'], ['/orders', '/'], ['/api', '/api'], ['/api/v1', '/api'], ['/apis', '/api'],
  ])('%s is refused with the prefix %s, whose rule is not shorter', (exact, prefix) => {
    expect(messagesOf(paths(exact, prefix))).toEqual(refused);
    expect(messagesOf(paths(exact, prefix, { host: 'shop.example.com' }))).toEqual(refused);
  });

  test.each([
    ['/orders2', '/'], ['/api/orders', '/api'], ['/orders', '/api'], ['/api', '/api/orders'],
  ])('%s is accepted with the prefix %s', (exact, prefix) => {
    expect(messagesOf(paths(exact, prefix))).toEqual([]);
  });

  test('other classes, the same backend and a justification are accepted', () => {
    expect(messagesOf(paths('/a', '/', { parent: RouteParent.ingressClass('traefik') }))).toEqual([]);
    expect(messagesOf(paths('/a', '/', { parent: GATEWAY }))).toEqual([]);
    expect(messagesOf(paths('/a', '/', { sameBackend: true }))).toEqual([]);
    expect(messagesOf(paths('/a', '/', { justification: 'a middleware answers' }))).toEqual([]);
  });

  test('paths of other Routes with the same host and class are compared, with the priorities of their annotations', () => {
    const routes = (exactPriority?: string, host = 'shop.example.com', order = [0, 1]) => (chart: Chart) => {
      const annotations = exactPriority === undefined ? undefined : { [PRIORITY]: exactPriority };
      const declare = [
        () => new Route(chart, 'first', { parents: [INGRESS], hosts: ['shop.example.com'], rules: [{ paths: [PathMatch.exact('/a')], backends: [RouteBackend.of(web(chart, 'a'))] }], metadata: { annotations } }),
        () => new Route(chart, 'second', { parents: [INGRESS], hosts: [host], backend: web(chart, 'b') }),
      ];
      order.forEach(index => declare[index]());
    };
    expect(messagesOf(routes())).toEqual([expect.stringMatching(/^shop\/second: backend .*of 'shop\/first'.*'44'.*#route-traefik-precedence$/)]);
    expect(messagesOf(routes(undefined, undefined, [1, 0]))).toEqual([expect.stringMatching(/^shop\/first: rules\[0\].*#route-traefik-precedence$/)]);
    expect(messagesOf(routes('44'))).toEqual([]);
    expect(messagesOf(routes('1'))).toHaveLength(1);
    expect(messagesOf(routes(undefined, 'other.example.com'))).toEqual([]);
  });

  test('routes in different charts are compared if their profiles name the same cluster', () => {
    const messages = (...clusters: (string | undefined)[]) => {
      const app = new App();
      const charts = clusters.map((_cluster, index) => new Chart(app, `chart-${index}`, { namespace: 'shop' }));
      charts.forEach((chart, index) => ClusterProfile.set(chart, { cluster: clusters[index] }));
      const backends = charts.map((chart, index) => web(chart, `web-${index}`));
      [PathMatch.exact('/a'), PathMatch.prefix('/')].forEach((path, index) => (
        new Route(charts[index], `route-${index}`, { parents: [INGRESS], hosts, rules: [{ paths: [path], backends: [RouteBackend.of(backends[index])] }] })
      ));
      return app.node.findAll().flatMap(construct => construct.node.validate());
    };
    expect(messages('production', 'production')).toEqual([expect.stringMatching(/#route-traefik-precedence$/)]);
    expect(messages('production', 'staging')).toEqual([]);
    expect(messages(undefined, undefined)).toEqual([]);
  });

  test('the exact path is reported, in any order of the rules', () => {
    const rules = [{ paths: [PathMatch.prefix('/')] }, { paths: [PathMatch.exact('/a')] }];
    expect(messagesOf(chart => new Route(chart, 'route', {
      parents: [INGRESS], rules: rules.map((rule, index) => ({ ...rule, backends: [RouteBackend.of(web(chart, `web-${index}`))] })),
    }))).toEqual([expect.stringMatching(/^shop\/route: rules\[1\]\.paths\[0\] "\/a": .*#route-traefik-precedence$/)]);
  });

  test('routes that were removed are not compared, and methods can add and remove the annotation', () => {
    const exact = (chart: Chart) => new Route(chart, 'exact', { parents: [INGRESS], hosts, rules: [{ paths: [PathMatch.exact('/a')], backends: [RouteBackend.of(web(chart, 'a'))] }] });
    const prefix = (chart: Chart) => new Route(chart, 'prefix', { parents: [INGRESS], hosts, backend: web(chart, 'b') });

    for (const order of [[exact, prefix], [prefix, exact]]) {
      expect(messagesOf(chart => {
        const [first] = order.map(declare => declare(chart));
        chart.node.tryRemoveChild(first.node.id);
      })).toEqual([]);
      expect(messagesOf(chart => {
        const routes = order.map(declare => declare(chart));
        routes[order.indexOf(exact)].apiObject.metadata.addAnnotation(PRIORITY, '44');
      })).toEqual([]);
    }
    const chart = newChart();
    const declared = exact(chart);
    prefix(chart);
    declared.apiObject.metadata.addAnnotation(PRIORITY, '44');
    expect(synth(chart)).not.toEqual([]);
    declared.apiObject.metadata.addAnnotation(PRIORITY, '1');
    expect(() => synth(chart)).toThrow('[route-traefik-precedence]');
  });
});

test('an ExposedWorkload that several routes lead to keeps one annotation', () => {
  const chart = newChart();
  const shop: ExposedWorkload = web(chart, 'shop', { ports: [Port.http(8080, { servicePort: 443 })] });
  ['a', 'b'].forEach(id => new Route(chart, id, { parents: [INGRESS], hosts: [`${id}.example.com`], backend: shop }));

  expect(service(synth(chart), 'shop').metadata.annotations).toEqual({ [SCHEME]: 'http' });
});
