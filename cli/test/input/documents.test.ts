import type * as yaml from 'yaml';
import { documentsOf } from '../../src/input/documents';
import { MAX_FILE, MAX_LEVELS } from '../../src/input/limits';

function valuesOf(text: string, left = MAX_FILE): unknown[] {
  const { documents, unreadable } = documentsOf(text, { left });
  expect(unreadable).toEqual([]);
  return documents.map(({ value }) => value);
}

function problemsOf(text: string, left = MAX_FILE): string[] {
  return documentsOf(text, { left }).unreadable.map(({ line, column, message }) => `${line}${column === undefined ? '' : `:${column}`}: ${message}`);
}

// The values are those of the package kubernetes-dry-run, which contains the decoder of kubectl.
describe('a scalar has the value that kubectl reads', () => {
  test.each<[string, unknown]>([
    ['yes', true], ['y', true], ['off', false], ['oN', 'oN'], ['~', null], ['', null], ['0440', 288], ['0o17', 15], ['0O17', 15], ['-017', -15], ['08', 8],
    ['0b11', 3], ['0B11', 3], ['0x1F', 31], ['0XFF', 255], ['+5', 5], ['1_000', 1000], ['1e3', 1000], ['.5', 0.5], ['5.', 5], ['1_0.5', 10.5],
    ['e0', 'e0'], ['1e400', '1e400'], ['.', '.'], ['0x', '0x'], ['1.2.3', '1.2.3'], ['12:30', '12:30'], ['2024-01-01', '2024-01-01'], ['=', '='],
    ['!!str 012', '012'], ['!!int "3"', 3], ['!!float "3"', 3], ['"\\x41"', 'A'],
  ])('%p is %p', (text, value) => {
    expect(valuesOf(`v: ${text}\n`)).toEqual([{ v: value }]);
  });

  test.each([
    ['a: |\n b', 'b'], ['a: |\n b\n', 'b\n'], ['a: |+\n b\n\n', 'b\n\n'], ['a: >\n b\n c\n\n d', 'b c\nd'], ['a: |-\n b', 'b'],
  ])('%p has the text %p', (text, value) => {
    expect(valuesOf(text)).toEqual([{ a: value }]);
  });
});

test('keys that are numbers or booleans are texts', () => {
  expect(valuesOf('{yes: 1, 80: 2, 0x10: 3, 2024-01-01: 4}')).toEqual([{ 'true': 1, '80': 2, '16': 3, '2024-01-01': 4 }]);
});

