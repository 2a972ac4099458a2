import { ServerDryRun } from 'kubernetes-dry-run';
import { configMap } from '../support';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.35', references: false });

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
  ['a map', { data: new Map([['level', 'info']]) }, 'data is a Map, which JSON cannot represent. Use an object or a list'],
])('%s is an error that names the document and the path', (_, fields, message) => {
  expect(() => dryRun.apply([configMap('a'), configMap('b', fields)])).toThrow(new Error(`documents[1] (ConfigMap b): ${message}`));
  expect(() => dryRun.apply([], { live: [configMap('b', fields)] })).toThrow(new Error(`live[0] (ConfigMap b): ${message}`));
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
  ['a number', 5, 'number'], ['null', null, 'null'], ['a list', [], 'a list'], ['a text', 'kind: ConfigMap', 'another text'],
])('a live object that is %s is an error', (_, live, type) => {
  expect(() => dryRun.apply([configMap('a')], { live: [configMap('b'), live as any] })).toThrow(
    new Error(`live[1]: a live object must be a Kubernetes object or its JSON text, not ${type}. Pass what \`kubectl get -o json\` prints`));
});

describe('nesting', () => {
  const refusal = { accepted: false, causes: [{ field: '', reason: 'BadRequest', message: expect.stringMatching(/^the document has more than 300 levels/) }] };

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
