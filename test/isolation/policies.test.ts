import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DNS, LABEL, block, isolatedChart, namespaced, podsOf, policy, workload } from './support';
import { Backend, Connection, Connections, ExposedPods, Exposure, ExternalService, Isolation, PodSelection, Port } from '../../lib';
import { newChart, synth } from '../support';

function policyNames(chart: Chart): string[] {
  return synth(chart).filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.name);
}

describe('isolated declarations', () => {
  test('nothing is isolated by default, not even connected workloads', () => {
    const chart = newChart();
    workload(chart, 'web').connectTo(workload(chart, 'orders', { ports: [Port.http(8080, { scraped: true })] }));

    expect(policyNames(chart)).toEqual([]);
  });

  test('workloads that are declared before or after isolation is enabled are isolated, in all charts of an app', () => {
    const app = new App();
    const [shop, billing] = ['shop', 'billing'].map(name => new Chart(app, name, { namespace: name }));
    workload(shop, 'web');
    Isolation.enable(app);
    Isolation.enable(app);
    workload(billing, 'invoices');
    workload(billing, 'legacy', { isolate: false });

    expect([policyNames(shop), policyNames(billing)]).toEqual([['web'], ['invoices']]);
  });

  test('a single declaration can be isolated, and its policy has the name of its Service', () => {
    const chart = newChart();
    workload(chart, 'web');
    workload(chart, 'orders', { isolate: true, name: 'orders-api', workloadName: 'orders-2' });

    expect(policyNames(chart)).toEqual(['orders-api']);
    expect(policy(chart, 'orders-api').podSelector.matchLabels).toEqual({ [LABEL]: 'deployment.orders-2' });
  });

  test('ExposedPods are isolated, even without ports; backends and imported Services are not', () => {
    const chart = isolatedChart();
    new ExposedPods(chart, 'billing', { selector: PodSelection.of(kplus.Pods.select(chart, 'a', { labels: { app: 'billing' } })), ports: [Port.http(8080)] });
    new ExposedPods(chart, 'worker', { selector: PodSelection.of(kplus.Pods.select(chart, 'b', { labels: { app: 'worker' } })) });
    new ExposedPods(chart, 'job', { selector: PodSelection.of(kplus.Pods.select(chart, 'c', { labels: { app: 'job' } })), isolate: false });
    new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)] });
    ExternalService.fromServiceName(chart, 'payments', 'payments', { namespace: 'billing', podLabels: { app: 'payments' } });

    expect(policyNames(chart)).toEqual(['billing', 'worker']);
    expect(policy(chart, 'worker')).toMatchObject({ podSelector: { matchLabels: { app: 'worker' } }, ingress: [], egress: [DNS] });
  });

  test('several Services of the same pods have one policy, for the connections of all of them', () => {
    const chart = isolatedChart();
    const web = workload(chart, 'web');
    const admin = new ExposedPods(chart, 'admin', { selector: web, ports: [Port.http(9000)] });
    const caller = workload(chart, 'caller');
    caller.connectTo(web);
    caller.connectTo(admin);
    admin.connectTo(caller);

    expect(policyNames(chart)).toEqual(['web', 'caller']);
    expect(policy(chart).ingress).toEqual([{ from: [podsOf('caller')], ports: [{ port: 8080 }, { port: 9000 }] }]);
    expect(policy(chart).egress).toEqual([DNS, { to: [podsOf('caller')], ports: [{ port: 8080 }] }]);
  });

  test('charts without a cluster name may belong to different clusters, so each has its own policy', () => {
    const app = new App();
    const charts = ['staging', 'production'].map(name => new Chart(app, name, { namespace: 'shop' }));
    Isolation.enable(app);
    charts.forEach(chart => workload(chart, 'web'));

    expect(charts.map(policyNames)).toEqual([['web'], ['web']]);
  });

  test('another policy with the same name is refused', () => {
    const chart = isolatedChart();
    workload(chart, 'web');
    new ApiObject(chart, 'own', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web' } });

    expect(() => synth(chart)).toThrow('[object-unique]');
  });
});

