import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { allow, failureOf, others, shop } from './support';
import {
  Assertions, Backend, ClusterProfile, Controller, ExposedPods, ExposedWorkload, ExternalService, Isolation, Mesh, NetworkPolicyProvider,
  PodSelection, Port, Route, RouteParent, Worker, type ClusterProfileProps,
} from '../../lib';
import { MINIMAL, newChart } from '../support';

/** An isolated workload with a port for metrics, in the namespace `shop`. */
function scraped(profile: ClusterProfileProps): ExposedWorkload {
  const chart = newChart();
  ClusterProfile.set(chart, profile);
  return new ExposedWorkload(chart, 'db', { ...MINIMAL, ports: [Port.http(8080, { scraped: true })], isolate: true });
}

const callersOf = (db: ExposedWorkload, listed: any[] = []) => failureOf(() => Assertions.onlyCallers(db, listed));

describe('policies that the library generates allow only the callers that are declared', () => {
  test('in another namespace', () => {
    const app = new App();
    const [web, db] = ['web', 'db'].map(id => new ExposedWorkload(new Chart(app, id, { namespace: id }), 'main', MINIMAL));
    web.connectTo(db);
    Isolation.enable(app);

    expect(callersOf(db, [web])).toBe('');
    expect(callersOf(db)).toContain("db/main: 'web/main' can call it");
  });

  test('of cdk8s-plus, through ExposedPods', () => {
    const chart = newChart();
    const db = new ExposedWorkload(chart, 'db', MINIMAL);
    const old = new kplus.Deployment(chart, 'old', { containers: [{ image: 'old:1' }] });
    const pods = new ExposedPods(chart, 'pods', { selector: PodSelection.of(old) });
    pods.connectTo(db);
    Isolation.enable(chart);

    [[pods], [old], [chart]].forEach(listed => expect(callersOf(db, listed)).toBe(''));
    expect(callersOf(db)).toBe("shop/db: 'shop/old' can call it, because of NetworkPolicy 'db' (shop/db). Remove what allows this, or add the caller to the list of Assertions.onlyCallers.");
  });

  test('by labels, through ExposedPods', () => {
    const chart = newChart();
    const db = new ExposedWorkload(chart, 'db', MINIMAL);
    const pods = new ExposedPods(chart, 'pods', { selector: PodSelection.labels({ app: 'billing' }) });
    pods.connectTo(db);
    Isolation.enable(chart);

    [[pods], [chart]].forEach(listed => expect(callersOf(db, listed)).toBe(''));
    expect(callersOf(db)).toBe("shop/db: pods with {\"matchLabels\":{\"app\":\"billing\"}} of the namespace 'shop' can call it, because of NetworkPolicy 'db' (shop/db). Remove what allows this, or declare the pods as ExposedPods, and add these to the list of Assertions.onlyCallers.");
  });

  test('on the network of their node', () => {
    const chart = newChart();
    ClusterProfile.set(chart, { nodeCidrs: ['192.168.0.0/16'] });
    const db = new ExposedWorkload(chart, 'db', { ...MINIMAL, isolate: true });
    new Worker(chart, 'agent', { image: 'agent:1', controller: Controller.daemonSet(), podNetwork: { hostNetwork: true } }).connectTo(db);

    expect(callersOf(db)).toBe('');
  });
});

describe('pods that read metrics are no callers', () => {
  test.each<[string, ClusterProfileProps['monitoring']]>([
    ['another namespace', { namespace: 'monitoring' }],
    ['another namespace, with labels', { namespace: 'monitoring', podLabels: { app: 'prometheus' } }],
    ['the namespace of the target, with labels', { namespace: 'shop', podLabels: { app: 'prometheus' } }],
  ])('in %s', (_, monitoring) => {
    expect(callersOf(scraped({ monitoring }))).toBe('');
  });

  test('unless they are all pods of the namespace of the target', () => {
    expect(callersOf(scraped({ monitoring: { namespace: 'shop' } }))).toContain("all pods of the namespace 'shop' can call it");
  });

  test('and other pods of their namespace are', () => {
    const declared = shop({ profile: { monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } } } });
    const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } };
    allow(declared, {
      from: [
        { namespaceSelector, podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['prometheus'] }] } },
        { namespaceSelector, podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['prometheus', 'grafana'] }] } },
      ],
    });

    expect(others(declared).split('\n')).toEqual([expect.stringContaining('pods with {"matchExpressions":[{"key":"app","operator":"In","values":["prometheus","grafana"]}]} of the namespace \'monitoring\'')]);
  });
});

