import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { objectOptions, type ObjectOptions } from 'cdk8s-service-patterns-pulumi';
import { configMap, object, shop, TYPES, web } from './declarations';
import { execute, type Registered } from './support';

/** The resource of an object with options. */
async function withOptions(options: ObjectOptions): Promise<Registered> {
  const { messages, find } = await execute(() => shop(chart => objectOptions(configMap(chart, 'a'), options)));
  expect(messages).toEqual([]);
  return find(TYPES.configMap, 'shop/a');
}

test.each<[ObjectOptions, string, string]>([
  [{ skipAwait: true }, 'pulumi.com/skipAwait', 'true'],
  [{ skipAwait: false }, 'pulumi.com/skipAwait', 'false'],
  [{ waitFor: ['condition=Ready', 'jsonpath={.status.phase}=Bound'] }, 'pulumi.com/waitFor', '["condition=Ready","jsonpath={.status.phase}=Bound"]'],
  [{ patchForce: true }, 'pulumi.com/patchForce', 'true'],
  [{ patchFieldManager: 'team' }, 'pulumi.com/patchFieldManager', 'team'],
  [{ replaceUnready: true }, 'pulumi.com/replaceUnready', 'true'],
  [{ deletionPropagation: 'orphan' }, 'pulumi.com/deletionPropagationPolicy', 'orphan'],
])('%j becomes an annotation, and no option of the resource', async (options, key, value) => {
  const { args } = await withOptions(options);

  expect(args.metadata.annotations).toEqual({ [key]: value });
});

test('annotations of the object are kept', async () => {
  const { find } = await execute(() => shop(chart => objectOptions(object(chart, 'v1', 'ConfigMap', 'a', { metadata: { annotations: { a: 'b' } } }), { patchForce: true })));

  expect(find(TYPES.configMap, 'shop/a').args.metadata).toEqual({ name: 'a', namespace: 'shop', annotations: { 'a': 'b', 'pulumi.com/patchForce': 'true' } });
});

test('an object without options has no annotations', async () => {
  const { args } = await withOptions({});

  expect(args.metadata).toEqual({ name: 'a', namespace: 'shop' });
});

test('an annotation that the object and an option set is an error', async () => {
  const { messages, names } = await execute(() => shop(chart => {
    objectOptions(object(chart, 'v1', 'ConfigMap', 'a', { metadata: { annotations: { 'pulumi.com/skipAwait': 'true' } } }), { skipAwait: true });
  }));

  expect(messages).toEqual([
    'shop/ConfigMap-a: ConfigMap shop/a: metadata.annotations["pulumi.com/skipAwait"]: objectOptions sets this annotation too. Remove it from the object.',
  ]);
  expect(names()).toEqual([]);
});

test.each<[ObjectOptions, (request: any) => unknown, unknown]>([
  [{ protect: true }, request => request.getProtect(), true],
  [{ ignoreChanges: ['spec.replicas'] }, request => request.getIgnorechangesList(), ['spec.replicas']],
  [{ replaceOnChanges: ['data'] }, request => request.getReplaceonchangesList(), ['data']],
  [{ deleteBeforeReplace: true }, request => request.getDeletebeforereplace(), true],
  [{ retainOnDelete: true }, request => request.getRetainondelete(), true],
  [{ import: 'shop/a' }, request => request.getImportid(), 'shop/a'],
  [{ additionalSecretOutputs: ['data'] }, request => request.getAdditionalsecretoutputsList(), ['data']],
  [{ customTimeouts: { create: '1m' } }, request => request.getCustomtimeouts().getCreate(), '1m'],
  [{ aliases: [{ name: 'b' }] }, request => request.getAliasesList().map((alias: any) => alias.getSpec().getName()), ['b']],
])('%j is an option of the resource', async (options, read, value) => {
  const { args, request } = await withOptions(options);

  expect(read(request)).toEqual(value);
  expect(args.metadata.annotations).toBeUndefined();
});

test('dependsOn is added to the dependencies of the object', async () => {
  const { find } = await execute(() => {
    const other = new k8s.core.v1.ConfigMap('other', {});
    shop(chart => {
      const map = configMap(chart, 'a');
      map.addDependency(configMap(chart, 'b'));
      objectOptions(map, { dependsOn: other });
    });
  });

  expect(find(TYPES.configMap, 'shop/a').dependencies).toEqual([`${TYPES.configMap} other`, `${TYPES.configMap} shop/b`]);
});

test('the options of a construct apply to all objects in it', async () => {
  const { resources } = await execute(() => shop(chart => {
    const target = web(chart);
    objectOptions(target, { protect: true });
    configMap(chart, 'a');
  }));

  const isProtected = Object.fromEntries(resources.map(({ type, request }) => [type, request.getProtect() ?? false]));

  expect(isProtected).toMatchObject({ [TYPES.service]: true, [TYPES.deployment]: true, [TYPES.configMap]: false });
});

