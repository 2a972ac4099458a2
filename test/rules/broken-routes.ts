import { Chart, Duration } from 'cdk8s';
import { db, web, type Broken } from './broken';
import {
  AllowedRoutes, Backend, ClusterProfile, ExposedWorkload, Exposure, Gateway, GrpcMethod, HealthCheck, IngressController, ListenerProtocol, PathMatch,
  Port, Route, RouteBackend, RouteBackendTls, RouteParent, RouteProtocol, RouteTls, ValueMatch,
  type ClusterProfileProps, type GatewayListener, type GatewayProps, type RouteClass, type RouteProps, type RouteRule,
} from '../../lib';

const NAMED = RouteParent.gatewayNamed('public');
const NGINX = RouteParent.ingressClass('nginx');

const gateway = (chart: Chart, props: Partial<GatewayProps> = {}) => new Gateway(chart, 'public', { className: 'traefik', ...props });
const route = (chart: Chart, props: Partial<RouteProps>, id = 'route') => new Route(chart, id, {
  parents: [NAMED], hosts: ['shop.example.com'], backend: props.rules ? undefined : chart.node.tryFindChild('web') as ExposedWorkload ?? web(chart), ...props,
});
const routed = (props: Partial<RouteProps>): Broken['declare'] => chart => route(chart, props);
const ruled = (rule: Partial<RouteRule>): Broken['declare'] => chart => route(chart, { rules: [{ backends: [RouteBackend.of(web(chart))], ...rule }] });
const redirected = (rule: RouteRule): Broken['declare'] => routed({ rules: [rule] });
const to = (ports: Port[], props: Partial<RouteProps> = {}): Broken['declare'] => chart => route(chart, { backend: web(chart, { ports }), ...props });
const listening = (listener: Partial<GatewayListener>): Broken['declare'] => chart => gateway(chart, {
  listeners: [{ name: 'http', port: 80, protocol: ListenerProtocol.HTTP, ...listener }],
});
const other = (chart: Chart, namespace?: string) => new Chart(chart.node.root as any, 'other', { namespace });
const profiled = (props: ClusterProfileProps, declare: Broken['declare'] = () => undefined): Broken['declare'] => chart => {
  ClusterProfile.set(chart.node.root as any, props);
  declare(chart);
};
/** Two routes of one Gateway. */
const two = (first: Partial<RouteProps>, second: Partial<RouteProps>): Broken['declare'] => chart => {
  const parents = [RouteParent.gateway(gateway(chart))];
  route(chart, { parents, ...first }, 'first');
  route(chart, { parents, ...second });
};
/** A route to a gRPC backend by an IngressClass whose controller reads these annotations. */
const served = (grpcBackendAnnotations: Record<string, string>): Broken['declare'] => to([Port.grpc(9090)], {
  parents: [RouteParent.ingressClass('f5', { routeClass: { ingressController: IngressController.custom({ name: 'nginx-ingress', grpcBackendAnnotations }) } })],
});
/** A route to an address outside the cluster by the AWS Load Balancer Controller, whose targets can be pods or nodes. */
const toOutside = (target: string): Broken['declare'] => chart => route(chart, {
  parents: [RouteParent.ingressClass('alb')],
  metadata: { annotations: { 'alb.ingress.kubernetes.io/target-type': target } },
  backend: db(chart, { ports: [Port.http(8080)], exposure: Exposure.nodePort() }),
});
const TRAEFIK: RouteClass = { ingressController: IngressController.TRAEFIK };
/** A route by an IngressClass of a controller. */
const of = (ingressController: IngressController, props: Partial<RouteProps> = {}): Broken['declare'] => (
  routed({ parents: [RouteParent.ingressClass('edge', { routeClass: { ingressController } })], ...props })
);
/** A route by an IngressClass of GKE to a workload with a readiness check. */
const checked = (readiness: HealthCheck): Broken['declare'] => chart => route(chart, { parents: [RouteParent.ingressClass('gce')], backend: web(chart, { readiness }) });
/** An exact path to one workload and all other paths to another, by an IngressClass of Traefik. */
const ofTraefik = (path: string): Broken['declare'] => chart => route(chart, {
  parents: [RouteParent.ingressClass('edge', { routeClass: TRAEFIK })],
  rules: [
    { paths: [PathMatch.exact(path)], backends: [RouteBackend.of(db(chart, { ports: [Port.http(8080)] }))] },
    { paths: [PathMatch.prefix('/')], backends: [RouteBackend.of(web(chart))] },
  ],
});
/** Two Ingresses, the first of which has the certificate in the Secret `shop-tls` issued. */
const issued = (second: RouteTls): Broken['declare'] => chart => {
  route(chart, { parents: [NGINX], tls: RouteTls.clusterIssuer('letsencrypt', { secretName: 'shop-tls' }) }, 'first');
  route(chart, { parents: [NGINX], hosts: ['other.example.com'], tls: second });
};
const tls = RouteTls.secret('shop-tls');

