import { ApiObject, type Chart } from 'cdk8s';
import { CONTROL_PORT, deploy, server } from './support/declare';
import { get } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { podsOf } from './support/pods';
import { variablesOf } from './support/process';
import { EnvFromSource, ExposedWorkload, ImmutableConfigMap, Port } from '../../lib';

const namespace = testNamespace('configuration');

/** Deploys a program with settings. */
function release(name: string, settingsIn: (chart: Chart) => string): void {
  deploy(namespace, chart => new ExposedWorkload(chart, name, {
    ...server(), ports: [Port.http(CONTROL_PORT)], replicas: 2, envFrom: [EnvFromSource.configMap(settingsIn(chart))],
  }));
}

const mutable = (mode: string, label: string) => (chart: Chart) => (
  new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', labels: { label } }, data: { MODE: mode } } as any).name
);
const immutable = (mode: string) => (chart: Chart) => new ImmutableConfigMap(chart, 'immutable', { data: { MODE: mode } }).configMapName;

/** How often the pods have been replaced, the pods, and the value that they have. */
function state(name: string) {
  const { annotations } = get(namespace, `deployment/${name}`).metadata;
  return {
    revision: annotations['deployment.kubernetes.io/revision'],
    pods: podsOf(namespace, `deployment.${name}`).map(({ metadata }) => metadata.name).sort(),
    mode: variablesOf(namespace, `deployment.${name}`).MODE,
  };
}

test('a changed ConfigMap replaces the pods once, and one that has not changed replaces none', () => {
  release('web', mutable('fast', 'a'));
  const first = state('web');
  release('web', mutable('fast', 'b'));
  const relabelled = state('web');
  release('web', mutable('safe', 'b'));
  const changed = state('web');
  release('web', mutable('safe', 'b'));

  expect(first).toMatchObject({ revision: '1', mode: 'fast' });
  expect(relabelled).toEqual(first);
  expect(changed).toMatchObject({ revision: '2', mode: 'safe' });
  expect(changed.pods.filter(pod => first.pods.includes(pod))).toEqual([]);
  expect(state('web')).toEqual(changed);
});

test('other contents of an immutable ConfigMap replace the pods, which use another object', () => {
  release('sealed', immutable('fast'));
  const first = state('sealed');
  release('sealed', immutable('safe'));

  expect(first.mode).toBe('fast');
  expect(state('sealed').mode).toBe('safe');
});
