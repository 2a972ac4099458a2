import { App, Chart } from 'cdk8s';
import { web } from './support';
import { AllowedRoutes, ClusterProfile, Gateway, Port, Route, RouteParent, RouteProtocol, RouteTls, type GatewayProps, type NamedGatewayOptions, type RouteProps } from '../../lib';
import { messagesOf } from '../rules/broken';

/** Creates declarations in three charts: two of applications, and one of the platform. */
type Declare = (shop: Chart, blog: Chart, infra: Chart) => void;

const PORTS = { HTTP: Port.http(8080), GRPC: Port.grpc(9090), TCP: Port.tcp(5432), UDP: Port.udp(53) };

type Props = Partial<RouteProps>;

const route = (chart: Chart, protocol: RouteProtocol, parent: RouteParent, props: Props = {}) => new Route(chart, protocol.toLowerCase(), {
  parents: [parent],
  hosts: ['shop.example.com'],
  protocol,
  backend: web(chart, `${protocol.toLowerCase()}-backend`, { ports: [PORTS[protocol]] }),
  ...props,
});
const http = (chart: Chart, parent: RouteParent, props?: Props) => route(chart, RouteProtocol.HTTP, parent, props);
const grpc = (chart: Chart, parent: RouteParent, props?: Props) => route(chart, RouteProtocol.GRPC, parent, props);
const named = (options: NamedGatewayOptions = {}, name = 'public') => RouteParent.gatewayNamed(name, { namespace: 'infra', ...options });
/** The Gateway of this app to which `named` refers. */
const own = (infra: Chart, props: Partial<GatewayProps> = {}) => (
  RouteParent.gateway(new Gateway(infra, 'public', { className: 'traefik', allowedRoutes: AllowedRoutes.fromAll(), ...props }))
);

/** The messages for declarations in clusters with these names. */
const messages = (declare: Declare, clusterOfBlog = 'production') => messagesOf(shop => {
  const app = shop.node.root as App;
  ClusterProfile.set(app, { cluster: 'production' });
  const [blog, infra] = ['blog', 'infra'].map(namespace => new Chart(app, namespace, { namespace }));
  ClusterProfile.set(blog, { cluster: clusterOfBlog });
  declare(shop, blog, infra);
});
const refused = (path: string, other: string) => [expect.stringMatching(
  new RegExp(`^${path}: hosts .*: an HTTPRoute and a GRPCRoute of the same listener must not have the same host\\. '${other}' .*#gateway-route-kinds$`),
)];

test.each<[what: string, path: string, other: string, declare: Declare]>([
  ['of a named Gateway', 'shop/grpc', 'shop/http', shop => [http(shop, named()), grpc(shop, named())]],
  ['of a named Gateway, in the other order', 'shop/http', 'shop/grpc', shop => [grpc(shop, named()), http(shop, named())]],
  ['of a named Gateway, in different charts', 'blog/grpc', 'shop/http', (shop, blog) => [http(shop, named()), grpc(blog, named())]],
  ['with a host and a wildcard', 'blog/grpc', 'shop/http', (shop, blog) => [http(shop, named(), { hosts: ['*.example.com'] }), grpc(blog, named())]],
  ['with a host and all hosts', 'blog/grpc', 'shop/http', (shop, blog) => [http(shop, named()), grpc(blog, named(), { hosts: undefined })]],
  ['of one listener and all listeners', 'blog/grpc', 'shop/http', (shop, blog) => [http(shop, named({ section: 'https' })), grpc(blog, named())]],
  ['of one listener', 'blog/grpc', 'shop/http', (shop, blog) => [http(shop, named({ section: 'https' })), grpc(blog, named({ section: 'https' }))]],
  ['of a Gateway of this app and its name', 'blog/grpc', 'shop/http', (shop, blog, infra) => [http(shop, own(infra)), grpc(blog, named())]],
  ['of the name of a Gateway and a Gateway of this app', 'blog/grpc', 'shop/http', (shop, blog, infra) => [grpc(blog, named()), http(shop, own(infra))]],
  ['of the redirect of a Gateway of this app', 'blog/grpc', 'shop/http', (shop, blog, infra) => {
    http(shop, own(infra), { tls: RouteTls.secret('shop-tls'), httpsRedirect: true });
    grpc(blog, named({ port: 80 }));
  }],
])('an HTTPRoute and a GRPCRoute with the same host are refused: %s', (_, path, other, declare) => {
  expect(messages(declare)).toEqual(refused(path, other));
});

test.each<[what: string, declare: Declare, clusterOfBlog?: string]>([
  ['of a named Gateway that combines kinds', shop => [http(shop, named()), grpc(shop, named({ routeClass: { combinesRouteKinds: true } }))]],
  ['of a Gateway of this app that combines kinds', (shop, blog, infra) => {
    const parent = own(infra, { routeClass: { combinesRouteKinds: true } });
    return [http(shop, parent), grpc(blog, parent)];
  }],
  ['of a Gateway of this app that combines kinds, and of its name', (shop, blog, infra) => {
    return [http(shop, own(infra, { routeClass: { combinesRouteKinds: true } })), grpc(blog, named())];
  }],
  ['with different hosts', shop => [http(shop, named()), grpc(shop, named(), { hosts: ['api.example.com'] })]],
  ['of different listeners', shop => [http(shop, named({ section: 'https' })), grpc(shop, named({ section: 'grpc' }))]],
  ['of different ports', shop => [http(shop, named({ port: 443 })), grpc(shop, named({ port: 8443 }))]],
  ['of Gateways with different names', shop => [http(shop, named()), grpc(shop, named({}, 'internal'))]],
  ['of Gateways in different namespaces', shop => [http(shop, named()), grpc(shop, named({ namespace: 'edge' }))]],
  ['in different clusters', (shop, blog) => [http(shop, named()), grpc(blog, named())], 'staging'],
  ['of which one was removed', shop => {
    http(shop, named());
    shop.node.tryRemoveChild('http');
    grpc(shop, named());
  }],
  ['of the same kind', shop => [http(shop, named()), route(shop, RouteProtocol.GRPC, named(), { protocol: RouteProtocol.HTTP, hosts: ['*.example.com'] })]],
  ['for connections', shop => [grpc(shop, named()), route(shop, RouteProtocol.TCP, named(), { hosts: undefined })]],
])('two routes are accepted: %s', (_, declare, clusterOfBlog = 'production') => {
  expect(messages(declare, clusterOfBlog)).toEqual([]);
});
