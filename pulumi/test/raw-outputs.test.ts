import * as pulumi from '@pulumi/pulumi';
import { shop, web } from './declarations';
import { execute } from './support';
import { messagesOf } from '../../test/rules/broken';
import { places } from '../../test/walk/places';

/** The ids of the rules that refuse a value in each place of the public API of the library that takes values of a type. */
function rulesFor(type: string, value: unknown): [place: string, rules: string[]][] {
  return places().filter(place => place.type.primitive === type && !place.isForeign)
    .map(({ name, use }) => [name, messagesOf(use(value)).map(message => /\[([a-z-]+)\] https:\S+$/.exec(message)![1])]);
}

/** Places for which another rule lists the values that exist, such as the ports of a Service. */
const ADDRESS = ['grpcTarget', 'hostAndPort', 'port', 'srvName'].map(method => `ServiceAddress.${method}.portName`);

test.each<[type: string, form: string, minimum: number, value: unknown, exceptions: string[]]>([
  ['string', 'an Output', 200, pulumi.output('a'), ADDRESS],
  ['string', 'a text with an Output', 200, `text ${pulumi.output('a')}`, ADDRESS],
  ['number', 'an Output', 30, pulumi.output(1), ['ExposedWorkload.podAddress.ordinal']],
  ['boolean', 'an Output', 20, pulumi.output(true), []],
])('each option of the type %s refuses %s', (type, _, minimum, value, exceptions) => {
  const rules = rulesFor(type, value);

  expect(rules.length).toBeGreaterThan(minimum);
  expect(rules.filter(([, found]) => found.length === 0)).toEqual([]);
  expect(rules.filter(([, found]) => found.some(rule => rule !== 'unresolved-value')).map(([place]) => place)).toEqual(exceptions);
});

test('an Output that is not passed to inputs fails the constructor', async () => {
  const { messages, names } = await execute(() => { shop(chart => web(chart, { image: pulumi.output('a') as any })); });

  expect(messages).toEqual([expect.stringMatching(/^shop\/web: image .*#unresolved-value$/)]);
  expect(names()).toEqual([]);
});
