import { KUBERNETES_VERSIONS, ServerDryRun } from 'kubernetes-dry-run';
import { configMap, deployment, service, since } from './support';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.35' });

test('each document has one result, in order', () => {
  const { passed, results } = dryRun.apply([configMap('first'), service('second', 0), configMap('third')]);

  expect(passed).toBe(false);
  expect(results.map(({ kind, name, namespace, accepted }) => [kind, name, namespace, accepted])).toEqual([
    ['ConfigMap', 'first', 'default', true], ['Service', 'second', 'default', false], ['ConfigMap', 'third', 'default', true],
  ]);
  expect(results[1].causes).toContainEqual({
    field: 'spec.ports[0].port', reason: 'FieldValueInvalid', message: 'Invalid value: 0: must be between 1 and 65535, inclusive',
  });
});

test('the stored object has the defaults of the server', () => {
  const { passed, results: [, stored] } = dryRun.apply([deployment('web', { ports: [{ containerPort: 80 }] }), service('web', 80)]);

  expect(passed).toBe(true);
  expect(stored.stored?.spec).toMatchObject({ type: 'ClusterIP', sessionAffinity: 'None', ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }] });
});

test('each call is independent of earlier calls', () => {
  expect(dryRun.apply([configMap('once')]).passed).toBe(true);
  expect(dryRun.apply([configMap('once')]).passed).toBe(true);
});

test('an empty list of documents passes', () => {
  expect(dryRun.apply([])).toEqual({ passed: true, results: [], findings: [] });
});

test('a document can be JSON text, which preserves duplicate fields', () => {
  const { results } = dryRun.apply(['{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{},"data":{}}']);

  expect(results[0]).toMatchObject({ accepted: false, causes: [{ message: 'duplicate field "data"' }] });
});

test.each<[string, any]>([['null', null], ['invalid JSON', 'no JSON: ['], ['a number', 5], ['an object without a kind', { apiVersion: 'v1', metadata: { name: 'a' } }]])(
  'a document that is %s is refused', (_, document) => {
    const { passed, results } = dryRun.apply([document]);

    expect(passed).toBe(false);
    expect(results[0].causes).toHaveLength(1);
  });

test('documents and live must be lists', () => {
  expect(() => dryRun.apply(configMap('a') as any)).toThrow('documents must be a list of Kubernetes objects, not an object. Pass a list, also for one object.');
  expect(() => dryRun.apply([], { live: null as any })).toThrow('live must be a list of Kubernetes objects, not null. Pass a list, also for one object.');
});

test('a document updates the live object with the same name', () => {
  const live = [{ ...configMap('settings'), immutable: true, data: { level: 'info' } }];

  expect(dryRun.apply([configMap('settings', { immutable: true, data: { level: 'debug' } })], { live }).results[0]).toMatchObject({
    accepted: false, causes: [{ field: 'data', reason: 'FieldValueForbidden' }],
  });
  expect(dryRun.apply([configMap('other')], { live }).passed).toBe(true);
});

describe('live objects and objects of the context can be in a list, as kubectl prints it', () => {
  const item = { metadata: { name: 'settings' }, immutable: true, data: { level: 'info' } };
  const list = { apiVersion: 'v1', kind: 'List', items: [configMap('a'), { ...item, ...configMap('settings') }] };
  const ofKind = { apiVersion: 'v1', kind: 'ConfigMapList', metadata: {}, items: [configMap('a'), item] };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image: 'a', envFrom: [{ configMapRef: { name: 'settings' } }] }] } };

  test.each<[string, any]>([
    ['a List', list], ['a ConfigMapList', ofKind], ['the JSON text of a List', JSON.stringify(list)], ['the JSON text of a ConfigMapList', JSON.stringify(ofKind)],
  ])('%s', (_, given) => {
    const { results, findings } = dryRun.apply([configMap('a'), configMap('settings', { immutable: true, data: {} })], { live: [given] });

    expect({ accepted: results.map(({ accepted }) => accepted), findings }).toEqual({ accepted: [true, false], findings: [] });
    expect(dryRun.apply([pod]).findings).toMatchObject([{ rule: 'config-map-missing' }]);
    expect(dryRun.apply([pod], { context: [given] }).findings).toEqual([]);
  });

  test.each([{}, { items: null }])('a List with %j is an error', fields => {
    expect(() => dryRun.apply([], { live: [{ apiVersion: 'v1', kind: 'List', ...fields }] })).toThrow(/^live\[0\] .*: items is missing\./);
  });

  test('a custom resource with a field items is no list', () => {
    const { findings } = dryRun.apply([], { live: [{ apiVersion: 'example.com/v1', kind: 'Menu', metadata: { name: 'a' }, items: ['soup'] }] });

    expect(findings).toContainEqual(expect.objectContaining({ rule: 'vanished', kind: 'Menu', name: 'a' }));
  });
});

