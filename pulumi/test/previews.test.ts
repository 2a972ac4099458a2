import { createHash } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import { Duration, Size } from 'cdk8s';
import { Backend, ExposedWorkload, Exposure, ExternalService, HealthCheck, Port } from 'cdk8s-service-patterns';
import type { Inputs } from 'cdk8s-service-patterns-pulumi';
import { configMap, object, shop, TYPES, web } from './declarations';
import { execute, UNKNOWN, unknownOutput } from './support';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The values that a ConfigMap gets, as the callback computes them. */
async function valueOf(compute: (inputs: Inputs) => unknown, preview = false): Promise<unknown> {
  const { messages, find } = await execute(() => { shop((chart, inputs) => configMap(chart, 'a', compute(inputs))); }, { preview });
  expect(messages).toEqual([]);
  return find(TYPES.configMap, 'shop/a').args.data.value;
}

/** A value that is computed from one Output. */
interface Computed {
  readonly compute: (inputs: Inputs, output: pulumi.Output<any>) => unknown;
  readonly value: unknown;
  readonly expected: unknown;
}

const COMPUTED: Record<string, Computed> = {
  'a text': { compute: (inputs, output) => inputs.string(output), value: 'a', expected: 'a' },
  'a longer text': { compute: (inputs, output) => `postgres://user@${inputs.hostname(output)}:5432`, value: 'db.example.com', expected: 'postgres://user@db.example.com:5432' },
  'a number': { compute: (inputs, output) => inputs.number(output), value: 3, expected: 3 },
  'a number in a text': { compute: (inputs, output) => `port ${inputs.number(output)} of 30100`, value: 5432, expected: 'port 5432 of 30100' },
  'a number with digits next to it': { compute: (inputs, output) => `${inputs.number(output)}0`, value: 5432, expected: '54320' },
  'an IPv4 address': { compute: (inputs, output) => inputs.ipv4(output), value: '10.0.0.1', expected: '10.0.0.1' },
  'an IPv6 address': { compute: (inputs, output) => `[${inputs.ipv6(output)}]`, value: '2001:db8::1', expected: '[2001:db8::1]' },
  'a range of IPv4 addresses': { compute: (inputs, output) => inputs.ipv4Cidr(output), value: '10.0.0.0/8', expected: '10.0.0.0/8' },
  'a range of IPv6 addresses': { compute: (inputs, output) => inputs.ipv6Cidr(output), value: '2001:db8::/32', expected: '2001:db8::/32' },
  'examples of texts': { compute: (inputs, output) => inputs.withExamples(output, '10%', '20%'), value: '50%', expected: '50%' },
  'examples of numbers': { compute: (inputs, output) => inputs.withExamples(output, 1, 2), value: 3, expected: 3 },
  'examples of flags': { compute: (inputs, output) => inputs.withExamples(output, true, false), value: false, expected: false },
  'a flag': { compute: (inputs, output) => inputs.boolean(output), value: false, expected: false },
  'the opposite of a flag': { compute: (inputs, output) => !inputs.withExamples(output, true, false), value: false, expected: true },
  'a hash': { compute: (inputs, output) => hash(inputs.string(output)), value: 'a', expected: hash('a') },
  'base64': { compute: (inputs, output) => base64(inputs.string(output)), value: 'password', expected: base64('password') },
  'JSON': { compute: (inputs, output) => JSON.stringify({ host: inputs.string(output) }), value: 'a', expected: '{"host":"a"}' },
  'JSON that escapes the value': { compute: (inputs, output) => JSON.stringify({ a: inputs.string(output) }), value: 'a"b\nc', expected: '{"a":"a\\"b\\nc"}' },
  'a calculation': { compute: (inputs, output) => inputs.number(output) * 2, value: 4, expected: 8 },
  'capital letters': { compute: (inputs, output) => inputs.string(output).toUpperCase(), value: 'a', expected: 'A' },
  'the beginning of a text': { compute: (inputs, output) => inputs.string(output).slice(0, 7), value: '1a2b3c4d5e', expected: '1a2b3c4' },
  'the end of a text': { compute: (inputs, output) => inputs.string(output).slice(-3), value: 'abcdef', expected: 'def' },
  'the first label of a host name': { compute: (inputs, output) => inputs.hostname(output).split('.')[0], value: 'a.example.com', expected: 'a' },
  'the last label of a host name': { compute: (inputs, output) => inputs.hostname(output).split('.').at(-1), value: 'a.example.com', expected: 'com' },
};

