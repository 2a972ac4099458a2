import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { definition, widget } from './widgets';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.36', references: false });

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

describe('an update', () => {
  const unknown = { accepted: false, causes: [{ field: 'spec.sise', message: expect.stringContaining('field not declared in schema') }] };

  test.each(['Strict', 'Warn', 'Ignore'] as const)('refuses unknown fields, like an update of a built-in kind, with the field validation %s', fieldValidation => {
    const validating = new ServerDryRun({ kubernetesVersion: '1.36', fieldValidation, references: false });
    expect(validating.apply([definition, widget({ sise: 4 })], { live: [definition, widget({})] }).results[1]).toMatchObject(unknown);
  });

  test('refuses unknown fields of the second document with the same name', () => {
    expect(dryRun.apply([definition, widget({}), widget({ sise: 4 })]).results[2]).toMatchObject(unknown);
  });

  test('accepts unknown fields where the schema preserves them', () => {
    const { results } = dryRun.apply([definition, widget({ any: { a: 1 } })], { live: [definition, widget({})] });
    expect(results[1]).toMatchObject({ accepted: true, stored: { spec: { any: { a: 1 } } } });
  });

  test('merges lists by the keys of the schema', () => {
    const ports = (...numbers: number[]) => widget({ ports: numbers.map(port => ({ port })) });
    expect(dryRun.apply([definition, ports(1, 1)], { live: [definition, ports(1)] }).results[1]).toMatchObject({
      accepted: false, causes: [{ field: 'spec.ports', message: expect.stringContaining('duplicate entries for key [port=1]') }],
    });
  });

  const printed = (spec: object) => ({ ...widget(spec), metadata: { name: 'w', uid: 'e7d1', resourceVersion: '7' }, status: { phase: 'Ready' } });

  test('accepts a value that was invalid before if it does not change', () => {
    const updated = (spec: object) => dryRun.apply([definition, widget(spec)], { live: [definition, printed({ size: 40 })] }).results[1];
    expect(updated({ size: 40 })).toMatchObject({ accepted: true, warnings: [expect.stringContaining('too big')] });
    expect(updated({ size: 50 })).toMatchObject({ accepted: false, causes: [{ field: 'spec', message: expect.stringContaining('too big') }] });
  });

  test('is a creation if the live manifest is invalid', () => {
    const { findings, results } = dryRun.apply([definition, widget({ size: 40 })], { live: [definition, widget({ size: 40 })] });
    expect(findings).toMatchObject([{ rule: 'live-refused', kind: 'Widget', message: expect.stringContaining('too big') }]);
    expect(results[1]).toMatchObject({ accepted: false, causes: [{ field: 'spec' }] });
  });

  test('of a live manifest with unknown fields removes the other fields that the new document omits', () => {
    const { findings, results } = dryRun.apply([definition, widget({ size: 5 })], { live: [definition, widget({ size: 5, tags: ['a'], sise: 4 })] });
    expect(findings).toMatchObject([{ rule: 'live-refused', field: 'spec.sise' }]);
    expect(results[1].stored!.spec).toEqual({ size: 5 });
  });

  test('of an object that a server printed keeps what others set', () => {
    const { results, findings } = dryRun.apply([definition, widget({ tags: ['a'] })], { live: [definition, printed({ size: 5, sise: 4 })] });
    expect(findings).toEqual([]);
    expect(results[1].stored).toMatchObject({ spec: { size: 5, tags: ['a'] }, status: { phase: 'Ready' } });
    expect(results[1].stored!.spec).not.toHaveProperty('sise');
  });
});

test('the stored object has the defaults of its status', () => {
  expect(dryRun.apply([definition, widget({})]).results[1].stored!.status).toEqual({ phase: 'New' });
});

describe('an object with several versions', () => {
  const [v1] = definition.spec.versions;
  const v2 = { ...v1, name: 'v2', storage: false, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { length: { type: 'integer' } } } } } } };
  const withVersions = (conversion?: object): ApiObject => ({ ...definition, spec: { ...definition.spec, conversion, versions: [v1, v2] } });
  const second: ApiObject = { ...widget({ length: 4 }), apiVersion: 'example.com/v2' };

  test('is stored with the fields of the stored version', () => {
    expect(dryRun.apply([withVersions(), second])).toMatchObject({ passed: false, results: [{}, { accepted: true, droppedFields: ['spec.length'] }] });
  });

  test('keeps its fields if only a webhook could convert it', () => {
    const webhook = { conversionReviewVersions: ['v1'], clientConfig: { service: { namespace: 'default', name: 'convert' } } };
    const { passed, results } = dryRun.apply([withVersions({ strategy: 'Webhook', webhook }), second]);
    expect({ passed, spec: results[1].stored?.spec }).toEqual({ passed: true, spec: { length: 4 } });
  });
});

test('without field validation, unknown fields are pruned and reported', () => {
  const lenient = new ServerDryRun({ kubernetesVersion: '1.36', fieldValidation: 'Ignore', references: false });
  expect(lenient.apply([definition, widget({ sise: 4 })])).toMatchObject({ passed: false, results: [{}, { accepted: true, droppedFields: ['spec.sise'] }] });
});

test('the kind of a refused definition is not served', () => {
  const broken = { ...definition, spec: { ...definition.spec, versions: [] } };
  const { results } = new ServerDryRun({ kubernetesVersion: '1.36', unknownKinds: 'refuse' }).apply([broken, widget({})]);
  expect(results.map(({ accepted }) => accepted)).toEqual([false, false]);
});

describe('the Gateway API is built in', () => {
  const route = (value: string): ApiObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web' },
    spec: { parentRefs: [{ name: 'public' }], rules: [{ matches: [{ path: { type: 'PathPrefix', value } }], backendRefs: [{ name: 'web', port: 80 }] }] },
  });

  test('with its defaults', () => {
    const gateway = { ...route('/'), kind: 'Gateway', spec: { gatewayClassName: 'public', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] } };
    expect(dryRun.apply([gateway]).results[0].stored!.status.conditions).toMatchObject([{ type: 'Accepted', status: 'Unknown' }, { type: 'Programmed', status: 'Unknown' }]);
    expect(dryRun.apply([route('/')]).results[0].stored).toMatchObject({ spec: { rules: [{ backendRefs: [{ kind: 'Service', weight: 1 }] }] } });
  });

  test('with its rules', () => {
    expect(dryRun.apply([route('shop')]).results[0].causes).toMatchObject([{ field: 'spec.rules[0].matches[0].path', message: expect.stringContaining('must be an absolute path') }]);
  });

  test('and its objects can be updated', () => {
    expect(dryRun.apply([route('/b')], { live: [route('/a')] }).passed).toBe(true);
  });
});
