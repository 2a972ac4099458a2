import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Controller, ExposedWorkload } from '../lib';
import { find, MINIMAL, synthOf, type Document } from './support';
import { identity } from '../lib/workload/pod/identity';

/**
 * Selectors that running applications depend on. If a selector changes, the API server refuses the update of every Deployment, StatefulSet and
 * DaemonSet that was created with an earlier release (`spec.selector: field is immutable`). If workloads are recreated, their Services have no
 * pods until all old pods are gone. Users would have to delete and recreate each workload: do not change these values.
 */
const PINNED_SELECTORS: Record<string, Record<string, string>> = {
  Deployment: { 'cdk8s-service-patterns/workload': 'deployment.web' },
  StatefulSet: { 'cdk8s-service-patterns/workload': 'statefulset.web' },
  DaemonSet: { 'cdk8s-service-patterns/workload': 'daemonset.web' },
};
const PINNED_LONG_VALUE = 'deployment.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-485b3143';

const CONTROLLERS = { Deployment: Controller.deployment(), StatefulSet: Controller.statefulSet(), DaemonSet: Controller.daemonSet() };

function selectorsOf(documents: readonly Document[], kind: string): { workload: object; pods: object; services: object[] } {
  const workload = find(documents, kind);
  return {
    workload: workload.spec.selector.matchLabels,
    pods: workload.spec.template.metadata.labels,
    services: documents.filter(document => document.kind === 'Service').map(service => service.spec.selector),
  };
}

test.each(Object.keys(PINNED_SELECTORS))('the selector of a %s never changes, because a change would break every running application', kind => {
  const controller = CONTROLLERS[kind as keyof typeof CONTROLLERS];
  const { workload, pods, services } = selectorsOf(synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, controller })), kind);

  expect(workload).toEqual(PINNED_SELECTORS[kind]);
  expect(pods).toEqual(PINNED_SELECTORS[kind]);
  services.forEach(service => expect(service).toEqual(PINNED_SELECTORS[kind]));
});

test('long names become distinct label values of at most 63 characters, which never change', () => {
  const valueOf = (workloadName: string) => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, workloadName }));
    return find(documents, 'Deployment').spec.selector.matchLabels['cdk8s-service-patterns/workload'];
  };

  expect(identity('Deployment', 'a'.repeat(100))).toBe(PINNED_LONG_VALUE);
  expect(valueOf('a'.repeat(63))).toHaveLength(63);
  expect(valueOf('a'.repeat(63))).not.toBe(valueOf('a'.repeat(62)));
});

test('moving a workload in the construct tree does not change the output', () => {
  const inChart = synthOf(chart => new ExposedWorkload(chart, 'web', MINIMAL));
  const nested = synthOf(chart => new ExposedWorkload(new Construct(new Construct(chart, 'team'), 'front'), 'web', MINIMAL));

  expect(nested).toEqual(inChart);
});

test('moving a workload to another chart with the same namespace does not change the output', () => {
  const app = new App();
  const documents = ['one', 'two'].map(id => {
    const chart = new Chart(app, id, { namespace: 'shop' });
    new ExposedWorkload(chart, 'web', MINIMAL);
    return Testing.synth(chart);
  });

  expect(documents[1]).toEqual(documents[0]);
});

test('workloads with similar names or of different kinds never select each other', () => {
  const names = ['web', 'web-', 'web-1', 'web1', 'we-b'].map(name => name.replace(/-$/, '-x'));
  const documents = synthOf(chart => {
    names.forEach(name => new ExposedWorkload(chart, name, MINIMAL));
    new ExposedWorkload(chart, 'a', { ...MINIMAL, name: 'daemon', workloadName: 'web', controller: Controller.daemonSet() });
  });
  const templates = documents.filter(document => document.kind !== 'Service').map(document => document.spec.template.metadata.labels);

  for (const service of documents.filter(document => document.kind === 'Service')) {
    const selected = templates.filter(labels => Object.entries(service.spec.selector).every(([key, value]) => labels[key] === value));
    expect(selected).toHaveLength(1);
  }
});
