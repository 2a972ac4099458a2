import { App, Chart, Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { find, MINIMAL, newChart, synth } from './support';
import { Connections, ExposedPods, ExposedWorkload, Exposure, Port, type ExposedPodsProps } from '../lib';

const labelled = (chart: Chart, labels: Record<string, string> = { app: 'legacy' }) => kplus.Pods.select(chart, 'pods', { labels });
const adopt = (props: (chart: Chart) => Partial<ExposedPodsProps>, chart = newChart()) => {
  new ExposedPods(chart, 'legacy', { selector: labelled(chart), ports: [Port.http(8080)], ...props(chart) });
  return synth(chart);
};

test('a Service of pods that are known by their labels', () => {
  expect(adopt(() => ({ ports: [Port.http(8080, { servicePort: 80 }), Port.udp(53)] }))).toEqual([{
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'legacy', namespace: 'shop' },
    spec: {
      selector: { app: 'legacy' },
      ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'udp-53', port: 53, protocol: 'UDP' }],
    },
  }]);
});

test('a Deployment of cdk8s-plus gets the Service and nothing else', () => {
  const deploy = (chart: Chart) => new kplus.Deployment(chart, 'billing', { containers: [{ image: 'registry.example.com/billing:7', portNumber: 8080 }] });
  const [plain, adopted] = [newChart(), newChart()];
  deploy(plain);
  const billing = new ExposedPods(adopted, 'billing-service', { selector: deploy(adopted), name: 'billing', ports: [Port.http(8080)] });
  const documents = synth(adopted);

  expect(documents.filter(({ kind }) => kind !== 'Service')).toEqual(synth(plain));
  expect(find(documents, 'Service').spec.selector).toEqual(find(documents, 'Deployment').spec.selector.matchLabels);
  expect(billing.address.url()).toBe('http://billing.shop.svc.cluster.local:8080');
});

test('one Service more of a workload selects the same pods', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', MINIMAL);
  new ExposedPods(chart, 'web-public', { selector: web, ports: [Port.http(8080, { servicePort: 80 })], exposure: Exposure.loadBalancer() });
  const documents = synth(chart);

  expect(find(documents, 'Service', 'web-public').spec).toEqual({
    type: 'LoadBalancer',
    selector: find(documents, 'Service', 'web').spec.selector,
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
  });
});

test('a headless one remaps no port', () => {
  expect(find(adopt(() => ({ exposure: Exposure.headless() })), 'Service').spec).toMatchObject({ clusterIP: 'None', ports: [{ name: 'http', port: 8080 }] });
  expect(() => adopt(() => ({ exposure: Exposure.headless(), ports: [Port.http(8080, { servicePort: 80 })] }))).toThrow('[headless-service-port]');
});

test('pods that only call others have no Service, and their containers are told', () => {
  const chart = newChart();
  const orders = new ExposedWorkload(chart, 'orders', MINIMAL);
  const selector = new kplus.CronJob(chart, 'nightly', { schedule: Cron.daily(), containers: [{ image: 'registry.example.com/report:2' }] });
  const nightly = new ExposedPods(chart, 'nightly-report', { selector });
  nightly.connectTo(orders, { env: 'ORDERS' });
  const documents = synth(chart);

  expect(nightly.service).toBeUndefined();
  expect(documents.map(({ kind }) => kind)).toEqual(['Service', 'Deployment', 'CronJob']);
  expect(find(documents, 'CronJob').spec.jobTemplate.spec.template.spec.containers[0].env).toContainEqual({ name: 'ORDERS_URL', value: 'http://orders.shop.svc.cluster.local:8080' });
  expect(Connections.of(chart).all).toHaveLength(1);
  expect(() => nightly.address).toThrow(/^shop\/nightly-report: address \(not set\): .*Give it ports/);
});

describe('refused', () => {
  test.each<[string, (chart: Chart) => Partial<ExposedPodsProps>, RegExp]>([
    ['pods by expressions', chart => ({ selector: kplus.Pods.select(chart, 'odd', { expressions: [kplus.LabelExpression.exists('app')] }) }), /\[service-pod-selector\]/],
    ['all pods', chart => ({ selector: kplus.Pods.all(chart, 'all') }), /It selects every pod\..*\[service-pod-selector\]/],
    ['pods of another namespace', chart => ({ selector: kplus.Pods.select(chart, 'odd', { labels: { app: 'a' }, namespaces: kplus.Namespaces.select(chart, 'ns', { names: ['data'] }) }) }), /selector namespaces \["data"\]: .*The chart has 'shop'\..*\[service-pod-selector\]/],
    ['pods of labelled namespaces', chart => ({ selector: kplus.Pods.select(chart, 'odd', { labels: { app: 'a' }, namespaces: kplus.Namespaces.select(chart, 'ns', { labels: { team: 'a' } }) }) }), /\[service-pod-selector\]/],
    ['no selector', () => ({ selector: undefined as unknown as kplus.IPodSelector }), /\[value-type\]/],
    ['a selector that is none', () => ({ selector: { app: 'legacy' } as unknown as kplus.IPodSelector }), /\[value-type\]/],
    ['what goes to a Service without a port', () => ({ ports: [], exposure: Exposure.loadBalancer(), name: 'x' }), /exposure "LoadBalancer": .*\[service-of-no-port\] \S+\n.*name "x": .*\[service-of-no-port\]/],
    ['a name that is none', () => ({ name: 'Legacy' }), /\[service-name\]/],
    ['ports of one name', () => ({ ports: [Port.http(80), Port.http(81)] }), /\[port-name-duplicate\]/],
    ['a node port that the exposure does not have', () => ({ exposure: Exposure.nodePort({ nodePorts: { admin: 30000 } }) }), /\[node-port-name\]/],
  ])('%s', (_, props, message) => {
    expect(() => adopt(props)).toThrow(message);
  });

  test('the pods of a chart of another namespace', () => {
    const app = new App();
    const [shop, data] = ['shop', 'data'].map(namespace => new Chart(app, namespace, { namespace }));
    const selector = new ExposedWorkload(data, 'web', MINIMAL);

    expect(() => new ExposedPods(shop, 'web', { selector, ports: [Port.http(8080)] })).toThrow('[service-pod-selector]');
  });

  test('a name that the chart has already', () => {
    const chart = newChart();
    new ExposedWorkload(chart, 'web', MINIMAL);
    new ExposedPods(chart, 'again', { selector: labelled(chart), name: 'web', ports: [Port.http(8080)] });

    expect(() => synth(chart)).toThrow('[object-unique]');
  });
});
