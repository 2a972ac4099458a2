import { App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { deploymentWith, IMAGE, messageOf } from './messages';
import {
  Controller, EnvVarSource, ExposedWorkload, Exposure, HealthCheck, Toleration, Worker, WorkloadDefaults, type WorkloadOptions,
} from '../../lib';
import { STRUCTURES } from '../../lib/options/declared-types';
import { blockBelow } from '../markdown';
import { find, mainContainer, MINIMAL, newChart, synth, type Document } from '../support';

describe('a declaration gets', () => {
  test('options that it does not set from the scope', () => {
    const { spec } = deploymentWith({ replicas: 3, enableServiceLinks: true, controller: Controller.deployment({ minReady: Duration.seconds(9) }) });

    expect(spec).toMatchObject({ replicas: 3, minReadySeconds: 9 });
    expect(spec.template.spec).not.toHaveProperty('enableServiceLinks');
  });

  test('the options of a structure that it does not set, also in a structure in a structure', () => {
    const container = mainContainer(deploymentWith(
      { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } } },
      { resources: { requests: { cpu: '2' } } },
    ));

    expect(container.resources).toEqual({ requests: { cpu: '2', memory: '128Mi' }, limits: { memory: '256Mi' } });
  });

  test('the entries of a map that it does not set', () => {
    const { template } = deploymentWith(
      { env: { LOG_LEVEL: 'info', REGION: 'eu' }, podMetadata: { annotations: { 'example.com/a': '1' } } },
      { env: { LOG_LEVEL: 'debug' }, podMetadata: { annotations: { 'example.com/b': '2' } } },
    ).spec;

    expect(template.spec.containers[0].env).toEqual([{ name: 'LOG_LEVEL', value: 'debug' }, { name: 'REGION', value: 'eu' }]);
    expect(template.metadata.annotations).toEqual({ 'example.com/a': '1', 'example.com/b': '2' });
  });

  test('no item of a list that it sets itself, and no part of an instance', () => {
    const { spec } = deploymentWith(
      { placement: { tolerations: [Toleration.exists('spot')] }, readiness: HealthCheck.http('/healthz', { period: Duration.seconds(3) }) },
      { placement: { tolerations: [Toleration.exists('gpu')] }, readiness: HealthCheck.tcp() },
    ).spec.template;

    expect(spec.tolerations).toEqual([expect.objectContaining({ key: 'gpu' })]);
    expect(spec.containers[0].readinessProbe).toEqual({ tcpSocket: { port: 'http' } });
  });

  test('instances of cdk8s and cdk8s-plus', () => {
    const chart = newChart();
    WorkloadDefaults.set(chart, {
      serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'team'),
      imagePullSecrets: [kplus.Secret.fromSecretName(chart, 'secret', 'registry')],
      shutdownDelay: Duration.seconds(7),
    });
    new ExposedWorkload(chart, 'web', MINIMAL);
    const { spec } = find(synth(chart), 'Deployment').spec.template;

    expect(spec).toMatchObject({ serviceAccountName: 'team', imagePullSecrets: [{ name: 'registry' }] });
    expect(spec.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 7 } } });
  });
});

test('defaults of the app, a chart, a construct and the declaration itself are merged, and inner values take precedence', () => {
  const app = new App();
  WorkloadDefaults.set(app, { env: { A: 'app', B: 'app', C: 'app', D: 'app' } });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  WorkloadDefaults.set(chart, { env: { B: 'chart', C: 'chart', D: 'chart' } });
  const scope = new Construct(chart, 'scope');
  WorkloadDefaults.set(scope, { env: { C: 'construct', D: 'construct' } });
  new Worker(scope, 'mailer', { image: IMAGE, env: { D: 'declaration' } });
  new Worker(chart, 'other', { image: IMAGE });
  const values = (name: string) => mainContainer(find(synth(chart), 'Deployment', name)).env.map(({ value }: Document) => value);

  expect(values('mailer')).toEqual(['app', 'chart', 'construct', 'declaration']);
  expect(values('other')).toEqual(['app', 'chart', 'chart', 'chart']);
});

test('the defaults of one chart do not apply to another one', () => {
  const app = new App();
  WorkloadDefaults.set(new Chart(app, 'one'), { replicas: 3 });
  const other = new Chart(app, 'two');
  new ExposedWorkload(other, 'web', MINIMAL);

  expect(find(synth(other), 'Deployment').spec.replicas).toBeUndefined();
});

