import * as fc from 'fast-check';

/** A document of a generated text. */
export interface TextPart {
  readonly text: string;
  /** The name of the ConfigMap, if the server must accept the document. The other documents can be accepted, refused or unreadable. */
  readonly name?: string;
}

const configMap = (name: string, data = '{level: info}') => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${data}\n`;
const nest = (open: string, levels: number, close: string, inside = '') => `${open.repeat(levels)}${inside}${close.repeat(levels)}`;

/** Most numbers of levels are near the limit. The largest ones fill the stack of the server, and a restart takes a second. */
const levels = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 600 }) },
  { weight: 4, arbitrary: fc.integer({ min: 295, max: 305 }) },
  { weight: 1, arbitrary: fc.constantFrom(2_500, 12_000) },
);
const strange = fc.string({ unit: 'binary', maxLength: 20 });
const lines = fc.array(strange.filter(line => !line.includes('\n---')), { maxLength: 6 }).map(each => each.join('\n'));

/** Values of the field `data`, in YAML. */
const data = fc.oneof(
  levels.map(each => nest('[', each, ']')),
  levels.map(each => nest('{a: ', each, '}', '1')),
  levels.map(each => `\n  ${'- '.repeat(each)}a`),
  levels.map(each => `\n${Array.from({ length: Math.min(each, 1000) }, (_, level) => `${' '.repeat(level + 1)}a:`).join('\n')}`),
  fc.integer({ min: 1, max: 2_000_000 }).map(length => `{a: "${'x'.repeat(length)}"}`),
  fc.integer({ min: 1, max: 40 }).map(each => `{${Array.from({ length: each }, (_, index) => `k${index}: &k${index} [${index === 0 ? 'x' : `*k${index - 1}, *k${index - 1}`}]`).join(', ')}}`),
  fc.integer({ min: 1, max: 100 }).map(each => `{a: &a "${'x'.repeat(1_000_000)}", b: [${'*a, '.repeat(each)}]}`),
  fc.constantFrom(
    '{a: "1", a: "2"}', '{a: .nan}', '{a: .inf}', '{a: -.Inf}', '{1: a, 1.5: b, true: c, 2026-01-01: d}', '{~: a}', '{? [a] : b}', '{? {a: b} : c}', '&a [*a]', '*unknown',
    '{<<: {a: "1"}, b: "2"}', '{<<: [a]}', '{<<: &a {<<: {b: c}}}', '{a: !!binary //79}', '{a: !!int x}', '!!set {a, b}', '!unknown {a: b}', '!!omap [a: b]', '{a: !!timestamp x}',
    '[[[]], [[[1]]]]', '{a: 0o17, b: 0x1F, c: 1_000, d: 1e400}', '"\\ud800"', '"\\x00"', '"\\U0010ffff"', '|\n  a\n ...\n', '>-\n\n\n', '\n...\ntext\n', '{a: \u0085\u2028\u2029}', '\t{}', '%TAG', '@', '`',
  ),
  strange.map(text => `{a: ${JSON.stringify(text)}}`),
  lines,
);

const hostileYaml: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: data.map(each => configMap('hostile', each)) },
  { weight: 1, arbitrary: lines },
  { weight: 1, arbitrary: fc.constantFrom('', '\n', '# nothing\n', 'null\n', '~\n', '[]\n', '- a\n', 'text\n', '5\n', '%YAML 1.1\n', '...\n', '{}\n', '{', ']', '"', '? ', '&a\n', '!!null\n') },
  { weight: 1, arbitrary: fc.tuple(strange, fc.nat(5000)).map(([text, length]) => configMap(JSON.stringify(`${text}${'n'.repeat(length)}`))) },
  { weight: 1, arbitrary: levels.map(each => `${nest('{apiVersion: v1, kind: List, items: [', each, ']}')}\n`) },
  { weight: 1, arbitrary: fc.constantFrom('List', 'PodList', 'Allow', '').map(kind => `apiVersion: v1\nkind: ${kind}\nitems: [{}, 5, ~, [], {metadata: {name: a}}]\n`) },
);

const hostileJson: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 5 }),
  levels.map(each => nest('{"a":', each, '}', '1')),
  levels.map(each => `{"a":${nest('[', each, ']')}}`),
  levels.map(each => nest('{"apiVersion":"v1","kind":"List","items":[', each, ']}')),
  strange.map(text => JSON.stringify({ apiVersion: 'v1', kind: text, metadata: { name: text, namespace: text }, data: { [text]: text } })),
  fc.constantFrom('{"a":1,"a":2}', '{"a":1e999}', '{"a":-0}', '{"a":12345678901234567890}', '{"a":"\\ud800"}', '{"items":[]}', '{"apiVersion":{},"kind":[]}', '{"kind":"ConfigMap","apiVersion":"v1","metadata":[]}'),
).filter(text => text.startsWith('{'));

const wellFormed = fc.integer({ min: 0, max: 999_999 }).map(number => `well-formed-${number}`);

/** Documents of YAML, which are separated by lines of dashes. */
export const yamlParts: fc.Arbitrary<TextPart[]> = fc.uniqueArray(fc.oneof(
  wellFormed.map((name): TextPart => ({ name, text: configMap(name) })),
  hostileYaml.map((text): TextPart => ({ text })),
), { minLength: 1, maxLength: 8, selector: ({ text }) => text });

/** Documents of JSON, one after the other. */
export const jsonParts: fc.Arbitrary<TextPart[]> = fc.uniqueArray(fc.oneof(
  wellFormed.map((name): TextPart => ({ name, text: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }) })),
  hostileJson.map((text): TextPart => ({ text })),
), { minLength: 1, maxLength: 8, selector: ({ text }) => text });
