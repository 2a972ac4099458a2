import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Controller, ExposedWorkload } from '../lib';
import { find, MINIMAL, synthOf, type Document } from './support';
import { identity } from '../lib/workload/identity';

/**
 * What running apps depend on. A change here makes the API server refuse the update of every Deployment, StatefulSet and DaemonSet that was
 * made with an earlier release (`spec.selector: field is immutable`), and leaves the Services of those that are made anew without pods until
 * all old pods are gone. It is a breaking change in the worst sense: users have to delete and recreate each workload. Don't.
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

test.each(Object.keys(PINNED_SELECTORS))('the selector of a %s never changes, or the next release breaks every running app', kind => {
  const controller = CONTROLLERS[kind as keyof typeof CONTROLLERS];
  const { workload, pods, services } = selectorsOf(synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, controller })), kind);

  expect(workload).toEqual(PINNED_SELECTORS[kind]);
  expect(pods).toEqual(PINNED_SELECTORS[kind]);
  services.forEach(service => expect(service).toEqual(PINNED_SELECTORS[kind]));
});

test('long names are cut to a label value that still tells them apart, and never changes', () => {
  const valueOf = (workloadName: string) => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, workloadName }));
    return find(documents, 'Deployment').spec.selector.matchLabels['cdk8s-service-patterns/workload'];
  };

  expect(identity('Deployment', 'a'.repeat(100))).toBe(PINNED_LONG_VALUE);
  expect(valueOf('a'.repeat(63))).toHaveLength(63);
  expect(valueOf('a'.repeat(63))).not.toBe(valueOf('a'.repeat(62)));
});

test('moving a workload in the construct tree changes nothing', () => {
  const inChart = synthOf(chart => new ExposedWorkload(chart, 'web', MINIMAL));
  const nested = synthOf(chart => new ExposedWorkload(new Construct(new Construct(chart, 'team'), 'front'), 'web', MINIMAL));

  expect(nested).toEqual(inChart);
});

test('moving a workload to another chart of its namespace changes nothing', () => {
  const app = new App();
  const documents = ['one', 'two'].map(id => {
    const chart = new Chart(app, id, { namespace: 'shop' });
    new ExposedWorkload(chart, 'web', MINIMAL);
    return Testing.synth(chart);
  });

  expect(documents[1]).toEqual(documents[0]);
});

test('workloads with look-alike names, and of other kinds, never select each other', () => {
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
