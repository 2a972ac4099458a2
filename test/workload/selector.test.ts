import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile, Controller, ExposedPods, ExposedWorkload, Isolation, Metrics, PodTerm, Port, Spread, Worker, type ExposedWorkloadProps,
} from '../../lib';
import { messagesOf } from '../rules/broken';
import { MINIMAL, find, newChart, synth, synthOf, type Document } from '../support';

const SELECTOR = { app: 'web', tier: 'front' };
const EXISTING: ExposedWorkloadProps = { ...MINIMAL, selector: SELECTOR };
const LABEL = 'cdk8s-service-patterns/workload';
const image = MINIMAL.image;

const labelsOf = (documents: readonly Document[]) => find(documents, 'Deployment').spec.template.metadata.labels;

describe('a workload with the selector of an existing workload', () => {
  test.each([
    ['Deployment', Controller.deployment()], ['StatefulSet', Controller.statefulSet()], ['DaemonSet', Controller.daemonSet()],
  ])('keeps the selector of a %s, and its Services select the same pods', (kind, controller) => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...EXISTING, controller }));
    const { spec } = find(documents, kind);
    const services = documents.filter(document => document.kind === 'Service');

    expect(spec.selector).toEqual({ matchLabels: SELECTOR });
    expect(spec.template.metadata.labels).toEqual({ ...SELECTOR, [LABEL]: `${kind.toLowerCase()}.web` });
    expect(services.map(service => service.spec.selector)).toEqual(services.map(() => SELECTOR));
  });

  test('gives its pods the labels of the selector, which precede those of the chart and of the declaration', () => {
    const props = { ...EXISTING, labels: { tier: 'any', team: 'shop' } };
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', props), { namespace: 'shop', labels: { app: 'shop' } });

    expect(labelsOf(documents)).toEqual({ ...SELECTOR, team: 'shop', [LABEL]: 'deployment.web' });
    expect(find(documents, 'Deployment').metadata.labels).toEqual({ app: 'shop', tier: 'any', team: 'shop' });
  });

  test('can have a label with an empty value', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, selector: { web: '' } }));

    expect(find(documents, 'Deployment').spec.selector).toEqual({ matchLabels: { web: '' } });
    expect(labelsOf(documents)).toMatchObject({ web: '' });
    expect(find(documents, 'Service').spec.selector).toEqual({ web: '' });
  });

  test('can leave out the label of this library, so that its pods stay as they are', () => {
    expect(labelsOf(synthOf(chart => new ExposedWorkload(chart, 'web', { ...EXISTING, workloadLabel: false })))).toEqual(SELECTOR);
  });

  test('is selected by these labels in its budget, its spread constraints, its monitor and the Services of ExposedPods', () => {
    const documents = synthOf(chart => {
      ClusterProfile.set(chart, { monitorLabels: {} });
      const placement = { spread: Spread.PREFERRED };
      const web = new ExposedWorkload(chart, 'web', { ...EXISTING, replicas: 2, metrics: Metrics.podMonitor({ port: 'http' }), placement });
      new ExposedPods(chart, 'admin', { selector: web, ports: [Port.http(9000)] });
    });
    const { topologySpreadConstraints } = find(documents, 'Deployment').spec.template.spec;

    expect(find(documents, 'PodDisruptionBudget').spec.selector).toEqual({ matchLabels: SELECTOR });
    expect(topologySpreadConstraints.length).toBeGreaterThan(0);
    topologySpreadConstraints.forEach((constraint: Document) => expect(constraint.labelSelector).toEqual({ matchLabels: SELECTOR }));
    expect(find(documents, 'PodMonitor').spec.selector).toEqual({ matchLabels: SELECTOR });
    expect(find(documents, 'Service', 'admin').spec.selector).toEqual(SELECTOR);
  });

  test('is selected by these labels in policies, as isolated pods, as a caller and as a target', () => {
    const documents = synthOf(chart => {
      Isolation.enable(chart);
      const web = new ExposedWorkload(chart, 'web', EXISTING);
      const db = new ExposedWorkload(chart, 'db', { image, ports: [Port.tcp(5432)], selector: { app: 'db' } });
      web.connectTo(db);
    });
    const [ofWeb, ofDb] = ['web', 'db'].map(name => find(documents, 'NetworkPolicy', name).spec);
    const peers = (rules: readonly Document[], side: string) => (
      rules.flatMap(rule => rule[side] ?? []).flatMap(({ podSelector }: Document) => podSelector ?? [])
    );

    expect(ofWeb.podSelector).toEqual({ matchLabels: SELECTOR });
    expect(ofDb.podSelector).toEqual({ matchLabels: { app: 'db' } });
    expect(peers(ofWeb.egress, 'to')).toContainEqual({ matchLabels: { app: 'db' } });
    expect(peers(ofDb.ingress, 'from')).toContainEqual({ matchLabels: SELECTOR });
  });

  test('is selected by these labels where the pods of another workload are placed next to its pods', () => {
    const documents = synthOf(chart => {
      const web = new ExposedWorkload(chart, 'web', EXISTING);
      new Worker(chart, 'cache', { image, placement: { podAffinity: [PodTerm.required('kubernetes.io/hostname', { pods: web })] } });
    });
    const { affinity } = find(documents, 'Deployment', 'cache').spec.template.spec;

    expect(affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector).toEqual({ matchLabels: SELECTOR });
  });
});