describe.each(Object.entries(COMPUTED))('%s', (_, { compute, value, expected }) => {
  test('is unknown in a preview in which the Output is', async () => {
    expect(await valueOf(inputs => compute(inputs, unknownOutput()), true)).toBe(UNKNOWN);
  });

  test.each([true, false])('has its value if that is known (preview: %s)', async preview => {
    expect(await valueOf(inputs => compute(inputs, pulumi.output(value)), preview)).toBe(expected);
  });

  test('has the value of a promise', async () => {
    expect(await valueOf(inputs => compute(inputs, Promise.resolve(value) as any))).toBe(expected);
  });

  test('is computed from a plain value', async () => {
    expect(await valueOf(inputs => compute(inputs, value as any))).toBe(expected);
  });
});

test('a value that is computed from two Outputs is unknown if one of them is', async () => {
  const [known, unknown] = [pulumi.output('a'), unknownOutput<string>()];

  expect(await valueOf(inputs => hash(inputs.string(known) + inputs.string(unknown)), true)).toBe(UNKNOWN);
  expect(await valueOf(inputs => hash(inputs.string(unknown) + inputs.string(known)), true)).toBe(UNKNOWN);
  expect(await valueOf(inputs => hash(inputs.string(known) + inputs.string(known)), true)).toBe(hash('aa'));
});

test('only the fields with an unknown value are unknown', async () => {
  const { find } = await execute(() => {
    shop((chart, inputs) => {
      const [unknown, known] = [inputs.string(unknownOutput()), inputs.string(pulumi.output('b'))];
      object(chart, 'v1', 'ConfigMap', 'a', { data: { a: unknown, b: known, c: 'c', list: ['d', unknown] } });
    });
  }, { preview: true });

  expect(find(TYPES.configMap, 'shop/a').args.data).toEqual({ a: UNKNOWN, b: 'b', c: 'c', list: ['d', UNKNOWN] });
});

test('more than ten Outputs are distinguished, also if one text contains all of them', async () => {
  const values = Array.from({ length: 25 }, (_, index) => `value ${index}`);
  const texts = (inputs: Inputs) => values.map(value => inputs.string(pulumi.output(value)));
  const numbers = (inputs: Inputs) => values.map((_, index) => inputs.number(pulumi.output(index)));

  expect(await valueOf(texts)).toEqual(values);
  expect(await valueOf(inputs => texts(inputs).join(', '))).toBe(values.join(', '));
  expect(await valueOf(inputs => texts(inputs).join(''))).toBe(values.join(''));
  expect(await valueOf(inputs => numbers(inputs).join(' '))).toBe([...values.keys()].join(' '));
  expect(await valueOf(inputs => texts(inputs).join('-'), true)).toBe(values.join('-'));
});

test('two Outputs with the same value are distinguished', async () => {
  const [known, unknown] = [pulumi.output('a'), unknownOutput<string>()];

  expect(await valueOf(inputs => [inputs.string(known), inputs.string(pulumi.output('a')), inputs.string(unknown)], true)).toEqual(['a', 'a', UNKNOWN]);
});

test('two Outputs with the same examples are unknown if one of them is', async () => {
  const flags = (...outputs: pulumi.Output<boolean>[]) => (inputs: Inputs) => outputs.map(output => inputs.withExamples(output, true, false));

  expect(await valueOf(flags(pulumi.output(false), pulumi.output(true)), true)).toEqual([false, true]);
  expect(await valueOf(flags(pulumi.output(false), unknownOutput()), true)).toEqual([UNKNOWN, UNKNOWN]);
});

test('literal values that are equal to placeholders are kept', async () => {
  expect(await valueOf(inputs => [30100, '30100', inputs.number(pulumi.output(1)), true, 'port 30100', inputs.withExamples(pulumi.output(false), true, false)]))
    .toEqual([30100, '30100', 1, true, 'port 30100', false]);
});

