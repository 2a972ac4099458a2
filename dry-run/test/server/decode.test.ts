import { ServerDryRun, type DecodedDocument } from 'kubernetes-dry-run';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.35', references: false });
const documents = (text: string) => dryRun.decode(text).map(({ document, error }) => error ?? document);

test.each<[string, string, unknown]>([
  ['yes', 'a: yes', { a: true }], ['0644', 'a: 0644', { a: 420 }], ['a date', 'a: 2026-01-01', { a: '2026-01-01' }], ['1e3', 'a: 1e3', { a: 1000 }], ['no key', '5: a', { 5: 'a' }],
])('%s is read in the same way as kubectl reads it', (_, text, document) => {
  expect(documents(text)).toEqual([document]);
});

test('several documents are returned with the lines where they begin', () => {
  const text = '# first\n\nkind: A\n---\n---\n# none\n---\n\nkind: B\nspec:\n  a: |\n    ---x\n---\nkind: C\n';
  expect(dryRun.decode(text).map(({ document, line }) => [document, line])).toEqual([[{ kind: 'A' }, 3], [{ kind: 'B', spec: { a: '---x\n' } }, 9], [{ kind: 'C' }, 14]]);
});

test('a sequence of JSON objects is read', () => {
  expect(dryRun.decode('{"kind": "A"}\n\n{"kind":\n"B"}').map(({ document, line }) => [document, line])).toEqual([[{ kind: 'A' }, 1], [{ kind: 'B' }, 3]]);
});

test('the items of lists and nested lists are separate documents', () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [{ kind: 'A' }, { kind: 'ConfigMapList', items: [{ kind: 'B' }] }] };
  expect(documents(JSON.stringify(list))).toEqual([{ kind: 'A' }, { kind: 'B' }]);
});

test('numbers are kept as they were written', () => {
  expect(dryRun.decode('{"a": 80.0}')[0].json).toBe('{"a": 80.0}');
});

test.each<[string, string, RegExp]>([
  ['a duplicate key', 'z: 1\n---\na: 1\nb: 2\na: 3', /line 5: key "a" already set/], ['a wrong indentation', 'a:\n  b: 1\n c: 2', /line \d/],
  ['a tab', 'a:\n\tb: 1', /tab|character/], ['text that is neither JSON nor YAML', '{"a": [}', /invalid character/],
])('%s is an error', (_, text, error) => {
  expect(documents(text).at(-1)).toEqual(expect.stringMatching(error));
});

test.each(['', '\n', '# nothing\n', '---\n---\n', 'null'])('%j has no document', text => {
  expect(documents(text)).toEqual([]);
});

test('an invalid document does not hide the other documents', () => {
  expect(documents('a: [\n---\nb: 1')).toEqual([expect.any(String), { b: 1 }]);
});

