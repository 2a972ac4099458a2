import { ServerDryRun } from 'kubernetes-dry-run';
import { definition as widgetDefinition } from '../server/widgets';
import { configMap } from '../support';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.35', references: false });

const withDefinitions = (crds: readonly any[]) => new ServerDryRun({ kubernetesVersion: '1.35', crds });

/** A map with a number of levels, one of which is a map that JSON cannot have without them. */
const nested = (levels: number): object => levels === 1 ? {} : { a: nested(levels - 1) };
const cyclic: any = { list: [{}] };
cyclic.list[0].above = cyclic;

test.each<[string, object, string]>([
  ['a bigint', { data: { count: 5n } }, 'data.count is the bigint 5, which JSON cannot represent. Use a number or a string'],
  ['a cycle', { data: cyclic }, 'data.list[0].above contains itself. Use a copy that does not refer to an object above it'],
  ['NaN', { data: { list: [1, NaN] } }, 'data.list[1] is NaN, which JSON cannot represent. Use a finite number or a string'],
  ['infinity', { data: { most: -Infinity } }, 'data.most is -Infinity, which JSON cannot represent. Use a finite number or a string'],
  ['a function', { data: { level: () => 'info' } }, 'data.level is a function, which JSON cannot represent. Omit it'],
  ['a symbol', { data: { level: Symbol('info') } }, 'data.level is a symbol, which JSON cannot represent. Omit it'],
  ['a path with control characters', { data: { 'a\n::error file=x::text\x1b[31m': 5n } }, 'data.a\\n::error file=x::text\\u001b[31m is the bigint 5, which JSON cannot represent. Use a number or a string'],
  ['a map', { data: new Map([['level', 'info']]) }, 'data is a Map, which JSON cannot represent. Use an object or a list'],
])('%s is an error that names the document and the path', (_, fields, message) => {
  expect(() => dryRun.apply([configMap('a'), configMap('b', fields)])).toThrow(new Error(`documents[1] (ConfigMap b): ${message}`));
  expect(() => dryRun.apply([], { live: [configMap('b', fields)] })).toThrow(new Error(`live[0] (ConfigMap b): ${message}`));
  expect(() => dryRun.apply([], { context: [configMap('b', fields)] })).toThrow(new Error(`context[0] (ConfigMap b): ${message}`));
  expect(() => withDefinitions([widgetDefinition, { ...widgetDefinition, ...fields }]).apply([])).toThrow(new Error(`crds[1] (CustomResourceDefinition widgets.example.com): ${message}`));
});

test('values that JSON.stringify converts are passed as it converts them', () => {
  const labels = { toJSON: () => ({ app: 'web' }) };
  const { results } = dryRun.apply([{ ...configMap('a'), metadata: { name: 'a', labels, annotations: undefined } as any }]);

  expect(results[0]).toMatchObject({ accepted: true, stored: { metadata: { labels: { app: 'web' } } } });
});

test('an object can be used at several places of a document', () => {
  const labels = { app: 'web' };
  const { results } = dryRun.apply([{ ...configMap('a'), metadata: { name: 'a', labels, annotations: labels } }]);

  expect(results[0].accepted).toBe(true);
});

test.each<[string, unknown, string]>([
  ['a number', 5, 'a number'], ['null', null, 'null'], ['a list', [], 'a list'], ['a text', 'kind: ConfigMap', 'another text'], ['a hole', undefined, 'undefined'],
])('a live object and an object of the context that is %s is an error', (_, value, type) => {
  const list = [configMap('b'), , configMap('c')] as any; // eslint-disable-line no-sparse-arrays
  if (value !== undefined) {
    list[1] = value;
  }
  expect(() => dryRun.apply([configMap('a')], { live: list })).toThrow(
    new Error(`live[1]: a live object must be a Kubernetes object or its JSON text, not ${type}. Pass what \`kubectl get -o json\` prints`));
  expect(() => dryRun.apply([configMap('a')], { context: list })).toThrow(
    new Error(`context[1]: an object of the context must be a Kubernetes object or its JSON text, not ${type}. Pass the objects of other manifests, or the \`json\` of the documents that \`decode\` returns`));
});

test('a text of crds that begins with a brace and is not JSON is an error', () => {
  expect(() => withDefinitions(['{a: b}']).apply([])).toThrow(
    new Error('crds[0]: a definition must be a Kubernetes object or its JSON text, not another text. Pass a CustomResourceDefinition, or the path of a file or directory'));
});

test('a hole in the list of documents is a refused document', () => {
  const { passed, results } = dryRun.apply([configMap('a'), , configMap('b')] as any); // eslint-disable-line no-sparse-arrays

  expect(passed).toBe(false);
  expect(results.map(({ accepted }) => accepted)).toEqual([true, false, true]);
});