test('defaults and declarations do not change each other', () => {
  const chart = newChart();
  const env = { A: '1' };
  WorkloadDefaults.set(chart, { env });
  env.A = '2';
  (WorkloadDefaults.of(chart).env as any).A = '3';
  new Worker(chart, 'first', { image: IMAGE, env: { B: '1' } });
  new Worker(chart, 'second', { image: IMAGE });

  expect(mainContainer(find(synth(chart), 'Deployment', 'second')).env).toEqual([{ name: 'A', value: '1' }]);
});

describe('defaults are refused', () => {
  test('if they are set twice on a scope', () => {
    const chart = newChart();
    WorkloadDefaults.set(chart, { replicas: 2 });

    expect(() => WorkloadDefaults.set(chart, { replicas: 3 })).toThrow('WorkloadDefaults.set {replicas}: the defaults of workloads must be set only once on a scope');
  });

  test.each([
    ['app', "Move this call above the line that creates 'shop/web'."],
    ['chart', "Move this call above the line that creates 'shop/web'."],
    ['workload', "Set the defaults on a scope around 'shop/web', above the line that creates it."],
  ])('on the %s after a workload has read them, with its name', (where, fix) => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    WorkloadDefaults.of(web);
    const scope = { app: chart.node.root, chart, workload: web }[where]!;

    expect(() => WorkloadDefaults.set(scope, { replicas: 2 })).toThrow(`'shop/web' has read the defaults${where === 'workload' ? ' when it was declared' : ''}. ${fix}`);
  });

  test('after the program has read them', () => {
    const chart = newChart();
    WorkloadDefaults.of(chart);

    for (const scope of [chart, chart.node.root]) {
      expect(() => WorkloadDefaults.set(scope, { replicas: 2 }))
        .toThrow("WorkloadDefaults.of has read the defaults of 'shop'. Call WorkloadDefaults.set before WorkloadDefaults.of.");
    }
  });

  test('after the program has read them and a declaration too, which the message then is about', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    WorkloadDefaults.of(web);

    expect(() => WorkloadDefaults.set(chart, { replicas: 2 })).toThrow("'shop/web' has read the defaults. Move");
  });

  test.each<[string, unknown, string]>([
    ['an image', { image: IMAGE }, 'image'],
    ['an exposure', { exposure: Exposure.headless() }, 'exposure'],
    ['a value of a wrong type', { replicas: '2' }, 'replicas'],
  ])('with %s', (_, options, field) => {
    expect(() => WorkloadDefaults.set(newChart(), options as WorkloadOptions)).toThrow(new RegExp(`^shop: ${field} `));
  });
});

test('defaults can be set although a refused workload has read them, and on another chart', () => {
  const chart = newChart();
  expect(() => new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: -1 })).toThrow('shop/web: replicas -1');
  WorkloadDefaults.set(chart, { replicas: 4 });
  new ExposedWorkload(chart, 'web', MINIMAL);
  WorkloadDefaults.set(new Chart(chart.node.root as App, 'other'), { replicas: 5 });

  expect(find(synth(chart), 'Deployment').spec.replicas).toBe(4);
});

test('defaults of an outer scope can be set after those of an inner one, also if a refused workload has read them', () => {
  const chart = newChart();
  WorkloadDefaults.set(chart, { env: { A: 'chart' } });
  expect(() => new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: -1 })).toThrow('shop/web: replicas -1');
  WorkloadDefaults.set(chart.node.root, { env: { B: 'app' } });

  expect(WorkloadDefaults.of(chart).env).toEqual({ A: 'chart', B: 'app' });
});

test.each(Object.entries(STRUCTURES.WorkloadOptions).filter(([, type]) => type.endsWith('[]')).map(([name]) => name))('an empty list of %s sets a default back', name => {
  expect(deploymentWith({}, { [name]: [] })).toEqual(deploymentWith({}));
});

test('the message in docs/workload-defaults.md is that of the declaration', () => {
  const app = new App();
  WorkloadDefaults.set(app, { replicas: 2 });
  const message = messageOf(() => new ExposedWorkload(new Chart(app, 'shop'), 'agent', { ...MINIMAL, controller: Controller.daemonSet() }));

  expect(blockBelow('docs/workload-defaults.md', '## Errors', 'text').trim()).toBe(message.replace(/ https:\S+$/, ''));
});

test('a variable that is a text in the defaults and has a source in the declaration is refused, until the default is ignored', () => {
  const declare = (options: WorkloadOptions) => deploymentWith({ env: { A: '1' } }, { envValueFrom: { A: EnvVarSource.secretKey('login', 'a') }, ...options });

  expect(() => declare({})).toThrow(/default of 'shop'/);
  expect(mainContainer(declare({ ignoredDefaults: ['env.A'] })).env).toEqual([{ name: 'A', valueFrom: { secretKeyRef: { name: 'login', key: 'a' } } }]);
});
