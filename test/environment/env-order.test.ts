import * as fc from 'fast-check';
import { environmentOf } from './expansion';
import { cyclesOf, inCanonicalOrder, referencesIn, type EnvSource, type EnvVariable } from '../../lib/environment/env-order';

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
    ['a reference that does not end', 'x$(A', []],
    ['a reference that does not end, before another', '$(A$(B)', ['A$(B']],
    ['the first closing parenthesis ends a reference', '$(A$(B))', ['A$(B']],
    ['a dollar sign is not escaped within a reference', '$(A$$B)', ['A$$B']],
    ['a reference without a name', '$()', ['']],
    ['a reference with a line break', '$(A\nB)', ['A\nB']],
    ['a value that is not a text', undefined, []],
  ])('%s', (_, value, names) => {
    expect([...referencesIn(value)]).toEqual(names);
  });
});

describe('the canonical order', () => {
  test('is by name, in UTF-16 code units', () => {
    expect(orderOf({ b: '', a: '', _: '', Z: '', B: '', A: '', 10: '', 9: '' })).toEqual(['10', '9', 'A', 'B', 'Z', '_', 'a', 'b']);
  });

  test('puts a variable after the variables that it refers to', () => {
    expect(orderOf({ A: 'http://$(Z)', Z: 'h' })).toEqual(['Z', 'A']);
    expect(orderOf({ A: '$(C)', B: '', C: '$(D)', D: '' })).toEqual(['B', 'D', 'C', 'A']);
    expect(orderOf({ A: '$(B)$(C)', B: '', C: '', D: '$(A)' })).toEqual(['B', 'C', 'A', 'D']);
  });

  test('ignores escaped references, unknown names, values that come from elsewhere, and references to the variable itself', () => {
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
  test('none where variables refer only to themselves, or to each other in one direction', () => {
    expect(cyclesIn({ A: '$(A)', B: '$(A)', C: '$(B)$(A)$(X)' })).toEqual([]);
  });

  test('a cycle begins and ends with the first of its names', () => {
    expect(cyclesIn({ B: '$(A)', A: '$(B)' })).toEqual([['A', 'B', 'A']]);
    expect(cyclesIn({ C: '$(A)', B: '$(C)', A: '$(B)' })).toEqual([['A', 'B', 'C', 'A']]);
  });

  test('variables that refer to a cycle are not part of it, even if their names come first', () => {
    expect(cyclesIn({ A: '$(B)', B: '$(C)', C: '$(B)' })).toEqual([['B', 'C', 'B']]);
  });

  test('each group of variables that refer to each other is reported once, with its shortest cycle', () => {
    expect(cyclesIn({ A: '$(B)', B: '$(C)$(A)', C: '$(A)', X: '$(Y)', Y: '$(X)' })).toEqual([['A', 'B', 'A'], ['X', 'Y', 'X']]);
  });

  test.each<[string, EnvSource, boolean]>([
    ['without a prefix', {}, true],
    ['with the prefix of one name', { prefix: 'DB_' }, true],
    ['with an empty prefix', { prefix: '' }, true],
    ['with another prefix', { prefix: 'CACHE_' }, false],
    ['with a prefix that leaves no key', { prefix: 'DB_HOST' }, false],
  ])('a source %s: one of the variables may come from it: %s %s', (_, source, allowed) => {
    expect(cyclesIn({ DB_HOST: '$(URL)', URL: 'http://$(DB_HOST)' }, source)).toEqual(allowed ? [] : [['DB_HOST', 'URL', 'DB_HOST']]);
  });

  test('a source cannot define a variable whose name is not a key of a ConfigMap', () => {
    expect(cyclesIn({ 'A B': '$(C D)', 'C D': '$(A B)' }, {})).toEqual([['A B', 'C D', 'A B']]);
  });

  test('each cycle needs a variable that a source may define', () => {
    expect(cyclesIn({ P_A: '$(B)', B: '$(P_A)', C: '$(D)', D: '$(C)$(P_A)' }, { prefix: 'P_' })).toEqual([['C', 'D', 'C']]);
  });
});

describe('the order of a cycle', () => {
  test('begins with the variable that gets the value of the source', () => {
    expect(orderOf({ P_A: '$(B)', B: '$(P_A)' }, { prefix: 'P_' })).toEqual(['B', 'P_A']);
    expect(orderOf({ A: '$(P_B)', P_B: '$(A)' }, { prefix: 'P_' })).toEqual(['A', 'P_B']);
  });

  test('begins with the first by name if a source may define all of its variables', () => {
    expect(orderOf({ C: '$(A)', B: '$(C)', A: '$(B)' }, {})).toEqual(['A', 'C', 'B']);
  });

  test('comes before variables that only refer to the cycle', () => {
    expect(orderOf({ A: '$(P_C)', B: '$(P_C)', P_C: '$(B)' }, { prefix: 'P_' })).toEqual(['B', 'P_C', 'A']);
  });

  test('ends for a cycle that is refused, too', () => {
    expect(orderOf({ C: '$(A)', B: '$(A)', A: '$(B)' })).toEqual(['A', 'B', 'C']);
  });
});

const NAMES = ['A', 'B', 'C', 'P_D', 'P_E'];
const parts = fc.constantFrom('$', '(', ')', '$$', 'x', '$(HOME)', ...NAMES, ...NAMES.map(name => `$(${name})`));
const text = fc.array(parts, { maxLength: 5 }).map(list => list.join(''));
const values = fc.dictionary(fc.constantFrom(...NAMES), text);
const sources = fc.array(fc.constantFrom<EnvSource>({}, { prefix: 'P_' }, { prefix: 'Q_' }), { maxLength: 1 });
/** A map, and the same map in another order. */
const twice = values.chain(map => fc.tuple(
  fc.constant(map),
  fc.shuffledSubarray(Object.entries(map), { minLength: Object.keys(map).length }).map(entries => Object.fromEntries(entries)),
));
const RUNS = { numRuns: 2000 };

test('any permutation of a map has the same order, which has each variable once', () => {
  fc.assert(fc.property(twice, sources, ([map, permuted], from) => {
    const order = orderOf(map, ...from);
    expect(orderOf(permuted, ...from)).toEqual(order);
    expect(cyclesIn(permuted, ...from)).toEqual(cyclesIn(map, ...from));
    expect([...order].sort()).toEqual(Object.keys(map).sort());
  }), RUNS);
});

test('without a cycle, the kubelet gives each variable the value that its references stand for', () => {
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
});

test('with a cycle that is allowed, only variables that a source may define are referred to before they come', () => {
  fc.assert(fc.property(values, sources, (map, from) => {
    fc.pre(cyclesIn(map, ...from).length === 0);
    const order = orderOf(map, ...from);
    const early = order.flatMap((name, index) => [...referencesIn(map[name])].filter(other => order.indexOf(other) > index));
    expect(early.filter(name => !from.some(({ prefix = '' }) => name.startsWith(prefix)))).toEqual([]);
  }), RUNS);
});
