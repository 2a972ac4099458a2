import { Chart, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AllowedRoutes, Gateway, GrpcMethod, IngressController, ListenerProtocol, PathMatch, Port, Route, RouteBackend, RouteBackendTls, RouteParent,
  RouteTls, ValueMatch,
  type GatewayProps, type RouteProps, type RouteRule,
} from '../../lib';
import { inputs, minutes } from '../random/inputs';
import { messagesOf, web, type Declaration } from '../rules/broken';
import { VALUES } from '../walk/instances';

/** Values that a program without types may pass. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null, undefined, '', 0, NaN, -1, 1.5, true, [], {}, [null], [[]], { a: null }, 5n, () => 1, new Date(0), Duration.seconds(1),
    'a'.repeat(2000), ...Object.values(VALUES),
  ),
  fc.string(), fc.integer(), fc.array(fc.anything(), { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.anything(), { maxKeys: 3, noNullPrototype: true }),
);

const gateway = (chart: Chart, props: Partial<GatewayProps> = {}) => new Gateway(chart, 'public', { className: 'traefik', ...props });
const route = (chart: Chart, props: Partial<RouteProps>) => new Route(chart, 'route', {
  parents: [RouteParent.gateway(gateway(chart))], hosts: ['shop.example.com'], backend: 'rules' in props ? undefined : web(chart), ...props,
});
const rule = (chart: Chart, parts: Partial<RouteRule>) => route(chart, { rules: [{ backends: 'backends' in parts ? undefined : [RouteBackend.of(chart.node.tryFindChild('web') as any ?? web(chart))], ...parts }] });

const cases: Record<string, (value: any) => Declaration> = {
  'hosts': value => chart => route(chart, { hosts: value }),
  'a host': value => chart => route(chart, { hosts: [value] }),
  'a host with a certificate': value => chart => route(chart, { hosts: [value], tls: RouteTls.secret('tls') }),
  'a host at a listener that has a host': value => chart => {
    const listeners = [{ name: 'http', port: 80, protocol: ListenerProtocol.HTTP, host: '*.example.com' }];
    new Route(chart, 'route', { parents: [RouteParent.gateway(gateway(chart, { listeners }), { section: 'http' })], hosts: [value], backend: web(chart) });
  },
  'parents': value => chart => route(chart, { parents: value }),
  'a parent': value => chart => route(chart, { parents: [value] }),
  'a Gateway': value => chart => route(chart, { parents: [RouteParent.gateway(value)] }),
  'the name of a Gateway': value => chart => route(chart, { parents: [RouteParent.gatewayNamed(value, { namespace: value, section: value, port: value })] }),
  'a class': value => chart => route(chart, { parents: [RouteParent.ingressClass(value, { routeClass: { namespace: value, podLabels: value, ingressController: value } })] }),
  'an ingress controller': value => chart => route(chart, { parents: [RouteParent.ingressClass('nginx', { routeClass: { ingressController: IngressController.custom(value) } })] }),
  'parts of an ingress controller': value => chart => route(chart, {
    parents: [RouteParent.ingressClass('nginx', {
      routeClass: {
        ingressController: IngressController.custom({
          name: 'x', httpsRedirectAnnotations: value, regularExpressionPath: value, grpcBackendAnnotations: { a: value }, suggestedAnnotations: value,
        }),
      },
    })],
    rules: [{ backends: [RouteBackend.of(web(chart, { ports: [Port.grpc(9090)] }))] }],
  }),
  'TLS': value => chart => route(chart, { tls: value }),
  'a Secret': value => chart => route(chart, { tls: RouteTls.secret(value) }),
  'a namespace of a Secret': value => chart => route(chart, { tls: RouteTls.secret('tls', { namespace: value }) }),
  'an issuer': value => chart => route(chart, { tls: RouteTls.issuer(value, { secretName: value }) }),
  'a backend': value => chart => route(chart, { backend: value }),
  'rules': value => chart => route(chart, { rules: value }),
  'a rule': value => chart => route(chart, { rules: [value] }),
  'a backend of a rule': value => chart => rule(chart, { backends: [value] }),
  'backends': value => chart => rule(chart, { backends: value }),
  'the target of a backend': value => chart => rule(chart, { backends: [RouteBackend.of(value)] }),
  'options of a backend': value => chart => rule(chart, { backends: [RouteBackend.of(web(chart, { ports: [Port.https(8443)] }), { port: value, weight: value, tls: value, grant: value, justification: value })] }),
  'a certificate': value => chart => rule(chart, { backends: [RouteBackend.of(web(chart, { ports: [Port.https(8443)] }), { tls: RouteBackendTls.configMap(value, { hostname: value }) })] }),
  'paths': value => chart => rule(chart, { paths: value }),
  'a path': value => chart => rule(chart, { paths: [PathMatch.exact(value), PathMatch.prefix(value), PathMatch.regularExpression(value)] }),
  'a path of an Ingress': value => chart => route(chart, { parents: [RouteParent.ingressClass('nginx')], rules: [{ paths: [PathMatch.exact(value)], backends: [RouteBackend.of(web(chart))] }] }),
  'methods': value => chart => rule(chart, { methods: value }),
  'a method': value => chart => rule(chart, { methods: [value] }),
  'headers': value => chart => rule(chart, { headers: value, query: value }),
  'a header': value => chart => rule(chart, { headers: { 'x-a': ValueMatch.exact(value) }, query: { a: ValueMatch.regularExpression(value) } }),
  'a gRPC method': value => chart => route(chart, { rules: [{ grpcMethods: [GrpcMethod.of(value, value)], backends: [RouteBackend.of(web(chart, { ports: [Port.grpc(9090)] }))] }] }),
  'gRPC methods': value => chart => route(chart, { rules: [{ grpcMethods: value, backends: [RouteBackend.of(web(chart, { ports: [Port.grpc(9090)] }))] }] }),
  'a redirect': value => chart => route(chart, { rules: [{ redirect: value }] }),
  'parts of a redirect': value => chart => route(chart, { rules: [{ redirect: { scheme: value, host: value, port: value, path: value, prefix: value, statusCode: value } }] }),
  'a rewrite': value => chart => rule(chart, { rewrite: value }),
  'parts of a rewrite': value => chart => rule(chart, { rewrite: { host: value, path: value, prefix: value } }),
  'header changes': value => chart => rule(chart, { requestHeaders: value, responseHeaders: { set: value, add: value, remove: value } }),
  'a change of a header': value => chart => rule(chart, { requestHeaders: { set: { a: value }, add: { a: value }, remove: [value] } }),
  'a mirror': value => chart => rule(chart, { mirror: value }),
  'a part of a mirror': value => chart => rule(chart, { mirror: { backend: RouteBackend.of(web(chart)), percent: value } }),
  'timeouts': value => chart => rule(chart, { timeout: value, backendTimeout: value }),
  'a protocol': value => chart => route(chart, { protocol: value }),
  'a port': value => chart => route(chart, { listenerPort: value, rules: [{ backends: [RouteBackend.of(web(chart, { ports: [Port.tcp(5432)] }))] }], hosts: [] }),
  'a redirect to HTTPS': value => chart => route(chart, { httpsRedirect: value, tls: RouteTls.secret('tls') }),
  'a name': value => chart => route(chart, { name: value }),
  'metadata': value => chart => route(chart, { metadata: { labels: value, annotations: value } }),
  'all properties of a Gateway': value => chart => gateway(chart, { className: value, name: value, httpPort: value, httpsPort: value, routeClass: value, allowedRoutes: value }),
  'listeners': value => chart => gateway(chart, { listeners: value }),
  'a listener': value => chart => gateway(chart, { listeners: [value] }),
  'parts of a listener': value => chart => gateway(chart, { listeners: [{ name: value, port: value, protocol: value, host: value, tls: value, allowedRoutes: value }] }),
  'a host of a listener': value => chart => gateway(chart, { listeners: [{ name: 'a', port: 80, protocol: ListenerProtocol.HTTP, host: value }] }),
  'namespaces': value => chart => gateway(chart, { allowedRoutes: AllowedRoutes.fromNamespaces(value) }),
  'labels of namespaces': value => chart => gateway(chart, { allowedRoutes: AllowedRoutes.fromNamespacesLabelled(value) }),
};

test.each(Object.entries(cases))('any value for %s either synthesizes or is refused by a rule', (_, declare) => {
  fc.assert(fc.property(anything, value => {
    // throws every error that is not a message of a rule
    messagesOf(declare(value));
  }), inputs(60));
}, minutes(1));
