import { App, Chart } from 'cdk8s';
import { web } from './support';
import { ClusterProfile, Gateway, ListenerProtocol, PathMatch, Port, Route, RouteBackend, RouteParent, RouteTls, type GatewayProps, type RouteClass, type RouteProps } from '../../lib';
import { messagesOf } from '../rules/broken';

/** Creates declarations in two charts of a cluster. */
type Declare = (shop: Chart, blog: Chart) => void;

const TLS = RouteTls.secret('wildcard-tls');
const HOSTS = ['a.example.com', 'b.example.com'];

/** The messages for declarations in a cluster with facts about its classes. */
const messages = (declare: Declare, routeClasses: Record<string, RouteClass> = {}) => messagesOf(shop => {
  const app = shop.node.root as App;
  ClusterProfile.set(app, { cluster: 'production', routeClasses });
  declare(shop, new Chart(app, 'blog', { namespace: 'shop' }));
});

/** Two routes of different charts with one certificate. */
const twoRoutes = (shop: Chart, blog: Chart, parent: RouteParent, first: Partial<RouteProps> = {}, second: Partial<RouteProps> = {}): void => {
  new Route(shop, 'first', { parents: [parent], hosts: [HOSTS[0]], tls: TLS, backend: web(shop), ...first });
  new Route(blog, 'second', { parents: [parent], hosts: [HOSTS[1]], tls: TLS, backend: web(blog, 'other'), ...second });
};
const gateway = (chart: Chart, props: Partial<GatewayProps> = {}) => new Gateway(chart, 'public', { className: 'istio', ...props });
const ofGateway = (props: Partial<GatewayProps>, first: Partial<RouteProps> = {}, second = first): Declare => (shop, blog) => {
  twoRoutes(shop, blog, RouteParent.gateway(gateway(shop, props)), first, second);
};
const ofIngress = (className: string, second: Partial<RouteProps> = {}, routeClass?: RouteClass): Declare => (shop, blog) => {
  twoRoutes(shop, blog, RouteParent.ingressClass(className, { routeClass }), {}, second);
};
const wildcard = (name: string, host: string, port = 443) => ({ name, port, protocol: ListenerProtocol.HTTPS, host, tls: TLS });
const detects = (detectsMisdirectedRequests: boolean): RouteClass => ({ detectsMisdirectedRequests });

test.each<[what: string, declare: Declare, routeClasses?: Record<string, RouteClass>]>([
  ['routes of a Gateway of Istio', ofGateway({})],
  ['routes of a Gateway of Istio whose pods the user deploys', ofGateway({ className: 'istio-remote' })],
  ['routes of a Gateway that does not detect misdirected requests', ofGateway({ className: 'edge', routeClass: detects(false) })],
  ['routes of a Gateway whose class does not detect misdirected requests', ofGateway({ className: 'edge' }), { edge: detects(false) }],
  ['hosts of one route', shop => new Route(shop, 'shop', { parents: [RouteParent.gateway(gateway(shop))], hosts: HOSTS, tls: TLS, backend: web(shop) })],
  ['declared listeners', shop => gateway(shop, { listeners: [wildcard('one', '*.a.example.com'), wildcard('two', '*.b.example.com')] })],
  ['an issuer that fills one Secret', ofGateway({}, { tls: RouteTls.issuer('ca', { secretName: 'tls' }) })],
])('a certificate on several listeners is refused for %s', (_, declare, routeClasses = {}) => {
  expect(messages(declare, routeClasses)).toEqual([expect.stringMatching(/^shop\/public: listeners ".* has the same Secret .*\[gateway-shared-certificate\]/)]);
});

test('the fix for a certificate on several listeners is possible for a route with two hosts, also with an issuer, which needs hosts', () => {
  const fixOf = (tls: RouteTls) => messages(shop => new Route(shop, 'shop', { parents: [RouteParent.gateway(gateway(shop))], hosts: HOSTS, tls, backend: web(shop) }));
  const fix = (host: string) => expect.stringContaining(`Declare a Route for each host with its own Secret; or one listener with this Secret in listeners of the Gateway, ${host}, to which`);

  expect(fixOf(TLS)).toEqual([fix("without a host or with a host such as '*.example.com'")]);
  expect(fixOf(RouteTls.clusterIssuer('letsencrypt'))).toEqual([fix("with a host such as '*.example.com'")]);
  expect(fixOf(TLS)).toEqual([expect.stringContaining('or set detectsMisdirectedRequests: true in the facts about the class')]);
});

test('a certificate of Ingresses with different hosts is refused for Istio, also in different charts', () => {
  expect(messages(ofIngress('istio'))).toEqual([
    expect.stringMatching(/^blog\/second: tls "wildcard-tls": .*'shop\/first' has other hosts with the same Secret\. .*\[gateway-shared-certificate\]/),
  ]);
});

test.each<[what: string, declare: Declare, routeClasses?: Record<string, RouteClass>]>([
  ['a Gateway of another class', ofGateway({ className: 'traefik' })],
  ['a Gateway that is configured to respond with 421', ofGateway({ routeClass: detects(true) })],
  ['a Gateway of a class that is configured to respond with 421', ofGateway({}), { istio: detects(true) }],
  ['listeners with different ports', shop => gateway(shop, { listeners: [wildcard('one', '*.example.com'), wildcard('two', '*.example.com', 8443)] })],
  ['one listener for all hosts', (shop, blog) => {
    const section = { section: 'all' };
    twoRoutes(shop, blog, RouteParent.gateway(gateway(shop, { listeners: [wildcard('all', '*.example.com')] }), section), { tls: undefined }, { tls: undefined });
  }],
  ['TLS that is passed through', (shop, blog) => {
    const secure = (chart: Chart, id: string) => ({ tls: RouteTls.passthrough(), backend: web(chart, id, { ports: [Port.https(8443)] }) });
    twoRoutes(shop, blog, RouteParent.gateway(gateway(shop)), secure(shop, 'secure'), secure(blog, 'other-secure'));
  }],
  ['Ingresses of another class', ofIngress('nginx')],
  ['Ingresses of a class that is configured to respond with 421', ofIngress('istio', {}, detects(true))],
  ['Ingresses with the same hosts', (shop, blog) => {
    const rules = [{ paths: [PathMatch.prefix('/api')], backends: [RouteBackend.of(web(blog, 'api'))] }];
    ofIngress('istio', { hosts: [HOSTS[0]], backend: undefined, rules })(shop, blog);
  }],
  ['one Ingress', shop => new Route(shop, 'shop', { parents: [RouteParent.ingressClass('istio')], hosts: HOSTS, tls: TLS, backend: web(shop) })],
])('a certificate of several hosts is accepted for %s', (_, declare, routeClasses = {}) => {
  expect(messages(declare, routeClasses)).toEqual([]);
});

test('each host of Istio can have a Secret of its own', () => {
  expect(messages(ofGateway({}, {}, { tls: RouteTls.secret('b-tls') }))).toEqual([]);
  expect(messages(ofIngress('istio', { tls: RouteTls.secret('b-tls') }))).toEqual([]);
});
