import { inNamespace, namespaceHints } from '../../src/input/namespace';
import { problemText } from '../../src/input/problem';
import { readInput } from '../../src/input/read-input';

const object = (apiVersion: string, kind: string, namespace?: string | null) => ({ apiVersion, kind, metadata: { name: 'web', namespace } });

test.each([
  ['v1', 'ConfigMap'], ['apps/v1', 'Deployment'], ['autoscaling/v2', 'HorizontalPodAutoscaler'], ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'], ['monitoring.coreos.com/v1', 'ServiceMonitor'], ['keda.sh/v1alpha1', 'ScaledObject'],
])('An object of %s %s without a namespace gets the one of the option', (apiVersion, kind) => {
  for (const none of [undefined, null, '']) {
    expect(inNamespace(object(apiVersion, kind, none), 'shop')).toEqual(object(apiVersion, kind, 'shop'));
  }
  expect(inNamespace(object(apiVersion, kind, 'kube-system'), 'shop')).toEqual(object(apiVersion, kind, 'kube-system'));
});

test.each([
  ['v1', 'Namespace'], ['v1', 'PersistentVolume'], ['rbac.authorization.k8s.io/v1', 'ClusterRole'], ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['gateway.networking.k8s.io/v1', 'GatewayClass'], ['keda.sh/v1alpha1', 'ClusterTriggerAuthentication'], ['example.com/v1', 'Deployment'],
])('An object of %s %s gets none, because it belongs to the cluster, or can belong to it', (apiVersion, kind) => {
  expect(inNamespace(object(apiVersion, kind), 'shop')).toEqual(object(apiVersion, kind));
});

test('Objects stay as they are without the option', () => {
  expect(inNamespace(object('v1', 'Service'), undefined)).toEqual(object('v1', 'Service'));
});

test('Objects are in the namespace of the option when they are read, also to find duplicates', () => {
  const text = [object('v1', 'Service'), object('v1', 'Service', 'shop')].map(each => JSON.stringify(each)).join('\n');
  const read = (namespace?: string) => readInput(['-'], { readStdin: () => Buffer.from(text), namespace });

  expect(read().documents).toHaveLength(2);
  expect(read('shop').documents.map(each => each.object)).toEqual([object('v1', 'Service', 'shop')]);
  expect(read('shop').problems.map(problemText)).toEqual([expect.stringContaining('the object has the same kind, namespace and name as the one at ')]);
});

describe('The hint', () => {
  const service = object('v1', 'Service', 'shop');

  test('suggests the only namespace of the other objects', () => {
    expect(namespaceHints([service, object('v1', 'Pod')])).toEqual([
      '1 object has no namespace, and others have the namespace shop. They are not declared together. If all belong to this namespace, run the command with '
      + '--namespace shop.',
    ]);
    expect(namespaceHints([service, object('v1', 'Pod'), object('v1', 'Secret')])[0]).toMatch(/^2 objects have no namespace, /);
  });

  test.each([
    ['all objects have a namespace', [service]],
    ['no object has one', [object('v1', 'Service')]],
    ['the objects have several', [service, object('v1', 'Service', 'other'), object('v1', 'Pod')]],
    ['the others belong to the cluster', [service, object('v1', 'Namespace')]],
    ['only a role has one', [object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'kube-system'), object('v1', 'Pod')]],
  ])('is left out if %s', (_, objects) => {
    expect(namespaceHints(objects)).toEqual([]);
  });
});
