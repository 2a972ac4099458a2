import { App, Chart } from 'cdk8s';
import {
  AllowedRoutes, ClusterProfile, Gateway, GrpcMethod, ListenerProtocol, PathMatch, Port, Route, RouteBackend, RouteBackendTls, RouteParent, RouteTls,
  type GatewayListener, type GatewayProps, type RouteProps, type RouteRule,
} from '../../lib';
import { messagesOf, web, type Declaration } from '../rules/broken';

const HTTP: GatewayListener = { name: 'http', port: 80, protocol: ListenerProtocol.HTTP };
const TLS = RouteTls.secret('shop-tls');
const INGRESS = [RouteParent.ingressClass('nginx')];

const gateway = (chart: Chart, props: Partial<GatewayProps> = {}) => new Gateway(chart, 'public', { className: 'traefik', ...props });
const route = (chart: Chart, props: Partial<RouteProps>, id = 'route') => new Route(chart, id, {
  parents: [RouteParent.gatewayNamed('public')], hosts: ['shop.example.com'], backend: props.rules ? undefined : props.backend ?? web(chart), ...props,
});
const listening = (...listeners: GatewayListener[]): Declaration => chart => gateway(chart, { listeners });
/** A route of an IngressClass with one rule. */
const ingress = (rule: Partial<RouteRule>): Declaration => chart => route(chart, {
  parents: INGRESS, rules: [{ backends: [RouteBackend.of(web(chart))], ...rule }],
});
/** A route to a port, by an IngressClass. */
const ingressTo = (port: Port, props: Partial<RouteProps> = {}): Declaration => chart => route(chart, {
  parents: INGRESS, backend: web(chart, { ports: [port] }), ...props,
});
/** A route to a port, by the listener `http` of a Gateway. */
const section = (port: Port, props: Partial<RouteProps> = {}): Declaration => chart => route(chart, {
  parents: [RouteParent.gateway(gateway(chart, { listeners: [HTTP] }), { section: 'http' })], backend: web(chart, { ports: [port] }), ...props,
});
const inCluster = (root: Chart, id: string, cluster: string) => {
  const chart = new Chart(root.node.root as App, id, { namespace: id });
  ClusterProfile.set(chart, { cluster });
  return chart;
};

