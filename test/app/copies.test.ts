import { App, Chart } from 'cdk8s';
import { otherCopy } from './copies';
import * as library from '../../lib';
import { find, newChart, synth, type Document } from '../support';

const other = otherCopy();

const IMAGE = 'registry.example.com/web:1.4.2';

type Library = typeof library;

/**
 * An app that uses most classes of the library.
 *
 * @param one the copy that creates profile, workload, Gateway and policies
 * @param two the copy that creates the values and the targets
 */
function documentsOf(one: Library, two: Library): Document[] {
  const chart = newChart();
  one.ClusterProfile.set(chart, {
    cluster: 'test',
    loadBalancerProvider: two.LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER,
    mesh: two.Mesh.LINKERD,
    networkPolicyProvider: two.NetworkPolicyProvider.CILIUM,
    routeClasses: { traefik: { ingressController: two.IngressController.TRAEFIK, namespace: 'traefik' } },
  });
  two.Isolation.enable(chart);
  const web = new one.ExposedWorkload(chart, 'web', {
    image: IMAGE,
    ports: [two.Port.http(8080), two.Port.grpc(9090)],
    exposure: two.Exposure.loadBalancer({ internal: true }),
    controller: two.Controller.statefulSet(),
    readiness: two.HealthCheck.http('/ready'),
    security: { exemptions: [two.SecurityExemption.writableRootFilesystem('it unpacks plugins')] },
    envValueFrom: { POD_IP: two.EnvVarSource.podField('status.podIP') },
    envFrom: [two.EnvFromSource.secret('login')],
  });
  const orders = new two.ExposedWorkload(chart, 'orders', { image: IMAGE, ports: [one.Port.https(8443)], readiness: one.HealthCheck.none() });
  const db = new two.ExternalService(chart, 'db', { backend: one.Backend.hostname('db.example.com'), ports: [one.Port.tcp(5432)] });
  const payments = two.ExternalService.fromServiceName(chart, 'payments', 'payments', { ports: [one.Port.http(80)], podLabels: { app: 'payments' } });
  [orders, db, payments].forEach((target, index) => web.connectTo(target, { envPrefix: `TARGET_${index}` }));

  const gateway = new two.Gateway(chart, 'public', { className: 'traefik', allowedRoutes: one.AllowedRoutes.fromSame() });
  const parents = [two.RouteParent.gateway(gateway)];
  new one.Route(chart, 'shop', {
    parents,
    hosts: ['shop.example.com'],
    tls: two.RouteTls.secret('shop-tls'),
    rules: [{
      paths: [two.PathMatch.prefix('/orders')],
      headers: { 'x-canary': two.ValueMatch.exact('always') },
      backends: [two.RouteBackend.of(orders, { tls: one.RouteBackendTls.system({ hostname: 'orders.internal' }) })],
    }],
  });
  new one.Route(chart, 'api', {
    parents,
    hosts: ['api.example.com'],
    rules: [{ grpcMethods: [two.GrpcMethod.ofService('shop.v1.Orders')], backends: [two.RouteBackend.of(web, { port: 'grpc' })] }],
  });
  new one.Route(chart, 'payments-api', { parents: [two.RouteParent.ingressClass('traefik')], hosts: ['pay.example.com'], backend: payments });
  expect(two.Connections.of(chart).to(payments).map(connection => connection.toJson()))
    .toEqual([{ source: 'shop/web', target: 'shop/payments', ports: ['http'], variables: ['TARGET_2_HOST', 'TARGET_2_PORT', 'TARGET_2_URL'] }]);
  return synth(chart);
}

describe('two copies of the library in one app', () => {
  test('have different classes', () => {
    expect(other.Port).not.toBe(library.Port);
  });

  test('accept the values and the targets of each other, and generate the manifests of one copy', () => {
    const expected = documentsOf(library, library);

    expect(expected.length).toBeGreaterThan(10);
    expect(documentsOf(library, other)).toEqual(expected);
    expect(documentsOf(other, library)).toEqual(expected);
  });

  test('share the profile of the cluster', () => {
    const chart = newChart();
    other.ClusterProfile.set(chart, { clusterDomain: 'k8s.example.com' });
    const web = new library.ExposedWorkload(chart, 'web', { image: IMAGE, ports: [library.Port.http(8080)] });

    expect(web.address.host).toBe('web.shop.svc.k8s.example.com');
    expect(() => other.ClusterProfile.set(chart, {})).toThrow('[cluster-profile-set]');
  });

  test('report an object that both create', () => {
    const chart = newChart();
    new library.ExposedWorkload(chart, 'web', { image: IMAGE, ports: [library.Port.http(8080)] });
    new other.ExposedWorkload(chart, 'copy', { image: IMAGE, ports: [library.Port.http(8080)], name: 'web' });

    expect(() => synth(chart)).toThrow('[object-unique]');
  });

  test('create one policy for pods that both declare', () => {
    const chart = newChart();
    const web = new library.ExposedWorkload(chart, 'web', { image: IMAGE, ports: [library.Port.http(8080)], isolate: true });
    new other.ExposedPods(chart, 'pods', { selector: library.PodSelection.of(web.workload), isolate: true });

    expect(find(synth(chart), 'NetworkPolicy').metadata.name).toBe('web');
  });
});

