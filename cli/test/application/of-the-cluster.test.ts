import { declareObjects } from './declare';
import { workloads } from './same';
import { ofTheCluster } from '../../src/application/of-the-cluster';
import type { Document } from '../../src/document';

function object(apiVersion: string, kind: string, metadata: Document = {}, fields: Document = {}): Document {
  return { apiVersion, kind, metadata: { name: 'web', ...metadata }, ...fields };
}

const service = (selector: Document, namespace?: string) => object('v1', 'Service', { namespace }, { spec: { selector } });

const slice = (manager: string) => object('discovery.k8s.io/v1', 'EndpointSlice', { labels: { 'endpointslice.kubernetes.io/managed-by': manager } });

test.each<[string, Document]>([
  ['the controller of ReplicaSet web-1 writes it', object('v1', 'Pod', { ownerReferences: [{ kind: 'ReplicaSet', name: 'web-1', controller: true }] })],
  ['events are a log of the cluster', object('v1', 'Event')],
  ['events are a log of the cluster', object('events.k8s.io/v1', 'Event')],
  ['leases are written by programs that run', object('coordination.k8s.io/v1', 'Lease')],
  ['StatefulSets and DaemonSets write their ControllerRevisions', object('apps/v1', 'ControllerRevision')],
  ['a controller of the cluster writes the addresses of a Service', slice('endpointslice-controller.k8s.io')],
  ['a controller of the cluster writes the addresses of a Service', slice('endpointslicemirroring-controller.k8s.io')],
  ['a controller of the cluster writes the addresses of a Service', object('v1', 'Endpoints')],
  ['a controller of the cluster writes the addresses of a Service', object('v1', 'Endpoints', { name: 'kubernetes', namespace: 'default' })],
  [
    'a controller of the cluster writes the addresses of a Service',
    object('v1', 'Endpoints', { name: 'leader', annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } }),
  ],
  ['the cluster writes its certificate authority into each namespace', object('v1', 'ConfigMap', { name: 'kube-root-ca.crt' })],
  ['each namespace has the ServiceAccount default', object('v1', 'ServiceAccount', { name: 'default' }, { secrets: [{ name: 'default-token' }] })],
  ['it is the Service of the API server', object('v1', 'Service', { name: 'kubernetes', namespace: 'default', labels: { provider: 'kubernetes' } })],
  [
    'the cluster writes the token of a ServiceAccount',
    object('v1', 'Secret', { annotations: { 'kubernetes.io/service-account.uid': 'a' } }, { type: 'kubernetes.io/service-account-token' }),
  ],
])('%s %j', (reason, written) => {
  expect(ofTheCluster(written, [service({ app: 'web' })])).toBe(reason);
});

test.each<[string, Document]>([
  ['a workload', object('apps/v1', 'Deployment')],
  ['an object with an owner that does not control it', object('v1', 'ConfigMap', { ownerReferences: [{ kind: 'Shop', name: 'shop' }] })],
  ['an EndpointSlice of a user', slice('staff')],
  ['an EndpointSlice without a manager', object('discovery.k8s.io/v1', 'EndpointSlice')],
  ['Endpoints of a Service in another namespace', object('v1', 'Endpoints', { namespace: 'shop' })],
  ['a ConfigMap', object('v1', 'ConfigMap')],
  ['another ServiceAccount', object('v1', 'ServiceAccount')],
  ['a ServiceAccount with settings', object('v1', 'ServiceAccount', { name: 'default' }, { automountServiceAccountToken: false })],
  ['a ServiceAccount with an image pull secret', object('v1', 'ServiceAccount', { name: 'default' }, { imagePullSecrets: [{ name: 'registry' }] })],
  ['a ServiceAccount with labels', object('v1', 'ServiceAccount', { name: 'default', labels: { a: 'b' } })],
  ['a Service of a user', object('v1', 'Service', { name: 'kubernetes', namespace: 'shop', labels: { provider: 'kubernetes' } })],
  ['a token that a user requests', object('v1', 'Secret', {}, { type: 'kubernetes.io/service-account-token' })],
  ['another Secret', object('v1', 'Secret', {}, { type: 'Opaque' })],
])('a user writes %s', (_, written) => {
  expect(ofTheCluster(written, [service({ app: 'web' })])).toBeUndefined();
});

describe('A claim', () => {
  const statefulSet = (metadata: Document, spec: Document) => object('apps/v1', 'StatefulSet', metadata, { spec });
  const templates = { volumeClaimTemplates: [{}, { metadata: { name: 'data' } }] };
  const claim = (name: string, metadata: Document = {}) => object('v1', 'PersistentVolumeClaim', { name, uid: 'a', ...metadata });

  test('is created by a StatefulSet with a template for it', () => {
    expect(ofTheCluster(claim('data-web-10'), [statefulSet({}, templates)])).toBe('StatefulSet web creates the claims of its pods');
  });

  test.each<[string, Document, Document]>([
    ['of another name', claim('logs-web-0'), statefulSet({}, templates)],
    ['without a number', claim('data-web-a'), statefulSet({}, templates)],
    ['in another namespace', claim('data-web-0', { namespace: 'shop' }), statefulSet({}, templates)],
    ['of a StatefulSet without templates', claim('data-web-0'), statefulSet({}, {})],
    ['that does not exist yet', claim('data-web-0', { uid: undefined }), statefulSet({}, templates)],
  ])('%s is written by a user', (_, written, owner) => {
    expect(ofTheCluster(written, [owner])).toBeUndefined();
  });
});

test('a user writes the Endpoints of a Service without a selector', () => {
  expect(ofTheCluster(object('v1', 'Endpoints'), [service({})])).toBeUndefined();
});

test('such objects are neither declared nor kept, and other documents have no fields of the cluster', () => {
  const pod = object('v1', 'Pod', { name: 'web-1', ownerReferences: [{ kind: 'ReplicaSet', name: 'web', controller: true }] });
  const copied = object('discovery.k8s.io/v1', 'EndpointSlice', {
    name: 'web-1', labels: { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io', 'kubernetes.io/service-name': 'web' },
  });
  const config = object('v1', 'ConfigMap', { name: 'settings', uid: '1', resourceVersion: '2' }, { data: { a: 'b' } });
  const { adopted, documents } = declareObjects([...workloads('web'), pod, copied, config]);
  expect(adopted).toMatchObject({ 'Pod web-1': 'the controller of ReplicaSet web writes it', 'Service web': 'Service of web' });
  expect(documents.map(({ kind }) => kind).sort()).toEqual(['ConfigMap', 'Deployment', 'Service']);
  expect(documents).toContainEqual(object('v1', 'ConfigMap', { name: 'settings' }, { data: { a: 'b' } }));
});