/** What is refused, and the path, field, value and rule of the only message. */
const REFUSED: readonly (readonly [what: string, declare: Declaration, begins: string, rule: string])[] = [
  ['a listener for TCP with a host', listening({ name: 'db', port: 5432, protocol: ListenerProtocol.TCP, host: 'db.example.com' }),
    'shop/public: listeners[0].host "db.example.com"', 'gateway-listener'],
  ['a listener with an invalid name of a Secret', listening({ name: 'https', port: 443, protocol: ListenerProtocol.HTTPS, tls: RouteTls.secret('Shop') }),
    'shop/public: listeners[0].tls.name "Shop"', 'route-name'],
  ['a listener with an invalid namespace of a Secret', listening({ name: 'https', port: 443, protocol: ListenerProtocol.HTTPS, tls: RouteTls.secret('shop-tls', { namespace: 'Bad_NS' }) }),
    'shop/public: listeners[0].tls.namespace "Bad_NS"', 'namespace-name'],
  ['an invalid namespace of a Secret with a Gateway', chart => route(chart, {
    parents: [RouteParent.gateway(gateway(chart))], tls: RouteTls.secret('shop-tls', { namespace: 'Bad_NS' }),
  }), 'shop/route: tls.namespace "Bad_NS"', 'namespace-name'],
  ['an invalid name of a Secret', ingressTo(Port.http(8080), { tls: RouteTls.secret('Shop') }), 'shop/route: tls.name "Shop"', 'route-name'],
  ['an invalid name of an issuer', ingressTo(Port.http(8080), { tls: RouteTls.issuer('Shop') }), 'shop/route: tls.name "Shop"', 'route-name'],
  ['an invalid name of the Secret of an issuer', ingressTo(Port.http(8080), { tls: RouteTls.clusterIssuer('shop', { secretName: 'Shop' }) }),
    'shop/route: tls.secretName "Shop"', 'route-name'],
  ['an invalid label of the pods of a class', chart => gateway(chart, { routeClass: { namespace: 'traefik', podLabels: { app: 'a b' } } }),
    "shop/public: routeClass.podLabels['app'] \"a b\"", 'label-value'],
  ['the name of a port that the backend does not have', chart => route(chart, { rules: [{ backends: [RouteBackend.of(web(chart), { port: 'admin' })] }] }),
    'shop/route: rules[0].backends[0].port "admin"', 'route-port'],
  ['a header in two spellings', chart => {
    route(chart, { rules: [{ backends: [RouteBackend.of(web(chart))], requestHeaders: { remove: ['X-Debug', 'x-trace', 'x-debug'] } }] });
  }, 'shop/route: rules[0].requestHeaders.remove "x-debug"', 'route-header-duplicate'],
  ['a listener for HTTP with a certificate', listening({ ...HTTP, tls: TLS }), 'shop/public: listeners[0].tls "secret"', 'gateway-listener-tls'],
  ['a listener for HTTPS that passes TLS through', listening({ name: 'https', port: 443, protocol: ListenerProtocol.HTTPS, tls: RouteTls.passthrough() }),
    'shop/public: listeners[0].tls "passthrough"', 'gateway-listener-tls'],
  ['a second issuer', chart => {
    const parents = [RouteParent.gateway(gateway(chart))];
    const backend = web(chart);
    route(chart, { parents, backend, tls: RouteTls.issuer('staging') }, 'first');
    route(chart, { parents, backend, hosts: ['www.example.com'], tls: RouteTls.issuer('production') });
  }, 'shop/route: tls "production"', 'gateway-issuer'],
  ['a Gateway in another cluster', chart => {
    route(inCluster(chart, 'a', 'a'), { parents: [RouteParent.gateway(gateway(inCluster(chart, 'b', 'b'), { allowedRoutes: AllowedRoutes.fromNamespaces('a') }))] });
  }, 'a/route: parents[0] "b"', 'route-namespace'],
  ['a backend in another cluster', chart => {
    route(inCluster(chart, 'a', 'a'), { backend: web(inCluster(chart, 'b', 'b')) });
  }, 'a/route: backend "b"', 'route-namespace'],
  ['a Gateway in a chart without a namespace', chart => {
    route(chart, { parents: [RouteParent.gateway(gateway(new Chart(chart.node.root as App, 'other'), { allowedRoutes: AllowedRoutes.fromAll() }))] });
  }, 'shop/route: parents[0] (not set)', 'route-namespace'],
  ['a section for another protocol', section(Port.tcp(5432), { hosts: undefined }), 'shop/route: parents[0].section "http"', 'gateway-section'],
  ['a certificate together with a section', section(Port.http(8080), { tls: TLS }), 'shop/route: tls "secret"', 'route-tls'],
  ['a section, of a Gateway that is named, for another protocol', chart => {
    gateway(chart, { listeners: [HTTP] });
    route(chart, { parents: [RouteParent.gatewayNamed('public', { section: 'http' })], hosts: undefined, backend: web(chart, { ports: [Port.tcp(5432)] }) });
  }, 'shop/route: parents[0].section "http"', 'gateway-section'],
  ['a Gateway, which is named, that does not allow the route', chart => {
    gateway(new Chart(chart.node.root as App, 'infra', { namespace: 'infra' }), { listeners: [HTTP] });
    route(chart, { parents: [RouteParent.gatewayNamed('public', { namespace: 'infra' })] });
  }, 'shop/route: parents[0] "shop"', 'gateway-not-allowed'],
  ['two rules for connections', chart => {
    const rules = [{ backends: [RouteBackend.of(web(chart, { ports: [Port.tcp(5432)] }))] }];
    route(chart, { hosts: undefined, rules: [...rules, ...rules] });
  }, 'shop/route: rules "2 rules"', 'route-kind'],
  ['passthrough without hosts', chart => {
    route(chart, { parents: [RouteParent.gatewayNamed('public')], hosts: undefined, tls: RouteTls.passthrough(), backend: web(chart, { ports: [Port.https(8443)] }) });
  }, 'shop/route: hosts []', 'route-kind'],
  ['two rules for the same requests', chart => {
    const rule = { paths: [PathMatch.prefix('/api')], backends: [RouteBackend.of(web(chart))] };
    route(chart, { rules: [rule, rule] });
  }, 'shop/route: rules[1] "PathPrefix /api"', 'route-duplicate'],
  ['a certificate for a backend without TLS', chart => {
    route(chart, { rules: [{ backends: [RouteBackend.of(web(chart), { tls: RouteBackendTls.system({ hostname: 'web.internal' }) })] }] });
  }, 'shop/route: rules[0].backends[0].tls "web.internal"', 'route-backend-tls'],
  ['an issuer for a route without hosts', ingressTo(Port.http(8080), { hosts: undefined, tls: RouteTls.issuer('staging') }), 'shop/route: hosts []', 'route-tls'],
  ['a certificate, for an IngressClass, in another namespace', ingressTo(Port.http(8080), { tls: RouteTls.secret('shop-tls', { namespace: 'infra' }) }),
    'shop/route: tls.namespace "infra"', 'route-ingress'],
  ['connections by an IngressClass', ingressTo(Port.tcp(5432), { hosts: undefined }), 'shop/route: protocol "TCP"', 'route-ingress'],
  ['passthrough by an IngressClass', ingressTo(Port.https(8443), { tls: RouteTls.passthrough() }), 'shop/route: tls "passthrough"', 'route-ingress'],
  ['two backends by an IngressClass', chart => {
    const backend = RouteBackend.of(web(chart));
    route(chart, { parents: INGRESS, rules: [{ backends: [backend, backend] }] });
  }, 'shop/route: rules[0].backends "2 backends"', 'route-ingress'],
  ['a rule without backends by an IngressClass', ingress({ backends: [] }), 'shop/route: rules[0].backends []', 'route-ingress'],
  ['a method of gRPC by an IngressClass', ingress({ grpcMethods: [GrpcMethod.ofService('shop.v1.Orders')] }), 'shop/route: rules[0].grpcMethods "(set)"', 'route-ingress'],
];

test.each(REFUSED)('%s is refused', (_, declare, begins, rule) => {
  expect(messagesOf(declare).map(message => [message.slice(0, begins.length), /#([a-z-]+)$/.exec(message)![1]])).toEqual([[begins, rule]]);
});