test('a port is unknown in all places that use it', async () => {
  const declare = (port: pulumi.Output<number>, preview: boolean) => execute(() => {
    shop((chart, inputs) => {
      const target = web(chart, { ports: [Port.http(inputs.number(port))] });
      new ExposedWorkload(chart, 'client', {
        image: 'registry.example.com/client:1', ports: [], exposure: Exposure.headless(), env: { URL: target.address.url() },
      });
    });
  }, { preview });

  for (const [output, preview, expected] of [[unknownOutput<number>(), true, UNKNOWN], [pulumi.output(8080), false, 8080]] as const) {
    const { messages, find } = await declare(output, preview);
    const containerOf = (name: string) => find(TYPES.deployment, `shop/${name}`).args.spec.template.spec.containers[0];
    expect(messages).toEqual([]);
    expect(containerOf('web').ports).toEqual([{ containerPort: expected, name: 'http' }]);
    expect(find(TYPES.service, 'shop/web').args.spec.ports[0]).toMatchObject({ port: expected, targetPort: 'http' });
    expect(containerOf('client').env).toEqual([{ name: 'URL', value: preview ? UNKNOWN : 'http://web.shop.svc.cluster.local:8080' }]);
  }
});

test.each([
  ['the unit of a size is kept', (inputs: Inputs, value: pulumi.Output<number>) => Size.mebibytes(inputs.number(value)).asString(), 256, '256Mi'],
  ['a duration is converted', (inputs: Inputs, value: pulumi.Output<number>) => Duration.minutes(inputs.number(value)).toSeconds(), 3, 180],
])('%s', async (_, compute, value, expected) => {
  expect(await valueOf(inputs => compute(inputs, pulumi.output(value)))).toBe(expected);
  expect(await valueOf(inputs => compute(inputs, unknownOutput()), true)).toBe(UNKNOWN);
});

test('a size and a duration in a workload have the known values', async () => {
  const { messages, find } = await execute(() => {
    shop((chart, inputs) => web(chart, {
      resources: { requests: { memory: Size.mebibytes(inputs.number(pulumi.output(256))).asString() } },
      readiness: HealthCheck.tcp({ period: Duration.minutes(inputs.withExamples(pulumi.output(2), 1, 3)) }),
    }));
  });
  const [container] = find(TYPES.deployment, 'shop/web').args.spec.template.spec.containers;

  expect(messages).toEqual([]);
  expect(container.resources.requests.memory).toBe('256Mi');
  expect(container.readinessProbe.periodSeconds).toBe(120);
});

test('entries that the callback sorts have the values in the order of their placeholders', async () => {
  const sorted = (inputs: Inputs) => [pulumi.output('b'), pulumi.output('a'), pulumi.output('c')].map(output => inputs.string(output)).sort();

  expect(await valueOf(sorted)).toEqual(['b', 'a', 'c']);
  expect(await valueOf(inputs => [...sorted(inputs), inputs.string(unknownOutput())], true)).toEqual(['b', 'a', 'c', UNKNOWN]);
});

test('addresses have the values in the order of their placeholders', async () => {
  const addresses = ['10.20.0.30', '10.20.0.10', '10.20.0.20'];
  const declare = (outputs: readonly pulumi.Output<string>[], preview = false) => execute(() => {
    shop((chart, inputs) => {
      const backend = Backend.addresses(...outputs.map(output => inputs.ipv4(output)));
      return new ExternalService(chart, 'db', { backend, ports: [Port.tcp(5432)] });
    });
  }, { preview });
  const addressesIn = ({ resources, messages }: Awaited<ReturnType<typeof declare>>) => {
    expect(messages).toEqual([]);
    return resources.find(({ type }) => type.endsWith(':EndpointSlice'))!.args.endpoints.map((endpoint: any) => endpoint.addresses[0]);
  };

  expect(addressesIn(await declare(addresses.map(value => pulumi.output(value))))).toEqual(addresses);
  expect(addressesIn(await declare([pulumi.output('10.20.0.30'), unknownOutput(), pulumi.output('10.20.0.10')], true)))
    .toEqual(['10.20.0.30', UNKNOWN, '10.20.0.10']);
});
