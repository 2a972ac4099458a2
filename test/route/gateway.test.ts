import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { GATEWAY_REF, SECRET_REF, everything, ofKind, rendered, routing, web } from './support';
import { AllowedRoutes, ClusterProfile, Gateway, ListenerProtocol, Route, RouteBackend, RouteParent, RouteTls, type GatewayProps } from '../../lib';
import { find } from '../support';

/** Charts in three namespaces of one cluster. */
function charts() {
  const app = new App();
  ClusterProfile.set(app, { cluster: 'production' });
  const [infra, shop, other] = ['infra', 'shop', 'other'].map(namespace => new Chart(app, namespace, { namespace }));
  return { app, infra, shop, other };
}

const publicGateway = (chart: Chart, props: Partial<GatewayProps> = {}) => new Gateway(chart, 'public', { className: 'traefik', ...props });

test('a Gateway allows routes from the namespaces that it names, and gets ReferenceGrants for their certificates and backends', () => {
  const { app, infra, shop, other } = charts();
  const gateway = publicGateway(infra, { allowedRoutes: AllowedRoutes.fromNamespaces('shop') });
  new Route(shop, 'shop', { parents: [RouteParent.gateway(gateway)], hosts: ['shop.example.com'], tls: RouteTls.secret('shop-tls'), backend: web(other) });
  const documents = rendered(app);

  expect(routing(documents)).toEqual([
    'Gateway infra/public', 'ReferenceGrant shop/gateway-public-to-shop-tls', 'HTTPRoute shop/shop', 'ReferenceGrant other/httproutes-of-shop-to-web',
  ]);
  const [listener] = find(documents, 'Gateway').spec.listeners;
  expect(listener.tls).toEqual({ mode: 'Terminate', certificateRefs: [{ ...SECRET_REF, name: 'shop-tls', namespace: 'shop' }] });
  expect(listener.allowedRoutes).toEqual({ namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }] } } });
  expect(find(documents, 'HTTPRoute').spec.parentRefs[0]).toEqual({ ...GATEWAY_REF, name: 'public', namespace: 'infra', sectionName: 'https-shop-example-com' });
  expect(find(documents, 'ReferenceGrant', 'httproutes-of-shop-to-web').spec).toEqual({
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }], to: [{ group: '', kind: 'Service', name: 'web' }],
  });
});

test('a backend in another namespace gets one ReferenceGrant for each kind of route, and no ReferenceGrant with grant: false', () => {
  const { app, shop, other } = charts();
  const [granted, withoutGrant] = [web(other), web(other, 'without-grant')];
  const parents = [RouteParent.gateway(publicGateway(shop))];
  new Route(shop, 'a', { parents, hosts: ['a.example.com'], backend: granted });
  new Route(shop, 'b', { parents, hosts: ['b.example.com'], rules: [{ backends: [RouteBackend.of(granted), RouteBackend.of(withoutGrant, { grant: false })] }] });

  expect(ofKind(rendered(app), 'ReferenceGrant').map(({ metadata }) => metadata)).toEqual([{ name: 'httproutes-of-shop-to-web', namespace: 'other' }]);
});

test.each([
  ['all namespaces', AllowedRoutes.fromAll(), { namespaces: { from: 'All' } }],
  ['namespaces by label', AllowedRoutes.fromNamespacesLabelled({ team: 'shop' }), { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'shop' } } } }],
])('a Gateway can allow routes from %s', (_, allowedRoutes, written) => {
  const { app, infra, shop } = charts();
  new Route(shop, 'shop', { parents: [RouteParent.gateway(publicGateway(infra, { allowedRoutes }))], backend: web(shop) });

  expect(find(rendered(app), 'Gateway').spec.listeners[0].allowedRoutes).toEqual(written);
});

test('a route is attached to the declared listener that it names, or that has the protocol, port and host that it needs', () => {
  const { app, shop } = charts();
  const gateway = publicGateway(shop, {
    listeners: [
      { name: 'web', port: 80, protocol: ListenerProtocol.HTTP },
      { name: 'secure', port: 443, protocol: ListenerProtocol.HTTPS, host: '*.example.com', tls: RouteTls.secret('wildcard-tls') },
    ],
  });
  const backend = web(shop);
  new Route(shop, 'plain', { parents: [RouteParent.gateway(gateway)], hosts: ['plain.example.com'], backend });
  new Route(shop, 'shop', { parents: [RouteParent.gateway(gateway, { section: 'secure' })], hosts: ['shop.example.com'], backend });
  const documents = rendered(app);

  expect(ofKind(documents, 'HTTPRoute').map(({ spec }) => spec.parentRefs)).toEqual([
    [{ ...GATEWAY_REF, name: 'public', sectionName: 'web' }], [{ ...GATEWAY_REF, name: 'public', sectionName: 'secure' }],
  ]);
  expect(find(documents, 'Gateway').spec.listeners).toHaveLength(2);
});

