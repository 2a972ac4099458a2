import { App, Chart } from 'cdk8s';
import { Backend, ClusterProfile, ExposedWorkload, ExternalService, Isolation, NetworkPolicyProvider, Port, type IReachable } from '../../lib';
import { declareInboundRoute } from '../../lib/discovery/inbound-routes';
import { db, messagesOf, rulesBrokenBy, web, type Declaration } from '../rules/broken';

const HOST = Backend.hostname('db.example.com');

test('all traffic that cannot be allowed is reported in one error', () => {
  const messages = messagesOf(chart => {
    Isolation.enable(chart);
    const shop = web(chart, { ports: [Port.http(8080), Port.http(9090, { name: 'metrics', scraped: true })] });
    shop.connectTo(db(chart, { backend: HOST }));
    shop.connectTo(ExternalService.fromServiceName(chart, 'payments', 'payments', { namespace: 'billing', ports: [Port.http(8080)] }));
    declareInboundRoute({ route: chart, target: shop, portName: 'http' });
    const chartWithoutNamespace = new Chart(chart.node.root as App, 'anywhere');
    new ExposedWorkload(chartWithoutNamespace, 'caller', { image: 'registry.example.com/caller:1', ports: [Port.http(8080)], isolate: true }).connectTo(shop);
  });

  expect(messages).toEqual([
    expect.stringMatching(/^shop\/web: caller "anywhere\/caller": .* Set a namespace on its chart, such as new Chart\(.* .+#isolation-namespace$/),
    expect.stringMatching(/^shop\/web: route "shop": .* Set namespace and podLabels, or networks, in the option of its RouteParent: routeClass: \{ .+ \}\. .+#isolation-route$/),
    expect.stringMatching(/^shop\/web: ports\['metrics'\]\.scraped true: .* Set ClusterProfile's monitoring, .* .+#isolation-scraped$/),
    expect.stringMatching(/^shop\/web: connectTo\.target "shop\/db": .* The target is known only by 'db\.example\.com'\. Set networks such as .* .+#isolation-pods$/),
    expect.stringMatching(/^shop\/web: connectTo\.target "shop\/payments": .* Set podLabels \(\{\} for all pods of its namespace\) or networks on the target\. .+#isolation-pods$/),
  ]);
});

test('declarations that are not isolated do not report such traffic', () => {
  expect(messagesOf(chart => {
    const shop = web(chart, { ports: [Port.http(8080, { scraped: true })] });
    shop.connectTo(db(chart, { backend: HOST }));
    declareInboundRoute({ route: chart, target: shop, portName: 'http' });
  })).toEqual([]);
});

test('a host name is refused only without a network policy provider, and an imported Service without podLabels is always refused', () => {
  const calling = (profile: object, target: (chart: Chart) => IReachable): Declaration => chart => {
    ClusterProfile.set(chart, profile);
    web(chart, { isolate: true }).connectTo(target(chart));
  };
  const imported = (chart: Chart) => ExternalService.fromServiceName(chart, 'db', 'db', { ports: [Port.tcp(5432)] });

  expect(rulesBrokenBy(calling({ networkPolicyProvider: NetworkPolicyProvider.CILIUM }, chart => db(chart, { backend: HOST })))).toEqual([]);
  expect(rulesBrokenBy(calling({}, chart => db(chart, { backend: HOST })))).toEqual(['isolation-pods']);
  expect(rulesBrokenBy(calling({ networkPolicyProvider: NetworkPolicyProvider.CILIUM }, imported))).toEqual(['isolation-pods']);
});

test.each([
  [{ isolate: 'yes' }, 'isolate "yes"'],
  [{ ports: [Port.http(8080, { scraped: 'yes' as any })] }, 'ports[0].scraped "yes"'],
])('the property of a workload is refused: %j', (props, begins) => {
  expect(messagesOf(chart => web(chart, props as any))).toEqual([expect.stringContaining(`shop/web: ${begins}: `)]);
});

test.each<[object, string]>([
  [{ nodeCidrs: ['10.0.0.5'] }, 'nodeCidrs[0] "10.0.0.5": '],
  [{ nodeCidrs: '10.0.0.0/16' }, 'nodeCidrs (a string of 11 characters): '],
  [{ podCidrs: ['10.244.0.1/16'] }, 'podCidrs[0] "10.244.0.1/16": '],
  [{ podCidrs: ['::/0'] }, 'podCidrs[0] "::/0": '],
  [{ dns: 'coredns' }, 'dns (a string of 7 characters): '],
  [{ dns: { port: 0 } }, 'dns.port 0: '],
  [{ dns: { pods: { namespace: 'a.b' } } }, 'dns.pods.namespace "a.b": '],
  [{ dns: { addresses: ['169.254.20.010'] } }, 'dns.addresses[0] "169.254.20.010": '],
  [{ dns: { addresses: ['172.20.0.10/32'] } }, "Use '172.20.0.10', without the length of a prefix. [ip-address]"],
  [{ dns: { addresses: ['FD00::A'] } }, 'dns.addresses[0] "FD00::A": '],
  [{ dns: { addresses: '169.254.20.10' } }, 'dns.addresses (a string of 13 characters): '],
  [{ monitoring: 'prometheus' }, 'monitoring (a string of 10 characters): '],
  [{ monitoring: {} }, 'monitoring.namespace (not set): '],
  [{ monitoring: { namespace: 'monitoring', podLabels: { 'a b': 'c' } } }, 'monitoring.podLabels "a b": '],
  [{ monitoring: { namespace: 'monitoring', podLabels: 'app' } }, 'monitoring.podLabels (a string of 3 characters): '],
  [{ routeClasses: { alb: { networks: ['10.0.0.5'] } } }, '.networks[0] "10.0.0.5": '],
  [{ routeClasses: { alb: { networks: '10.0.0.0/16' } } }, '.networks (a string of 11 characters): '],
  [{ networkPolicyProvider: 'Cilium' }, 'networkPolicyProvider (a string of 6 characters): '],
])('the property of a profile is refused: %j', (facts, begins) => {
  expect(messagesOf(chart => ClusterProfile.set(chart, facts))).toEqual([expect.stringContaining(begins)]);
});
