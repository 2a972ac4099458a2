import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { configMap, deployment, service } from '../support';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.36', references: false });
const update = (live: ApiObject, document: ApiObject) => dryRun.apply([document], { live: [live] });
const ports = (...numbers: number[]) => numbers.map(port => ({ name: `p${port}`, port }));

function job(image: string, fields: object = {}): ApiObject {
  const metadata = { name: 'migrate' };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image }] } } }, ...fields };
}

function claims(storage: string): ApiObject {
  const { spec, ...rest } = deployment('db');
  const requests = { requests: { storage } };
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: requests } }];
  return { ...rest, kind: 'StatefulSet', spec: { ...spec, serviceName: 'db', volumeClaimTemplates } };
}

/** An object as a server prints it. */
function printed(object: ApiObject, metadata: object = {}, spec: object = {}): ApiObject {
  return { ...object, metadata: { ...object.metadata, uid: 'e7d1', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z', ...metadata }, spec: { ...object.spec, ...spec } };
}

test.each([
  ['a Job', job('a:1')], ['a Deployment', deployment('web')], ['a Service', service('web', 80)], ['a StatefulSet', claims('1Gi')], ['a ConfigMap', configMap('a')],
])('%s that is applied again is accepted', (_, object) => {
  expect(update(object, object)).toMatchObject({ passed: true, findings: [] });
});

test.each<[string, ApiObject, ApiObject, string]>([
  ['the template of a Job', job('a:1'), job('a:2'), 'spec.template'],
  ['the selector of a Deployment', deployment('web'), { ...deployment('web'), spec: { ...deployment('web').spec, selector: { matchLabels: {} } } }, 'spec.selector'],
  ['the claims of a StatefulSet', claims('1Gi'), claims('2Gi'), 'spec.volumeClaimTemplates'],
  ['a cluster IP', service('web', 80, { clusterIP: '10.96.0.7' }), service('web', 80, { clusterIP: '10.96.0.8' }), 'spec.clusterIPs[0]'],
])('%s cannot be changed', (_, live, document, field) => {
  expect(update(live, document).results[0]).toMatchObject({ accepted: false, causes: expect.arrayContaining([expect.objectContaining({ field })]) });
});

describe('a field that the new document omits', () => {
  const shorter = service('web', 80, { ports: ports(80) });
  const longer = service('web', 80, { ports: ports(80, 81) });
  const portsAfter = (live: ApiObject) => update(live, shorter).results[0].stored!.spec.ports.map((each: { port: number }) => each.port);

  test('is removed if it was applied', () => {
    expect(portsAfter(longer)).toEqual([80]);
  });

  test('is removed if the printed object has its last applied configuration', () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(longer) };
    expect(portsAfter(printed(longer, { annotations }))).toEqual([80]);
  });

  test('is removed if the printed object has its managed fields', () => {
    const fieldsV1 = { 'f:spec': { 'f:ports': Object.fromEntries([80, 81].map(port => [`k:{"port":${port},"protocol":"TCP"}`, { '.': {}, 'f:name': {}, 'f:port': {} }])) } };
    const managedFields = [{ manager: 'argocd-controller', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 }];
    expect(portsAfter(printed(longer, { managedFields }))).toEqual([80]);
  });

  test('stays if the printed object has neither', () => {
    expect(portsAfter(printed(longer))).toEqual([80, 81]);
  });
});

describe('an object that a cluster printed', () => {
  test('can have fields that only a server sets', () => {
    const labels = { 'batch.kubernetes.io/controller-uid': 'e7d1', 'controller-uid': 'e7d1', 'job-name': 'migrate', 'batch.kubernetes.io/job-name': 'migrate' };
    const { spec } = job('a:1');
    const live = printed(job('a:1'), { labels }, { selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'e7d1' } }, template: { ...spec.template, metadata: { labels } } });
    expect(update(live, job('a:1'))).toMatchObject({ passed: true });
  });

  test('keeps the fields that controllers set', () => {
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
    expect(update(printed(claim, {}, { volumeName: 'pv-1', storageClassName: 'fast' }), claim).results[0]).toMatchObject({ accepted: true, stored: { spec: { volumeName: 'pv-1' } } });
  });

  test('reserves its addresses and ports', () => {
    const live = printed(service('web', 80), {}, { type: 'NodePort', clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'], ports: [{ port: 80, nodePort: 30080 }] });
    const { results } = dryRun.apply([
      service('a', 80, { clusterIP: '10.96.0.9' }), service('b', 80, { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }),
    ], { live: [live] });
    expect(results.map(({ causes: [cause] }) => cause.field)).toEqual(['spec.clusterIPs', 'spec.ports[0].nodePort']);
  });
});

test('a live object that would be refused is updated in any case, with a finding', () => {
  const live = deployment('web', { image: '' });
  const { results, findings } = update(live, deployment('web'));
  expect(results[0].accepted).toBe(true);
  expect(findings).toMatchObject([{ rule: 'live-refused', severity: 'warning', kind: 'Deployment', name: 'web' }]);
});

test('an apply refuses duplicate keys of a list, and a create accepts them', () => {
  const twice = deployment('web', { env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] });
  expect(update(deployment('web'), twice).results[0]).toMatchObject({ accepted: false, causes: [{ message: expect.stringContaining('duplicate entries for key [name="A"]') }] });
  expect(dryRun.apply([twice]).results[0].accepted).toBe(true);
});

test('an apply refuses unknown fields with every field validation', () => {
  const lenient = new ServerDryRun({ kubernetesVersion: '1.36', fieldValidation: 'Ignore' });
  expect(lenient.apply([service('web', 80, { foo: 1 })], { live: [service('web', 80)] }).results[0]).toMatchObject({ accepted: false, causes: [{ field: 'spec.foo' }] });
});

test('an apply refuses unknown fields of a definition, whose types are not in client-go', () => {
  const names = { kind: 'Widget', plural: 'widgets' };
  const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', default: { a: 1 } } } } } }];
  const definition: ApiObject = {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'widgets.example.com' }, spec: { group: 'example.com', scope: 'Cluster', names, versions },
  };

  expect(update(definition, definition)).toMatchObject({ passed: true });
  expect(update(definition, { ...definition, spec: { ...definition.spec, foo: 1 } }).results[0]).toMatchObject({ accepted: false, causes: [{ field: 'spec.foo' }] });
});

test('a document that occurs twice updates itself', () => {
  const { results } = dryRun.apply([service('web', 80, { clusterIP: 'None' }), service('web', 80, { clusterIP: '10.96.0.8' })]);
  expect(results.map(({ accepted }) => accepted)).toEqual([true, false]);
});
