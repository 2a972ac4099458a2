import * as pulumi from '@pulumi/pulumi';
import { unknownOutput } from './support';
import { ComputedValues } from '../src/inputs/computed-values';
import { compareKnown, type SettledValues } from '../src/inputs/known-values';
import { FORMATS, MAX_PLACEHOLDERS, type Placeholder, type Scalar } from '../src/inputs/placeholder';
import { settle } from '../src/inputs/settle';
import { ComputedPlace, fieldPath, templateOf, TextPlace, ValuePlace, type Json, type Place } from '../src/inputs/template';

function placeholder([first, second]: readonly [Scalar, Scalar], isUnique = true): Placeholder {
  return { name: 'Output 1 (inputs.string)', method: 'string', first, second, output: unknownOutput(), isUnique };
}

/** The template of two renderings, and what is reported. */
function compared(first: Json, second: Json, placeholders: readonly Placeholder[]) {
  const reports: string[] = [];
  const template = templateOf(first, second, placeholders, (path, message) => reports.push(`${path}: ${message}`));
  return { template, reports };
}

const [a, b] = [placeholder(FORMATS.string(0)), placeholder(FORMATS.string(1))];
const number = placeholder(FORMATS.number(0), false);

test.each<[string, Json, Json, Json | ((values: [any, any]) => Place)]>([
  ['the same in both', 'a', 'a', 'a'],
  ['null', null, null, null],
  ['a placeholder', a.first, a.second, values => new ValuePlace(a, values)],
  ['two placeholders', `${a.first}-${b.first}`, `${a.second}-${b.second}`, values => new TextPlace([a, '-', b], values)],
  ['a placeholder at the end', `x ${a.first}`, `x ${a.second}`, values => new TextPlace(['x ', a], values)],
  ['a placeholder and another difference', `x ${a.first}`, `y ${a.second}`, values => new ComputedPlace(values)],
  ['text after the placeholder in one of them', a.first, `${a.second}y`, values => new ComputedPlace(values)],
  ['placeholders of two Outputs', a.first, b.second, values => new ComputedPlace(values)],
  ['a number', number.first, number.second, values => new ValuePlace(number, values)],
  ['the text of a number', `${number.first} of 30100`, `${number.second} of 30100`, values => new TextPlace([number, ' of 30100'], values)],
  ['a number with digits before it', `1${number.first}`, `1${number.second}`, values => new ComputedPlace(values)],
  ['a number with digits after it', `${number.first}1`, `${number.second}1`, values => new ComputedPlace(values)],
  ['a number and a text', number.first, String(number.second), values => new ComputedPlace(values)],
])('a value that is %s', (_, first, second, expected) => {
  const { template, reports } = compared(first, second, [a, b, number]);

  const wanted: any = typeof expected === 'function' ? expected([first, second]) : expected;
  expect(reports).toEqual([]);
  expect(template).toEqual(wanted);
  expect(template?.constructor).toBe(wanted?.constructor);
});

test('placeholders with the same values cannot be distinguished', () => {
  expect(compared(true, false, [placeholder([true, false], false), placeholder([true, false], false)]).template).toBeInstanceOf(ComputedPlace);
  expect(compared(true, false, [placeholder([true, false], false), placeholder([false, true], false)]).template).toBeInstanceOf(ValuePlace);
});

test.each<[string, Json, Json, string]>([
  ['a map and a list', { x: {} }, { x: [] }, 'x: its type depends on the value of an Output'],
  ['a text and a map', { x: 'a' }, { x: {} }, 'x: its type depends on the value of an Output'],
  ['null and a map', { x: null }, { x: {} }, 'x: its type depends on the value of an Output'],
  ['lists of different lengths', { x: [[1], [1, 2]] }, { x: [[1], [1]] }, 'x[1]: the number of its entries depends on the value of an Output: it is 2 or 1'],
  ['maps with different keys', { x: [{ y: 1 }] }, { x: [{ z: 1 }] }, "x[0]: its keys depend on the value of an Output: 'y' and 'z'"],
])('%s are reported', (_, first, second, report) => {
  expect(compared(first, second, []).reports).toEqual([report]);
});

test.each([
  ['', 'spec', 'spec'],
  ['spec', 'ports', 'spec.ports'],
  ['spec.ports', 0, 'spec.ports[0]'],
  ['metadata.labels', 'app.kubernetes.io/name', 'metadata.labels["app.kubernetes.io/name"]'],
])('the path of a field in %j', (path, key, expected) => {
  expect(fieldPath(path, key)).toBe(expected);
});

