import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { Port } from 'cdk8s-service-patterns';
import { Cdk8sComponent, type Declare } from 'cdk8s-service-patterns-pulumi';
import { configMap, object, shop, TYPES, web } from './declarations';
import { execute } from './support';

const INVALID = 'not a valid image';

/** What a program does with a component that fails. */
async function failing(declare: Declare<unknown>, opts?: pulumi.ComponentResourceOptions) {
  let thrown: unknown;
  const execution = await execute(() => {
    try {
      shop(declare, opts);
    } catch (error) {
      thrown = error;
    }
    new k8s.core.v1.ConfigMap('other', {});
  });
  return { ...execution, thrown: thrown as pulumi.ResourceError | undefined };
}

const throwing: Declare<unknown> = () => { throw new Error('the callback fails'); };

test.each<[string, Declare<unknown>, string]>([
  ['the callback throws', throwing, 'the callback fails'],
  ['the callback throws something that is not an Error', () => { throw 'the callback fails'; }, 'the callback fails'],
  [
    'the callback is asynchronous', async chart => configMap(chart, 'a'),
    'The callback is asynchronous. Wait for promises before the component is created, or pass them to inputs.',
  ],
  [
    'the callback creates another chart in the app', chart => configMap(new Chart(chart.node.scope!, 'other'), 'a'),
    "'other' is not in the chart of a component. Create it in the chart that the callback receives.",
  ],
  [
    'the callback creates another component', () => { new Cdk8sComponent('inner', {}, chart => configMap(chart, 'a')); },
    'A component must not be created in the callback of another one, which runs several times. Create it before, and read its parts in the callback.',
  ],
  [
    'the examples have different types', (chart, inputs) => configMap(chart, 'a', inputs.withExamples<any>(pulumi.output(1), 1, '2')),
    'inputs.withExamples(…, 1, "2"): the examples must be two different values of the same type.',
  ],
  [
    'the examples are equal, also for a plain value', (chart, inputs) => configMap(chart, 'a', inputs.withExamples('a', 'b', 'b')),
    'inputs.withExamples(…, "b", "b"): the examples must be two different values of the same type.',
  ],
])('if %s, the constructor throws an error for the component', async (_, declare, message) => {
  const { thrown, resources } = await failing(declare);

  expect(thrown).toBeInstanceOf(pulumi.ResourceError);
  expect(thrown!.message).toBe(message);
  expect(thrown!.resource).toBeInstanceOf(Cdk8sComponent);
  expect(resources.filter(({ parent }) => parent === 'shop')).toEqual([]);
});

test('if a rule refuses the objects, the constructor throws all problems', async () => {
  const { thrown, names } = await failing(chart => {
    web(chart, { image: INVALID, replicas: -1 });
    configMap(chart, 'a');
  });

  expect(thrown!.message.split('\n').map(line => line.replace(/ .*/, ''))).toEqual(['shop/web:', 'shop/web:']);
  expect(names()).toEqual(['kubernetes:core/v1:ConfigMap other']);
});

test('if a validation fails, the constructor throws', async () => {
  const { thrown, names } = await failing(chart => {
    configMap(chart, 'a').node.addValidation({ validate: () => ['the validation fails'] });
  });

  expect(thrown!.message).toContain('[shop/ConfigMap-a] the validation fails');
  expect(names()).toEqual(['kubernetes:core/v1:ConfigMap other']);
});

test('a program that catches the error of the constructor fails nevertheless', async () => {
  const { messages } = await failing(throwing);

  expect(messages).toEqual(['the callback fails']);
});

test('a program that does not catch the error of the constructor reports it once', async () => {
  const { messages } = await execute(() => { shop(throwing); });

  expect(messages).toEqual(['the callback fails']);
});

test.each<[string, Declare<unknown>]>([
  ['the callback fails', throwing],
  ['a value is not valid', (chart, inputs) => web(chart, { image: inputs.string(pulumi.output(INVALID)) })],
])('if %s, the engine is not informed that the program has ended well, so that it deletes nothing', async (_, declare) => {
  await failing(declare);

  const { signalAndWaitForShutdown } = pulumi.runtime.getMonitor() as any;
  expect(await new Promise(resolve => signalAndWaitForShutdown({}, resolve))).toBeInstanceOf(pulumi.ResourceError);
});

test('the engine is informed that a program without errors has ended', async () => {
  await execute(() => { shop(chart => configMap(chart, 'a')); });

  expect(pulumi.runtime.getMonitor()).not.toHaveProperty('signalAndWaitForShutdown');
});

