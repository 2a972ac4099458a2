import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { Backend, ExternalService, Port } from 'cdk8s-service-patterns';
import { Cdk8sComponent, objectOptions, type Cdk8sComponentArgs, type Declare } from 'cdk8s-service-patterns-pulumi';
import { Construct } from 'constructs';
import { configMap, object, shop, TYPES, web } from './declarations';
import { execute } from './support';

/** The names of the resources of one component, and the errors. */
async function namesOf(declare: Declare<unknown>, args: Cdk8sComponentArgs = { namespace: 'shop' }) {
  const { messages, names } = await execute(() => { new Cdk8sComponent('shop', args, declare); });
  return { messages, names: names().map(name => name.split(' ')[1]).sort() };
}

test('the name contains the namespace of an object only if the chart has another one', async () => {
  const { names } = await namesOf(chart => {
    configMap(chart, 'a');
    object(chart, 'v1', 'ConfigMap', 'b', { metadata: { namespace: 'shop' } });
    object(chart, 'v1', 'ConfigMap', 'c', { metadata: { namespace: 'billing' } });
    configMap(new Chart(chart, 'inner', { namespace: 'inner' }), 'a');
  });

  expect(names).toEqual(['shop/a', 'shop/b', 'shop/billing/c', 'shop/inner/a']);
});

test('the name does not contain the namespace of the chart if an object has none', async () => {
  const { names } = await namesOf(chart => configMap(new Chart(chart, 'inner'), 'a'));

  expect(names).toEqual(['shop/a']);
});

test('the name contains the namespace of an object if the chart has none', async () => {
  const { names } = await namesOf(chart => {
    configMap(chart, 'a');
    object(chart, 'v1', 'ConfigMap', 'b', { metadata: { namespace: 'billing' } });
  }, {});

  expect(names).toEqual(['shop/a', 'shop/billing/b']);
});

test('the name does not contain the namespace of the chart if it is an Output', async () => {
  const { messages, names } = await namesOf(chart => { web(chart); }, { namespace: pulumi.output('shop-1a2b') });

  expect({ messages, names }).toEqual({ messages: [], names: ['shop/web', 'shop/web'] });
});

test('objects of different kinds can have the same name', async () => {
  const { messages, names } = await namesOf(chart => {
    object(chart, 'v1', 'ConfigMap', 'a');
    object(chart, 'v1', 'Secret', 'a');
    object(chart, 'example.com/v1', 'ConfigMap', 'b');
    object(new Chart(chart, 'other'), 'v1', 'ConfigMap', 'b', { metadata: { namespace: 'shop' } });
  });

  expect({ messages, names }).toEqual({ messages: [], names: ['shop/a', 'shop/a', 'shop/b', 'shop/b'] });
});

test('two objects of the same kind and name are an error, which names both', async () => {
  const { messages, names } = await namesOf(chart => {
    configMap(chart, 'a');
    configMap(new Chart(chart, 'inner', { namespace: 'shop' }), 'a');
  });

  expect(names).toEqual([]);
  expect(messages).toEqual([
    "shop/inner/ConfigMap-a: ConfigMap shop/a: metadata.name: the resource of 'shop/ConfigMap-a' has the same name 'shop/a' and the same kind. "
    + "Use another name for one of the objects. If they are different objects, use objectOptions(construct, { name: '…' }).",
  ]);
});

test('the option name replaces the namespace and name of the object', async () => {
  const { names } = await namesOf(chart => { objectOptions(object(chart, 'v1', 'ConfigMap', 'a', { metadata: { namespace: 'billing' } }), { name: 'b' }); });

  expect(names).toEqual(['shop/b']);
});

test('the option name of a construct with two objects of the same kind is an error', async () => {
  const { messages } = await namesOf(chart => {
    const scope = new Chart(chart, 'inner', { namespace: 'shop' });
    objectOptions(scope, { name: 'b' });
    configMap(scope, 'a');
    configMap(scope, 'c');
  });

  expect(messages).toEqual([expect.stringContaining("the resource of 'shop/inner/ConfigMap-a' has the same name 'shop/b'")]);
});

describe.each(['name', 'namespace'])('an object whose %s contains an Output', field => {
  const declare = (options: object): Declare<unknown> => (chart, inputs) => {
    const metadata = { [field]: `${inputs.string(pulumi.output('value'))}-a` };
    objectOptions(object(chart, 'v1', 'ConfigMap', 'a', { metadata }), options);
  };

  test('is an error, which recommends the option name', async () => {
    const { messages, names } = await namesOf(declare({}));

    expect(names).toEqual([]);
    expect(messages).toEqual([expect.stringMatching(
      new RegExp(`^shop/ConfigMap-a: ConfigMap .*: metadata\\.${field}: it contains an Output.* objectOptions\\(construct, { name: '…' }\\)\\.$`),
    )]);
  });

  test('has the name in the option', async () => {
    const { messages, find } = await execute(() => { shop(declare({ name: 'b' })); });

    expect(messages).toEqual([]);
    expect(find(TYPES.configMap, 'shop/b').args.metadata[field]).toBe('value-a');
  });
});

