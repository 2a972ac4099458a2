import * as pulumi from '@pulumi/pulumi';
import type { Declare, Inputs } from 'cdk8s-service-patterns-pulumi';
import { configMap, object, shop, TYPES } from './declarations';
import { execute, UNKNOWN, unknownOutput } from './support';

const FIX = 'Values of Outputs can decide only what is in a text or a number. Use a plain value, such as one from the configuration of the stack, to decide which '
  + 'objects, fields and entries there are. If a value decides what a single text or number is, use inputs.withExamples(output, …) with a value for each case.';

/** A callback that depends on whether a text is `prod`. */
type Decide = (stage: string) => unknown;

/** The values of a ConfigMap that depend on a value, with the problem. */
const DECISIONS: Record<string, [decide: Decide, problem: string]> = {
  'a field': [stage => stage === 'prod' ? { a: 1, b: 2 } : { a: 1 }, "data.value: its keys depend on the value of an Output: 'b'"],
  'another field': [stage => stage === 'prod' ? { a: 1 } : { a: 1, b: 2 }, "data.value: its keys depend on the value of an Output: 'b'"],
  'the number of entries': [stage => ['a', ...stage === 'prod' ? ['b'] : []], 'data.value: the number of its entries depends on the value of an Output: it is 1 or 2'],
  'a literal text': [stage => stage === 'prod' ? 'a' : 'b', 'data.value: it depends on the value of an Output in a way that a preview cannot show: it is "b" or "a"'],
  'a number': [stage => ({ 'a.b': [stage === 'prod' ? 3 : 1] }), 'data.value["a.b"][0]: it depends on the value of an Output in a way that a preview cannot show: it is 1 or 3'],
  'the type of a literal value': [stage => stage === 'prod' ? {} : 'b', 'data.value: it depends on the value of an Output in a way that a preview cannot show: it is "b" or {}'],
};

async function messagesFor(declare: Declare<unknown>, preview = false): Promise<readonly string[]> {
  const { messages, names } = await execute(() => { shop(declare); }, { preview });
  expect(names()).toEqual([]);
  return messages;
}

test.each(Object.entries(DECISIONS))('%s that depends on the known value is an error with path, object and field', async (_, [decide, problem]) => {
  const declare = (stage: pulumi.Input<string>): Declare<unknown> => (chart, inputs) => configMap(chart, 'a', decide(inputs.string(stage)));

  expect(await messagesFor(declare(pulumi.output('prod')))).toEqual([`shop/ConfigMap-a: ConfigMap shop/a: ${problem}.\n${FIX}`]);
  expect((await execute(() => { shop(declare('prod')); })).messages).toEqual([]);
});

test('an object that depends on the known value is an error', async () => {
  const declare = (isAdded: Decide): Declare<unknown> => (chart, inputs) => isAdded(inputs.string(pulumi.output('prod'))) && configMap(chart, 'a');
  const message = `shop/ConfigMap-a: ConfigMap shop/a: whether the object exists depends on the value of an Output.\n${FIX}`;

  expect(await messagesFor(declare(stage => stage === 'prod'))).toEqual([message]);
  expect(await messagesFor(declare(stage => stage !== 'prod'))).toEqual([message]);
});

/** Values that differ already between the placeholders, so that the constructor fails, also if no value is known. */
const AT_ONCE: Record<string, [value: (inputs: Inputs, output: pulumi.Output<any>) => unknown, problem: string]> = {
  'a key of a map': [
    (inputs, output) => ({ [inputs.string(output)]: 'a' }),
    "data.value: its keys depend on the value of an Output: 'pulumi-value-0000' and 'another-output-0000-b'",
  ],
  'the number of entries': [
    (inputs, output) => Array.from({ length: inputs.withExamples(output, 1, 3) }, () => 'a'),
    'data.value: the number of its entries depends on the value of an Output: it is 1 or 3',
  ],
  'a type': [
    (inputs, output) => ({ list: [inputs.withExamples(output, true, false) ? ['a'] : 'a'] }),
    'data.value.list[0]: its type depends on the value of an Output',
  ],
  'a field': [
    (inputs, output) => inputs.withExamples(output, true, false) ? { a: 1 } : {},
    "data.value: its keys depend on the value of an Output: 'a'",
  ],
};

