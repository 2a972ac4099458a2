import { App, Chart } from 'cdk8s';
import { rendered, web } from './support';
import { ClusterProfile, IngressController, PathMatch, Port, Route, RouteBackend, RouteParent, RouteTls, type RouteClass, type RouteProps } from '../../lib';
import { inboundRoutesTo } from '../../lib/discovery/inbound-routes';
import { find, type Document } from '../support';

function ingress(props: Partial<RouteProps>, routeClass?: RouteClass): Document {
  const app = new App();
  ClusterProfile.set(app, { routeClasses: { main: routeClass ?? {} } });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const backend = props.rules ? undefined : web(chart);
  new Route(chart, 'shop', { parents: [RouteParent.ingressClass('main')], backend, ...props });
  return find(rendered(app), 'Ingress');
}

test('a host and a backend create an Ingress to the only port', () => {
  expect(ingress({ hosts: ['shop.example.com'] })).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop', namespace: 'shop' },
    spec: {
      ingressClassName: 'main',
      rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }] } }],
    },
  });
});

test('all hosts have the same paths and one certificate', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const [shop, orders] = [web(chart), web(chart, 'orders', { ports: [Port.http(8080), Port.grpc(9090)] })];
  new Route(chart, 'shop', {
    parents: [RouteParent.ingressClass('traefik')],
    hosts: ['shop.example.com', '*.shop.example.com'],
    tls: RouteTls.secret('shop-tls'),
    rules: [
      { paths: [PathMatch.prefix('/api'), PathMatch.exact('/health')], backends: [RouteBackend.of(orders)] },
      { backends: [RouteBackend.of(shop)] },
    ],
  });

  expect(find(rendered(app), 'Ingress')).toMatchSnapshot();
});

test.each([
  [RouteTls.issuer('internal'), 'cert-manager.io/issuer', 'internal'],
  [RouteTls.clusterIssuer('letsencrypt'), 'cert-manager.io/cluster-issuer', 'letsencrypt'],
])('an issuer is written as an annotation of the Ingress', (tls, annotation, issuer) => {
  const { metadata, spec } = ingress({ hosts: ['shop.example.com'], tls });

  expect(metadata.annotations).toEqual({ [annotation]: issuer });
  expect(spec.tls).toEqual([{ hosts: ['shop.example.com'], secretName: 'shop-tls' }]);
});

test('annotations of a known controller are written in addition to those of the user', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new Route(chart, 'shop', {
    parents: [RouteParent.ingressClass('nginx', { routeClass: { ingressController: IngressController.INGRESS_NGINX } })],
    hosts: ['shop.example.com'],
    tls: RouteTls.secret('shop-tls'),
    httpsRedirect: true,
    rules: [{ paths: [PathMatch.regularExpression('/orders/[0-9]+')], backends: [RouteBackend.of(web(chart))] }],
    metadata: { annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '30' } },
  });
  const { metadata, spec } = find(rendered(app), 'Ingress');

  expect(metadata.annotations).toEqual({
    'nginx.ingress.kubernetes.io/proxy-read-timeout': '30',
    'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
    'nginx.ingress.kubernetes.io/use-regex': 'true',
  });
  expect(spec.rules[0].http.paths[0]).toMatchObject({ path: '/orders/[0-9]+', pathType: 'ImplementationSpecific' });
  expect(ingress({ hosts: ['a.example.com'], tls: RouteTls.secret('a'), httpsRedirect: true }, { ingressController: IngressController.HAPROXY }).metadata.annotations)
    .toEqual({ 'haproxy.org/ssl-redirect': 'true' });
});

test('the pods that forward the traffic are known from the profile or the parent', () => {
  const app = new App();
  ClusterProfile.set(app, { routeClasses: { main: { namespace: 'traefik', podLabels: { app: 'traefik' } } } });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const backend = web(chart);
  const known = new Route(chart, 'a', { parents: [RouteParent.ingressClass('main')], hosts: ['a.example.com'], backend });
  const declared = new Route(chart, 'b', { parents: [RouteParent.ingressClass('main', { routeClass: { namespace: 'edge' } })], hosts: ['b.example.com'], backend });
  const unknown = new Route(chart, 'c', { parents: [RouteParent.gatewayNamed('public')], hosts: ['c.example.com'], backend });

  expect(inboundRoutesTo(backend)).toEqual([
    { route: known, target: backend, portName: 'http', className: 'main', namespace: 'traefik', podLabels: { app: 'traefik' } },
    { route: declared, target: backend, portName: 'http', className: 'main', namespace: 'edge', podLabels: undefined },
    { route: unknown, target: backend, portName: 'http', namespace: undefined, podLabels: undefined },
  ]);
});

test.each<[string, Partial<RouteProps>]>([
  ['httpsRedirect', { tls: RouteTls.secret('shop-tls'), httpsRedirect: true }],
  ['a regular expression', { rules: [{ paths: [PathMatch.regularExpression('/a[0-9]')], backends: [RouteBackend.of(web(new Chart(new App(), 'other')))] }] }],
])('%s for an unknown controller is refused with a message that says how to identify the controller', (_, props) => {
  expect(() => ingress({ hosts: ['shop.example.com'], ...props }))
    .toThrow(/Set the controller of the class in ClusterProfile's routeClasses or in routeClass of the parent: ingressController: .* \[route-ingress\]/);
});
