import { withoutClusterFields } from '../../src/application/without-cluster-fields';
import type { Document } from '../../src/document';

const WRITTEN = { uid: '1', resourceVersion: '2', generation: 3, creationTimestamp: '2026-01-01T00:00:00Z', managedFields: [], selfLink: '/a' };

function dump(apiVersion: string, kind: string, spec: Document, metadata: Document = {}): Document {
  return { apiVersion, kind, metadata: { name: 'web', ...WRITTEN, ...metadata }, spec, status: {} };
}

const written = (apiVersion: string, kind: string, spec: Document, metadata: Document = {}): Document => ({ apiVersion, kind, metadata: { name: 'web', ...metadata }, spec });

test('metadata and the status', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'deployment.kubernetes.io/revision': '2' };
  const object = dump('apps/v1', 'Deployment', { replicas: 2 }, { labels: { a: 'b' }, annotations: { ...annotations, c: 'd' }, finalizers: ['kubernetes.io/pvc-protection', 'own'] });
  expect(withoutClusterFields(object)).toEqual(written('apps/v1', 'Deployment', { replicas: 2 }, { labels: { a: 'b' }, annotations: { c: 'd' }, finalizers: ['own'] }));
  expect(withoutClusterFields(dump('apps/v1', 'Deployment', {}, { annotations, finalizers: ['kubernetes.io/pv-protection'] }))).toEqual(written('apps/v1', 'Deployment', {}));
});

test('an object without a spec and without metadata', () => {
  expect(withoutClusterFields({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', ...WRITTEN }, data: { a: 'b' } }))
    .toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { a: 'b' } });
  expect(withoutClusterFields({ apiVersion: 'v1', kind: 'ConfigMap' })).toEqual({ apiVersion: 'v1', kind: 'ConfigMap' });
});

test('the addresses that the API server has assigned to a Service', () => {
  const ports = [{ port: 80, nodePort: 30080 }];
  expect(withoutClusterFields(dump('v1', 'Service', { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ports }))).toEqual(written('v1', 'Service', { ports }));
  expect(withoutClusterFields(dump('v1', 'Service', { clusterIP: 'None', clusterIPs: ['None'] }))).toEqual(written('v1', 'Service', { clusterIP: 'None' }));
});

test('the volume of a claim, unless the user has chosen it', () => {
  const annotations = { 'pv.kubernetes.io/bound-by-controller': 'yes' };
  expect(withoutClusterFields(dump('v1', 'PersistentVolumeClaim', { volumeName: 'pv' }, { annotations }))).toEqual(written('v1', 'PersistentVolumeClaim', {}));
  expect(withoutClusterFields(dump('v1', 'PersistentVolumeClaim', { volumeName: 'pv' }))).toEqual(written('v1', 'PersistentVolumeClaim', { volumeName: 'pv' }));
});

test('the node of a pod', () => {
  expect(withoutClusterFields(dump('v1', 'Pod', { nodeName: 'node-1', containers: [] }))).toEqual(written('v1', 'Pod', { containers: [] }));
});

test('the selector of a Job, unless the user has set it', () => {
  const labels = { 'controller-uid': '1', 'batch.kubernetes.io/controller-uid': '1', 'job-name': 'web' };
  const selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': '1' } };
  const template = { metadata: { creationTimestamp: null, labels }, spec: {} };
  expect(withoutClusterFields(dump('batch/v1', 'Job', { selector, template }))).toEqual(written('batch/v1', 'Job', { template: { metadata: {}, spec: {} } }));
  const own = { selector, template: { metadata: { labels: { ...labels, app: 'web' } }, spec: {} } };
  expect(withoutClusterFields(dump('batch/v1', 'Job', own))).toEqual(written('batch/v1', 'Job', { template: { metadata: { labels: { app: 'web' } }, spec: {} } }));
  expect(withoutClusterFields(dump('batch/v1', 'Job', { ...own, manualSelector: true }))).toEqual(written('batch/v1', 'Job', { ...own, manualSelector: true }));
  expect(withoutClusterFields(dump('batch/v1', 'Job', { suspend: true }))).toEqual(written('batch/v1', 'Job', { suspend: true }));
  expect(withoutClusterFields(dump('batch/v1', 'Job', { template: {} }))).toEqual(written('batch/v1', 'Job', { template: { metadata: {} } }));
});

test('an object that was not read from a cluster keeps the fields that a user can write', () => {
  const object = written('v1', 'Service', { clusterIP: '10.0.0.1' });
  expect(withoutClusterFields({ ...object, status: {}, metadata: { ...object.metadata, creationTimestamp: null } })).toEqual(object);
});
