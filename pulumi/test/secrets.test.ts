import { createHash } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import { Cdk8sComponent, type Declare, type Inputs } from 'cdk8s-service-patterns-pulumi';
import { configMap, object, shop, TYPES, web } from './declarations';
import { execute, UNKNOWN, unknownOutput } from './support';

const PASSWORD = 'Tr0ub4dor&3 "quoted" \\ end';

const secret = () => pulumi.secret(PASSWORD);

async function dataOf(data: (inputs: Inputs) => object, preview = false): Promise<any> {
  const { messages, find } = await execute(() => { shop((chart, inputs) => object(chart, 'v1', 'ConfigMap', 'a', { data: data(inputs) })); }, { preview });
  expect(messages).toEqual([]);
  return find(TYPES.configMap, 'shop/a').args;
}

test('only the field with the value is secret', async () => {
  const args = await dataOf(inputs => ({ a: inputs.string(secret()), b: inputs.string(pulumi.output('b')), c: 'c' }));

  expect(args).toEqual({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' }, data: { a: { secret: PASSWORD }, b: 'b', c: 'c' },
  });
});

test.each([true, false])('a text that contains the value is secret (preview: %s)', async preview => {
  const { data } = await dataOf(inputs => ({ a: `user:${inputs.string(secret())}@${inputs.string(pulumi.output('host'))}` }), preview);

  expect(data).toEqual({ a: { secret: `user:${PASSWORD}@host` } });
});

test('a value that is computed from it is secret', async () => {
  const hash = createHash('sha256').update(PASSWORD).digest('hex');
  const base64 = Buffer.from(PASSWORD).toString('base64');
  const { data } = await dataOf(inputs => {
    const password = inputs.string(secret());
    return {
      a: createHash('sha256').update(password).digest('hex'),
      b: Buffer.from(password).toString('base64'),
      c: JSON.stringify([password]),
      d: password.length,
      e: 'plain',
    };
  });

  expect(data).toEqual({ a: { secret: hash }, b: { secret: base64 }, c: { secret: JSON.stringify([PASSWORD]) }, d: { secret: PASSWORD.length }, e: 'plain' });
});

test('a number and a flag are secret', async () => {
  const { data } = await dataOf(inputs => ({ a: inputs.number(pulumi.secret(5432)), b: inputs.withExamples(pulumi.secret(false), true, false) }));

  expect(data).toEqual({ a: { secret: 5432 }, b: { secret: false } });
});

test('base64 in a Secret is computed, and secret', async () => {
  const { messages, find } = await execute(() => {
    shop((chart, inputs) => object(chart, 'v1', 'Secret', 'a', { data: { password: Buffer.from(inputs.string(secret())).toString('base64') } }));
  });

  expect(messages).toEqual([]);
  // The class of Secrets makes all data secret.
  expect(find(TYPES.secret, 'shop/a').args.data).toEqual({ secret: { password: Buffer.from(PASSWORD).toString('base64') } });
});

test('a secret that is unknown in a preview is an unknown secret', async () => {
  const { data } = await dataOf(inputs => ({ a: inputs.string(pulumi.secret(unknownOutput())), b: 'b' }), true);

  // @pulumi/pulumi 3.276.0 transmits that an unknown value is secret, and 3.248.0 does not.
  expect([{ secret: UNKNOWN }, UNKNOWN]).toContainEqual(data.a);
  expect(data.b).toBe('b');
});

/** Callbacks that fail for the value, with errors that contain it in some form. */
const LEAKS: Record<string, (password: string) => string> = {
  'the value': password => `refused: ${password}!`,
  'the value in quotes': password => `refused: ${JSON.stringify(password)}`,
  'a part of the value': password => `refused: ${password.slice(4, 12)}…`,
  'the base64 form': password => `refused: ${Buffer.from(password).toString('base64')}`,
  'a part of the base64 form': password => `refused: ${Buffer.from(password).toString('base64').slice(0, 10)}…`,
  'the form in URLs': password => `refused: https://${encodeURIComponent(password)}@example.com`,
  'the value several times': password => `refused: ${password} ${password}, ${JSON.stringify({ password })}`,
};

const forms = [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1), encodeURIComponent(PASSWORD), Buffer.from(PASSWORD).toString('base64')];
const partsOf = (text: string) => Array.from({ length: text.length - 3 }, (_, index) => text.slice(index, index + 4));

/** The parts of the secret, with at least four characters, that a message contains. */
const leaksIn = (message: string) => forms.flatMap(partsOf).filter(part => message.includes(part));

test.each(Object.entries(LEAKS))('an error with %s does not show it', async (_, messageFor) => {
  const { messages, errors } = await execute(() => {
    shop((chart, inputs) => {
      const password = inputs.string(secret());
      configMap(chart, 'a').node.addValidation({ validate: () => password === PASSWORD ? [messageFor(password)] : [] });
    });
  });

  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain('[secret]');
  expect(messages[0]).toContain('[shop/ConfigMap-a] refused: ');
  expect(leaksIn(LEAKS['the value'](PASSWORD))).not.toEqual([]);
  expect(leaksIn(`${messages[0]}${errors[0].stack}`)).toEqual([]);
});

test.each<[string, Declare<unknown>]>([
  ['a rule of the library', (chart, inputs) => web(chart, { image: inputs.string(secret()) })],
  ['a rule of the library, for a part of the value', (chart, inputs) => web(chart, { env: { A: 'a', [inputs.string(secret()).startsWith('Tr') ? PASSWORD : 'B']: 'b' } })],
  ['the comparison of the runs', (chart, inputs) => configMap(chart, 'a', inputs.string(secret()) === PASSWORD ? PASSWORD : 'other')],
  ['the comparison of the keys', (chart, inputs) => configMap(chart, 'a', inputs.string(secret()) === PASSWORD ? { [PASSWORD]: 1 } : {})],
  ['an exception', (chart, inputs) => configMap(chart, 'a', JSON.parse(`{"a": "${inputs.string(secret())}"}`))],
])('an error of %s does not show the value', async (_, declare) => {
  const { messages, errors, names } = await execute(() => { shop(declare); });

  expect(messages).toHaveLength(1);
  expect(leaksIn(`${messages[0]}${errors[0].stack}`)).toEqual([]);
  expect(names()).toEqual([]);
});

test('an error of another component does not show the value', async () => {
  const { messages } = await execute(() => {
    const first = shop((chart, inputs) => ({ password: inputs.string(secret()), map: configMap(chart, 'a') }));
    new Cdk8sComponent('second', {}, chart => configMap(chart, 'a', first.parts.password === PASSWORD ? PASSWORD : 'other'));
  });

  expect(messages).toEqual([expect.stringContaining('[secret]')]);
  expect(leaksIn(messages[0])).toEqual([]);
});

test('an error because of the objects of two components does not show the value of either of them', async () => {
  const { messages } = await execute(() => {
    let settle = (_: string) => {};
    const later = new Promise<string>(resolve => { settle = resolve; });
    shop((chart, inputs) => {
      const password = inputs.string(secret());
      const isRefused = () => password === PASSWORD && chart.node.root.node.tryFindChild('second') !== undefined;
      configMap(chart, 'a').node.addValidation({ validate: () => isRefused() ? [`not together: ${password}`] : [] });
      password === PASSWORD && settle('a');
    });
    new Cdk8sComponent('second', {}, (chart, inputs) => configMap(chart, 'a', inputs.string(later)));
  });

  expect(messages).toEqual([expect.stringContaining('[shop/ConfigMap-a] not together: [secret]')]);
  expect(leaksIn(messages[0])).toEqual([]);
});