test.each<[string, Mesh]>([
  ['the address of the health checks of Istio', Mesh.ISTIO_AMBIENT],
  ['pods and addresses of another mesh', Mesh.custom({ name: 'Kuma', ingress: [{ namespace: 'kuma-system', podLabels: { app: 'kuma' } }, { networks: ['169.254.7.1/32'] }] })],
])('%s are no callers', (_, mesh) => {
  expect(others(shop({ profile: { mesh } }))).toBe('nothing');
});

describe('the controller of a route', () => {
  test.each<[string, ClusterProfileProps, string, string]>([
    ['by its pods', { routeClasses: { nginx: { namespace: 'ingress-nginx', podLabels: { app: 'nginx' } } } }, 'nginx', "pods with {\"matchLabels\":{\"app\":\"nginx\"}} of the namespace 'ingress-nginx'"],
    ['by its pods in the namespace of the target', { routeClasses: { nginx: { namespace: 'shop', podLabels: { app: 'nginx' } } } }, 'nginx', "pods with {\"matchLabels\":{\"app\":\"nginx\"}} of the namespace 'shop'"],
    ['by its addresses', { routeClasses: { alb: { networks: ['10.1.0.0/24'] } } }, 'alb', 'addresses of 10.1.0.0/24'],
    ['by its entities of Cilium', { networkPolicyProvider: NetworkPolicyProvider.CILIUM }, 'cilium', 'entities of Cilium (ingress)'],
  ])('is a caller %s, unless the route is listed', (_, profile, className, caller) => {
    const declared = shop({ profile });
    const { chart, db, web } = declared;
    const route = new Route(chart, 'route', { parents: [RouteParent.ingressClass(className)], hosts: ['db.example.com'], backend: db });

    expect(callersOf(db, [web])).toMatch(/^[^\n]* This is the controller of a route\. Remove the route, or add 'shop\/route' to the list of Assertions\.onlyCallers\.$/);
    expect(others(declared)).toContain(`shop/db: ${caller} can call it`);
    expect(callersOf(db, [web, route])).toBe('');
    expect(callersOf(db, [chart])).not.toBe('');
  });

  test('on the network of its node is none with Cilium, because nodes are no callers', () => {
    const declared = shop({ profile: { networkPolicyProvider: NetworkPolicyProvider.CILIUM, routeClasses: { nginx: { ciliumEntities: ['host', 'remote-node'] } } } });
    new Route(declared.chart, 'route', { parents: [RouteParent.ingressClass('nginx')], hosts: ['db.example.com'], backend: declared.db });

    expect(others(declared)).toBe('nothing');
  });

  test('counts as every pod of its namespace if the class has no labels and the target is there too, also if the route is listed', () => {
    const { chart, web, db } = shop({ profile: { routeClasses: { nginx: { namespace: 'shop' } } } });
    const route = new Route(chart, 'route', { parents: [RouteParent.ingressClass('nginx')], hosts: ['db.example.com'], backend: db });

    expect(callersOf(db, [web, route])).toContain("all pods of the namespace 'shop' can call it");
  });
});

test('imported Services and external services that are listed stand for their pods and addresses', () => {
  const declared = shop();
  const { chart, web, db } = declared;
  const reports = ExternalService.fromServiceName(chart, 'reports', 'reports', { namespace: 'reporting', podLabels: { app: 'reports' }, ports: [Port.http(80)] });
  const vm = new ExternalService(chart, 'vm', { backend: Backend.addresses('10.20.0.11'), ports: [Port.http(80)] });
  allow(declared, {
    from: [
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'reporting' } }, podSelector: { matchLabels: { app: 'reports' } } },
      { ipBlock: { cidr: '10.20.0.11/32' } },
    ],
  });

  expect(callersOf(db, [web, reports, vm])).toBe('');
  [[chart], [web]].forEach(listed => expect(callersOf(db, listed).split('\n')).toHaveLength(2));
});

test('a policy of Cilium that isolates nothing allows what it allows nevertheless', () => {
  const declared = shop({ isolate: false });
  const { chart, db } = declared;
  allow(declared);
  const spec = { endpointSelector: { matchLabels: db.workload.matchLabels }, enableDefaultDeny: { ingress: false }, ingress: [{ fromEntities: ['world', 'host'] }] };
  new ApiObject(chart, 'cilium', { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'cilium' }, spec });

  expect(others(declared)).toBe("shop/db: entities of Cilium (world) can call it, because of CiliumNetworkPolicy 'cilium' (shop/cilium).");
});
