import { ofTheCluster } from '../../src/application/of-the-cluster';
import type { Document } from '../../src/document';

function object(apiVersion: string, kind: string, metadata: Document = {}, fields: Document = {}): Document {
  return { apiVersion, kind, metadata: { name: 'web', ...metadata }, ...fields };
}

const service = (selector: Document, namespace?: string) => object('v1', 'Service', { namespace }, { spec: { selector } });

const slice = (manager: string) => object('discovery.k8s.io/v1', 'EndpointSlice', { labels: { 'endpointslice.kubernetes.io/managed-by': manager } });

test.each<[string, Document]>([
  ['The controller of ReplicaSet web-1 writes it.', object('v1', 'Pod', { ownerReferences: [{ kind: 'ReplicaSet', name: 'web-1', controller: true }] })],
  ['Events are a log of the cluster.', object('v1', 'Event')],
  ['Events are a log of the cluster.', object('events.k8s.io/v1', 'Event')],
  ['Leases are written by programs that run.', object('coordination.k8s.io/v1', 'Lease')],
  ['StatefulSets and DaemonSets write their ControllerRevisions.', object('apps/v1', 'ControllerRevision')],
  ['A controller of the cluster writes the addresses of a Service.', slice('endpointslice-controller.k8s.io')],
  ['A controller of the cluster writes the addresses of a Service.', slice('endpointslicemirroring-controller.k8s.io')],
  ['A controller of the cluster writes the addresses of a Service.', object('v1', 'Endpoints')],
  ['A controller of the cluster writes the addresses of a Service.', object('v1', 'Endpoints', { name: 'kubernetes', namespace: 'default' })],
  [
    'A controller of the cluster writes the addresses of a Service.',
    object('v1', 'Endpoints', { name: 'leader', annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } }),
  ],
  ['The cluster writes its certificate authority into each namespace.', object('v1', 'ConfigMap', { name: 'kube-root-ca.crt' })],
  ['Each namespace has the ServiceAccount default.', object('v1', 'ServiceAccount', { name: 'default' }, { secrets: [{ name: 'default-token' }] })],
  ['It is the Service of the API server.', object('v1', 'Service', { name: 'kubernetes', namespace: 'default', labels: { provider: 'kubernetes' } })],
  [
    'The cluster writes the token of a ServiceAccount.',
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

test('a user writes the Endpoints of a Service without a selector', () => {
  expect(ofTheCluster(object('v1', 'Endpoints'), [service({})])).toBeUndefined();
});