/** A declaration for each rule on routes. */
export const BROKEN_ROUTES: Record<string, Broken> = {
  'route-name': { begins: 'name "Shop"', declare: routed({ name: 'Shop' }), fixed: routed({ name: 'shop' }) },
  'route-host': { begins: 'hosts[0] "Shop.example.com"', declare: routed({ hosts: ['Shop.example.com'] }), fixed: routed({ hosts: ['shop.example.com'] }) },
  'route-path': {
    begins: 'rules[0].paths[0] "api"',
    declare: ruled({ paths: [PathMatch.prefix('api')] }),
    fixed: ruled({ paths: [PathMatch.prefix('/api')] }),
  },
  'route-path-pattern': {
    begins: 'rules[0].paths[0] "/api/*"',
    declare: ruled({ paths: [PathMatch.prefix('/api/*')] }),
    fixed: ruled({ paths: [PathMatch.prefix('/api')] }),
  },
  'route-header': {
    begins: "rules[0].headers['x canary'] (a string of 6 characters)",
    declare: ruled({ headers: { 'x canary': ValueMatch.exact('always') } }),
    fixed: ruled({ headers: { 'x-canary': ValueMatch.exact('always') } }),
  },
  'route-header-duplicate': {
    begins: 'rules[0].headers "x-canary"',
    declare: ruled({ headers: { 'x-canary': ValueMatch.exact('a'), 'X-Canary': ValueMatch.exact('b') } }),
    fixed: ruled({ headers: { 'x-canary': ValueMatch.regularExpression('a|b') } }),
  },
  'route-limit': {
    begins: 'hosts "17 hosts"',
    declare: routed({ hosts: Array.from({ length: 17 }, (_, index) => `h${index}.example.com`) }),
    fixed: routed({ hosts: ['*.example.com'] }),
  },
  'route-duplicate': {
    begins: 'hosts[1] "a.example.com"',
    declare: routed({ hosts: ['a.example.com', 'a.example.com'] }),
    fixed: routed({ hosts: ['a.example.com'] }),
  },
  'route-conflict': {
    begins: 'hosts "shop.example.com"',
    declare: two({}, {}),
    fixed: two({}, { hosts: ['*.example.com'] }),
  },
  'route-share': {
    begins: 'rules[0].backends[0].weight -1',
    declare: chart => route(chart, { rules: [{ backends: [RouteBackend.of(web(chart), { weight: -1 })] }] }),
    fixed: chart => route(chart, { rules: [{ backends: [RouteBackend.of(web(chart), { weight: 1 })] }] }),
  },
  'route-timeout': {
    begins: 'rules[0].backendTimeout "1 minute"',
    declare: ruled({ timeout: Duration.seconds(30), backendTimeout: Duration.minutes(1) }),
    fixed: ruled({ timeout: Duration.seconds(90), backendTimeout: Duration.minutes(1) }),
  },
  'route-redirect': {
    begins: 'rules[0].redirect.statusCode 300',
    declare: redirected({ redirect: { scheme: 'https', statusCode: 300 } }),
    fixed: redirected({ redirect: { scheme: 'https', statusCode: 301 } }),
  },
  'route-replacement': {
    begins: 'rules[0].rewrite.prefix "/"',
    declare: ruled({ paths: [PathMatch.prefix('/a'), PathMatch.prefix('/b')], rewrite: { prefix: '/' } }),
    fixed: ruled({ paths: [PathMatch.prefix('/a')], rewrite: { prefix: '/' } }),
  },
  'route-rule-parts': {
    begins: 'rules[0].rewrite {host}',
    declare: redirected({ redirect: { scheme: 'https' }, rewrite: { host: 'a.example.com' } }),
    fixed: redirected({ redirect: { scheme: 'https', host: 'a.example.com' } }),
  },
  'route-parents': {
    begins: 'parents "2 parents"',
    declare: routed({ parents: [NAMED, NGINX] }),
    fixed: routed({ parents: [NAMED] }),
  },
  'route-backend-or-rules': {
    begins: 'rules (not set)',
    declare: chart => new Route(chart, 'route', { parents: [NAMED] }),
    fixed: routed({}),
  },
  'route-grpc-method': {
    begins: 'rules[0].grpcMethods[0] "shop/Orders"',
    declare: chart => route(chart, { rules: [{ grpcMethods: [GrpcMethod.ofService('shop/Orders')], backends: [RouteBackend.of(web(chart, { ports: [Port.grpc(9090)] }))] }] }),
    fixed: chart => route(chart, { rules: [{ grpcMethods: [GrpcMethod.ofService('shop.Orders')], backends: [RouteBackend.of(web(chart, { ports: [Port.grpc(9090)] }))] }] }),
  },
  'route-kind': {
    begins: 'hosts ["shop.example.com"]',
    declare: to([Port.tcp(5432)]),
    fixed: to([Port.tcp(5432)], { hosts: [] }),
  },
  'route-protocol': {
    begins: 'protocol (not set)',
    declare: to([Port.sctp(9999), Port.sctp(9998)]),
    fixed: to([Port.sctp(9999), Port.http(9998)]),
  },
  'route-port': {
    begins: 'backend.port (not set)',
    declare: to([Port.http(8080), Port.http(8081, { name: 'admin' })]),
    fixed: to([Port.http(8080), Port.http(8081, { name: 'admin', exposed: false })]),
  },
  'route-namespace': {
    begins: 'backend (not set)',
    declare: chart => route(chart, { backend: web(other(chart)) }),
    fixed: chart => route(chart, { backend: web(other(chart, 'other')) }),
  },
  'route-external-name': {
    begins: 'backend "db.example.com"',
    declare: chart => route(chart, { backend: db(chart, { backend: Backend.hostname('db.example.com'), ports: [Port.http(8080)] }) }),
    fixed: chart => route(chart, { backend: db(chart, { ports: [Port.http(8080)] }) }),
  },
  'route-outside': {
    begins: 'backend "10.20.0.11/32"',
    declare: toOutside('ip'),
    fixed: toOutside('instance'),
  },
  'route-node-targets': {
    begins: 'backend "ClusterIP"',
    declare: of(IngressController.AWS_LOAD_BALANCER_CONTROLLER, { metadata: { annotations: { 'alb.ingress.kubernetes.io/target-type': 'instance' } } }),
    fixed: of(IngressController.AWS_LOAD_BALANCER_CONTROLLER, { metadata: { annotations: { 'alb.ingress.kubernetes.io/target-type': 'ip' } } }),
  },
  'route-gke-health-check': {
    begins: 'backend.port "http"',
    declare: checked(HealthCheck.http('/ready', { headers: { accept: 'text/plain' } })),
    fixed: checked(HealthCheck.http('/ready')),
  },
  'route-traefik-scheme': {
    begins: 'backend.port "https"',
    declare: to([Port.http(8080, { appProtocol: 'https' })], { parents: [RouteParent.gatewayNamed('public', { routeClass: TRAEFIK })] }),
    fixed: to([Port.http(8080, { appProtocol: 'http' })], { parents: [RouteParent.gatewayNamed('public', { routeClass: TRAEFIK })] }),
  },
  'route-traefik-precedence': {
    begins: 'rules[0].paths[0] "/orders"',
    declare: ofTraefik('/orders'),
    fixed: ofTraefik('/orders/new'),
  },
  'route-backend-tls': {
    begins: 'backend.tls (not set)',
    declare: to([Port.https(8443)]),
    fixed: chart => route(chart, { rules: [{ backends: [RouteBackend.of(web(chart, { ports: [Port.https(8443)] }), { tls: RouteBackendTls.system({ hostname: 'web.internal' }) })] }] }),
  },
  'route-tls': { begins: 'tls "secret"', declare: routed({ tls }), fixed: routed({}) },
  'route-ingress': {
    begins: 'rules[0].timeout "(set)"',
    declare: chart => route(chart, { parents: [NGINX], rules: [{ backends: [RouteBackend.of(web(chart))], timeout: Duration.seconds(30) }] }),
    fixed: chart => route(chart, { rules: [{ backends: [RouteBackend.of(web(chart))], timeout: Duration.seconds(30) }] }),
  },
  'route-ingress-backend': {
    begins: 'backend.port "grpc"',
    declare: to([Port.grpc(9090)], { parents: [NGINX] }),
    fixed: to([Port.grpc(9090)]),
  },
  'ingress-controller': {
    begins: "parents[0].routeClass.ingressController.grpcBackendAnnotations['nginx.org/grpc-services'] (a string of 9 characters with '{' at position 1)",
    declare: served({ 'nginx.org/grpc-services': '{service}' }),
    fixed: served({ 'nginx.org/grpc-services': '{services}' }),
  },
  'route-annotation': {
    begins: "metadata.annotations['kubernetes.io/ingress.class'] (a string of 5 characters)",
    declare: routed({ parents: [NGINX], metadata: { annotations: { 'kubernetes.io/ingress.class': 'other' } } }),
    fixed: routed({ parents: [NGINX] }),
  },
};