describe('JSON and YAML in one text, as kubectl reads them', () => {
  test.each<[string, string, unknown[]]>([
    ['YAML that begins with a brace', '{a: 1}\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['JSON that is separated by dashes', '{"a": 1}\n---\n{"b": 2}\n---\nc: 3\n', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['an incomplete value after two others', '{"a": 1} {"b": 2} {"c"', [{ a: 1 }, { b: 2 }, 'unexpected EOF']],
    ['lines that end as on Windows', 'a: 1\r\n---\r\nb: 2\r\n', [{ a: 1 }, { b: 2 }]],
    ['text after the dashes', 'a: 1\n--- text\nb: 2\n--- # comment\nc: 3', [{ a: 1 }, 'line 2: invalid Yaml document separator: text. Begin the document in the next line', { c: 3 }]],
  ])('%s', (_, text, expected) => {
    expect(documents(text)).toEqual(expected);
  });

  test.each(['a: 1\n...\nb: 2', '{a: 1}\nb: 2'])('content that kubectl would ignore is an error: %j', text => {
    expect(documents(text)).toEqual([expect.stringMatching(/^there is content after the end of the document/)]);
    expect(documents('a: 1\n...\n# end\n---\nb: 2')).toEqual([{ a: 1 }, { b: 2 }]);
  });
});

describe('repeated keys of YAML', () => {
  const text = 'z: 1\n---\na: 1\nb: {c: 1, c: 2}\na: 3\n---\nd: 1';
  const decoded = (fieldValidation?: 'Strict' | 'Warn' | 'Ignore') => new ServerDryRun({ kubernetesVersion: '1.35', fieldValidation }).decode(text)[1];

  test('are errors by default', () => {
    expect(decoded()).toEqual({ line: 3, error: 'line 4: key "c" already set in map; line 5: key "a" already set in map' });
  });

  test('are warnings with Warn, and ignored with Ignore', () => {
    const read = { line: 3, document: { a: 3, b: { c: 2 } } };

    expect(decoded('Warn')).toMatchObject({ ...read, warnings: ['line 4: key "c" already set in map', 'line 5: key "a" already set in map'] });
    expect(decoded('Ignore')).toMatchObject(read);
    expect(decoded('Ignore')).not.toHaveProperty('warnings');
  });

  test('of a document that is passed to apply as YAML are handled in the same way', () => {
    const repeated = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {}\ndata: {}\n';
    const [strict, warned, ignored] = (['Strict', 'Warn', 'Ignore'] as const)
      .map(fieldValidation => new ServerDryRun({ kubernetesVersion: '1.35', fieldValidation }).apply([repeated]).results[0]);

    expect(strict).toMatchObject({ accepted: false, causes: [{ message: 'line 5: key "data" already set in map' }] });
    expect(warned).toMatchObject({ accepted: true, warnings: ['line 5: key "data" already set in map'] });
    expect(ignored).toMatchObject({ accepted: true, warnings: [] });
  });
});

describe('lists', () => {
  const custom = (fields: object) => JSON.stringify({ apiVersion: 'example.com/v1', kind: 'AllowList', metadata: { name: 'a' }, ...fields });

  test.each<[string, object, string]>([
    ['objects without a kind', { items: [{ host: 'a' }] }, 'items[0] is not an object with apiVersion, kind and metadata'],
    ['texts', { items: ['a'] }, 'items[0] is not an object with apiVersion, kind and metadata'],
    ['no list', { items: 'a' }, 'items is not a list of objects'],
    ['null', { items: null }, 'items is null'],
  ])('a custom resource whose items are %s is not replaced by them', (_, fields, reason) => {
    expect(documents(`${custom(fields)}{"a":1}`)).toEqual([
      `${reason}: kubectl reads every document with the field items as a list of objects, so it does not create this AllowList. To check the object itself, pass it to ServerDryRun.apply`,
      { a: 1 },
    ]);
  });

  test('a kind that is no list and has empty items is not dropped', () => {
    expect(documents(custom({ kind: 'Allowance', items: [] }))).toEqual([expect.stringMatching(/^items is empty: /)]);
  });

  test.each(['{"apiVersion":"v1","kind":"List"}', 'apiVersion: v1\nkind: List\nitems:\n', '{"kind":"List","items":[{"kind":"List","items":null}]}'])('a List without items is an error: %j', text => {
    expect(documents(`${text}\n---\na: 1`)).toEqual(['items is missing. Write the objects of the List in items', { a: 1 }]);
  });

  test('a List with empty items has no document', () => {
    expect(documents('{"apiVersion":"v1","kind":"List","items":[]}')).toEqual([]);
  });

  test('the items of a list of one kind get this kind, as in kubectl', () => {
    expect(documents('{"apiVersion":"v1","kind":"PodList","items":[{"metadata":{"name":"<a>"}},{"apiVersion":"v1","kind":"Node"}]}'))
      .toEqual([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: '<a>' } }, { apiVersion: 'v1', kind: 'Node' }]);
  });

  test('an item that is not an object does not hide the others', () => {
    expect(documents('{"apiVersion":"v1","kind":"List","items":[{"a":1},5,null,{"b":2}]}'))
      .toEqual([{ a: 1 }, 'items[1] must be an object', 'items[2] must be an object', { b: 2 }]);
  });
});