test('a finding has the namespace of the result of its document', () => {
  const { results, findings } = dryRun.apply([service('unmatched', 80), deployment('web', { image: '' })]);

  expect(findings.length).toBeGreaterThan(0);
  findings.forEach(finding => expect(finding.namespace).toBe(results[finding.document!].namespace));
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'service-selects-none', namespace: 'default' }));
});

describe('the server gets the option', () => {
  test('podSecurity', () => {
    const { findings } = new ServerDryRun({ kubernetesVersion: '1.35', podSecurity: 'restricted' }).apply([deployment('web')]);

    expect(findings).toContainEqual(expect.objectContaining({ kind: 'Deployment', name: 'web', severity: 'error', message: expect.stringMatching(/allowPrivilegeEscalation/) }));
  });

  test('nodePortRange', () => {
    const nodePort = service('web', 80, { type: 'NodePort', ports: [{ port: 80, nodePort: 8080 }] });

    expect(dryRun.apply([nodePort]).results[0].accepted).toBe(false);
    expect(new ServerDryRun({ kubernetesVersion: '1.35', nodePortRange: '8000-9000' }).apply([nodePort]).results[0].accepted).toBe(true);
  });

  test('serviceCidrs', () => {
    const dualStack = service('web', 80, { ipFamilyPolicy: 'RequireDualStack', ports: [{ port: 80 }] });
    const serviceCidrs = ['10.96.0.0/12', 'fd00::/108'];

    expect(dryRun.apply([dualStack]).results[0].accepted).toBe(false);
    expect(new ServerDryRun({ kubernetesVersion: '1.35', serviceCidrs }).apply([dualStack]).results[0].accepted).toBe(true);
  });

  test('fieldValidation', () => {
    const misspelled = configMap('a', { dota: {} });
    const [refused, warned, ignored] = (['Strict', 'Warn', 'Ignore'] as const)
      .map(fieldValidation => new ServerDryRun({ kubernetesVersion: '1.35', fieldValidation }).apply([misspelled]).results[0]);

    expect(refused).toMatchObject({ accepted: false, causes: [{ message: 'unknown field "dota"' }] });
    expect(warned).toMatchObject({ accepted: true, warnings: ['unknown field "dota"'] });
    expect(ignored).toMatchObject({ accepted: true, warnings: [] });
  });

  test('references', () => {
    const unmatched = service('unmatched', 80);
    const findings = (references: boolean) => new ServerDryRun({ kubernetesVersion: '1.35', references }).apply([unmatched]).findings;

    expect(findings(true)).toContainEqual(expect.objectContaining({ kind: 'Service', name: 'unmatched', rule: 'service-selects-none' }));
    expect(findings(false)).toEqual([]);
  });

  test('kubernetesVersion', () => {
    const probed = deployment('web', { readinessProbe: { grpc: { port: 8080, mode: 'TLS' } } });
    const acceptedBy = KUBERNETES_VERSIONS.filter(kubernetesVersion => new ServerDryRun({ kubernetesVersion }).apply([probed]).results[0].accepted);

    expect(acceptedBy).toEqual(since('1.37'));
  });
});

describe('decode', () => {
  test('returns documents with their lines', () => {
    expect(dryRun.decode('# first\na: 80.0\n---\n\n---\nb: no\n')).toEqual([
      { line: 2, json: '{"a":80}', document: { a: 80 } }, { line: 6, json: '{"b":false}', document: { b: false } },
    ]);
  });

  test('returns JSON documents and the objects of a List', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [configMap('a'), configMap('b')] };

    expect(dryRun.decode(JSON.stringify(list)).map(({ document }) => document)).toEqual([configMap('a'), configMap('b')]);
  });

  test('returns an entry with an error for a document that cannot be read', () => {
    expect(dryRun.decode('a: 1\n---\nb: [\n')).toEqual([
      { line: 1, json: '{"a":1}', document: { a: 1 } }, { line: 3, error: expect.stringContaining('yaml') },
    ]);
  });

  test('returns no documents for an empty text', () => {
    expect(dryRun.decode('')).toEqual([]);
  });
});