/** A declaration for each rule on Gateways and the facts that routes need. */
export const BROKEN_GATEWAYS: Record<string, Broken> = {
  'gateway-empty': { begins: 'listeners []', declare: chart => gateway(chart), fixed: listening({}) },
  'gateway-listener': { begins: 'listeners[0].port 0', declare: listening({ port: 0 }), fixed: listening({ port: 80 }) },
  'gateway-listener-tls': {
    begins: 'listeners[0].tls (not set)',
    declare: listening({ protocol: ListenerProtocol.HTTPS }),
    fixed: listening({ protocol: ListenerProtocol.HTTPS, tls }),
  },
  'gateway-listeners-distinct': {
    begins: 'listenerPort 80',
    declare: two({}, { protocol: RouteProtocol.TCP, hosts: [], listenerPort: 80 }),
    fixed: two({}, { protocol: RouteProtocol.TCP, hosts: [], listenerPort: 8000 }),
  },
  'gateway-certificate': {
    begins: 'tls "shop.example.com"',
    declare: two({ tls }, { tls: RouteTls.secret('other-tls'), rules: [{ redirect: { path: '/new' }, paths: [PathMatch.exact('/old')] }] }),
    fixed: two({ tls }, { tls, rules: [{ redirect: { path: '/new' }, paths: [PathMatch.exact('/old')] }] }),
  },
  'gateway-issuer': {
    begins: 'tls "shop-tls"',
    declare: two({ tls: RouteTls.clusterIssuer('letsencrypt') }, { hosts: ['b.example.com'], tls }),
    fixed: two({ tls: RouteTls.clusterIssuer('letsencrypt') }, { hosts: ['b.example.com'], tls: RouteTls.clusterIssuer('letsencrypt') }),
  },
  'tls-secret-issued': {
    begins: 'tls "shop-tls"',
    declare: issued(RouteTls.clusterIssuer('letsencrypt', { secretName: 'shop-tls' })),
    fixed: issued(RouteTls.clusterIssuer('letsencrypt', { secretName: 'other-tls' })),
  },
  'gateway-shared-certificate': {
    begins: 'listeners "https-www-example-com"',
    declare: chart => route(chart, { parents: [RouteParent.gateway(gateway(chart, { className: 'istio' }))], hosts: ['shop.example.com', 'www.example.com'], tls }),
    fixed: chart => {
      const listeners = [{ name: 'https', port: 443, protocol: ListenerProtocol.HTTPS, tls }];
      route(chart, { parents: [RouteParent.gateway(gateway(chart, { className: 'istio', listeners }), { section: 'https' })], hosts: ['shop.example.com', 'www.example.com'] });
    },
  },
  'gateway-section': {
    begins: 'parents[0].section "https"',
    declare: chart => route(chart, { parents: [RouteParent.gateway(gateway(chart, { listeners: [{ name: 'http', port: 80, protocol: ListenerProtocol.HTTP }] }), { section: 'https' })] }),
    fixed: chart => route(chart, { parents: [RouteParent.gateway(gateway(chart, { listeners: [{ name: 'http', port: 80, protocol: ListenerProtocol.HTTP }] }), { section: 'http' })] }),
  },
  'gateway-not-allowed': {
    begins: 'parents[0] "shop"',
    declare: chart => route(chart, { parents: [RouteParent.gateway(gateway(other(chart, 'other')))] }),
    fixed: chart => route(chart, { parents: [RouteParent.gateway(gateway(other(chart, 'other'), { allowedRoutes: AllowedRoutes.fromNamespaces('shop') }))] }),
  },
  'gateway-allowed-routes': {
    begins: 'listeners[0].allowedRoutes []',
    declare: listening({ allowedRoutes: AllowedRoutes.fromNamespaces() }),
    fixed: listening({ allowedRoutes: AllowedRoutes.fromNamespaces('shop') }),
  },
  'gateway-route-kinds': {
    begins: 'hosts "shop.example.com"',
    declare: two({}, { protocol: RouteProtocol.GRPC }),
    fixed: two({}, { protocol: RouteProtocol.GRPC, hosts: ['api.example.com'] }),
  },
  'gateway-api-version': {
    begins: 'gatewayApiVersion "1.0"',
    declare: profiled({ gatewayApiVersion: '1.0' }),
    fixed: profiled({ gatewayApiVersion: '1.6' }),
  },
  'gateway-api-kind': {
    begins: 'protocol "TCPRoute"',
    declare: profiled({ gatewayApiVersion: '1.5' }, to([Port.tcp(5432)], { hosts: [] })),
    fixed: profiled({ gatewayApiVersion: '1.6' }, to([Port.tcp(5432)], { hosts: [] })),
  },
  'route-class': {
    begins: "routeClasses['nginx'].namespace (not set)",
    declare: profiled({ routeClasses: { nginx: { podLabels: { app: 'nginx' } } } }),
    fixed: profiled({ routeClasses: { nginx: { namespace: 'ingress-nginx', podLabels: { app: 'nginx' } } } }),
  },
};