test('different hosts get listeners with different names of at most 63 characters', () => {
  const { app, shop } = charts();
  const gateway = publicGateway(shop);
  const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.example.com`;
  new Route(shop, 'shop', {
    parents: [RouteParent.gateway(gateway)], hosts: ['a.b-c.com', 'a-b.c.com', '*.c.com', 'wildcard.c.com', long, `x.${long}`], tls: RouteTls.secret('tls'), backend: web(shop),
  });
  const names = find(rendered(app), 'Gateway').spec.listeners.map(({ name }: { name: string }) => name);

  expect(names.slice(0, 4)).toEqual(['https-a-b--c-com', 'https-a--b-c-com', 'wildcard-https-c-com', 'https-wildcard-c-com']);
  expect(new Set(names).size).toBe(6);
  expect(Math.max(...names.map((name: string) => name.length))).toBe(63);
});

test('the Gateway gets the annotation with the issuer, and the certificates are in its namespace', () => {
  const { app, infra, shop } = charts();
  const gateway = publicGateway(infra, { allowedRoutes: AllowedRoutes.fromAll(), metadata: { annotations: { 'example.com/contact': 'infra' } } });
  const tls = RouteTls.clusterIssuer('letsencrypt');
  new Route(shop, 'a', { parents: [RouteParent.gateway(gateway)], hosts: ['a.example.com'], tls, backend: web(shop, 'a-web') });
  new Route(shop, 'b', { parents: [RouteParent.gateway(gateway)], hosts: ['b.example.com'], tls: RouteTls.clusterIssuer('letsencrypt', { secretName: 'b-cert' }), backend: web(shop, 'b-web') });
  const { metadata, spec } = find(rendered(app), 'Gateway');

  expect(metadata.annotations).toEqual({ 'example.com/contact': 'infra', 'cert-manager.io/cluster-issuer': 'letsencrypt' });
  expect(spec.listeners.map((listener: { tls: object }) => listener.tls)).toEqual(
    ['a-tls', 'b-cert'].map(name => ({ mode: 'Terminate', certificateRefs: [{ ...SECRET_REF, name }] })),
  );
});

test('a route refers to a Gateway that the app does not declare by name, listener and port', () => {
  const { app, shop } = charts();
  const backend = everything(shop);
  new Route(shop, 'named', { parents: [RouteParent.gatewayNamed('public', { namespace: 'infra', section: 'https', port: 443 })], rules: [{ backends: [RouteBackend.of(backend, { port: 'http' })] }] });

  expect(find(rendered(app), 'HTTPRoute').spec.parentRefs).toEqual([{ ...GATEWAY_REF, name: 'public', namespace: 'infra', sectionName: 'https', port: 443 }]);
});

test('JSON patches change the manifests of Gateways and routes', () => {
  const { shop } = charts();
  const gateway = publicGateway(shop);
  const route = new Route(shop, 'shop', { parents: [RouteParent.gateway(gateway)], backend: web(shop) });
  ApiObject.of(gateway).addJsonPatch(JsonPatch.add('/spec/addresses', [{ value: '10.0.0.1' }]));
  ApiObject.of(route).addJsonPatch(JsonPatch.add('/spec/rules/0/retry', { attempts: 2 }));
  const documents = Testing.synth(shop);

  expect(find(documents, 'Gateway').spec.addresses).toEqual([{ value: '10.0.0.1' }]);
  expect(find(documents, 'HTTPRoute').spec.rules[0].retry).toEqual({ attempts: 2 });
});

test('a refused route leaves no listener, annotation or ReferenceGrant at its Gateway', () => {
  const declare = (refused?: (gateway: Gateway, chart: Chart) => void) => {
    const { app, infra, shop } = charts();
    const gateway = publicGateway(infra, { allowedRoutes: AllowedRoutes.fromAll() });
    new Route(shop, 'shop', { parents: [RouteParent.gateway(gateway)], hosts: ['shop.example.com'], backend: web(shop) });
    refused?.(gateway, shop);
    return rendered(app);
  };
  const invalid = (tls: RouteTls) => (gateway: Gateway, chart: Chart) => expect(() => {
    new Route(chart, 'bad', { parents: [RouteParent.gateway(gateway)], hosts: ['bad.example.com'], tls, name: 'NOT VALID', backend: web(chart, 'bad-web') });
  }).toThrow('shop/bad: name "NOT VALID"');
  const withBackend = declare((_, chart) => web(chart, 'bad-web'));

  expect(declare(invalid(RouteTls.secret('bad-tls')))).toEqual(withBackend);
  expect(declare(invalid(RouteTls.clusterIssuer('letsencrypt')))).toEqual(withBackend);
});
