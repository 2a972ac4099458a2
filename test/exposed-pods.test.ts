import { App, Chart, Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { db, messagesOf } from './rules/broken';
import { find, MINIMAL, newChart, synth } from './support';
import { Connections, ExposedPods, ExposedWorkload, Exposure, PodSelection, Port, type ExposedPodsProps, type IPodSource } from '../lib';

const selectLabels = (chart: Chart, labels: Record<string, string> = { app: 'legacy' }) => kplus.Pods.select(chart, 'pods', { labels });
const adopt = (props: (chart: Chart) => Partial<ExposedPodsProps>, chart = newChart()) => {
  new ExposedPods(chart, 'legacy', { selector: PodSelection.of(selectLabels(chart)), ports: [Port.http(8080)], ...props(chart) });
  return synth(chart);
};

test('pods that are selected by labels get a Service', () => {
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

test('a Deployment of cdk8s-plus gets a Service, and is not changed', () => {
  const deploy = (chart: Chart) => new kplus.Deployment(chart, 'billing', { containers: [{ image: 'registry.example.com/billing:7', portNumber: 8080 }] });
  const [plain, adopted] = [newChart(), newChart()];
  deploy(plain);
  const billing = new ExposedPods(adopted, 'billing-service', { selector: PodSelection.of(deploy(adopted)), name: 'billing', ports: [Port.http(8080)] });
  const documents = synth(adopted);

  expect(documents.filter(({ kind }) => kind !== 'Service')).toEqual(synth(plain));
  expect(find(documents, 'Service').spec.selector).toEqual(find(documents, 'Deployment').spec.selector.matchLabels);
  expect(billing.address.url()).toBe('http://billing.shop.svc.cluster.local:8080');
});

test('an additional Service of a workload selects the same pods', () => {
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

test('a headless Service cannot map a Service port to another container port', () => {
  expect(find(adopt(() => ({ exposure: Exposure.headless() })), 'Service').spec).toMatchObject({ clusterIP: 'None', ports: [{ name: 'http', port: 8080 }] });
  expect(() => adopt(() => ({ exposure: Exposure.headless(), ports: [Port.http(8080, { servicePort: 80 })] }))).toThrow('[headless-service-port]');
});

test('pods without ports have no Service, and their containers get the environment variables of connections', () => {
  const chart = newChart();
  const orders = new ExposedWorkload(chart, 'orders', MINIMAL);
  const selector = new kplus.CronJob(chart, 'nightly', { schedule: Cron.daily(), containers: [{ image: 'registry.example.com/report:2' }] });
  const nightly = new ExposedPods(chart, 'nightly-report', { selector: PodSelection.of(selector) });
  nightly.connectTo(orders, { envPrefix: 'ORDERS' });
  const documents = synth(chart);

  expect(nightly.service).toBeUndefined();
  expect(documents.map(({ kind }) => kind)).toEqual(['Service', 'Deployment', 'CronJob']);
  expect(find(documents, 'CronJob').spec.jobTemplate.spec.template.spec.containers[0].env).toContainEqual({ name: 'ORDERS_URL', value: 'http://orders.shop.svc.cluster.local:8080' });
  expect(Connections.of(chart).all).toHaveLength(1);
  expect(() => nightly.address).toThrow(/^shop\/nightly-report: address \(not set\): .*Declare ports/);
});

test('a workload without ports has a headless Service without ports, no readiness probe, and the environment variables of connections', () => {
  const chart = newChart();
  const orders = new ExposedWorkload(chart, 'orders', MINIMAL);
  const mailer = new ExposedWorkload(chart, 'mailer', { ...MINIMAL, ports: [], exposure: Exposure.headless() });
  mailer.connectTo(orders, { envPrefix: 'ORDERS' });
  const documents = synth(chart);
  const [container] = find(documents, 'Deployment', 'mailer').spec.template.spec.containers;

  expect(find(documents, 'Service', 'mailer').spec).toEqual({ clusterIP: 'None', selector: { 'cdk8s-service-patterns/workload': 'deployment.mailer' } });
  expect(container.readinessProbe).toBeUndefined();
  expect(container.env).toContainEqual({ name: 'ORDERS_URL', value: 'http://orders.shop.svc.cluster.local:8080' });
});

test('only the error for a workload without a port suggests a Worker for pods that only call others', () => {
  const ports = [Port.http(8081, { name: 'health', exposed: false })];
  const suggestion = /, such as Port\.http\(8080\)\. For pods that only call other workloads, declare a Worker \(.+\/docs\/workers\.md\)\. /;
  const withoutSuggestion = /, such as Port\.http\(8080\)\. \[ports-missing\]/;

  expect(messagesOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ports }))).toEqual([expect.stringMatching(suggestion)]);
  expect(messagesOf(chart => new ExposedPods(chart, 'pods', { selector: PodSelection.of(kplus.Pods.select(chart, 'all', { labels: { app: 'web' } })), ports })))
    .toEqual([expect.stringMatching(withoutSuggestion)]);
  expect(messagesOf(chart => db(chart, { ports: [] }))).toEqual([expect.stringMatching(withoutSuggestion)]);
});

describe('an ExposedPods is refused for', () => {
  test.each<[string, (chart: Chart) => Partial<ExposedPodsProps>, RegExp]>([
    ['pods that are selected by expressions', chart => ({ selector: PodSelection.of(kplus.Pods.select(chart, 'odd', { expressions: [kplus.LabelExpression.exists('app')] })) }), /\[service-pod-selector\]/],
    ['all pods', chart => ({ selector: PodSelection.of(kplus.Pods.all(chart, 'all')) }), /The selector matches every pod\..*\[service-pod-selector\]/],
    ['pods of another namespace', chart => ({ selector: PodSelection.of(kplus.Pods.select(chart, 'odd', { labels: { app: 'a' }, namespaces: kplus.Namespaces.select(chart, 'ns', { names: ['data'] }) })) }), /selector namespaces \["data"\]: .*The chart has the namespace 'shop'\..*\[service-pod-selector\]/],
    ['pods of namespaces that are selected by labels', chart => ({ selector: PodSelection.of(kplus.Pods.select(chart, 'odd', { labels: { app: 'a' }, namespaces: kplus.Namespaces.select(chart, 'ns', { labels: { team: 'a' } }) })) }), /\[service-pod-selector\]/],
    ['no selector', () => ({ selector: undefined as unknown as IPodSource }), /\[required-option\]/],
    ['a value that is not a selector', () => ({ selector: { app: 'legacy' } as unknown as IPodSource }), /Use PodSelection\.labels\(\{ … \}\)\..*\[value-type\]/],
    ['options of a Service without ports', () => ({ ports: [], exposure: Exposure.loadBalancer(), name: 'x' }), /exposure "LoadBalancer": .*\[service-of-no-port\] \S+\n.*name "x": .*\[service-of-no-port\]/],
    ['an invalid name', () => ({ name: 'Legacy' }), /\[service-name\]/],
    ['two ports with the same name', () => ({ ports: [Port.http(80), Port.http(81)] }), /\[port-name-duplicate\]/],
    ['a node port for a port that does not exist', () => ({ exposure: Exposure.nodePort({ nodePorts: { admin: 30000 } }) }), /\[node-port-name\]/],
  ])('%s', (_, props, message) => {
    expect(() => adopt(props)).toThrow(message);
  });

  test('pods of a chart with another namespace', () => {
    const app = new App();
    const [shop, data] = ['shop', 'data'].map(namespace => new Chart(app, namespace, { namespace }));
    const selector = new ExposedWorkload(data, 'web', MINIMAL);

    expect(() => new ExposedPods(shop, 'web', { selector, ports: [Port.http(8080)] })).toThrow('[service-pod-selector]');
  });

  test('a name that another Service of the chart has', () => {
    const chart = newChart();
    new ExposedWorkload(chart, 'web', MINIMAL);
    new ExposedPods(chart, 'again', { selector: PodSelection.of(selectLabels(chart)), name: 'web', ports: [Port.http(8080)] });

    expect(() => synth(chart)).toThrow('[object-unique]');
  });
});

test('ports and metadata that methods of cdk8s-plus add to the Service are checked at synth', () => {
  const chart = newChart();
  const { service } = new ExposedPods(chart, 'legacy', { selector: PodSelection.of(selectLabels(chart)), ports: [Port.http(8080)] });
  service!.bind(70000, { name: 'admin' });
  service!.metadata.addLabel('team', 'a b');

  expect(() => synth(chart)).toThrow(/service\.bind\(70000\)\.port 70000: .*\[port-number\][^]*service\.metadata\.labels\['team'\] "a b": .*\[label-value\]/);
});
