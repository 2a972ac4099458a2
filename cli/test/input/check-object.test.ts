import { problemOfObject } from '../../src/input/check-object';
import { readInput } from '../../src/input/read-input';

const object = (fields: object = {}, metadata: object = {}) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', ...metadata }, ...fields });

test.each<[string, unknown]>([
  ['an object', object()],
  ['labels, annotations and data that are null', object({ kind: 'ConfigMap', apiVersion: 'v1', data: { a: null } }, { labels: { a: null }, annotations: null })],
  ['data of a custom resource that is no map of texts', object({ apiVersion: 'example.com/v1', data: 3 })],
  ['a spec of a custom resource that is a text', object({ apiVersion: 'example.com/v1', spec: 'x' })],
  ['a Service without ports', object({ apiVersion: 'v1', kind: 'Service', spec: { ports: null } })],
  ['a Service with ports', object({ apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }, { port: 81, name: 'b' }] } })],
  ['an empty spec of a Namespace', object({ apiVersion: 'v1', kind: 'Namespace', spec: null })],
  ['a template in a custom resource', object({ apiVersion: 'argoproj.io/v1alpha1', spec: { x: '{{ .Values.x }}' } })],
  ['a template in the data of a ConfigMap', object({ apiVersion: 'v1', kind: 'ConfigMap', data: { x: '{{ .Values.x }}' } })],
  ['another text in braces', object({ spec: { x: '{{ $labels.pod }}' } })],
  ['a name with a colon', object({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' }, { name: 'system:web' })],
])('%s has no problem', (_, value) => {
  expect(problemOfObject(value)).toBeUndefined();
});

const NO_MAP = 'the document is no map of fields, so it is no Kubernetes object. Remove it, or specify only files with manifests';
const NO_OBJECT = 'the document has no apiVersion and kind, so it is no Kubernetes object. Remove it, or specify only files with manifests';
const PLACEHOLDER = 'contains a placeholder, so the file is a template. Render it first, a Helm chart with `helm template`';
const REFUSED_NAME = 'metadata.name or metadata.namespace is . or .., or contains a slash or a percent sign, which the API server refuses. Correct it';

test.each<[string, unknown, string]>([
  ['a text', 'text', NO_MAP],
  ['null', null, NO_MAP],
  ['a list', [], NO_MAP],
  ['a map of other fields', { replicas: 1 }, NO_OBJECT],
  ['no apiVersion', { kind: 'Pod' }, 'apiVersion is missing. Specify one such as apps/v1'],
  ['an apiVersion that is a number', object({ apiVersion: 1 }), 'apiVersion is not a version of an API. Specify one such as apps/v1'],
  ['an apiVersion with a line feed', object({ apiVersion: 'v1\n' }), 'apiVersion is not a version of an API. Specify one such as apps/v1'],
  ['no kind', { apiVersion: 'v1' }, 'kind is missing. Specify one such as Deployment'],
  ['a kind with a line feed', object({ kind: 'Pod\n' }), 'kind is not the name of a kind. Specify one such as Deployment'],
  ['a List without items', { apiVersion: 'v1', kind: 'List', items: null }, 'items must be a list of objects. Write the objects of the List in items'],
  [
    'a kustomization', { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' },
    'the document is a kustomization, not an object of a cluster. Run `kustomize build`, and specify the result',
  ],
  ['no metadata', { apiVersion: 'v1', kind: 'Pod' }, 'metadata is missing. Specify a map with a name'],
  ['metadata that is a list', object({ metadata: [] }), 'metadata must be a map. Specify a map with a name'],
  ['no name', object({ metadata: {} }), 'metadata.name is missing. Specify a name'],
  ['an empty name', object({}, { name: '' }), 'metadata.name is missing. Specify a name'],
  [
    'generateName', object({ metadata: { generateName: 'web-' } }),
    'the object has metadata.generateName and no name, so each creation makes another object. Specify metadata.name',
  ],
  ['a name that is a number', object({}, { name: 3 }), 'metadata.name must be a text. Write it in quotes'],
  ['a namespace that is a boolean', object({}, { namespace: true }), 'metadata.namespace must be a text. Write it in quotes'],
  ['a name that is a path', object({}, { name: '../../etc/x' }), REFUSED_NAME],
  ['a name of two dots', object({}, { name: '..' }), REFUSED_NAME],
  ['a namespace of one dot', object({}, { namespace: '.' }), REFUSED_NAME],
  ['a name with a percent sign', object({}, { name: 'a%2fb' }), REFUSED_NAME],
  ['labels that are a number', object({}, { labels: 3 }), 'metadata.labels must be a map of texts. Write numbers and booleans in quotes'],
  ['labels that are a list', object({}, { labels: [] }), 'metadata.labels must be a map of texts. Write numbers and booleans in quotes'],
  ['an annotation that is a boolean', object({}, { annotations: { a: true } }), 'metadata.annotations must be a map of texts. Write numbers and booleans in quotes'],
  ['a spec that is null', object({ spec: null }), 'spec is empty. Specify its fields'],
  ['a spec that is a list', object({ spec: [] }), 'spec must be a map. Specify its fields'],
  ['ports that are a map', object({ apiVersion: 'v1', kind: 'Service', spec: { ports: { http: 80 } } }), 'spec.ports must be a list of maps. Specify the field port of each'],
  ['a port that is a number', object({ apiVersion: 'v1', kind: 'Service', spec: { ports: [80] } }), 'spec.ports must be a list of maps. Specify the field port of each'],
  [
    'a port with a number as name', object({ apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80, name: 80 }] } }),
    'the name of a port must be a text. Write it in quotes',
  ],
  ['data with a number', object({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: 1 } }), 'data must be a map of texts. Write numbers and booleans in quotes'],
  ['stringData that is a list', object({ apiVersion: 'v1', kind: 'Secret', stringData: [] }), 'stringData must be a map of texts. Write numbers and booleans in quotes'],
  ['binaryData with a map', object({ apiVersion: 'v1', kind: 'ConfigMap', binaryData: { a: {} } }), 'binaryData must be a map of texts. Write numbers and booleans in quotes'],
  ['a name with a placeholder', object({}, { name: '{{ .Release.Name }}-web' }), `metadata.name or metadata.namespace ${PLACEHOLDER}`],
  ['a namespace with a placeholder', object({}, { namespace: '{{- include "x" . }}' }), `metadata.name or metadata.namespace ${PLACEHOLDER}`],
  ['a spec with a placeholder', object({ spec: { containers: [{ image: '{{ .Values.image }}' }] } }), `spec ${PLACEHOLDER}`],
  ['more than 3 MiB', object({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'ä'.repeat(1_600_000) } }), 'the object has more than 3 MiB, which the API server refuses. Use smaller values'],
])('%s is reported', (_, value, message) => {
  expect(problemOfObject(value)).toBe(message);
});

