import { App, Chart } from 'cdk8s';
import { ALL_REQUESTS, GATEWAY_REF, SAME_NAMESPACE, SERVICE_REF, everything, ofKind, rendered, web } from './support';
import { ClusterProfile, Gateway, GrpcMethod, Port, Route, RouteBackend, RouteBackendTls, RouteParent, RouteProtocol, RouteTls, ValueMatch, type RouteProps } from '../../lib';
import { find, type Document } from '../support';

/** The documents of a Gateway and a route to a workload with ports for all protocols. */
function route(declare: (orders: ReturnType<typeof everything>) => Omit<RouteProps, 'parents'>): Document[] {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const gateway = new Gateway(chart, 'public', { className: 'traefik' });
  new Route(chart, 'route', { parents: [RouteParent.gateway(gateway)], ...declare(everything(chart)) });
  return rendered(app);
}

const listeners = (documents: readonly Document[]) => find(documents, 'Gateway').spec.listeners;

test('gRPC methods create a GRPCRoute to the port for gRPC', () => {
  const documents = route(orders => ({
    hosts: ['api.example.com'],
    rules: [{
      grpcMethods: [GrpcMethod.ofService('shop.v1.Orders'), GrpcMethod.of('shop.v1.Carts', 'Get')],
      headers: { 'x-tenant': ValueMatch.exact('a') },
      backends: [RouteBackend.of(orders)],
    }],
  }));

  expect(find(documents, 'GRPCRoute').spec.rules).toEqual([{
    matches: [
      { method: { type: 'Exact', service: 'shop.v1.Orders' }, headers: [{ type: 'Exact', name: 'x-tenant', value: 'a' }] },
      { method: { type: 'Exact', service: 'shop.v1.Carts', method: 'Get' }, headers: [{ type: 'Exact', name: 'x-tenant', value: 'a' }] },
    ],
    backendRefs: [{ ...SERVICE_REF, name: 'orders', port: 9090, weight: 1 }],
  }]);
});

test('a backend that has only a port for gRPC creates a GRPCRoute, unless the protocol is HTTP', () => {
  const grpc = (protocol?: RouteProtocol) => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const backend = web(chart, 'api', { ports: [Port.grpc(9090)] });
    new Route(chart, 'route', { parents: [RouteParent.gatewayNamed('public')], backend, protocol });
    return rendered(app).map(({ kind }) => kind).filter(kind => kind.endsWith('Route'));
  };

  expect(grpc()).toEqual(['GRPCRoute']);
  expect(grpc(RouteProtocol.HTTP)).toEqual(['HTTPRoute']);
});

test('TLS that is passed through creates a TLSRoute to the port for HTTPS', () => {
  const documents = route(orders => ({ hosts: ['secure.example.com'], tls: RouteTls.passthrough(), backend: orders }));

  expect(find(documents, 'TLSRoute').spec).toEqual({
    parentRefs: [{ ...GATEWAY_REF, name: 'public', sectionName: 'tls-secure-example-com' }],
    hostnames: ['secure.example.com'],
    rules: [{ backendRefs: [{ ...SERVICE_REF, name: 'orders', port: 8443, weight: 1 }] }],
  });
  expect(listeners(documents)).toEqual([
    { name: 'tls-secure-example-com', port: 443, protocol: 'TLS', hostname: 'secure.example.com', tls: { mode: 'Passthrough' }, allowedRoutes: SAME_NAMESPACE },
  ]);
});

test.each([
  [RouteProtocol.TCP, 'db', 5432, undefined], [RouteProtocol.TCP, 'db', 5432, 15432], [RouteProtocol.UDP, 'dns', 53, undefined],
])('a route for %s to the port %s gets a listener with the same number, unless listenerPort is set', (protocol, port, number, listenerPort) => {
  const documents = route(orders => ({ rules: [{ backends: [RouteBackend.of(orders, { port })] }], listenerPort }));

  expect(find(documents, `${protocol}Route`).spec).toEqual({
    parentRefs: [{ ...GATEWAY_REF, name: 'public', sectionName: `${protocol.toLowerCase()}-${listenerPort ?? number}` }],
    rules: [{ backendRefs: [{ ...SERVICE_REF, name: 'orders', port: number, weight: 1 }] }],
  });
  expect(listeners(documents)).toEqual([{ name: `${protocol.toLowerCase()}-${listenerPort ?? number}`, port: listenerPort ?? number, protocol, allowedRoutes: SAME_NAMESPACE }]);
});

test('a TCP port gets an HTTPRoute if the protocol is HTTP', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const legacy = web(chart, 'legacy', { ports: [Port.tcp(8000)] });
  new Route(chart, 'route', { parents: [RouteParent.gatewayNamed('public')], hosts: ['old.example.com'], backend: legacy, protocol: RouteProtocol.HTTP });

  expect(find(rendered(app), 'HTTPRoute').spec.rules).toEqual([{ matches: ALL_REQUESTS, backendRefs: [{ ...SERVICE_REF, name: 'legacy', port: 8000, weight: 1 }] }]);
});

test('a Gateway connects with TLS to a backend for gRPC', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const secure = web(chart, 'secure', { ports: [Port.https(9443)] });
  new Route(chart, 'route', {
    parents: [RouteParent.gatewayNamed('public')],
    hosts: ['api.example.com'],
    rules: [{ grpcMethods: [GrpcMethod.ofService('shop.v1.Orders')], backends: [RouteBackend.of(secure, { tls: RouteBackendTls.system({ hostname: 'api.internal' }) })] }],
  });

  expect(find(rendered(app), 'BackendTLSPolicy').spec.validation).toEqual({ hostname: 'api.internal', wellKnownCACertificates: 'System' });
});

test('one Gateway can have routes of all kinds', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const orders = everything(chart);
  const parents = [RouteParent.gateway(new Gateway(chart, 'public', { className: 'traefik', httpPort: 8000, httpsPort: 8443 }))];
  new Route(chart, 'http', { parents, hosts: ['a.example.com'], rules: [{ backends: [RouteBackend.of(orders, { port: 'http' })] }] });
  new Route(chart, 'grpc', { parents, hosts: ['b.example.com'], tls: RouteTls.secret('b-tls'), protocol: RouteProtocol.GRPC, backend: orders });
  new Route(chart, 'tls', { parents, hosts: ['c.example.com'], tls: RouteTls.passthrough(), backend: orders });
  new Route(chart, 'tcp', { parents, protocol: RouteProtocol.TCP, backend: orders });
  new Route(chart, 'udp', { parents, protocol: RouteProtocol.UDP, backend: orders });
  const documents = rendered(app);

  expect(['Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].flatMap(kind => ofKind(documents, kind))).toMatchSnapshot();
});

test.each([
  ['1.5', 'a TCPRoute, which later versions serve, is refused', /TCPRoute.*It exists since version 1\.6, and the profile has version 1\.5\..*\[gateway-api-kind\]/],
  ['1.6', 'a TCPRoute is accepted', undefined],
])('with gatewayApiVersion %s, %s', (gatewayApiVersion, _, message) => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  ClusterProfile.set(chart, { gatewayApiVersion });
  const gateway = new Gateway(chart, 'public', { className: 'traefik' });
  const declare = () => new Route(chart, 'route', { parents: [RouteParent.gateway(gateway)], protocol: RouteProtocol.TCP, backend: everything(chart) });

  expect(errorOf(declare)).toEqual(message === undefined ? undefined : expect.stringMatching(message));
});

function errorOf(declare: () => unknown): string | undefined {
  try {
    declare();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