describe('a selector that a workload cannot have', () => {
  test.each<[string, Partial<ExposedWorkloadProps>, string]>([
    ['without labels', { selector: {} }, 'selector {}'],
    ['with the label of this library', { selector: { [LABEL]: 'deployment.web' } }, `selector "${LABEL}"`],
    ['with a label that is not valid', { selector: { app: 'a b' } }, "selector['app'] \"a b\""],
    ['and other labels of the pods', { selector: SELECTOR, podMetadata: { labels: { app: 'api' } } }, "podMetadata.labels['app'] \"api\""],
    ['that is not set, and pods without the label of this library', { workloadLabel: false }, 'workloadLabel false'],
  ])('is refused %s', (_, props, begins) => {
    expect(messagesOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props })).join('\n')).toContain(`shop/web: ${begins}`);
  });

  test('is refused at synth if a label of the pods is changed later', () => {
    const messages = messagesOf(chart => {
      const { workload } = new ExposedWorkload(chart, 'web', EXISTING);
      workload.podMetadata.addLabel('app', 'api');
      workload.podMetadata.addLabel(LABEL, 'x');
      workload.podMetadata.addLabel('team', 'shop');
    });

    expect(messages).toEqual([
      expect.stringContaining("podMetadata.labels['app'] \"api\""), expect.stringContaining(`podMetadata.labels "${LABEL}"`),
    ]);
  });

  test('is accepted with the same labels in the metadata of the pods', () => {
    expect(labelsOf(synthOf(chart => new ExposedWorkload(chart, 'web', { ...EXISTING, podMetadata: { labels: SELECTOR } })))).toMatchObject(SELECTOR);
  });
});