test.each([
  ['name', { name: 'PLACEHOLDER' }],
  ['patchFieldManager', { patchFieldManager: 'PLACEHOLDER' }],
  ['waitFor', { waitFor: ['jsonpath={.a}=PLACEHOLDER'] }],
])('an Output in the option %s is an error', async (option, options) => {
  const { messages, names } = await namesOf((chart, inputs) => {
    const value = inputs.string(pulumi.output('a'));
    objectOptions(configMap(chart, 'a', value), JSON.parse(JSON.stringify(options).replace('PLACEHOLDER', value)));
  });

  expect(names).toEqual([]);
  expect(messages).toEqual([expect.stringMatching(new RegExp(`^shop/ConfigMap-a: ConfigMap shop/a: objectOptions\\.${option}: it depends`))]);
});

test.each<[string, Declare<unknown>]>([
  ['protect', (chart, inputs) => objectOptions(configMap(chart, 'a'), { protect: inputs.boolean(pulumi.output(false)) })],
  ['protect', (chart, inputs) => {
    const map = configMap(chart, 'a');
    inputs.string(pulumi.output('prod')) === 'prod' && objectOptions(map, { protect: true });
  }],
  ['aliases', (chart, inputs) => objectOptions(configMap(chart, 'a'), { aliases: [{ name: inputs.string(pulumi.output('a')) }] })],
  ['customTimeouts', (chart, inputs) => objectOptions(configMap(chart, 'a'), { customTimeouts: { create: inputs.string(pulumi.output('1m')) } })],
])('an option %s that depends on an Output is an error', async (option, declare) => {
  const { messages, names } = await namesOf(declare);

  expect(names).toEqual([]);
  expect(messages).toEqual([expect.stringMatching(new RegExp(`^shop/ConfigMap-a: ConfigMap shop/a: objectOptions\\.${option}: it depends`))]);
});

test('the name of a component can contain a slash', async () => {
  const { messages, names } = await execute(() => {
    new Cdk8sComponent('team/shop', {}, (chart, inputs) => configMap(chart, 'a', inputs.string(pulumi.output('a'))));
    new Cdk8sComponent('team/billing', {}, chart => configMap(chart, 'b'));
  });

  expect({ messages, names: names() }).toEqual({
    messages: [],
    names: expect.arrayContaining([
      'kubernetes:core/v1:ConfigMap team/shop/a', 'kubernetes:core/v1:ConfigMap team/billing/b',
    ]),
  });
});

describe('the URNs do not change', () => {
  const urnsOf = async (declare: Declare<unknown>) => {
    const { messages, resources } = await execute(() => { shop(declare); });
    expect(messages).toEqual([]);
    return resources.map(({ urn }) => urn).sort();
  };
  const database: Declare<Construct> = (chart, inputs) => new ExternalService(chart, 'db', {
    backend: Backend.addresses(inputs.ipv4(pulumi.output('10.20.0.11'))), ports: [Port.tcp(inputs.number(pulumi.output(5432)))], name: 'db',
  });

  test('if other objects are declared before them', async () => {
    const before = await urnsOf((chart, inputs) => { database(chart, inputs); web(chart); });
    const after = await urnsOf((chart, inputs) => {
      configMap(chart, 'first', inputs.string(pulumi.output('a')));
      web(chart);
      database(chart, inputs);
    });

    expect(before.length).toBeGreaterThan(3);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  test('if an object with an explicit name moves into another scope', async () => {
    const before = await urnsOf(chart => object(chart, 'v1', 'ConfigMap', 'a'));
    const after = await urnsOf(chart => object(new Construct(chart, 'scope') as Chart, 'v1', 'ConfigMap', 'a'));

    expect(after).toEqual(before);
  });

  test('if Outputs are used in another order', async () => {
    const [a, b] = [pulumi.output('a'), pulumi.output('b')];
    const before = await urnsOf((chart, inputs) => { const values = [inputs.string(a), inputs.string(b)]; configMap(chart, 'a', values.join()); database(chart, inputs); });
    const after = await urnsOf((chart, inputs) => {
      database(chart, inputs);
      const last = inputs.string(b);
      configMap(chart, 'a', [inputs.string(a), last].join());
    });

    expect(after).toEqual(before);
  });
});