test.each(Object.entries(AT_ONCE))('%s that depends on a placeholder fails the constructor, also in a preview', async (_, [value, problem]) => {
  let thrown: unknown;
  const { messages, names } = await execute(() => {
    try {
      shop((chart, inputs) => configMap(chart, 'a', value(inputs, unknownOutput())));
    } catch (error) {
      thrown = error;
      throw error;
    }
  }, { preview: true });

  expect(names()).toEqual([]);
  expect((thrown as Error).message).toBe(`shop/ConfigMap-a: ConfigMap shop/a: ${problem}.\n${FIX}`);
  expect(messages).toEqual([(thrown as Error).message]);
});

test('one error lists the problems of all objects', async () => {
  const [message] = await messagesFor((chart, inputs) => {
    const key = inputs.string(pulumi.output('a'));
    configMap(chart, 'a', { [key]: 1 });
    configMap(chart, 'b', { [key]: 1 });
    key.startsWith('pulumi') && configMap(chart, 'c');
  });

  expect(message.split('\n').map(line => line.split(': ').slice(0, 2).join(': '))).toEqual([
    'shop/ConfigMap-c: ConfigMap shop/c', 'shop/ConfigMap-a: ConfigMap shop/a', 'shop/ConfigMap-b: ConfigMap shop/b', FIX,
  ]);
});

test('a value whose type differs from that of its placeholder in the document is an error', async () => {
  const declare: Declare<unknown> = (chart, inputs) => {
    const value = inputs.string(pulumi.output('prod'));
    return configMap(chart, 'a', value === 'prod' ? [value] : value);
  };

  expect(await messagesFor(declare)).toEqual([`shop/ConfigMap-a: ConfigMap shop/a: data.value: its type depends on the value of an Output.\n${FIX}`]);
});

test('a decision that depends on an unknown value is not visible in a preview', async () => {
  const { messages, find } = await execute(() => {
    shop((chart, inputs) => {
      const stage = inputs.string(unknownOutput());
      configMap(chart, 'a', [stage, ...stage === 'prod' ? ['b'] : []]);
    });
  }, { preview: true });

  expect(messages).toEqual([]);
  expect(find(TYPES.configMap, 'shop/a').args.data.value).toEqual([UNKNOWN]);
});

describe('the calls of inputs', () => {
  const DIFFERENT = 'The callback calls the methods of inputs in another order or number for other values. '
    + 'Call each method in every case, so that no call depends on a value that is not known yet.';
  const output = pulumi.output('prod');

  test.each<[string, (inputs: Inputs, isOther: boolean) => unknown]>([
    ['more calls', (inputs, isOther) => isOther && inputs.string(output)],
    ['fewer calls', (inputs, isOther) => !isOther && inputs.string(output)],
    ['calls of another method', (inputs, isOther) => isOther ? inputs.hostname(output) : inputs.string(output)],
  ])('%s for the second placeholders or the known value are an error', async (_, call) => {
    let runs = 0;
    expect(await messagesFor((chart, inputs) => call(inputs, inputs.string(output).startsWith('another')) && configMap(chart, 'a'))).toEqual([DIFFERENT]);
    expect(await messagesFor((chart, inputs) => call(inputs, inputs.string(output) === 'prod') && configMap(chart, 'a'))).toEqual([DIFFERENT]);
    expect(await messagesFor((chart, inputs) => call(inputs, inputs.string(output) !== '' && ++runs > 1) && configMap(chart, 'a'))).toEqual([DIFFERENT]);
  });

  test('plain values do not count', async () => {
    const { messages } = await execute(() => {
      shop((chart, inputs) => {
        const value = inputs.string(output);
        value === 'prod' && inputs.string('plain');
        object(chart, 'v1', 'ConfigMap', 'a', { data: { value } });
      });
    });

    expect(messages).toEqual([]);
  });
});
