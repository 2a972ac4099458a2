import * as kplus from 'cdk8s-plus-28';
import { HealthCheck, Port } from '../../lib';
import { messagesOf, web } from '../rules/broken';

/** An Output of Pulumi, as `sdk/nodejs/output.ts` of version 3 creates it. */
const OUTPUT = {
  __pulumiOutput: true,
  toString: () => 'Calling [toString] on an [Output<T>] is not supported.\n\nTo get the value of an Output<T> as an Output<string> consider either:\n1: o.apply(v => `prefix${v}suffix`)',
} as any;

test.each<[string, object, string, string]>([
  ['the text of an Output in TypeScript', { image: `registry.example.com/web:${OUTPUT}` }, 'image', 'inputs.string(output)'],
  ['the text of an Output in Python', { env: { HOST: 'Calling __str__ on an Output[T] is not supported.' } }, "env['HOST']", 'inputs.string(output)'],
  ['an Output', { image: OUTPUT }, 'image', 'inputs.string(output)'],
  ['an Output of a number', { ports: [Port.http(OUTPUT)] }, 'ports[0].number', 'inputs.string(output)'],
  ['an Output in a list', { args: ['--host', OUTPUT] }, 'args[1]', 'inputs.string(output)'],
  ['an Output in place of a map', { env: OUTPUT }, 'env', 'inputs.string(output)'],
  ['a token of the AWS CDK', { env: { BUCKET: 'arn:${Token[AWS.Partition.3]}:s3' } }, "env['BUCKET']", 'Use the value itself'],
  ['a token of CDKTF', { readiness: HealthCheck.http('/${TfToken[TOKEN.0]}') }, 'readiness.path', 'Use the value itself'],
  ['a promise', { image: Promise.resolve('a') }, 'image', 'use await'],
])('%s is refused', (_, props, field, fix) => {
  const messages = messagesOf(chart => web(chart, props));

  expect(messages).toHaveLength(1);
  expect(messages[0].startsWith(`shop/web: ${field} `)).toBe(true);
  expect(messages[0]).toContain(fix);
  expect(messages[0]).toMatch(/#unresolved-value$/);
});

test('a text in an instance of cdk8s-plus, and one that is added later, are refused at synth', () => {
  const messages = messagesOf(chart => {
    const container = { name: 'a', image: 'a', envVariables: { A: kplus.EnvValue.fromValue(`host ${OUTPUT}`) } };
    const { workload } = web(chart);
    workload.addInitContainer(container);
    workload.podMetadata.addAnnotation('a', '${Token[TOKEN.12]}');
  });

  expect(messages.map(message => /^(\S+: \S+) .*#unresolved-value$/.exec(message)?.[1])).toEqual([
    'shop/web/Workload/Resource: spec.template.metadata.annotations.a', 'shop/web/Workload/Resource: spec.template.spec.initContainers[0].env[0].value',
  ]);
});

test('variables that other tools replace in a manifest, and references to variables, are accepted', () => {
  expect(messagesOf(chart => web(chart, { env: { A: '${HOST}', B: '$(A)', C: 'Token[1]', D: '${Token[0]} ${Token[@]}' } }))).toEqual([]);
});