test.each([['YAML', 'a: {__proto__: {x: 1}, constructor: {prototype: {x: 1}}}'], ['JSON', '{"a":{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}}']])(
  'the keys __proto__ and constructor are own keys in %s', (_, text) => {
    const [{ a }] = valuesOf(text) as { a: object }[];

    expect(Object.keys(a)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(a)).toBe(Object.prototype);
    expect(Object.hasOwn(a, '__proto__')).toBe(true);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

test('a merge key takes over the keys of an anchor, also __proto__ as an own key', () => {
  const [value] = valuesOf('a: &a {x: 1, z: 2, __proto__: 3}\nb: {<<: *a, z: 4}\nc: {<<: [{x: 1}, {z: 2}]}') as { b: object; c: object }[];

  expect(Object.entries(value.b)).toEqual([['x', 1], ['z', 4], ['__proto__', 3]]);
  expect(value.c).toEqual({ x: 1, z: 2 });
});

test('the first map of a list of merged maps wins', () => {
  expect(valuesOf('{<<: [{x: 1}, {x: 2, z: 3}]}')).toEqual([{ x: 1, z: 3 }]);
});

test('a key without a value has the value null', () => {
  expect(valuesOf('{a, b: }')).toEqual([{ a: null, b: null }]);
});

test('a quoted merge key is a key', () => {
  expect(valuesOf('{"<<": {a: 1}}')).toEqual([{ '<<': { a: 1 } }]);
});

test('an alias means the last anchor above it, and its value is a copy', () => {
  const [value] = valuesOf('a: &a [1]\nb: &b [*a]\nc: &a [2]\nd: *b\ne: *a') as { a: object; b: object[]; d: object; e: object }[];

  expect(value).toEqual({ a: [1], b: [[1]], c: [2], d: [[1]], e: [2] });
  expect(value.b[0]).not.toBe(value.a);
});

describe('a document that cannot be read is reported with its line, and the column', () => {
  test.each([
    ['v: .inf', '1:4: a number is infinite, not a number or too large. Use a finite number, or write a text in quotes'],
    ['v: .nan', '1:4: a number is infinite, not a number or too large. Use a finite number, or write a text in quotes'],
    ['a: 1\nv: 9007199254740993', '2:4: a number is beyond 9007199254740991, so JavaScript cannot represent all its digits. Use a smaller number, or write a text in quotes'],
    ['{"v": 9007199254740993}', '1: a number is beyond 9007199254740991, so JavaScript cannot represent all its digits. Use a smaller number, or write a text in quotes'],
    ['v: "\\ud800"', '1:4: a text has an escape sequence that is half of a character, from \\ud800 to \\udfff. Write the character itself'],
    ['{"v": {"\\ud800": 1}}', '1: a text has an escape sequence that is half of a character, from \\ud800 to \\udfff. Write the character itself'],
    ['{"v": ["\\ud800"]}', '1: a text has an escape sequence that is half of a character, from \\ud800 to \\udfff. Write the character itself'],
    ['v: !!binary aGk=', '1:4: a value has a tag that kubectl does not read, or that does not fit the value. Remove the word that begins with !'],
    ['v: !Ref a', '1:4: a value has a tag that kubectl does not read, or that does not fit the value. Remove the word that begins with !'],
    ['a: 1\nb: {x: 1,\n x: 2}', '3:2: a key occurs twice in a map. Remove one of the two'],
    ['{yes: 1, "true": 2}', '1:10: a key occurs twice in a map. Remove one of the two'],
    ['{~: 1}', '1:2: a key of a map must be a text, not a map, a list or null. Write it in quotes'],
    ['? [a]\n: b', '1:3: a key of a map must be a text, not a map, a list or null. Write it in quotes'],
    ['a: &a [*a]', '1:8: an alias is part of its own anchor. Write the value instead'],
    ['a: *x', '1:4: an alias has no anchor above it. Write the value instead'],
    ['a: {<<: 3}', '1:5: the value of the merge key << must be a map or a list of maps. Use an alias of a map'],
    ['a: {<<}', '1:5: the value of the merge key << must be a map or a list of maps. Use an alias of a map'],
    ['a: {<<: [[a]]}', '1:5: the value of the merge key << must be a map or a list of maps. Use an alias of a map'],
    ['a:\n  x: 1\n  <<: {x: 2}', '3:3: the merge key << contains a key that is already set above it, which kubectl and YAML 1.1 read differently. Move << to the beginning of the map'],
    ['a:\n\tb: 1', '2:1: a tab is used for indentation. Use spaces'],
    ['a: b: c', '1:4: a text contains a colon and a space, which separate a key from its value. Write the text in quotes'],
    ['a: @b', '1:4: a text begins with a character that has a meaning in YAML, such as @, ` or %. Write the text in quotes'],
    ['a: "b', '1:4: a text in quotes is not closed. Add the closing quote'],
    ['a: "\\q"', '1:5: a text in double quotes has an unknown escape sequence. Write a backslash as \\\\, or use single quotes'],
    ['a:\n    b: 1\n  c: 2', '3:1: the indentation does not fit the lines above. Indent the entries of a map or list by the same number of spaces'],
    ['a: - b', '1:4: a list begins in the line of its key. Begin it in the next line'],
    ['a: [', '1:4: a list that begins with [ is not closed. Add the closing ], and indent all its lines'],
    ['a: [1, 2\nb: 3\n', '1:4: a list that begins with [ is not closed. Add the closing ], and indent all its lines'],
    ['a:\n  b: {"c": [1, 2}', '2:12: a list that begins with [ is not closed. Add the closing ], and indent all its lines'],
    ['a: {b: [1], c: 2\nd: 3', '1:4: a map that begins with { is not closed. Add the closing }, and indent all its lines'],
    ["a: '1'\nb: 'x\nc: d\n", '2:4: a text in quotes is not closed. Add the closing quote'],
    ['a: 1\n  b: 2', '2:3: a key is indented more than the line above it, which has a value already. Indent the keys of a map by the same number of spaces'],
    ['a: 1\nkey\nb: 2', '2:1: a line has no colon after its key. Add a colon and a space, or indent the line if it belongs to the text above it'],
    ['a: 1\nkey', '2:1: a line has no colon after its key. Add a colon and a space, or indent the line if it belongs to the text above it'],
    ['- a: 1\n  b: 2\n c: 3', '3:1: the indentation does not fit the lines above. Indent the entries of a map or list by the same number of spaces'],
    ['a: ]', '1:4: a closing ] or } has no opening one. Remove it, or write the text in quotes'],
    ['a: [1,,2]', '1:7: a comma in a list or map in brackets has no value before it. Remove it'],
    ['{"a": 1 "b": 2}', '1:7: a list or map in brackets has entries without a comma between them. Add the comma'],
    ['a: |x\n  y', '1:5: there is other text after | or >. Begin the text in the next line'],
    ['a: "b" c', '1:8: there is other text after the end of a value. Remove it, or write the whole value in quotes'],
    ['a: &', '1:4: an anchor or alias has no name after & or *. Add it, or write the text in quotes'],
    ['&a &b c', '1:4: the document is not valid YAML. Check the quotes, brackets and indentation'],
    ['a: 1\n...\nb: 2', '3:1: there is content after the end of the document, which kubectl does not read. Separate documents with a line of three dashes'],
    ['# x\n%YAML 1.2\n', '2: a line that begins with % is a directive, which kubectl does not read. Remove it'],
    ['a: {{ .Values.x }}', '1:4: the document is a template, not YAML: it contains {{. Render it first, a Helm chart with `helm template`, and specify the result'],
    ['a:\n{{- if .Values.x }}\n  b: 1\n{{- end }}', '2:1: the document is a template, not YAML: it contains {{. Render it first, a Helm chart with `helm template`, and specify the result'],
  ])('%p', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('no message contains a text of the document', () => {
    for (const secret of ['[', '"', "'", '@', '*', '!', '{{', '- ', '\t', '%', '&a &', '\\q: "\\', ': ', '? ', '}', '|x', '\u0000']) {
      const problems = problemsOf(`data:\n  password: ${secret}hunter2 hunter2\n  hunter2\n`);
      expect(problems.join('\n')).not.toContain('hunter2');
    }
  });

  test('the others are read', () => {
    expect(documentsOf('a: 1\n---\nb: [\n---\nc: 3\n', { left: MAX_FILE })).toEqual({
      documents: [{ value: { a: 1 }, line: 1, item: '' }, { value: { c: 3 }, line: 5, item: '' }],
      unreadable: [{ line: 3, column: 4, message: expect.any(String) }],
    });
  });

  test('text in the line of three dashes is reported for the document after it', () => {
    expect(documentsOf('a: 1\n--- b: 2\n--- # comment\nc: 3', { left: MAX_FILE })).toEqual({
      documents: [{ value: { a: 1 }, line: 1, item: '' }, { value: { c: 3 }, line: 4, item: '' }],
      unreadable: [{ line: 2, message: 'there is text after the three dashes, which kubectl refuses. Begin the document in the next line' }],
    });
  });
});

describe('limits', () => {
  const levels = (count: number) => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`;

  test.each([['JSON', ''], ['YAML', '# YAML\n']])('a document of %s can have 300 levels', (_, comment) => {
    expect(valuesOf(comment + levels(MAX_LEVELS))).toHaveLength(1);
    expect(problemsOf(comment + levels(MAX_LEVELS + 1))).toEqual([expect.stringContaining('the document has more than 300 levels of nested maps and lists')]);
  });

  test.each([['brackets', '['.repeat(20_000)], ['maps', '{a: '.repeat(20_000)], ['dashes', '- '.repeat(20_000)], ['JSON', levels(50_000)]])(
    'very deep %s are refused in a short time', (_, text) => {
      expect(problemsOf(text)).toEqual([expect.stringContaining('the document has more than 300 levels of nested maps and lists')]);
    });

  test('a document that is too deep for the stack of an older version of the package yaml is refused, and other errors of it are not hidden', () => {
    const parse = jest.spyOn(jest.requireActual<typeof yaml>('yaml'), 'parseDocument').mockImplementationOnce(() => {
      throw new RangeError('Maximum call stack size exceeded');
    });
    expect(problemsOf('a: 1')).toEqual([expect.stringContaining('the document has more than 300 levels of nested maps and lists')]);

    parse.mockImplementationOnce(() => {
      throw new TypeError('a bug');
    });
    expect(() => problemsOf('a: 1')).toThrow('a bug');
    parse.mockRestore();
  });

  test('aliases cannot expand without a limit', () => {
    const lines = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
    for (let level = 1; level < 20; level++) {
      lines.push(`a${level}: &a${level} [${Array(10).fill(`*a${level - 1}`).join(', ')}]`);
    }
    const budget = { left: 100_000 };

    expect(documentsOf(lines.join('\n'), budget).unreadable.map(({ message }) => message))
      .toEqual(['the aliases of the file expand to more than 64 MiB. Use fewer aliases']);
    expect(documentsOf(lines.slice(0, 2).join('\n'), budget).unreadable).toHaveLength(1);
    expect(valuesOf(lines.slice(0, 3).join('\n'))).toHaveLength(1);
  });

  test('a map with many keys takes no quadratic time', () => {
    const start = Date.now();
    expect(valuesOf(Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n'))).toHaveLength(1);
    expect(Date.now() - start).toBeLessThan(5_000);
  });
});

describe('lists', () => {
  const items = (text: string) => documentsOf(text, { left: MAX_FILE }).documents.map(({ value, line, item }) => [value, line, item]);

  test('the items of a List are documents with the position and, in YAML, the line of each', () => {
    expect(items('apiVersion: v1\nkind: List\nitems:\n- a: 1\n- kind: List\n  items:\n  - b: 2\n')).toEqual([
      [{ a: 1 }, 4, 'items[0]'], [{ b: 2 }, 5, 'items[1].items[0]'],
    ]);
    expect(items('\n{"apiVersion": "v1", "kind": "List",\n"items": [{"a": 1},\n{"b": 2}]}')).toEqual([[{ a: 1 }, 2, 'items[0]'], [{ b: 2 }, 2, 'items[1]']]);
  });

  test('the items of a list of one kind have this kind, unless they have one', () => {
    expect(items('{apiVersion: apps/v1, kind: DeploymentList, items: [{metadata: {name: a}}, {apiVersion: v1, kind: Pod}, 3]}')).toEqual([
      [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } }, 1, 'items[0]'], [{ apiVersion: 'v1', kind: 'Pod' }, 1, 'items[1]'], [3, 1, 'items[2]'],
    ]);
  });

  test('a list of YAML or JSON is its items', () => {
    expect(items('- a: 1\n- [b: 2]\n- ~')).toEqual([[{ a: 1 }, 1, '[0]'], [{ b: 2 }, 2, '[1][0]'], [null, 3, '[2]']]);
    expect(items('[{"a": 1}]')).toEqual([[{ a: 1 }, 1, '[0]']]);
  });

  test('an object with items whose kind is no list is an object', () => {
    expect(items('{kind: Menu, items: [1]}')).toEqual([[{ kind: 'Menu', items: [1] }, 1, '']]);
    expect(items('{kind: List}')).toEqual([[{ kind: 'List' }, 1, '']]);
  });
});

describe('JSON', () => {
  test('values follow each other, with any content in texts', () => {
    expect(documentsOf('{"a": "}\\"{[\\\\"}\n\n{"b": [{}]} {"c": 1}\n', { left: MAX_FILE }).documents).toEqual([
      { value: { a: '}"{[\\' }, line: 1, item: '' }, { value: { b: [{}] }, line: 3, item: '' }, { value: { c: 1 }, line: 3, item: '' },
    ]);
  });

  test('what is no JSON is YAML', () => {
    expect(valuesOf('{a: 1}\n---\nb: 2')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(valuesOf('{"a": 1}\n---\nb: 2')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('texts and braces that do not end are reported', () => {
    expect(problemsOf('{"a": "')).toHaveLength(1);
    expect(problemsOf('{"a": {}')).toHaveLength(1);
    expect(problemsOf('{"a": "\\')).toHaveLength(1);
  });
});