describe('connections', () => {
  test('both ends get a rule, with the ports that the pods listen on and their protocols', () => {
    const chart = isolatedChart();
    const ports = [Port.http(8080, { servicePort: 80 }), Port.udp(5353, { name: 'names' }), Port.tcp(5353, { name: 'names-tcp' }), Port.sctp(3868), Port.grpc(9090)];
    const orders = workload(chart, 'orders', { ports });
    workload(chart, 'web').connectTo(orders, { ports: ['http', 'names', 'names-tcp', 'sctp-3868'] });

    const called = [{ port: 3868, protocol: 'SCTP' }, { port: 5353 }, { port: 5353, protocol: 'UDP' }, { port: 8080 }];
    expect(policy(chart)).toEqual({
      podSelector: podsOf('web').podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [],
      egress: [DNS, { to: [podsOf('orders')], ports: called }],
    });
    expect(policy(chart, 'orders').ingress).toEqual([{ from: [podsOf('web')], ports: called }]);
    expect(policy(chart, 'orders').egress).toEqual([DNS]);
  });

  test('connections and ports that are added later are included', () => {
    const chart = newChart();
    const [web, orders] = [workload(chart, 'web'), workload(chart, 'orders')];
    Isolation.enable(chart);
    web.connectTo(orders);
    orders.addPort(Port.grpc(9090));

    expect(policy(chart).egress[1].ports).toEqual([{ port: 8080 }, { port: 9090 }]);
  });

  test('if only one end is isolated, this end has the rule', () => {
    const chart = newChart();
    workload(chart, 'web', { isolate: true }).connectTo(workload(chart, 'orders'));

    expect(policyNames(chart)).toEqual(['web']);
    expect(policy(chart).egress).toEqual([DNS, { to: [podsOf('orders')], ports: [{ port: 8080 }] }]);
  });

  test('a workload that is connected to itself allows its pods to reach each other', () => {
    const chart = isolatedChart();
    const peers = workload(chart, 'web', { exposure: Exposure.headless() });
    peers.connectTo(peers);

    expect(policy(chart).ingress).toEqual([{ from: [podsOf('web')], ports: [{ port: 8080 }] }]);
    expect(policy(chart).egress[1]).toEqual({ to: [podsOf('web')], ports: [{ port: 8080 }] });
  });

  test('another namespace is selected by its name', () => {
    const app = new App();
    const [shop, billing] = ['shop', 'billing'].map(name => new Chart(app, name, { namespace: name }));
    Isolation.enable(app);
    workload(shop, 'web').connectTo(workload(billing, 'invoices'));

    expect(policy(shop).egress[1].to).toEqual([{ ...namespaced('billing'), ...podsOf('invoices') }]);
    expect(policy(billing, 'invoices').ingress[0].from).toEqual([{ ...namespaced('shop'), ...podsOf('web') }]);
  });

  test('charts without namespaces are assumed to be deployed to the same namespace', () => {
    const app = new App();
    const [shop, billing] = ['shop', 'billing'].map(name => new Chart(app, name));
    Isolation.enable(app);
    workload(shop, 'web').connectTo(workload(billing, 'invoices'));

    expect(policy(shop).egress[1].to).toEqual([podsOf('invoices')]);
  });

  test('a backend of pods is allowed by the labels of the pods', () => {
    const chart = isolatedChart();
    const standIn = new ExposedPods(chart, 'stand-in', { selector: PodSelection.of(kplus.Pods.select(chart, 'a', { labels: { app: 'postgres' } })) });
    const db = new ExternalService(chart, 'db', {
      backend: Backend.pods(PodSelection.of(kplus.Pods.select(chart, 'b', { labels: { app: 'postgres' } }))), ports: [Port.tcp(5432, { servicePort: 15432 })],
    });
    workload(chart, 'web').connectTo(db);

    expect(policy(chart).egress[1]).toEqual({ to: [{ podSelector: { matchLabels: { app: 'postgres' } } }], ports: [{ port: 5432 }] });
    expect(policy(chart, standIn.node.id).ingress).toEqual([{ from: [podsOf('web')], ports: [{ port: 5432 }] }]);
  });

  test('peers with equal ports share a rule', () => {
    const chart = isolatedChart();
    const web = workload(chart, 'web', { ports: [Port.http(8080), Port.grpc(9090)] });
    workload(chart, 'b').connectTo(web);
    workload(chart, 'c').connectTo(web, { ports: ['grpc'] });
    workload(chart, 'a').connectTo(web);

    expect(policy(chart).ingress).toEqual([
      { from: [podsOf('b'), podsOf('a')], ports: [{ port: 8080 }, { port: 9090 }] },
      { from: [podsOf('c')], ports: [{ port: 9090 }] },
    ]);
  });

  test('backends are allowed by their addresses, host names and cluster sets by their ranges, and imported Services by labels', () => {
    const chart = isolatedChart();
    const web = workload(chart, 'web');
    web.connectTo(new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11', '2001:db8::11'), ports: [Port.tcp(5432, { servicePort: 15432 })] }));
    web.connectTo(new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com'), networks: ['203.0.113.0/24'], ports: [Port.https(443)] }));
    web.connectTo(ExternalService.fromServiceName(chart, 'payments', 'payments', { namespace: 'billing', podLabels: { app: 'payments' }, ports: [Port.http(8080)] }));
    web.connectTo(ExternalService.fromServiceName(chart, 'any', 'any', { namespace: 'infra', podLabels: {}, ports: [Port.http(8081)] }));
    web.connectTo(ExternalService.fromServiceName(chart, 'near', 'near', { podLabels: {}, ports: [Port.http(8082)] }));
    web.connectTo(ExternalService.fromServiceName(chart, 'far', 'far', {
      clusterSet: true, podLabels: { app: 'far' }, networks: ['10.99.0.0/16'], ports: [Port.http(8083)],
    }));

    expect(policy(chart).egress).toEqual([
      DNS,
      { to: [block('10.20.0.11/32'), block('2001:db8::11/128')], ports: [{ port: 5432 }] },
      { to: [block('203.0.113.0/24')], ports: [{ port: 443 }] },
      { to: [{ ...namespaced('billing'), podSelector: { matchLabels: { app: 'payments' } } }], ports: [{ port: 8080 }] },
      { to: [namespaced('infra')], ports: [{ port: 8081 }] },
      { to: [{ podSelector: {} }], ports: [{ port: 8082 }] },
      { to: [{ podSelector: { matchLabels: { app: 'far' } } }, block('10.99.0.0/16')], ports: [{ port: 8083 }] },
    ]);
  });
});

test('the rules do not depend on the order of labels', () => {
  const rulesOf = (...podLabels: Record<string, string>[]) => {
    const chart = isolatedChart();
    const web = workload(chart, 'web');
    podLabels.forEach((labels, index) => {
      web.connectTo(ExternalService.fromServiceName(chart, `api-${index}`, `api-${index}`, { namespace: 'api', podLabels: labels, ports: [Port.http(8080 + index)] }));
    });
    return policy(chart).egress;
  };
  const [one, other] = [{ app: 'api', tier: 'backend' }, { tier: 'backend', app: 'api' }];

  expect(rulesOf(one, other)).toEqual(rulesOf(one, one));
  expect(rulesOf(one, other)).toEqual([DNS, { to: [{ ...namespaced('api'), podSelector: { matchLabels: one } }], ports: [{ port: 8080 }, { port: 8081 }] }]);
});

describe('DNS', () => {
  test('the DNS of the profile is allowed: its pods, its port and caches on nodes', () => {
    const chart = isolatedChart({ dns: { pods: { namespace: 'openshift-dns' }, port: 5353, addresses: ['169.254.20.10', 'fd00::a'] } });
    workload(chart, 'web');

    expect(policy(chart).egress).toEqual([
      { to: [namespaced('openshift-dns')], ports: [{ port: 5353 }, { port: 5353, protocol: 'UDP' }] },
      { to: [block('169.254.20.10/32'), block('fd00::a/128')], ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] },
    ]);
  });
});

describe('metrics', () => {
  test('the pods that read metrics are allowed, also on ports that the Service does not offer', () => {
    const chart = isolatedChart({ monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } } });
    workload(chart, 'web', { ports: [Port.http(8080), Port.http(9090, { name: 'metrics', exposed: false, scraped: true })] });
    workload(chart, 'quiet');

    expect(policy(chart).ingress).toEqual([
      { from: [{ ...namespaced('monitoring'), podSelector: { matchLabels: { app: 'prometheus' } } }], ports: [{ port: 9090 }] },
    ]);
    expect(policy(chart, 'quiet').ingress).toEqual([]);
  });
});

describe('changes from outside', () => {
  test('a connection that is registered without connectTo is included', () => {
    const chart = isolatedChart();
    const [web, orders] = [workload(chart, 'web'), workload(chart, 'orders')];
    Connections._add(Connection._of(web, orders, ['http'], []));

    expect(policy(chart).egress).toHaveLength(2);
  });

  test('JSON patches change the policy', () => {
    const chart = isolatedChart();
    const web = workload(chart, 'web');
    ApiObject.of(web.node.findChild('Isolation')).addJsonPatch(JsonPatch.replace('/spec/policyTypes', ['Ingress']));

    expect(policy(chart).policyTypes).toEqual(['Ingress']);
  });
});