describe('encodings', () => {
  const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map(part => Buffer.from(part as string)));
  const read = (file: Uint8Array) => dryRun.decode(file).map(({ document, error, line }) => [line, error ?? document]);
  const mark = '\ufeff';

  test.each<[string, Uint8Array]>([
    ['UTF-8', bytes('a: ü')],
    ['UTF-8 with a byte-order mark', bytes(mark, 'a: ü')],
    ['UTF-16, little endian', Buffer.from(`${mark}a: ü`, 'utf16le')],
    ['UTF-16, big endian', Buffer.from(`${mark}a: ü`, 'utf16le').swap16()],
  ])('%s is read', (_, file) => {
    expect(read(file)).toEqual([[1, { a: 'ü' }]]);
  });

  test('a text can begin with a byte-order mark', () => {
    expect(documents(`${mark}{"a": 80.0}`)).toEqual([{ a: 80 }]);
  });

  test('invalid UTF-8 is an error of one document', () => {
    expect(read(bytes('a: 1\n---\n# b\nb: 1\nc: ', [0xff], '\n---\nd: 1'))).toEqual([
      [1, { a: 1 }], [4, 'line 5: the byte 0xff is not valid UTF-8. Save the file in UTF-8'], [7, { d: 1 }],
    ]);
    expect(read(bytes('{"a": "', [0xe2, 0x82], '"} {"b": 1}'))).toEqual([[1, 'line 1: the byte 0xe2 is not valid UTF-8. Save the file in UTF-8'], [1, { b: 1 }]]);
  });

  test('invalid UTF-16 is an error', () => {
    expect(read(Buffer.from(`${mark}a: \ud800`, 'utf16le')))
      .toEqual([[1, 'the file begins with the byte-order mark of UTF-16, but it is not valid UTF-16. Save the file in UTF-8']]);
  });

  test('a binary value that is not text is an error', () => {
    expect(documents('a: !!binary //79')).toEqual([expect.stringMatching(/^a value with the tag !!binary is not text/)]);
    expect(documents('a: !!binary YQ==')).toEqual([{ a: 'a' }]);
  });
});

describe('aliases', () => {
  const chain = (length: number, item: (index: number) => string) => Array.from({ length }, (_, index) => `k${index}: &k${index} ${item(index)}`).join('\n');

  test.each<[string, string, RegExp]>([
    ['values that grow exponentially', chain(30, index => index === 0 ? '[x]' : `[*k${index - 1}, *k${index - 1}]`), /excessive aliasing/],
    ['long texts', `a: &a "${'x'.repeat(1e6)}"\nb: [${'*a,'.repeat(100)}]`, /more than 64 MiB/],
    ['texts that are long in JSON', `a: &a "${'<'.repeat(1e6)}"\nb: [${'*a,'.repeat(20)}]`, /more than 64 MiB/],
    ['long keys', `a: &a\n  ? "${'x'.repeat(1e6)}"\n  : 1\nb: [${'*a,'.repeat(100)}]`, /more than 64 MiB/],
    ['lists in lists', chain(20, index => index === 0 ? 'x' : `${'['.repeat(20)}*k${index - 1}${']'.repeat(20)}`), /more than 300 levels of nested maps and lists, which is a limit of kubernetes-dry-run/],
    ['a value that contains itself', 'a: &a [*a]', /contains itself/],
  ])('%s are an error', (_, text, error) => {
    expect(documents(`${text}\n---\nb: 1`)).toEqual([expect.stringMatching(error), { b: 1 }]);
  });

  test('the documents with aliases of one text have a limit together, and those beyond it do not hide the others', () => {
    const long = `a: &a "${'x'.repeat(1e6)}"\nb: [${'*a,'.repeat(30)}]\n`;
    const kept = ({ document, error }: DecodedDocument) => error ?? Object.keys(document!);

    expect(dryRun.decode([long, long, long, 'c: 1\n', long, 'd: [&d x, *d]\n'].join('---\n')).map(kept)).toEqual([
      ['a', 'b'], ['a', 'b'], expect.stringMatching(/^the documents with aliases in this text expand to more than 64 MiB in total/), ['c'],
      expect.stringMatching(/expand to more than 64 MiB in total/), ['d'],
    ]);
  });

  test('aliases and merge keys are read', () => {
    expect(documents('a: &a {b: 1}\nc: *a\nd: {<<: *a, e: 2}')).toEqual([{ a: { b: 1 }, c: { b: 1 }, d: { b: 1, e: 2 } }]);
  });
});

test.each([['~: hunter2'], ['? [a]\n: hunter2'], ['? {a: 1}\n: hunter2']])('the error about a key that JSON cannot have does not contain the value: %j', text => {
  expect(documents(text)).toEqual([expect.stringMatching(/map key/)]);
  expect(documents(text)[0]).not.toMatch(/hunter2/);
});
