import * as fc from 'fast-check';
import { environmentOf } from './expansion';
import { cyclesOf, inCanonicalOrder, referencesIn, type EnvSource, type EnvVariable } from '../../lib/environment/env-order';
import { inputs, minutes } from '../random/inputs';

const variablesOf = (values: Record<string, string>): EnvVariable[] => Object.entries(values).map(([name, value]) => ({ name, value }));
const orderOf = (values: Record<string, string>, ...sources: EnvSource[]) => inCanonicalOrder(variablesOf(values), sources).map(({ name }) => name);
const cyclesIn = (values: Record<string, string>, ...sources: EnvSource[]) => cyclesOf(variablesOf(values), sources);

describe('references', () => {
  test.each([
    ['a reference', '$(A)', ['A']],
    ['several references, each once', 'x$(A)y$(B)$(A)z', ['A', 'B']],
    ['an escaped reference', '$$(A)', []],
    ['a reference after an escaped dollar sign', '$$$(A)', ['A']],
    ['two escaped dollar signs', '$$$$(A)', []],
    ['a dollar sign without parentheses', '$A $ ${A}', []],
    ['a reference without a closing parenthesis', 'x$(A', []],
    ['a reference without a closing parenthesis, before another reference', '$(A$(B)', ['A$(B']],
    ['a reference that contains a reference, which ends at the first closing parenthesis', '$(A$(B))', ['A$(B']],
    ['two dollar signs within a reference, which are not an escape', '$(A$$B)', ['A$$B']],
    ['a reference without a name', '$()', ['']],
    ['a reference with a line break', '$(A\nB)', ['A\nB']],
    ['a value that is not a text', undefined, []],
  ])('%s', (_, value, names) => {
    expect([...referencesIn(value)]).toEqual(names);
  });
});

describe('the canonical order', () => {
  test('is the order of the names in UTF-16 code units', () => {
    expect(orderOf({ b: '', a: '', _: '', Z: '', B: '', A: '', 10: '', 9: '' })).toEqual(['10', '9', 'A', 'B', 'Z', '_', 'a', 'b']);
  });

  test('begins with preferred names in their order, as far as references permit', () => {
    const preferred = (values: Record<string, string>, ...names: string[]) => (
      inCanonicalOrder(variablesOf(values), [], names).map(({ name }) => name)
    );

    expect(preferred({ A: '', B: '', C: '', D: '' }, 'D', 'B')).toEqual(['D', 'B', 'A', 'C']);
    expect(preferred({ A: '', B: '', C: '$(B)' }, 'C', 'B')).toEqual(['B', 'C', 'A']);
    expect(preferred({ B: '', A: '' }, 'X')).toEqual(['A', 'B']);
  });

  test('puts a variable after the variables that it refers to', () => {
    expect(orderOf({ A: 'http://$(Z)', Z: 'h' })).toEqual(['Z', 'A']);
    expect(orderOf({ A: '$(C)', B: '', C: '$(D)', D: '' })).toEqual(['B', 'D', 'C', 'A']);
    expect(orderOf({ A: '$(B)$(C)', B: '', C: '', D: '$(A)' })).toEqual(['B', 'C', 'A', 'D']);
  });

  test('ignores escaped references, unknown names, variables with valueFrom, and references of a variable to itself', () => {
    expect(orderOf({ A: '$$(B)', B: '$(HOME)', C: '/opt/bin:$(C)' })).toEqual(['A', 'B', 'C']);
    const [first] = inCanonicalOrder([{ name: 'B', value: 'x' }, { name: 'A', valueFrom: { fieldRef: { fieldPath: '$(B)' } } } as EnvVariable]);
    expect(first.name).toBe('A');
  });

  test('keeps all fields of a variable', () => {
    const variables = [{ name: 'B', value: '1', other: {} }, { name: 'A', value: '$(B)', other: {} }];
    expect(inCanonicalOrder(variables)).toEqual(variables);
  });
});

describe('cycles', () => {
  test('do not exist if variables refer only to themselves, or to each other in one direction', () => {
    expect(cyclesIn({ A: '$(A)', B: '$(A)', C: '$(B)$(A)$(X)' })).toEqual([]);
  });

  test('are listed from the first of their names back to this name', () => {
    expect(cyclesIn({ B: '$(A)', A: '$(B)' })).toEqual([['A', 'B', 'A']]);
    expect(cyclesIn({ C: '$(A)', B: '$(C)', A: '$(B)' })).toEqual([['A', 'B', 'C', 'A']]);
  });

  test('do not include variables that only refer to the cycle, even if their names come first', () => {
    expect(cyclesIn({ A: '$(B)', B: '$(C)', C: '$(B)' })).toEqual([['B', 'C', 'B']]);
  });

  test('are reported once for each group of variables that refer to each other, as the shortest cycle', () => {
    expect(cyclesIn({ A: '$(B)', B: '$(C)$(A)', C: '$(A)', X: '$(Y)', Y: '$(X)' })).toEqual([['A', 'B', 'A'], ['X', 'Y', 'X']]);
  });

  test.each<[string, boolean, EnvSource]>([
    ['without a prefix', true, {}],
    ['with the prefix of one name', true, { prefix: 'DB_' }],
    ['with an empty prefix', true, { prefix: '' }],
    ['with another prefix', false, { prefix: 'CACHE_' }],
    ['with a prefix that leaves no key', false, { prefix: 'DB_HOST' }],
  ])('are allowed with a source %s, which may define one of their variables: %s', (_, allowed, source) => {
    expect(cyclesIn({ DB_HOST: '$(URL)', URL: 'http://$(DB_HOST)' }, source)).toEqual(allowed ? [] : [['DB_HOST', 'URL', 'DB_HOST']]);
  });

  test('are refused if no name of their variables is a valid key of a ConfigMap, which a source would need', () => {
    expect(cyclesIn({ 'A B': '$(C D)', 'C D': '$(A B)' }, {})).toEqual([['A B', 'C D', 'A B']]);
  });

  test('are refused separately: each cycle must contain a variable that a source may define', () => {
    expect(cyclesIn({ P_A: '$(B)', B: '$(P_A)', C: '$(D)', D: '$(C)$(P_A)' }, { prefix: 'P_' })).toEqual([['C', 'D', 'C']]);
  });
});

