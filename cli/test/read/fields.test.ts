import type { Document } from '../../src/document';
import { Fields, UnreadableField, unlessEmpty, withoutUndefined, type UnknownField } from '../../src/read/fields';

/** What a reader returns, and the fields that it has not read. */
function read<T>(object: Document, reader: (fields: Fields) => T): { result: T; unknown: UnknownField[] } {
  const unknown: UnknownField[] = [];
  return { result: Fields.readAll(object, unknown, reader), unknown };
}

test('fields that were not read are unknown, apart from those without a value', () => {
  const { unknown } = read({ 'a': 1, 'b': null, 'c': undefined, 'x/y~z': false, 'spec': { d: 2, e: [{ f: 3, g: 4 }] } }, fields => {
    fields.read('a');
    fields.readObject('spec', spec => {
      spec.read('d');
      spec.readList('e', item => item.read('f'));
    });
  });

  expect(unknown).toEqual([
    { path: 'spec.e[0].g', pointer: '/spec/e/0/g', value: 4, reason: undefined },
    { path: 'x/y~z', pointer: '/x~1y~0z', value: false, reason: undefined },
  ]);
});

test('an object of which nothing was read is unknown as a whole, because the declaration may not generate it', () => {
  const object = { spec: { windows: { user: 'a' }, list: [{ user: 'b' }], empty: {} } };
  const { unknown } = read(object, fields => fields.readObject('spec', spec => {
    spec.readObject('windows', () => undefined);
    spec.readList('list', () => undefined);
    spec.readObject('empty', () => undefined);
  }));

  // The object with the name spec has fields that were read, so only its inner objects are unknown. An item of a list exists anyway.
  expect(unknown.map(({ pointer, value }) => [pointer, value])).toEqual([['/spec/windows', { user: 'a' }], ['/spec/list/0/user', 'b']]);
});

test('values that no option has are reported', () => {
  const { result, unknown } = read({ policy: 'Always', other: 'Sometimes', count: '3', kind: 'A', unset: null }, fields => {
    fields.expect('kind', 'B');
    fields.expect('unset', 'B');
    return [fields.readMember('policy', 'PullPolicy'), fields.readMember('other', 'PullPolicy'), fields.readNumber('count'), fields.readMember('no', 'PullPolicy')];
  });

  expect(result).toEqual([expect.objectContaining({ path: ['PullPolicy', 'ALWAYS'] }), undefined, undefined, undefined]);
  expect(unknown.map(({ path, reason }) => [path, reason])).toEqual([['kind', undefined], ['other', undefined], ['count', 'the value is not a number']]);
});

test('a value of a reader can be reported for an inner field', () => {
  const { unknown } = read({ spec: { a: 1 } }, fields => fields.readObject('spec', spec => {
    spec.read('a');
    spec.reportValue(['b', 'c'], 2, 'the library has another value');
  }));

  expect(unknown).toEqual([{ path: 'spec.b.c', pointer: '/spec/b/c', value: 2, reason: 'the library has another value' }]);
});

test('inherited properties are no fields', () => {
  const { result } = read({}, fields => [fields.read('constructor'), fields.has('toString'), fields.isEmpty]);

  expect(result).toEqual([undefined, false, true]);
  expect(read({ a: 1 }, fields => [fields.has('a'), fields.isEmpty, fields.read('a'), fields.isEmpty]).result).toEqual([true, false, 1, true]);
});

test('values of lists and maps are texts', () => {
  const { result } = read({ list: [1, 'a', true], map: { a: 1, b: null }, empty: [] }, fields => [
    fields.readTexts('list'), fields.readMap('map'), fields.readList('empty', () => 1), fields.readTexts('no'), fields.readMap('no'), fields.readObject('no', () => 1),
  ]);

  expect(result).toEqual([['1', 'a', 'true'], { a: '1', b: '' }, undefined, undefined, undefined, undefined]);
});

test.each<[string, Document, (fields: Fields) => unknown, string]>([
  ['a document', ['a'], () => 1, 'the document is not an object'],
  ['an object', { spec: { pod: 'a' } }, fields => fields.readObject('spec', spec => spec.readObject('pod', () => 1)), 'spec.pod is not an object'],
  ['a list', { ports: { port: 1 } }, fields => fields.readList('ports', () => 1), 'ports is not a list'],
  ['a list of texts', { args: 'a' }, fields => fields.readTexts('args'), 'args is not a list'],
  ['an item', { ports: [null] }, fields => fields.readList('ports', () => 1), 'ports[0] is not an object'],
  ['a map', { labels: ['a'] }, fields => fields.readMap('labels'), 'labels is not a map'],
  ['a map of a text', { labels: 'a' }, fields => fields.readMap('labels'), 'labels is not a map'],
])('%s of another type cannot be read', (_, object, reader, message) => {
  expect(() => read(object, reader)).toThrow(UnreadableField);
  expect(() => read(object, reader)).toThrow(message);
});

test('empty objects and undefined keys can be left out', () => {
  expect(withoutUndefined({ a: undefined, b: null, c: 0 })).toEqual({ b: null, c: 0 });
  expect(Object.keys(withoutUndefined({ a: undefined }))).toEqual([]);
  expect([unlessEmpty({}), unlessEmpty({ a: 1 })]).toEqual([undefined, { a: 1 }]);
});
