import { ApiObject, Chart } from 'cdk8s';
import {
  Assertions, ClusterProfile, ExposedWorkload, Isolation, NetworkPolicyProvider, Port, Route, RouteParent, Worker, type ClusterProfileProps,
} from '../../lib';
import { MINIMAL, newChart } from '../support';

interface Shop {
  readonly chart: Chart;
  readonly web: ExposedWorkload;
  readonly db: ExposedWorkload;
}

/** A chart in which `web` calls `db`. */
function shop({ isolate = true, profile = {} }: { readonly isolate?: boolean; readonly profile?: ClusterProfileProps } = {}): Shop {
  const chart = newChart();
  ClusterProfile.set(chart, profile);
  const [web, db] = ['web', 'db'].map(id => new ExposedWorkload(chart, id, { ...MINIMAL, isolate }));
  web.connectTo(db);
  return { chart, web, db };
}

/** Allows traffic to the pods of `db`. */
function allow({ chart, db }: Shop, ...ingress: object[]): void {
  new ApiObject(chart, 'allow', {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'allow' }, spec: { podSelector: { matchLabels: db.workload.matchLabels }, ingress },
  });
}

/** What can call `db` in addition to `web`. */
function others(declared: Shop): string {
  try {
    Assertions.onlyCallers(declared.db, [declared.web]);
    return 'nothing';
  } catch (error) {
    return (error as Error).message.replace(' Remove what allows this, or add the caller to the list of Assertions.onlyCallers.', '');
  }
}

test('only the declared callers can reach isolated pods', () => {
  const { db, web, chart } = shop();

  expect(() => Assertions.onlyCallers(db, [web])).not.toThrow();
  expect(() => Assertions.onlyCallers(db, [chart])).not.toThrow();
  expect(() => Assertions.onlyCallers(db, [])).toThrow("shop/db: 'shop/web' can call it, because of NetworkPolicy 'db' (shop/db).");
  expect(() => Assertions.onlyCallers(web, [])).not.toThrow();
});

test('all pods can call pods that no policy selects', () => {
  expect(others(shop({ isolate: false })))
    .toBe("shop/db: all pods of the cluster can call it, because no network policy restricts traffic to Deployment 'db'. Set isolate: true.");
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

  expect(others(declared)).toBe(`shop/db: ${what} can call it, because of NetworkPolicy 'allow' (shop).`);
});

test('a policy of the program that allows other pods of the app is found', () => {
  const declared = shop();
  const { matchLabels } = new Worker(declared.chart, 'batch', { image: 'batch:1' }).workload;
  allow(declared, { from: [{ podSelector: { matchLabels, matchExpressions: [{ key: 'track', operator: 'DoesNotExist' }, { key: 'a', operator: 'NotIn', values: ['b'] }] } }] });

  expect(others(declared)).toBe("shop/db: 'shop/batch' can call it, because of NetworkPolicy 'allow' (shop).");
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

  expect(others(declared)).toContain('all pods of namespaces with {"matchLabels":{"kubernetes.io/metadata.name":"ingress-nginx"}} can call it');
});

test('entities of a policy of Cilium are callers', () => {
  const declared = shop({ profile: { networkPolicyProvider: NetworkPolicyProvider.CILIUM } });
  new Route(declared.chart, 'route', { parents: [RouteParent.ingressClass('cilium')], hosts: ['db.example.com'], backend: declared.db });

  expect(others(declared)).toBe("shop/db: entities of Cilium (ingress) can call it, because of CiliumNetworkPolicy 'db' (shop/db).");
});

test('a target without pods is refused', () => {
  const chart = newChart();

  expect(() => Assertions.onlyCallers(chart, [])).toThrow('shop: it declares no pods.');
});

test('all workloads of a scope are isolated, except for those that are listed', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', MINIMAL);

  expect(() => Assertions.isolated(chart)).toThrow("shop/web: no network policy restricts traffic from the pods of Deployment 'web'. Set isolate: true, or call Isolation.enable for its scope.\nshop/web: no network policy restricts traffic to the pods of Deployment 'web'.");
  expect(() => Assertions.isolated(chart, [web])).not.toThrow();
  Isolation.enable(chart);
  expect(() => Assertions.isolated(chart)).not.toThrow();
});

test('a policy without egress does not isolate outgoing traffic', () => {
  const declared = shop({ isolate: false });
  allow(declared);

  expect(() => Assertions.isolated(declared.db)).toThrow(/^shop\/db: no network policy restricts traffic from the pods of Deployment 'db'\.[^\n]+$/);
});

test.each<[string, object, string]>([
  ['an expression that the pods fulfill', { matchExpressions: [{ key: 'team', operator: 'In', values: ['shop'] }] }, 'nothing'],
  ['an expression that no pods fulfill', { matchExpressions: [{ key: 'team', operator: 'In', values: ['a'] }] },
    'shop/db: pods with {"matchExpressions":[{"key":"team","operator":"In","values":["a"]}]} of the namespace \'shop\' can call it, because of NetworkPolicy \'allow\' (shop).'],
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
    apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'cilium' }, spec: { ingress: [{ fromEndpoints: [{}] }] },
  });

  expect(others(declared)).toContain('what the rule {"fromEndpoints":[{}]} allows can call it');
});

test('addresses of nodes are no callers', () => {
  const declared = shop({ profile: { nodeCidrs: ['192.168.0.0/16'] } });
  allow(declared, { from: [{ ipBlock: { cidr: '192.168.0.0/16' } }] });

  expect(others(declared)).toBe('nothing');
});