describe('a copy of the library with another protocol', () => {
  const incompatible = otherCopy(7);
  const FIX = "The two versions have the protocols 7 and 1. Install one version of cdk8s-service-patterns: 'npm ls cdk8s-service-patterns' shows all copies. [library-version]";

  /** The message about a declaration in an app with state of the other copy. */
  const messageOf = (declare: (chart: Chart, foreign: library.ExposedWorkload) => void): string => {
    const foreign = new incompatible.ExposedWorkload(newChart(), 'foreign', { image: IMAGE, ports: [incompatible.Port.http(8080)] });
    try {
      declare(newChart(), foreign);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('no error was thrown');
  };
  const web = (chart: Chart, props: Partial<library.ExposedWorkloadProps> = {}) => (
    new library.ExposedWorkload(chart, 'web', { image: IMAGE, ports: [library.Port.http(8080)], ...props })
  );

  test.each<[string, (chart: Chart, foreign: library.ExposedWorkload) => void, string]>([
    ['a value', chart => web(chart, { exposure: incompatible.Exposure.headless() }), 'shop/web: exposure Exposure: '],
    ['a value of a list', chart => web(chart, { ports: [incompatible.Port.http(8080)] }), 'shop/web: ports[0] Port: '],
    ['a source of a variable', chart => web(chart, { envValueFrom: { A: incompatible.EnvVarSource.podField('status.podIP') } }), 'shop/web: envValueFrom[\'A\'] EnvVarSource: '],
    ['a source of variables', chart => web(chart, { envFrom: [incompatible.EnvFromSource.secret('login')] }), 'shop/web: envFrom[0] EnvFromSource: '],
    ['a value in the wrong place', chart => web(chart, { image: incompatible.Port.http(8080) as any, security: incompatible.Port.http(8080) as any }), 'shop/web: security Port: '],
    ['a load balancer provider', chart => library.ClusterProfile.set(chart, { loadBalancerProvider: incompatible.LoadBalancerProvider.AWS }), 'shop: loadBalancerProvider LoadBalancerProvider: '],
    ['a mesh', chart => library.ClusterProfile.set(chart, { mesh: incompatible.Mesh.ISTIO }), 'shop: mesh Mesh: '],
    ['an ingress controller', chart => library.ClusterProfile.set(chart, { routeClasses: { a: { ingressController: incompatible.IngressController.TRAEFIK } } }), "shop: routeClasses['a'].ingressController IngressController: "],
    ['the target of a connection', (chart, foreign) => web(chart).connectTo(foreign), 'shop/foreign: cdk8s-service-patterns "protocol 7": '],
    ['the backend of a Route', (chart, foreign) => new library.Route(chart, 'route', {
      parents: [library.RouteParent.gatewayNamed('public')], hosts: ['shop.example.com'], backend: foreign,
    }), 'shop/foreign: cdk8s-service-patterns "protocol 7": '],
    ['the backend of a rule', (chart, foreign) => new library.Route(chart, 'route', {
      parents: [library.RouteParent.gatewayNamed('public')], hosts: ['shop.example.com'], rules: [{ backends: [library.RouteBackend.of(foreign)] }],
    }), 'shop/foreign: cdk8s-service-patterns "protocol 7": '],
    ['a Gateway', chart => new library.Route(chart, 'route', {
      parents: [library.RouteParent.gateway(new incompatible.Gateway(newChart(), 'public', { className: 'traefik' }))], hosts: ['shop.example.com'], backend: web(chart),
    }), 'shop/public: cdk8s-service-patterns "protocol 7": '],
  ])('is refused with a message if it created %s', (_, declare, begin) => {
    expect(messageOf(declare)).toMatch(`${begin}all values and constructs of cdk8s-service-patterns in an app must come from compatible versions of the library. ${FIX}`);
  });

  test.each<[string, (app: App) => void]>([
    ['sets the profile of the cluster', app => incompatible.ClusterProfile.set(app, {})],
    ['enables isolation', app => incompatible.Isolation.enable(app)],
    ['declares a workload', app => new incompatible.ExposedWorkload(new Chart(app, 'other'), 'orders', { image: IMAGE, ports: [incompatible.Port.http(8080)] })],
    ['declares a Gateway', app => new incompatible.Gateway(new Chart(app, 'other'), 'public', { className: 'traefik' })],
  ])('cannot be used in the same app: it %s first', (_, declare) => {
    const app = new App();
    declare(app);

    expect(() => web(new Chart(app, 'shop', { namespace: 'shop' }))).toThrow(/^app: cdk8s-service-patterns "protocol 7": .* \[library-version\]/);
  });
});