test('the objects of a component that fails do not fail other components', async () => {
  const { messages, names } = await execute(() => {
    try {
      new Cdk8sComponent('failing', {}, chart => {
        configMap(chart, 'a').node.addValidation({ validate: () => ['the validation fails'] });
      });
    } catch {
      new Cdk8sComponent('failing', {}, chart => configMap(chart, 'b'), { parent: new k8s.core.v1.ConfigMap('parent', {}) });
      shop(chart => configMap(chart, 'a'));
    }
  });

  expect(messages).toEqual([expect.stringContaining('the validation fails')]);
  expect(names().sort()).toEqual(['failing/b', 'parent', 'shop/a'].map(name => `${TYPES.configMap} ${name}`));
});

describe('a value that is known after the constructor', () => {
  const declare = (value: pulumi.Input<any>): Declare<unknown> => (chart, inputs) => {
    configMap(chart, 'a');
    web(chart, { image: inputs.string(value) });
  };

  test('fails the program with one error for the component if a rule refuses it, and nothing is registered', async () => {
    const { thrown, errors, messages, resources } = await failing(declare(pulumi.output(INVALID)));

    expect(thrown).toBeUndefined();
    expect(messages).toEqual([expect.stringMatching(/^shop\/web: image "not a valid image": /)]);
    expect(errors[0]).toBeInstanceOf(pulumi.ResourceError);
    expect((errors[0] as pulumi.ResourceError).resource).toBeInstanceOf(Cdk8sComponent);
    expect(resources.filter(({ parent }) => parent === 'shop')).toEqual([]);
    expect(resources.map(({ name }) => name)).toContain('other');
  });

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['number', 1],
    ['object', ['a']],
    ['boolean', true],
  ])('is refused if it is of the type %s instead of a text', async (type, value) => {
    const { messages, resources } = await failing(declare(pulumi.output(value)));

    expect(messages).toEqual([`Output 1 (inputs.string): the value of the Output has the type ${type}, and must be a string.`]);
    expect(resources.filter(({ parent }) => parent === 'shop')).toEqual([]);
  });

  test('is refused if it is a text instead of a number', async () => {
    const { messages } = await failing((chart, inputs) => web(chart, { image: inputs.string(pulumi.output('a')), replicas: inputs.number(pulumi.output('3') as any) }));

    expect(messages).toEqual(['Output 2 (inputs.number): the value of the Output has the type string, and must be a number.']);
  });

  test('is a promise that is rejected', async () => {
    const { messages, resources } = await failing(declare(Promise.reject(new Error('no value'))));

    expect(messages).toContain('no value');
    expect(resources.filter(({ parent }) => parent === 'shop')).toEqual([]);
  });

  test('is accepted by the rules for the first placeholders, and judged as it is', async () => {
    const { messages } = await failing((chart, inputs) => web(chart, { ports: [Port.http(inputs.number(pulumi.output(70_000)))] }));

    expect(messages).toEqual([expect.stringMatching(/^shop\/web: ports\[0\]\.number 70000: /)]);
  });
});

test('other components are registered, unless they use the objects of a component that fails', async () => {
  const { messages, resources } = await execute(() => {
    const failed = shop((chart, inputs) => ({ web: web(chart, { image: inputs.string(pulumi.output(INVALID)) }) }));
    new Cdk8sComponent('independent', {}, (chart, inputs) => configMap(chart, 'a', inputs.string(pulumi.output('a'))));
    new Cdk8sComponent('dependent', {}, (chart, inputs) => configMap(chart, 'b', failed.parts.web.address.host + inputs.string(pulumi.output('a'))));
    new k8s.core.v1.ConfigMap('waiting', {}, { dependsOn: failed });
  });

  expect(resources.filter(({ type }) => type === TYPES.configMap).map(({ name }) => name)).toEqual(['independent/a']);
  expect(messages).toEqual([expect.stringMatching(/^shop\/web: image/)]);
});

test('the program waits for a value that does not come from a resource', async () => {
  const { names } = await execute(() => {
    const later = new Promise<string>(resolve => { setTimeout(() => resolve('a'), 20); });
    shop((chart, inputs) => configMap(chart, 'a', inputs.string(later)));
  });

  expect(names()).toEqual([`${TYPES.configMap} shop/a`]);
});

test('an error in the classes of @pulumi/kubernetes is an error of the component', async () => {
  const { thrown, errors, resources } = await failing(chart => {
    configMap(chart, 'b');
    object(chart, 'v1', 'ConfigMap', 'a', { newField: 1 });
  });

  expect(thrown).toBeUndefined();
  expect(resources.filter(({ parent }) => parent === 'shop')).toEqual([]);
  expect((errors[0] as pulumi.ResourceError).resource).toBeInstanceOf(Cdk8sComponent);
});
