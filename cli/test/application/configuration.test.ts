import { declareObjects, deployment, documentOf } from './declare';
import type { Document } from '../../src/document';

const ANNOTATION = 'cdk8s-service-patterns/configuration';
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { level: 'info' } };
const SECRET = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'settings' }, stringData: { level: 'info' } };

function withPod(pod: Document, container: Document = {}): Document {
  const web = deployment('web');
  const { spec } = web.spec.template;
  Object.assign(spec, pod);
  Object.assign(spec.containers[0], container);
  return web;
}

const USES: readonly [string, Document, Document][] = [
  ['a variable with a key of a ConfigMap', CONFIG_MAP, withPod({}, { env: [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } }] })],
  ['a variable with a key of a Secret', SECRET, withPod({}, { env: [{ name: 'LEVEL', valueFrom: { secretKeyRef: { name: 'settings', key: 'level' } } }] })],
  ['the variables of a ConfigMap', CONFIG_MAP, withPod({}, { envFrom: [{ configMapRef: { name: 'settings' } }] })],
  ['the variables of a Secret', SECRET, withPod({}, { envFrom: [{ secretRef: { name: 'settings' } }] })],
  ['the files of a ConfigMap', CONFIG_MAP, withFiles({ configMap: { name: 'settings' } })],
  ['the files of a Secret', SECRET, withFiles({ secret: { secretName: 'settings' } })],
  ['files of several sources', SECRET, withFiles({ projected: { sources: [{ secret: { name: 'settings' } }] } })],
  ['a ConfigMap in an init container', CONFIG_MAP, withPod({ initContainers: [{ name: 'init', image: 'init:1', envFrom: [{ configMapRef: { name: 'settings' } }] }] })],
];

function withFiles(source: Document): Document {
  return withPod({ volumes: [{ name: 'files', ...source }] }, { volumeMounts: [{ name: 'files', mountPath: '/settings' }] });
}

test.each(USES)('Pods that use %s keep their template in place, and get a hash of it otherwise', (_, map, web) => {
  const [inPlace, otherwise] = [true, false].map(each => documentOf(declareObjects([map, web], each).documents, 'Deployment').spec.template.metadata);

  expect(inPlace).toEqual(web.spec.template.metadata);
  expect(otherwise.annotations).toEqual({ [ANNOTATION]: expect.any(String) });
});

test('Pods that use none of the objects that were read need no option for it', () => {
  const others = USES.map(([, { kind }]) => kind === 'Secret' ? CONFIG_MAP : SECRET);
  for (const [index, [, , web]] of USES.entries()) {
    expect(declareObjects([others[index], web], true).code).not.toContain('reloadsConfiguration');
  }
});
