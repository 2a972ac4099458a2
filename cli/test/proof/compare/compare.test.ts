import { deployment, object, service } from './support';
import { compare } from '../../../src/proof/compare/compare';

const inNamespace = (namespace?: string, name = 'web') => object('v1', 'ConfigMap', undefined, { metadata: { name, namespace } });

test('objects that are missing are reported first, and objects that were added last', () => {
  const changed = deployment({}, { replicas: 3 });
  expect(compare([deployment(), service(), inNamespace('shop')], [inNamespace('shop', 'other'), service(), changed])).toEqual([
    { object: 'ConfigMap shop/web', path: '', was: 'ConfigMap', is: undefined },
    { object: 'Deployment web', path: 'spec.replicas', was: undefined, is: 3 },
    { object: 'ConfigMap shop/other', path: '', was: undefined, is: 'ConfigMap' },
  ]);
});

test('an omitted namespace is the default namespace', () => {
  expect(compare([inNamespace()], [inNamespace('default')])).toEqual([]);
  expect(compare([inNamespace()], [inNamespace('shop')]).map(each => each.object)).toEqual(['ConfigMap web', 'ConfigMap shop/web']);
});

test('objects of a cluster have no namespace', () => {
  const [a, b] = [undefined, 'shop'].map(namespace => ({ ...inNamespace(namespace), apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' }));
  expect(compare([a], [b])).toEqual([]);
  expect(compare([b], [])[0].object).toBe('ClusterRole web');
});

test('kinds of other groups are other objects', () => {
  const [a, b] = ['example.com/v1', 'example.org/v1'].map(apiVersion => object(apiVersion, 'Thing', {}));
  expect(compare([a], [b])).toHaveLength(2);
});

test('objects with one name are compared in their order', () => {
  const [a, b] = ['1', '2'].map(value => object('v1', 'ConfigMap', undefined, { data: { value } }));
  expect(compare([a, b], [a, b])).toEqual([]);
  expect(compare([a, b], [a])).toEqual([{ object: 'ConfigMap web', path: '', was: 'ConfigMap', is: undefined }]);
});

test('objects with generated names have the beginning of their names', () => {
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'web-' }, spec: {} };
  expect(compare([job], [job])).toEqual([]);
  expect(compare([job], [])[0].object).toBe('Job web-');
});

test('documents without metadata and without a known version are compared', () => {
  expect(compare([{ kind: 'Thing' }], [{ kind: 'Thing', a: 1 }])).toEqual([{ object: 'Thing ', path: 'a', was: undefined, is: 1 }]);
});