describe('selectors that overlap', () => {
  const existing = (chart: Chart, props: Partial<ExposedWorkloadProps> = {}) => new ExposedWorkload(chart, 'web', { ...EXISTING, ...props });
  const canary = (chart: Chart, props: object = {}) => new Worker(chart, 'canary', { image, selector: { ...SELECTOR, track: 'canary' }, ...props });
  const plain = (labels: Record<string, string>, kind = 'Deployment', spec: object = {}) => (chart: Chart) => new ApiObject(chart, 'plain', {
    apiVersion: 'apps/v1', kind, spec: { selector: { matchLabels: labels }, template: { metadata: { labels } }, ...spec },
  });
  const deployed = (...declarations: ((chart: Chart) => unknown)[]) => messagesOf(chart => declarations.forEach(declare => declare(chart)));

  test('are refused where the selector of a declaration also selects the pods of another one', () => {
    expect(deployed(existing, canary)).toEqual([expect.stringContaining('shop/web: selector "app=web,tier=front"')]);
    expect(deployed(existing, canary)[0]).toContain("It also selects the pods of 'shop/canary'.");
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['a Deployment', plain(SELECTOR)],
    ['a ReplicationController', plain(SELECTOR, 'ReplicationController', { selector: SELECTOR })],
    ['a Job', plain(SELECTOR, 'Job', { selector: undefined })],
    ['a CronJob', plain({}, 'CronJob', { selector: undefined, jobTemplate: { spec: { template: { metadata: { labels: SELECTOR } } } } })],
    ['a Deployment of cdk8s-plus', chart => new kplus.Deployment(chart, 'plain', { containers: [{ image }], podMetadata: { labels: SELECTOR } })],
  ])('are refused where they select the pods of %s', (_, declare) => {
    expect(deployed(existing, declare).join()).toContain("It also selects the pods of 'shop/plain");
  });

  test('are refused for a Pod', () => {
    const pod = (chart: Chart) => new ApiObject(chart, 'plain', { apiVersion: 'v1', kind: 'Pod', metadata: { labels: SELECTOR }, spec: {} });

    expect(deployed(existing, pod).join()).toContain("It also selects the pods of 'shop/plain'.");
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['labels', plain({ app: 'web' })],
    ['expressions', plain({}, 'Deployment', { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } })],
  ])('are refused where the %s of another workload select the pods of a declaration without a selector', (_, declare) => {
    const labelled = (chart: Chart) => new ExposedWorkload(chart, 'web', { ...MINIMAL, podMetadata: { labels: { app: 'web' } } });

    expect(deployed(labelled, declare)).toEqual([expect.stringContaining('shop/web: labels of the pods "app=web"')]);
    expect(deployed(labelled, declare)[0]).toContain("The selector of 'shop/plain' also selects these pods.");
  });

  test('are accepted with a justification on either side', () => {
    const justified = { selectorOverlapJustification: 'the Service leads to both' };

    expect(deployed(chart => existing(chart, justified), canary)).toEqual([]);
    expect(deployed(existing, chart => canary(chart, justified))).toEqual([]);
    expect(deployed(existing, chart => canary(chart, { selectorOverlapJustification: ' ' }))).not.toEqual([]);
  });

  test('do not concern selectors of other labels, of an invalid form, or of other workloads', () => {
    expect(deployed(existing, plain({ app: 'api' }))).toEqual([]);
    expect(deployed(existing, plain({ app: 'api' }, 'Deployment', { selector: { matchExpressions: [{ key: 'app', operator: '?' }] } }))).toEqual([]);
    expect(deployed(plain({ app: 'api' }), chart => plain({ app: 'api' })(new Chart(chart, 'inner', { namespace: 'shop' })))).toEqual([]);
    expect(deployed(chart => existing(chart), chart => new ApiObject(chart, 'empty', { apiVersion: 'apps/v1', kind: 'Deployment' }))).toEqual([]);
  });

  test('do not concern workloads of other namespaces or clusters', () => {
    const app = new App();
    const charts = ['blue', 'green'].map(cluster => {
      const chart = new Chart(app, cluster, { namespace: 'shop' });
      ClusterProfile.set(chart, { cluster });
      return chart;
    });
    charts.forEach(chart => existing(chart));
    const other = new Chart(charts[0], 'other', { namespace: 'other' });
    existing(other);

    expect(charts.map(chart => find(synth(chart), 'Deployment').metadata.name)).toEqual(['web', 'web']);
  });

  test('are found again when a workload is added after a validation', () => {
    const chart = newChart();
    existing(chart);
    const before = chart.node.root.node.findAll().flatMap(({ node }) => node.validate());
    plain(SELECTOR)(chart);

    expect(before).toEqual([]);
    expect(() => synth(chart)).toThrow('selector-overlap');
  });
});