describe('two objects of one group, kind, namespace and name', () => {
  const read = (...objects: object[]) => {
    const { documents, problems } = readInput(['-'], { readStdin: () => Buffer.from(objects.map(each => JSON.stringify(each)).join('\n')) });
    return { count: documents.length, problems: problems.map(({ line, message }) => `${line}: ${message}`) };
  };

  test('are reported with both sources, and the first is used', () => {
    expect(read(object(), object({ apiVersion: 'apps/v1beta1' }))).toEqual({
      count: 1,
      problems: ['2: the object has the same kind, namespace and name as the one at (standard input):1, which is used. Remove one of the two'],
    });
  });

  test.each([
    ['namespace', object({}, { namespace: 'a' }), object({}, { namespace: 'b' })],
    ['kind', object(), object({ kind: 'StatefulSet' })],
    ['group', object(), object({ apiVersion: 'example.com/v1' })],
    ['name', object(), object({}, { name: 'api' })],
  ])('do not have another %s', (_, first, second) => {
    expect(read(first, second)).toEqual({ count: 2, problems: [] });
  });

  test('a problem with an item of a list names its position', () => {
    expect(read({ apiVersion: 'v1', kind: 'List', items: [object(), { a: 1 }] }).problems).toEqual([`1: items[1]: ${NO_OBJECT}`]);
  });
});
