import { ServerDryRun } from 'kubernetes-dry-run';

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
  ['a tab', 'a:\n\tb: 1', /tab|character/], ['broken JSON', '{"a": }', /invalid character/],
])('%s is an error', (_, text, error) => {
  expect(documents(text).at(-1)).toEqual(expect.stringMatching(error));
});

test.each(['', '\n', '# nothing\n', '---\n---\n', 'null'])('%j has no document', text => {
  expect(documents(text)).toEqual([]);
});

test('an invalid document does not hide the other documents', () => {
  expect(documents('a: [\n---\nb: 1')).toEqual([expect.any(String), { b: 1 }]);
});
