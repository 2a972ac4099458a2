import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.36', references: false });

const definition: ApiObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
    scope: 'Namespaced',
    versions: [{
      name: 'v1',
      served: true,
      storage: true,
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: {
            spec: {
              'type': 'object',
              'properties': {
                size: { type: 'integer', default: 3 },
                tags: { 'type': 'array', 'x-kubernetes-list-type': 'set', 'items': { type: 'string' } },
              },
              'x-kubernetes-validations': [
                { rule: 'self.size < 10', message: 'too big' },
                { rule: 'self.size >= oldSelf.size', message: 'widgets never shrink' },
              ],
            },
          },
        },
      },
    }],
  },
};

const widget = (spec: object): ApiObject => ({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec });

test('the kind of a definition is served, wherever the definition is among the documents', () => {
  const { passed, results } = dryRun.apply([widget({}), definition]);
  expect(passed).toBe(true);
  expect(results[0].stored).toMatchObject({ metadata: { namespace: 'default' }, spec: { size: 3 } });
});

test.each<[string, object, string, string]>([
  ['a rule', { size: 40 }, 'spec', 'too big'],
  ['a type', { size: 'big' }, 'spec.size', 'must be of type integer'],
  ['an unknown field', { sise: 4 }, 'spec.sise', 'unknown field'],
  ['a set', { tags: ['a', 'a'] }, 'spec.tags[1]', 'Duplicate value'],
])('an object is refused because of %s in the schema', (_, spec, field, message) => {
  const { results } = dryRun.apply([definition, widget(spec)]);
  const cause = { field, message: expect.stringContaining(message) };
  expect(results[1]).toMatchObject({ accepted: false, causes: expect.arrayContaining([expect.objectContaining(cause)]) });
});

test('a rule about updates can read the live object', () => {
  const live = [definition, widget({ size: 5 })];
  expect(dryRun.apply([definition, widget({ size: 6 })], { live }).passed).toBe(true);
  expect(dryRun.apply([definition, widget({ size: 4 })], { live }).results[1].causes).toMatchObject([{ field: 'spec', message: expect.stringContaining('widgets never shrink') }]);
});

test('without field validation, unknown fields are pruned and reported', () => {
  const lenient = new ServerDryRun({ kubernetesVersion: '1.36', fieldValidation: 'Ignore', references: false });
  expect(lenient.apply([definition, widget({ sise: 4 })])).toMatchObject({ passed: false, results: [{}, { accepted: true, droppedFields: ['spec.sise'] }] });
});

test('the kind of a refused definition is not served', () => {
  const broken = { ...definition, spec: { ...definition.spec, versions: [] } };
  const { results } = dryRun.apply([broken, widget({})]);
  expect(results.map(({ accepted }) => accepted)).toEqual([false, false]);
});

test('a kind without a definition is refused', () => {
  expect(dryRun.apply([widget({})]).results[0].causes).toMatchObject([{ message: expect.stringContaining('no matches for kind "Widget" in version "example.com/v1"') }]);
});

describe('the Gateway API is built in', () => {
  const route = (value: string): ApiObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web' },
    spec: { parentRefs: [{ name: 'public' }], rules: [{ matches: [{ path: { type: 'PathPrefix', value } }], backendRefs: [{ name: 'web', port: 80 }] }] },
  });

  test('with its defaults', () => {
    expect(dryRun.apply([route('/')]).results[0].stored).toMatchObject({ spec: { rules: [{ backendRefs: [{ kind: 'Service', weight: 1 }] }] } });
  });

  test('with its rules', () => {
    expect(dryRun.apply([route('shop')]).results[0].causes).toMatchObject([{ field: 'spec.rules[0].matches[0].path', message: expect.stringContaining('must be an absolute path') }]);
  });

  test('and its objects can be updated', () => {
    expect(dryRun.apply([route('/b')], { live: [route('/a')] }).passed).toBe(true);
  });
});
