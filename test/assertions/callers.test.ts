import { ApiObject } from 'cdk8s';
import { allow, others, shop } from './support';
import { Assertions, ClusterProfile, ExposedWorkload, NetworkPolicyProvider, Port, Route, RouteParent, Worker } from '../../lib';
import { MINIMAL, newChart } from '../support';

test('only the declared callers can reach isolated pods', () => {
  const { db, web, chart } = shop();

  expect(() => Assertions.onlyCallers(db, [web])).not.toThrow();
  expect(() => Assertions.onlyCallers(db, [chart])).not.toThrow();
  expect(() => Assertions.onlyCallers(db, [])).toThrow("shop/db: 'shop/web' can call it, because of NetworkPolicy 'db' (shop/db).");
  expect(() => Assertions.onlyCallers(web, [])).not.toThrow();
});

test('all pods can call pods that no policy selects', () => {
  expect(others(shop({ isolate: false })))
    .toBe("shop/db: all pods of the cluster can call it, because no network policy restricts traffic to Deployment 'db'. Set isolate: true, or call Isolation.enable for its scope.");
});

test.each<[string, object[], string]>([
  ['everything', [{}], 'everything'],
  ['an address range', [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }], 'addresses of 10.0.0.0/8'],
  ['all pods of the namespace', [{ from: [{ podSelector: {} }] }], "all pods of the namespace 'shop'"],
  ['all pods of all namespaces', [{ from: [{ namespaceSelector: {} }] }], 'all pods of all namespaces'],
  ['pods of another namespace', [{ from: [{ podSelector: { matchLabels: { app: 'a' } }, namespaceSelector: { matchLabels: { team: 'b' } } }] }],
    'pods with {"matchLabels":{"app":"a"}} of namespaces with {"matchLabels":{"team":"b"}}'],
])('a policy of the program that allows %s is found', (_, ingress, what) => {
  const declared = shop();
  allow(declared, ...ingress);

  expect(others(declared)).toBe(`shop/db: ${what} can call it, because of NetworkPolicy 'allow' (shop/allow).`);
});

test('a policy of the program that allows other pods of the app is found', () => {
  const declared = shop();
  const { matchLabels } = new Worker(declared.chart, 'batch', { image: 'batch:1' }).workload;
  allow(declared, { from: [{ podSelector: { matchLabels, matchExpressions: [{ key: 'track', operator: 'DoesNotExist' }, { key: 'a', operator: 'NotIn', values: ['b'] }] } }] });

  expect(others(declared)).toBe("shop/db: 'shop/batch' can call it, because of NetworkPolicy 'allow' (shop/allow).");
});

test('labels of a namespace of the app count', () => {
  const declared = shop();
  new ApiObject(declared.chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'shop' } } });
  allow(declared, { from: [{ namespaceSelector: { matchLabels: { team: 'shop' } }, podSelector: { matchLabels: declared.web.workload.matchLabels } }] });

  expect(others(declared)).toBe('nothing');
});

test('the pods that read metrics are no callers', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } } });
  const db = new ExposedWorkload(chart, 'db', { ...MINIMAL, ports: [Port.http(8080, { scraped: true })], isolate: true });

  expect(() => Assertions.onlyCallers(db, [])).not.toThrow();
});

test('the controller of a route is a caller', () => {
  const declared = shop({ profile: { routeClasses: { nginx: { namespace: 'ingress-nginx' } } } });
  new Route(declared.chart, 'route', { parents: [RouteParent.ingressClass('nginx')], hosts: ['db.example.com'], backend: declared.db });

  expect(others(declared)).toContain("all pods of the namespace 'ingress-nginx' can call it");
});

test('entities of a policy of Cilium are callers', () => {
  const declared = shop({ profile: { networkPolicyProvider: NetworkPolicyProvider.CILIUM } });
  new Route(declared.chart, 'route', { parents: [RouteParent.ingressClass('cilium')], hosts: ['db.example.com'], backend: declared.db });

  expect(others(declared)).toBe("shop/db: entities of Cilium (ingress) can call it, because of CiliumNetworkPolicy 'db' (shop/db).");
});

test('a target without pods is refused', () => {
  const chart = newChart();

  expect(() => Assertions.onlyCallers(chart, [])).toThrow('shop: the app declares no pods of it.');
});

test.each<[string, object, string]>([
  ['an expression that the pods fulfill', { matchExpressions: [{ key: 'team', operator: 'In', values: ['shop'] }] }, 'nothing'],
  ['an expression that no pods fulfill', { matchExpressions: [{ key: 'team', operator: 'In', values: ['a'] }] },
    'shop/db: pods with {"matchExpressions":[{"key":"team","operator":"In","values":["a"]}]} of the namespace \'shop\' can call it, because of NetworkPolicy \'allow\' (shop/allow).'],
])('%s selects callers', (_, podSelector, expected) => {
  const declared = shop();
  declared.web.workload.podMetadata.addLabel('team', 'shop');
  allow(declared, { from: [{ podSelector }] });

  expect(others(declared)).toBe(expected);
});

test('policies of the program without rules, and those of other traffic, allow nothing', () => {
  const declared = shop();
  const podSelector = { matchLabels: declared.db.workload.matchLabels };
  const policy = (id: string, spec: object | undefined, kind = 'NetworkPolicy') => new ApiObject(declared.chart, id, {
    apiVersion: kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'cilium.io/v2', kind, metadata: { name: id }, spec,
  });
  policy('egress', { podSelector, policyTypes: ['Egress'], ingress: [{}] });
  policy('both', { podSelector, egress: [] });
  policy('empty', undefined);
  policy('cilium', { endpointSelector: podSelector, ingress: [{}] }, 'CiliumNetworkPolicy');

  expect(others(declared)).toBe('nothing');
});

test('a rule of Cilium without entities is a caller, also if its policy selects all pods', () => {
  const declared = shop();
  new ApiObject(declared.chart, 'cilium', {
    apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'cilium' }, spec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] },
  });

  expect(others(declared)).toContain('what the rule {"fromEndpoints":[{}]} allows can call it');
});

test('addresses of nodes are no callers', () => {
  const declared = shop({ profile: { nodeCidrs: ['192.168.0.0/16'] } });
  allow(declared, { from: [{ ipBlock: { cidr: '192.168.0.0/16' } }] });

  expect(others(declared)).toBe('nothing');
});
