import { join } from 'node:path';
import { ServerDryRun, type ApiObject, type ServerDryRunOptions } from 'kubernetes-dry-run';
import { definition, widget } from './server/widgets';
import { configMap, directoryWith } from './support';

jest.setTimeout(60_000);

/** A definition as a cluster prints it. A create would refuse its resource version, and the field that only old definitions have. */
const printed: ApiObject = {
  ...definition,
  metadata: { ...definition.metadata, uid: '1', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z', generation: 1 },
  spec: { ...definition.spec, preserveUnknownFields: true },
  status: { acceptedNames: definition.spec.names, storedVersions: ['v1'], conditions: [] },
};
const invalid = { ...definition, spec: { ...definition.spec, scope: 'Galactic' } };

const directory = directoryWith({
  'crds/widgets.json': JSON.stringify(definition),
  'crds/more/settings.json': JSON.stringify(configMap('not-a-definition')),
  'printed.yaml': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [printed] }),
  'invalid.yaml': `# The scope does not exist.\n---\n${JSON.stringify(invalid)}\n`,
  'malformed.yaml': 'a: [\n',
  'none.json': JSON.stringify(configMap('a')),
  'empty/notes.txt': '',
});

function apply(crds: ServerDryRunOptions['crds'], documents: readonly ApiObject[]) {
  return new ServerDryRun({ kubernetesVersion: '1.36', references: false, unknownKinds: 'refuse', crds }).apply(documents);
}

test.each<[string, ServerDryRunOptions['crds']]>([
  ['a directory with subdirectories', [join(directory, 'crds')]],
  ['the output of kubectl get crd', [join(directory, 'printed.yaml')]],
  ['an object', [definition]],
  ['an object in a List', [{ apiVersion: 'v1', kind: 'List', items: [configMap('b'), definition] }]],
  ['an object in a CustomResourceDefinitionList', [{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinitionList', items: [{ metadata: definition.metadata, spec: definition.spec }] }]],
  ['JSON text', [` ${JSON.stringify(definition)}`]],
  ['JSON text of a List', [JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [definition] })]],
])('definitions come from %s', (_, crds) => {
  expect(apply(crds, [widget({}), configMap('a')])).toMatchObject({
    passed: true, results: [{ kind: 'Widget', namespace: 'default', stored: { spec: { size: 3 } } }, { kind: 'ConfigMap' }],
  });
  expect(apply(crds, [widget({ size: 40 })]).results[0].causes).toMatchObject([{ field: 'spec', message: expect.stringContaining('too big') }]);
});

test('the definitions of one call do not affect a call without them', () => {
  expect(apply([definition], [widget({})]).passed).toBe(true);
  expect(apply([], [widget({})]).passed).toBe(false);
});

test('a definition among the documents replaces the same definition of the option', () => {
  const newer = { ...definition, spec: { ...definition.spec, versions: [{ ...definition.spec.versions[0], name: 'v2' }] } };
  const { results } = apply([definition], [newer, widget({}), { ...widget({}), apiVersion: 'example.com/v2' }]);

  expect(results.map(({ accepted }) => accepted)).toEqual([true, false, true]);
});

test('unknown fields of a definition are errors only if it is a document', () => {
  const extended = { ...definition, spec: { ...definition.spec, comment: 'a' } };

  expect(apply([extended], [widget({})]).passed).toBe(true);
  expect(apply([], [extended]).results[0].causes).toMatchObject([{ field: 'spec.comment' }]);
});

test('a definition that a cluster printed also defines its kind among the live objects', () => {
  expect(new ServerDryRun({ kubernetesVersion: '1.36', references: false, unknownKinds: 'refuse' }).apply([widget({ size: 40 })], { live: [printed] }).results[0].causes)
    .toMatchObject([{ message: expect.stringContaining('too big') }]);
});

test.each<[string, ServerDryRunOptions['crds'], string]>([
  ['an invalid definition in a file', [join(directory, 'invalid.yaml')], `${join(directory, 'invalid.yaml')}:3: the CustomResourceDefinition is invalid: spec.scope: Unsupported value: "Galactic"`],
  ['an invalid object', [definition, invalid], 'crds[1]: the CustomResourceDefinition is invalid: spec.scope: '],
  ['an invalid object in a List', [{ apiVersion: 'v1', kind: 'List', items: [definition, invalid] }], 'crds[0].items[1]: the CustomResourceDefinition is invalid: spec.scope: '],
  ['a List without definitions', [definition, { apiVersion: 'v1', kind: 'List', items: [configMap('a')] }], 'crds[1]: the list contains no CustomResourceDefinition.'],
  ['a List of another value', [{ apiVersion: 'v1', kind: 'List', items: 5 }], 'crds[0] (List (without a name)): items must be a list of objects'],
  ['a definition with control characters', [{ ...definition, spec: { ...definition.spec, scope: '\n::error::\x9b' } }], 'spec.scope: Unsupported value: "\\n::error::\\u009b"'],
  ['another kind', [configMap('a')], 'crds[0]: the CustomResourceDefinition is invalid: kind: a ConfigMap is not a CustomResourceDefinition'],
  ['a version that is no longer served', [{ ...definition, apiVersion: 'apiextensions.k8s.io/v1beta1' }], 'It serves CustomResourceDefinition of apiextensions.k8s.io/v1'],
  ['a file that cannot be read', [join(directory, 'malformed.yaml')], `${join(directory, 'malformed.yaml')}:1: `],
  ['a file without definitions', [join(directory, 'none.json')], `${join(directory, 'none.json')}: the path contains no CustomResourceDefinition.`],
  ['a path that does not exist', [join(directory, 'missing')], 'no such file or directory'],
])('%s is an error', (_, crds, message) => {
  expect(() => apply(crds, [])).toThrow(message);
});
