import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { MINIMAL, newChart } from './support';
import { ClusterProfile, ExposedWorkload, IpFamily } from '../lib';
import { DEFAULT_KUBERNETES_VERSION } from '../lib/rules/versions';

test('without a profile, all properties have their defaults', () => {
  expect(ClusterProfile.of(newChart())).toMatchObject({
    kubernetesVersion: DEFAULT_KUBERNETES_VERSION,
    clusterDomain: 'cluster.local',
    nodePortRange: '30000-32767',
    ipFamilies: [],
    serviceCidrs: [],
    cluster: undefined,
    nodeCidrs: [],
    podCidrs: [],
    dns: { pods: { namespace: 'kube-system' }, port: 53, addresses: [] },
    monitoring: undefined,
    networkPolicyProvider: undefined,
  });
});

test('a property that an inner scope does not set comes from the enclosing scopes', () => {
  const app = new App();
  ClusterProfile.set(app, { kubernetesVersion: '1.37', clusterDomain: 'k8s.example.com', ipFamilies: [IpFamily.IPV6] });
  const chart = new Chart(app, 'shop');
  ClusterProfile.set(chart, { kubernetesVersion: '1.34', clusterDomain: undefined });
  const scope = new Construct(chart, 'scope');
  ClusterProfile.set(scope, { cluster: 'test' });

  expect(ClusterProfile.of(new Construct(scope, 'inner'))).toMatchObject({
    kubernetesVersion: '1.34', clusterDomain: 'k8s.example.com', ipFamilies: ['IPv6'], cluster: 'test',
  });
  expect(ClusterProfile.of(new Chart(app, 'other'))).toMatchObject({ kubernetesVersion: '1.37' });
});

test('setting the profile twice on a scope is refused', () => {
  const app = new App();
  ClusterProfile.set(app, { cluster: 'one' });

  expect(() => ClusterProfile.set(app, { cluster: 'two' })).toThrow('ClusterProfile.set {cluster}: the profile of a cluster must be set only once on a scope');
});

test.each([
  ['app', "Move this call above the line that creates 'shop/web'."],
  ['chart', "Move this call above the line that creates 'shop/web'."],
  ['workload', "Set the profile on a scope around 'shop/web', above the line that creates it."],
])('setting the profile on the %s after it was read is refused, with the name of the reader', (where, fix) => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', MINIMAL);
  ClusterProfile.of(web);
  const scope = { app: chart.node.root, chart, workload: web }[where]!;

  expect(() => ClusterProfile.set(scope, { cluster: 'late' })).toThrow(`'shop/web' has read the profile. ${fix}`);
});

test.each([
  ['the chart', 'shop: ClusterProfile.set "shop": ', "the profile of 'shop'", newChart()],
  ['the app', 'app: ClusterProfile.set "app": ', 'the profile of the app', new App()],
])('if the program has read the profile of %s twice, the message says to set it before', (_, begin, profile, scope) => {
  ClusterProfile.of(scope);
  ClusterProfile.of(scope);

  expect(() => ClusterProfile.set(scope, { cluster: 'late' })).toThrow(begin);
  expect(() => ClusterProfile.set(scope, { cluster: 'late' })).toThrow(`ClusterProfile.of has read ${profile}. Call ClusterProfile.set before ClusterProfile.of.`);
});

test('a refused construct has not read the profile, and its id can be used again', () => {
  const chart = newChart();
  expect(() => new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: -1 })).toThrow('shop/web: replicas -1');
  ClusterProfile.set(chart.node.root, { clusterDomain: 'k8s.example.com' });

  expect(new ExposedWorkload(chart, 'web', MINIMAL).address.host).toBe('web.shop.svc.k8s.example.com');
});

test('setting the profile is refused if one of several readers has been removed from the tree', () => {
  const chart = newChart();
  ['first', 'second'].forEach(id => new ExposedWorkload(chart, id, MINIMAL));
  chart.node.tryRemoveChild('first');

  expect(() => ClusterProfile.set(chart, { cluster: 'late' })).toThrow("'shop/second' has read the profile.");
});

test('the profile can still be set on another chart', () => {
  const app = new App();
  new ExposedWorkload(new Chart(app, 'one'), 'web', MINIMAL);

  expect(() => ClusterProfile.set(new Chart(app, 'two'), { cluster: 'two' })).not.toThrow();
});

test('the lists of a profile cannot be changed after it was set', () => {
  const app = new App();
  const ipFamilies = [IpFamily.IPV4];
  ClusterProfile.set(app, { ipFamilies });
  ClusterProfile.of(app).ipFamilies.push(IpFamily.IPV6);

  expect(ClusterProfile.of(app).ipFamilies).toEqual(['IPv4']);
});
