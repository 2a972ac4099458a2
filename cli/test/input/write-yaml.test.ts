import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { documentsOf } from '../../src/input/documents';
import { toYaml } from '../../src/input/write-yaml';

const ODD_TEXTS = [
  'yes', 'y', 'off', 'null', '~', '', ' ', '012', '0o17', '0x1f', '1e3', 'e0', '1_000', '1:30', '2024-01-01', '.inf', '.', '=', '<<', 'a: b', 'a #b', '#', '- a', '-', '? b',
  '|', '>', '"', "'", '%a', '@', '`', '{}', '[]', '!x', '&a', '*a', '---', '...', 'a\nb', 'a\n\nb\n\n', ' a\nb', '\ta\nb', 'a\t\nb', 'a \nb', '\r\n', 'a\rb', '\u0085', '\u2028',
  '\ufeff', '\u00a0', '😀', 'é', '\u0000', '\u001b', 'a:', 'C:\\x', '{{ x }}', '__proto__', 'constructor', '\n', '\n\n', 'a\n ', '---\na', 'a\n...\nb', '\ufffe', 'x'.repeat(2000),
];

const text = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ unit: 'binary' }).filter(each => !/\p{Surrogate}/u.test(each)),
  fc.string(),
  fc.array(fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string()), { maxLength: 4 }).map(lines => lines.join('\n')),
);
const fraction = fc.double({ noNaN: true, noDefaultInfinity: true }).filter(each => !Number.isInteger(each) || Number.isSafeInteger(each));
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 }, text, fc.maxSafeInteger(), fraction, fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const object = fc.dictionary(text, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

/** JSON without the order of keys and the sign of zero, for which JSON has no meaning. */
function canonical(tree: unknown): string {
  return JSON.stringify(tree, (_, entry: unknown) => typeof entry === 'object' && entry !== null && !Array.isArray(entry)
    ? Object.entries(entry).sort(([a], [b]) => a < b ? -1 : 1) : entry);
}

test('the package yaml and this package read the same values', () => {
  fc.assert(fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), objects => {
    const yaml = toYaml(objects);
    const parsed = parseAllDocuments(yaml, { version: '1.1' });

    expect(parsed.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expect(canonical(parsed.map(each => each.toJSON()))).toBe(canonical(objects));
    expect(canonical(documentsOf(yaml, { left: 0 }))).toBe(canonical({
      documents: documentsOf(yaml, { left: 0 }).documents.map(({ line, item }, index) => ({ value: objects[index], line, item })), unreadable: [],
    }));
  }), { numRuns: 300 });
});

test('cdk8s reads the same values', () => {
  const objects = ODD_TEXTS.map(odd => ({ a: odd, [odd]: [odd, { b: odd }] }));
  const folder = mkdtempSync(join(tmpdir(), 'yaml-'));
  try {
    writeFileSync(join(folder, 'a.yaml'), toYaml(objects));
    expect(canonical(Yaml.load(join(folder, 'a.yaml')))).toBe(canonical(objects));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('texts are readable: without quotes where no reader could misunderstand them, and several lines as lines', () => {
  expect(toYaml([{ image: 'registry.example.com/web:1.4.2', args: ['--a=b', 'c'], empty: {}, text: 'a: b\n  c\n' }, { mode: '0440', yes: 1 }])).toBe(`image: registry.example.com/web:1.4.2
args:
  - "--a=b"
  - c
empty: {}
text: |
  a: b
    c
---
mode: "0440"
"yes": 1
`);
});

test('an object that occurs twice is written twice', () => {
  const shared = { a: 1 };

  expect(toYaml([{ b: shared, c: shared }])).toBe('b:\n  a: 1\nc:\n  a: 1\n');
});

test.each([[NaN], [Infinity], [1n]])('%p is refused', value_ => {
  expect(() => toYaml([{ a: [value_] }])).toThrow('is no value that JSON can represent');
});

test('no documents are an empty text', () => {
  expect(toYaml([])).toBe('');
});