test('the order and the cycles of thousands of variables are determined', () => {
  const names = Array.from({ length: 3000 }, (_, index) => `V${index + 10_000}`);
  const chain = Object.fromEntries(names.map((name, index) => [name, `$(${names[index + 1] ?? 'HOME'})`]));

  expect(cyclesIn(chain)).toEqual([]);
  expect(orderOf(chain)).toEqual([...names].reverse());
});

describe('the order of a cycle', () => {
  test('begins with the variable that gets the value of the source', () => {
    expect(orderOf({ P_A: '$(B)', B: '$(P_A)' }, { prefix: 'P_' })).toEqual(['B', 'P_A']);
    expect(orderOf({ A: '$(P_B)', P_B: '$(A)' }, { prefix: 'P_' })).toEqual(['A', 'P_B']);
  });

  test('begins with the variable whose name comes first if a source may define all variables of the cycle', () => {
    expect(orderOf({ C: '$(A)', B: '$(C)', A: '$(B)' }, {})).toEqual(['A', 'C', 'B']);
  });

  test('comes before variables that only refer to the cycle', () => {
    expect(orderOf({ A: '$(P_C)', B: '$(P_C)', P_C: '$(B)' }, { prefix: 'P_' })).toEqual(['B', 'P_C', 'A']);
  });

  test('is also determined for a cycle that is refused', () => {
    expect(orderOf({ C: '$(A)', B: '$(A)', A: '$(B)' })).toEqual(['A', 'B', 'C']);
  });
});

const NAMES = ['A', 'B', 'C', 'P_D', 'P_E'];
const parts = fc.constantFrom('$', '(', ')', '$$', 'x', '$(HOME)', ...NAMES, ...NAMES.map(name => `$(${name})`));
const text = fc.array(parts, { maxLength: 5 }).map(list => list.join(''));
const values = fc.dictionary(fc.constantFrom(...NAMES), text);
const sources = fc.array(fc.constantFrom<EnvSource>({}, { prefix: 'P_' }, { prefix: 'Q_' }), { maxLength: 1 });
/** A map, and the same map in a different order. */
const permutations = values.chain(map => fc.tuple(
  fc.constant(map),
  fc.shuffledSubarray(Object.entries(map), { minLength: Object.keys(map).length }).map(entries => Object.fromEntries(entries)),
));
const RUNS = inputs(2000);

test('all permutations of a map get the same order, which contains each variable once', () => {
  fc.assert(fc.property(permutations, sources, ([map, permuted], from) => {
    const order = orderOf(map, ...from);
    expect(orderOf(permuted, ...from)).toEqual(order);
    expect(cyclesIn(permuted, ...from)).toEqual(cyclesIn(map, ...from));
    expect([...order].sort()).toEqual(Object.keys(map).sort());
  }), RUNS);
}, minutes(1));

test('without a cycle, the kubelet resolves all references in the values', () => {
  const fromSources = { B: 'source of B', HOME: '/root' };
  fc.assert(fc.property(values, map => {
    fc.pre(cyclesIn(map).length === 0);
    const resolve = (name: string): string => {
      const others = [...referencesIn(map[name])].filter(other => other in map && other !== name);
      const known = { ...fromSources, ...Object.fromEntries(others.map(other => [other, resolve(other)])) };
      return environmentOf([{ name, value: map[name] }], known)[name];
    };
    const expected = Object.fromEntries(Object.keys(map).map(name => [name, resolve(name)]));
    const ordered = orderOf(map).map(name => ({ name, value: map[name] }));
    expect(environmentOf(ordered, fromSources)).toEqual({ ...fromSources, ...expected });
  }), RUNS);
}, minutes(1));

test('in an allowed cycle, a variable refers to a later variable only if a source may define that variable', () => {
  fc.assert(fc.property(values, sources, (map, from) => {
    fc.pre(cyclesIn(map, ...from).length === 0);
    const order = orderOf(map, ...from);
    const early = order.flatMap((name, index) => [...referencesIn(map[name])].filter(other => order.indexOf(other) > index));
    expect(early.filter(name => !from.some(({ prefix = '' }) => name.startsWith(prefix)))).toEqual([]);
  }), RUNS);
}, minutes(1));