describe('the placeholders of a format', () => {
  const all = Array.from({ length: MAX_PLACEHOLDERS }, (_, index) => index);

  test.each(Object.entries(FORMATS).filter(([name]) => name !== 'boolean'))('%s are pairs that are all different', (_, format) => {
    expect(new Set(all.map(index => format(index).join())).size).toBe(MAX_PLACEHOLDERS);
    expect(all.filter(index => format(index)[0] === format(index)[1])).toEqual([]);
  });

  test.each(Object.entries(FORMATS))('%s have the same length, so that none is the beginning of another one', (_, format) => {
    expect(new Set(all.map(index => String(format(index)[0]).length)).size).toBe(1);
    expect(new Set(all.map(index => String(format(index)[1]).length)).size).toBe(1);
  });

  test.each([FORMATS.ipv4, FORMATS.ipv4Cidr])('IPv4 addresses have no octet above 255', format => {
    const octets = all.flatMap(index => format(index)).flatMap(address => address.split('/')[0].split('.').map(Number));
    expect(Math.max(...octets)).toBeLessThan(256);
  });

  test('numbers are node ports', () => {
    const numbers = all.flatMap(index => FORMATS.number(index)) as number[];
    expect([Math.min(...numbers), Math.max(...numbers)]).toEqual([30_100, 32_699]);
  });
});

describe('the comparison with known values', () => {
  const settled: SettledValues = new Map([
    [a, { isKnown: true, isSecret: false, value: 'z' }],
    [b, { isKnown: false, isSecret: false, value: undefined }],
  ]);

  function known(template: Parameters<typeof compareKnown>[0], value: Json) {
    const [reports, computed]: [string[], ComputedValues] = [[], new ComputedValues()];
    compareKnown(template, value, settled, computed, (path, message) => reports.push(`${path}: ${message}`));
    return { reports, computed };
  }

  const places = {
    a: new ValuePlace(a, ['a', '1']),
    b: new ValuePlace(b, ['b', '1']),
    c: new TextPlace([a, '!'], ['c', '1']),
    d: new ComputedPlace(['d', '1']),
    e: new ValuePlace(a, ['a', '1']),
  };

  test('only values that differ from the Output itself are computed', () => {
    const { reports, computed } = known(places, { a: 'z', b: b.first as string, c: 'z!', d: 1, e: 'Z' });

    expect(reports).toEqual([]);
    expect(Object.entries(places).map(([path, place]) => computed.of(path, place)?.value)).toEqual([undefined, undefined, undefined, 1, 'Z']);
  });

  test('a place whose position in a list has changed has its value, unless equal places have different ones', () => {
    const { computed } = known({ list: [places.d, places.a] }, { list: [1, 'z'] });

    expect(computed.of('list[5]', places.d)).toEqual({ value: 1 });
    expect(() => known(places, { a: 'z', b: 'b', c: 'z!', d: 1, e: 'Z' }).computed.of('other', places.e)).toThrow('other: the callback of another component');
    expect(() => computed.of('other', new ComputedPlace(['x', 'y']))).toThrow('Use the value of the Output itself.');
    expect(computed.of('other', places.c)).toBeUndefined();
  });

  test('a sorted list is compared in the order of the template', () => {
    const { reports, computed } = known({ list: [{ x: places.a }, { x: places.b }, { x: 'y' }] }, { list: [{ x: 'y' }, { x: 'z' }, { x: b.first as string }] });

    expect(reports).toEqual([]);
    expect(computed.of('list[0].x', places.a)).toBeUndefined();
  });

  test('other differences are reported', () => {
    const template = { a: 'x', b: [1], c: { d: 1 }, e: places.e };

    expect(known(template, { a: 'y', b: [], c: {}, e: [] }).reports).toEqual([
      'a: it depends on the value of an Output in a way that a preview cannot show: it is "x" or "y"',
      'b: the number of its entries depends on the value of an Output: it is 1 or 0',
      "c: its keys depend on the value of an Output: 'd'",
      'e: its type depends on the value of an Output',
    ]);
  });
});

describe('settle reads members that @pulumi/pulumi does not declare', () => {
  test.each<[string, pulumi.Output<unknown>, object]>([
    ['a known value', pulumi.output('a'), { isKnown: true, isSecret: false, value: 'a' }],
    ['a secret', pulumi.secret('a'), { isKnown: true, isSecret: true, value: 'a' }],
    ['an unknown value', unknownOutput(), { isKnown: false, isSecret: false, value: undefined }],
    ['a secret that is unknown', pulumi.secret(unknownOutput()), { isKnown: false, isSecret: true, value: undefined }],
  ])('%s', async (_, output, expected) => {
    expect(await settle(output)).toEqual(expected);
  });

  test('the members exist in this version', () => {
    const output = pulumi.output('a') as any;

    expect([output.isKnown, output.isSecret]).toEqual([expect.any(Promise), expect.any(Promise)]);
    expect(output.promise()).toBeInstanceOf(Promise);
  });
});
