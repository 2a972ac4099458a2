import { App, Chart, type ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { isolatedChart, workload } from './support';
import { Backend, ExposedPods, ExternalService, Isolation, NetworkPolicyProvider, PodSelection, Port } from '../../lib';
import { newChart, synth } from '../support';

const kinds = (chart: Chart) => synth(chart).map(({ kind }) => kind);
const names = (chart: Chart) => synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
const ISOLATED = ['Service', 'NetworkPolicy', 'Deployment'];

function deployment(chart: Chart): kplus.Deployment {
  return new kplus.Deployment(chart, 'billing', { metadata: { name: 'billing' }, containers: [{ image: 'billing:1' }] });
}

describe('the policy of a workload is before its pods in the manifest', () => {
  test('whether isolation is enabled before or after the workload is declared', () => {
    const before = isolatedChart();
    workload(before, 'web');
    const after = newChart();
    workload(after, 'web');
    Isolation.enable(after);

    expect([kinds(before), kinds(after)]).toEqual([ISOLATED, ISOLATED]);
  });

  test('and all other objects keep their order', () => {
    const chart = isolatedChart();
    new kplus.Namespace(chart, 'namespace', { metadata: { name: 'shop' } });
    workload(chart, 'web');
    new kplus.ConfigMap(chart, 'settings', { metadata: { name: 'settings' } });
    workload(chart, 'orders');

    expect(names(chart)).toEqual([
      'Namespace shop', 'Service web', 'NetworkPolicy web', 'Deployment web', 'ConfigMap settings', 'Service orders', 'NetworkPolicy orders', 'Deployment orders',
    ]);
  });

  test('also the policy of a network policy provider', () => {
    const chart = isolatedChart({ networkPolicyProvider: NetworkPolicyProvider.CILIUM });
    const web = workload(chart, 'web');
    web.connectTo(new ExternalService(chart, 'db', { backend: Backend.hostname('db.example.com'), ports: [Port.tcp(5432)] }));

    expect(names(chart).slice(1, 4)).toEqual(['NetworkPolicy web', 'CiliumNetworkPolicy web', 'Deployment web']);
  });

  test('also if ExposedPods select a workload that is declared before them', () => {
    const chart = newChart();
    new ExposedPods(chart, 'api', { selector: PodSelection.of(deployment(chart)), ports: [Port.http(8080)], isolate: true });

    expect(kinds(chart)).toEqual(['NetworkPolicy', 'Deployment', 'Service']);
  });

  test('also if ExposedPods select the pods of an ExposedWorkload', () => {
    const chart = newChart();
    const web = workload(chart, 'web');
    new ExposedPods(chart, 'metrics', { selector: web, ports: [Port.http(9090)], isolate: true });

    expect(names(chart)).toEqual(['Service web', 'NetworkPolicy metrics', 'Deployment web', 'Service metrics']);
  });
});

test('a policy that the program places after the pods stays there', () => {
  const chart = newChart();
  const billing = deployment(chart);
  const api = new ExposedPods(chart, 'api', { selector: PodSelection.of(billing), ports: [Port.http(8080)], isolate: true });
  api.node.addDependency(billing);

  expect(kinds(chart)).toEqual(['Deployment', 'Service', 'NetworkPolicy']);
});

test('pods in another chart keep the order and the names of the files', () => {
  const app = new App();
  const [pods, services] = ['pods', 'services'].map(name => new Chart(app, name, { namespace: 'shop' }));
  const billing = deployment(pods);
  new ExposedPods(services, 'api', { selector: PodSelection.of(billing), ports: [Port.http(8080)], isolate: true });

  expect([kinds(pods), kinds(services)]).toEqual([['Deployment'], ['Service', 'NetworkPolicy']]);
  expect(app.charts.map(chart => chart.node.id)).toEqual(['pods', 'services']);
  expect(billing.node.findAll().flatMap(({ node }) => node.dependencies as ApiObject[])).toEqual([]);
});