test('the options of an inner construct take precedence, and lists are combined', async () => {
  const { find } = await execute(() => {
    const [a, b] = ['a', 'b'].map(name => new k8s.core.v1.ConfigMap(name, {}));
    shop(chart => {
      const scope = new Chart(chart, 'inner', { namespace: 'shop' });
      const map = configMap(scope, 'c');
      objectOptions(chart, { protect: true, patchForce: true, dependsOn: a, aliases: [{ name: 'x' }] });
      objectOptions(scope, { patchFieldManager: 'outer' });
      objectOptions(map, { protect: false, patchFieldManager: 'inner', dependsOn: [b], aliases: [{ name: 'y' }] });
    });
  });
  const { args, request, dependencies } = find(TYPES.configMap, 'shop/c');

  expect(request.getProtect()).toBe(false);
  expect(args.metadata.annotations).toEqual({ 'pulumi.com/patchForce': 'true', 'pulumi.com/patchFieldManager': 'inner' });
  expect(dependencies).toEqual([`${TYPES.configMap} a`, `${TYPES.configMap} b`]);
  expect(request.getAliasesList().map((alias: any) => alias.getSpec().getName())).toEqual(['x', 'y']);
});

test('the options of a construct can be set only once', async () => {
  const { messages } = await execute(() => shop(chart => {
    const map = configMap(chart, 'a');
    objectOptions(map, { protect: true });
    objectOptions(map, { skipAwait: true });
  }));

  expect(messages).toEqual(['shop/ConfigMap-a: objectOptions: the options of the construct are already set. Set all of them in one call.']);
});

test('the options are set in each run of the callback', async () => {
  const { messages, find } = await execute(() => shop((chart, inputs) => {
    objectOptions(configMap(chart, 'a', inputs.string(pulumi.output('a'))), { name: 'b', protect: true });
  }));

  expect(messages).toEqual([]);
  expect(find(TYPES.configMap, 'shop/b').request.getProtect()).toBe(true);
});

describe('an object for which Pulumi would wait in vain', () => {
  const WAITS: [kind: string, apiVersion: string, spec: object, other: object, problem: string][] = [
    ['Deployment', 'apps/v1', { paused: true }, { paused: false }, 'spec.paused: Pulumi waits until the rollout ends'],
    ['Job', 'batch/v1', { suspend: true }, { suspend: false }, 'spec.suspend: Pulumi waits until the Job is complete'],
    [
      'StatefulSet', 'apps/v1', { updateStrategy: { rollingUpdate: { partition: 1 } } }, { updateStrategy: { rollingUpdate: { partition: 0 } } },
      'spec.updateStrategy.rollingUpdate.partition: Pulumi waits in each update until all pods are replaced',
    ],
    [
      'DaemonSet', 'apps/v1', { updateStrategy: { type: 'OnDelete' } }, { updateStrategy: { type: 'RollingUpdate' } },
      'spec.updateStrategy.type: Pulumi waits in each update until all pods are replaced',
    ],
    ['ReplicationController', 'v1', { replicas: 0 }, { replicas: 1 }, 'spec.replicas: Pulumi waits for at least one pod'],
  ];

  test.each(WAITS)('a %s is an error', async (kind, apiVersion, spec, _, problem) => {
    const { messages, names } = await execute(() => shop(chart => object(chart, apiVersion, kind, 'a', { spec })));

    expect(messages).toEqual([expect.stringContaining(`shop/${kind}-a: ${kind} shop/a: ${problem}`)]);
    expect(messages[0]).toMatch(/Use objectOptions\(construct, { skipAwait: true }\), or waitFor with other conditions\.$/);
    expect(names()).toEqual([]);
  });

  test.each(WAITS)('a %s is an error also if skipAwait is false', async (kind, apiVersion, spec, _, problem) => {
    const { messages } = await execute(() => shop(chart => objectOptions(object(chart, apiVersion, kind, 'a', { spec }), { skipAwait: false })));

    expect(messages).toEqual([expect.stringContaining(problem)]);
  });

  test('is not reported for a value that is an Output', async () => {
    const { messages } = await execute(() => shop((chart, inputs) => {
      object(chart, 'batch/v1', 'Job', 'a', { spec: { suspend: inputs.boolean(pulumi.output(false)) } });
    }));

    expect(messages).toEqual([]);
  });

  test.each(WAITS)('a %s is accepted with other values, and if the wait is configured', async (kind, apiVersion, spec, other) => {
    const { messages, names } = await execute(() => shop(chart => {
      object(chart, apiVersion, kind, 'other', { spec: other });
      object(chart, apiVersion, kind, 'unset');
      object(chart, apiVersion, kind, 'skip', { spec, metadata: { annotations: { 'pulumi.com/skipAwait': 'true' } } });
      object(chart, apiVersion, kind, 'condition', { spec, metadata: { annotations: { 'pulumi.com/waitFor': 'condition=A' } } });
      objectOptions(object(chart, apiVersion, kind, 'option', { spec }), { skipAwait: true });
      objectOptions(object(chart, apiVersion, kind, 'wait', { spec }), { waitFor: ['condition=A'] });
    }));

    expect(messages).toEqual([]);
    expect(names()).toHaveLength(6);
  });
});
