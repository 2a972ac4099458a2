import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Backend, ExposedPods, ExternalService, PodSelection, Port, Worker, type IPodSource } from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, newChart, synth, synthOf } from '../support';

const ports = [Port.http(8080)];
const expose = (chart: Chart, selector: IPodSource) => new ExposedPods(chart, 'billing', { selector, ports });
const selectorOf = (source: (chart: Chart) => IPodSource) => find(synthOf(chart => expose(chart, source(chart))), 'Service', 'billing').spec.selector;
const deploy = (chart: Chart) => new kplus.Deployment(chart, 'orders', { containers: [{ image: 'registry.example.com/orders:7', portNumber: 8080 }] });

test('a Service selects pods by labels, without a construct', () => {
  const documents = synthOf(chart => expose(chart, PodSelection.labels({ app: 'billing', tier: 'backend' })));
  expect(documents.map(({ kind }) => kind)).toEqual(['Service']);
  expect(documents[0].spec.selector).toEqual({ app: 'billing', tier: 'backend' });
  expect(selectorOf(chart => PodSelection.of(kplus.Pods.select(chart, 'pods', { labels: { app: 'billing' } })))).toEqual({ app: 'billing' });
});

test('workloads, workers and other selections are sources of pods', () => {
  expect(selectorOf(chart => web(chart))).toEqual({ 'cdk8s-service-patterns/workload': 'deployment.web' });
  expect(selectorOf(chart => new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:2' }))).toEqual({ 'cdk8s-service-patterns/workload': 'deployment.mailer' });
  expect(selectorOf(chart => new ExposedPods(chart, 'other', { selector: PodSelection.labels({ app: 'a' }), ports }))).toEqual({ app: 'a' });
  expect(selectorOf(() => ({ toPodSelection: () => PodSelection.labels({ app: 'a' }) }))).toEqual({ app: 'a' });
});

test('connections and isolation find the containers and the namespace of a workload of cdk8s-plus', () => {
  const chart = newChart();
  const deployment = deploy(chart);
  const pods = new ExposedPods(chart, 'billing', { selector: PodSelection.of(deployment), ports, isolate: true });
  pods.connectTo(web(chart), { envPrefix: 'WEB' });
  const policy = find(synth(chart), 'NetworkPolicy', 'billing');
  expect(Object.keys(deployment.containers[0].env.variables)).toContain('WEB_URL');
  expect([policy.metadata.namespace, policy.spec.podSelector.matchLabels]).toEqual(['shop', expect.objectContaining(deployment.matchLabels)]);
});

test('the pods of other ExposedPods are the same, also for connections', () => {
  const chart = newChart();
  const deployment = deploy(chart);
  const first = new ExposedPods(chart, 'first', { selector: PodSelection.of(deployment), ports });
  new ExposedPods(chart, 'second', { selector: first }).connectTo(web(chart), { envPrefix: 'WEB' });
  synth(chart);
  expect(Object.keys(deployment.containers[0].env.variables)).toContain('WEB_URL');
});

test('pods replace a backend outside the cluster', () => {
  const declare = (source: (chart: Chart) => IPodSource) => find(synthOf(chart => new ExternalService(chart, 'db', {
    backend: Backend.pods(source(chart)), ports: [Port.tcp(5432)],
  })), 'Service', 'db').spec.selector;
  expect(declare(() => PodSelection.labels({ app: 'postgres' }))).toEqual({ app: 'postgres' });
  expect(declare(chart => web(chart))).toEqual({ 'cdk8s-service-patterns/workload': 'deployment.web' });
});

test.each<[string, unknown, string]>([
  ['a workload of cdk8s-plus', (chart: Chart) => deploy(chart), 'Use PodSelection.of(…). [value-type]'],
  ['labels', () => ({ app: 'billing' }), 'Use PodSelection.labels({ … }). [value-type]'],
  ['a number', () => 3, "Use a value such as PodSelection.labels({ app: 'billing' }). [value-type]"],
  ['a source that returns something else', () => ({ toPodSelection: () => ({ app: 'a' }) }), "Return a selection such as PodSelection.labels({ app: 'billing' }). [value-type]"],
  ['a source that returns a selection with a mistake', () => ({ toPodSelection: () => PodSelection.labels({ app: 3 } as any) }), "selector.labels['app'] (a number)"],
  ['a selection with a mistake', () => PodSelection.labels({ app: 3 } as any), "selector.labels['app'] (a number)"],
])('%s instead of a source is refused', (_, source, text) => {
  const given = (chart: Chart) => (source as (scope: Chart) => any)(chart);
  expect(messagesOf(chart => expose(chart, given(chart)))).toEqual([expect.stringContaining(text)]);
  expect(messagesOf(chart => new ExternalService(chart, 'db', { backend: Backend.pods(given(chart)), ports }))).toEqual([expect.stringContaining(text)]);
});

test.each<[string, PodSelection, string[]]>([
  ['no labels', PodSelection.labels({}), ['service-pod-selector']],
  ['an invalid label', PodSelection.labels({ app: 'a b' }), ['label-value']],
])('a selection with %s is refused', (_, selector, rules) => {
  expect(rulesBrokenBy(chart => expose(chart, selector))).toEqual(rules);
});
