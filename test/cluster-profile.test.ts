import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterProfile, ExposedWorkload, IpFamily } from '../lib';
import { MINIMAL, newChart } from './support';

test('the defaults hold where nothing is set', () => {
  expect(ClusterProfile.of(newChart())).toMatchObject({
    kubernetesVersion: '1.35',
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

test('an inner scope keeps what it does not say from those around', () => {
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

test('setting it twice is refused', () => {
  const app = new App();
  ClusterProfile.set(app, { cluster: 'one' });

  expect(() => ClusterProfile.set(app, { cluster: 'two' })).toThrow('ClusterProfile.set {"cluster":"one"}: the profile of a cluster is set once on a scope');
});

test.each(['app', 'chart', 'workload'])('setting it on the %s after it was read is refused, naming the reader', where => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', MINIMAL);
  const scope = { app: chart.node.root, chart, workload: web }[where]!;

  expect(() => ClusterProfile.set(scope, { cluster: 'late' })).toThrow("'shop/web' has read it. Move the call above the line that makes it.");
});

test('a chart beside the reader can still have one', () => {
  const app = new App();
  new ExposedWorkload(new Chart(app, 'one'), 'web', MINIMAL);

  expect(() => ClusterProfile.set(new Chart(app, 'two'), { cluster: 'two' })).not.toThrow();
});

test('its lists can not be changed from outside', () => {
  const app = new App();
  const ipFamilies = [IpFamily.IPV4];
  ClusterProfile.set(app, { ipFamilies });
  ClusterProfile.of(app).ipFamilies.push(IpFamily.IPV6);

  expect(ClusterProfile.of(app).ipFamilies).toEqual(['IPv4']);
});