test.each<[string, object, string]>([
  ['a kind that is a symbol', { kind: Symbol('a') }, 'documents[0] (object "a" without a kind): kind is a symbol'],
  ['a name without a text', { metadata: { name: Object.create(null) }, x: 5n }, 'documents[0] (ConfigMap (without a name)): x is the bigint 5'],
  ['a kind and a name that are objects', { kind: {}, metadata: { name: {} }, x: 5n }, 'documents[0] (object without a kind and a name): x is the bigint 5'],
  ['a name with control characters', { metadata: { name: 'a\n::error::', namespace: 'b' }, x: 5n }, 'documents[0] (ConfigMap b/a\\n::error::): x is the bigint 5'],
])('the error about an object with %s has a title', (_, fields, message) => {
  expect(() => dryRun.apply([configMap('a', fields)])).toThrow(message);
});

test.each<[string, () => unknown, string]>([
  ['a number to decode', () => dryRun.decode(5 as any), 'decode: the text must be a string or a Uint8Array, not a number. Pass the text or the content of a file.'],
  ['no options', () => dryRun.apply([], null as any), 'The options of apply must be an object, not null. Use an object such as { live: [] }.'],
  ['an option that does not exist', () => dryRun.apply([], { contexts: [] } as any), 'contexts: this option does not exist. The options are live, context, files.'],
  ['no files', () => dryRun.apply([configMap('a')], { files: null as any }), 'files must be a list of file names, not null. Pass the file of each document, in the order of the documents.'],
  ['a file that is a number', () => dryRun.apply([configMap('a')], { files: [5 as any] }), 'files must be a list of file names, not a list with a number. Pass the file of each document, in the order of the documents.'],
])('%s is an error', (_, call, message) => {
  expect(call).toThrow(new Error(message));
});

describe('nesting', () => {
  const refusal = { accepted: false, causes: [{ field: '', reason: 'BadRequest', message: expect.stringMatching(/^the document has more than 300 levels/) }] };

  test.each([301, 200_000])('a definition, a live object and an object of the context with %d levels are errors', levels => {
    let data = {};
    for (let level = 2; level < levels; level++) {
      data = { a: data };
    }
    const [deep, reason] = [configMap('deep', { data }), 'the document has more than 300 levels of nested maps and lists, which is a limit of kubernetes-dry-run. Use fewer levels'];

    expect(() => withDefinitions([deep]).apply([])).toThrow(new Error(`crds[0] (ConfigMap deep): ${reason}`));
    expect(() => dryRun.apply([], { live: [deep] })).toThrow(new Error(`live[0] (ConfigMap deep): ${reason}`));
    expect(() => dryRun.apply([], { context: [deep] })).toThrow(new Error(`context[0] (ConfigMap deep): ${reason}`));
  });

  test.each([301, 3_000, 100_000])('a document with %d levels is refused, and the others get a verdict', levels => {
    // Built from the inside, because a recursive function would fill the stack.
    let data = {};
    for (let level = 2; level < levels; level++) {
      data = { a: data };
    }
    const { results } = dryRun.apply([configMap('a'), configMap('deep', { data }), configMap('b')]);

    expect(results).toMatchObject([{ accepted: true }, { ...refusal, kind: 'ConfigMap', name: 'deep' }, { accepted: true }]);
  });

  test.each(['object', 'JSON', 'YAML'])('300 levels in a document that is passed as %s are sent to the server, and 301 are not', format => {
    const document = (levels: number): any => {
      const object = configMap('a', { data: nested(levels - 1) });
      const yaml = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: ${JSON.stringify(object.data)}\n`;
      return { object, JSON: JSON.stringify(object), YAML: yaml }[format];
    };
    const [allowed, refused] = dryRun.apply([document(300), document(301)]).results;

    expect(allowed.causes[0].message).not.toMatch(/levels/);
    expect(refused).toMatchObject(refusal);
  });

  test.each<[string, (levels: number) => string]>([
    ['maps', levels => `${'{"type":"object","additionalProperties":'.repeat(levels)}{"type":"string"}${'}'.repeat(levels)}`],
    ['lists', levels => `${'{"type":"array","items":'.repeat(levels)}{"type":"string"}${'}'.repeat(levels)}`],
  ])('a schema of %s with the most levels is compiled, and its objects are created and updated', (_, schema) => {
    const definition = `{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"as.example.com"},"spec":{"group":"example.com",
      "scope":"Namespaced","names":{"kind":"A","plural":"as","singular":"a"},"versions":[{"name":"v1","served":true,"storage":true,
      "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":${schema(250)}}}}}]}}`;
    const custom = '{"apiVersion":"example.com/v1","kind":"A","metadata":{"name":"a"}}';

    expect(dryRun.apply([definition, custom], { live: [definition, custom] }).results.flatMap(({ causes }) => causes)).toEqual([]);
  });
});
