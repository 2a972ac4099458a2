import { ServerDryRun, type ApiObject, type UnknownKinds } from 'kubernetes-dry-run';
import { definition, widget } from './widgets';
import { RELEASES } from '../support';

jest.setTimeout(60_000);

const withMode = (unknownKinds?: UnknownKinds) => new ServerDryRun({ kubernetesVersion: '1.36', references: false, unknownKinds });
const dryRun = withMode();

const custom = (metadata: object, apiVersion = 'example.com/v1', kind = 'Widget'): ApiObject => ({ apiVersion, kind, metadata, spec: { anything: { goes: true } } });

describe('an object of a kind without a definition', () => {
  test('is accepted with a warning by default, and keeps all its fields', () => {
    const { passed, results, findings } = dryRun.apply([custom({ name: 'a', namespace: 'shop' })]);

    expect(passed).toBe(true);
    expect(results[0]).toMatchObject({ accepted: true, definitionMissing: true, droppedFields: [], stored: { spec: { anything: { goes: true } } } });
    expect(findings).toEqual([{
      rule: 'definition-missing',
      severity: 'warning',
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      namespace: 'shop',
      name: 'a',
      document: 0,
      message: expect.stringContaining('No CustomResourceDefinition in the manifests defines the kind Widget of example.com/v1, so only the metadata of this object is checked. Add the definition to the manifests or to the option crds (--crds).'),
    }]);
  });

  test('is accepted without a warning', () => {
    expect(withMode('ignore').apply([custom({ name: 'a' })])).toMatchObject({ passed: true, results: [{ definitionMissing: true }], findings: [] });
  });

  test('is refused, as a cluster without the definition refuses it', () => {
    const { results } = withMode('refuse').apply([custom({ name: 'a' })]);

    expect(results[0].accepted).toBe(false);
    expect(results[0].causes[0].message).toMatch(/^no matches for kind "Widget" in version "example.com\/v1": .* add the definition to the manifests or to the option crds \(--crds\)$/);
  });

  test('is reported once for each kind', () => {
    const { findings } = dryRun.apply([custom({ name: 'a' }), custom({ name: 'b' }), custom({ name: 'a' }, 'example.com/v1', 'Gadget')]);

    expect(findings.map(({ kind, message }) => [kind, /this object|these \d+ objects/.exec(message)?.[0]])).toEqual([['Gadget', 'this object'], ['Widget', 'these 2 objects']]);
  });

  test('is in the namespace default only if objects of its kind are in a namespace', () => {
    const namespaces = (documents: ApiObject[]) => dryRun.apply(documents).results.map(({ namespace }) => namespace);

    expect(namespaces([custom({ name: 'a' })])).toEqual([undefined]);
    expect(namespaces([custom({ name: 'a' }), custom({ name: 'b', namespace: 'shop' })])).toEqual(['default', 'shop']);
  });

  test('is in the namespace default if another object of its kind is in a namespace, whatever else the metadata contains', () => {
    expect(dryRun.apply([custom({ name: 'a' }), custom({ name: 'b', namespace: 'shop', labels: 5 })]).results[0].namespace).toBe('default');
  });

  test('can be updated', () => {
    const live = [custom({ name: 'a' })];

    expect(dryRun.apply([{ ...custom({ name: 'a' }), spec: { other: 1 } }], { live })).toMatchObject({ passed: true, results: [{ stored: { spec: { other: 1 } } }] });
  });

  test.each<[string, object, string, string]>([
    ['a name', { name: 'Bad_Name' }, 'metadata.name', 'a lowercase RFC 1123 subdomain'],
    ['a missing name', { labels: {} }, 'metadata.name', 'name or generateName is required'],
    ['a namespace', { name: 'a', namespace: 'Shop' }, 'metadata.namespace', 'a lowercase RFC 1123 label'],
    ['a label', { name: 'a', labels: { app: 'a b' } }, 'metadata.labels', 'a valid label must be'],
    ['an annotation', { name: 'a', annotations: { 'a b': '' } }, 'metadata.annotations', 'name part must consist of'],
    ['an unknown field', { name: 'a', labls: {} }, 'metadata.labls', 'unknown field'],
    ['an owner', { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '' }] }, 'metadata.ownerReferences[0].uid', 'must not be empty'],
  ])('is refused because of %s in its metadata', (_, metadata, field, message) => {
    const { accepted, causes } = dryRun.apply([custom(metadata)]).results[0];

    expect(accepted).toBe(false);
    expect(causes).toContainEqual(expect.objectContaining({ field, message: expect.stringContaining(message) }));
  });
});

describe('metadata that cannot be decoded', () => {
  test.each<[string, unknown, string]>([
    ['no map', 5, 'metadata'],
    ['a list', [], 'metadata'],
    ['labels that are no map', { name: 'a', labels: 5 }, 'metadata.labels'],
    ['a name that is no text', { name: 5 }, 'metadata.name'],
    ['an owner whose UID is no text', { name: 'a', ownerReferences: [{ uid: 5 }] }, 'metadata.ownerReferences.uid'],
  ])('is refused with its field, with and without a definition: %s', (_, metadata, field) => {
    const object = custom(metadata as object);
    const refused = { accepted: false, causes: [{ field, reason: 'BadRequest' }] };

    expect(dryRun.apply([object]).results[0]).toMatchObject(refused);
    expect(dryRun.apply([definition, object]).results[1]).toMatchObject(refused);
    expect(dryRun.apply([{ ...object, apiVersion: 'v1', kind: 'LimitRange', spec: { limits: [] } }]).results[0]).toMatchObject(refused);
  });

  test('is refused with its fields in an update', () => {
    const { causes } = dryRun.apply([custom({ name: 'a', labels: 5, finalizers: 5 })], { live: [custom({ name: 'a' })] }).results[0];

    expect(causes.map(({ field }) => field).sort()).toEqual(['metadata.finalizers', 'metadata.labels']);
  });
});

test.each(['a/b/c', '/'])('an apiVersion that is no version of a group is refused: %s', apiVersion => {
  expect(dryRun.apply([custom({ name: 'a' }, apiVersion)]).results[0])
    .toMatchObject({ accepted: false, causes: [{ field: 'apiVersion', reason: 'BadRequest', message: `unexpected GroupVersion string: ${apiVersion}` }] });
});

describe('a definition that is refused', () => {
  const refused: ApiObject = { ...definition, spec: { ...definition.spec, versions: [] } };
  const reported = (documents: ApiObject[], context: ApiObject[] = []) =>
    dryRun.apply(documents, { context }).findings.map(({ rule, message }) => [rule, message]);
  const expected = [['definition-missing', 'The CustomResourceDefinition widgets.example.com is refused, so only the metadata of this object is checked. Correct the definition.']];

  test('is not reported as missing', () => {
    expect(reported([refused, widget({})])).toEqual(expected);
    expect(reported([{ ...definition, apiVersion: 'apiextensions.k8s.io/v1beta1' }, widget({})])).toEqual(expected);
    expect(reported([widget({})], [refused])).toEqual(expected);
  });

  test('is named where objects without a definition are refused', () => {
    const [{ message }] = withMode('refuse').apply([refused, widget({})]).results[1].causes;

    expect(message).toMatch(/the CustomResourceDefinition widgets.example.com is refused. Correct the definition$/);
  });

  test('does not matter if another one defines the kind', () => {
    expect(dryRun.apply([widget({})], { context: [refused, definition] })).toMatchObject({ passed: true, findings: [] });
  });
});

describe('a kind that is similar to one of a known definition', () => {
  const messages = (apiVersion: string, kind: string, documents: ApiObject[] = []) => dryRun.apply([...documents, custom({ name: 'a' }, apiVersion, kind)]).findings.map(({ message }) => message);

  test.each<[string, string, ApiObject[], string]>([
    ['gateway.networking.k8s.io/v1', 'Gatway', [], 'Gateway'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoutes', [], 'HTTPRoute'],
    ['example.com/v1', 'Wigdet', [definition], 'Widget'],
  ])('%s %s is accepted, and the similar kind is in the warning', (apiVersion, kind, documents, similar) => {
    expect(messages(apiVersion, kind, documents)).toEqual([expect.stringContaining(`Did you mean ${similar}? Add the definition`)]);
    expect(withMode('refuse').apply([...documents, custom({ name: 'a' }, apiVersion, kind)]).results.at(-1)!.causes[0].message).toContain(`Did you mean ${similar}?`);
  });

  test.each([['gateway.networking.k8s.io/v1alpha2', 'UDPRoute'], ['gateway.networking.k8s.io/v1', 'Widget'], ['example.org/v1', 'Gatway']])('%s %s is not similar', (apiVersion, kind) => {
    expect(messages(apiVersion, kind)).toEqual([expect.not.stringContaining('Did you mean')]);
  });
});

describe.each(RELEASES)('with release %s', release => {
  const ignoring = new ServerDryRun({ kubernetesVersion: release.split('.').slice(0, 2).join('.') as '1.37', unknownKinds: 'ignore', references: false });

  test.each<[string, string, string]>([
    ['apps/v1', 'Deploymnet', 'It serves Deployment of apps/v1'],
    ['v1', 'Servcie', 'It serves Service of v1'],
    ['v1', 'Widget', 'no CustomResourceDefinition can define it'],
    ['extensions/v1beta1', 'Ingress', 'It serves Ingress of networking.k8s.io/v1'],
    ['networking.k8s.io/v1beta1', 'Ingress', 'It serves Ingress of networking.k8s.io/v1'],
    ['networking.k8s.io/v1', 'Widget', 'no CustomResourceDefinition can define it'],
    ['netwroking.k8s.io/v1', 'Ingress', 'It serves Ingress of networking.k8s.io/v1'],
    ['rbac.authorization/v1', 'Role', 'It serves Role of rbac.authorization.k8s.io/v1'],
    ['rbac.k8s.io/v1', 'Role', 'It serves Role of rbac.authorization.k8s.io/v1'],
    ['app/v1', 'Deployment', 'It serves Deployment of apps/v1'],
    ['widgets/v1', 'Widget', 'no CustomResourceDefinition can define it'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'It serves HorizontalPodAutoscaler of autoscaling/v1, HorizontalPodAutoscaler of autoscaling/v2'],
    ['policy/v1beta1', 'PodSecurityPolicy', 'no CustomResourceDefinition can define it'],
    ['settings.k8s.io/v1alpha1', 'PodPreset', 'no CustomResourceDefinition can define it'],
    ['Example.com/v1', 'Widget', 'no matches for kind "Widget"'],
    ['example.com/v_1', 'Widget', 'no matches for kind "Widget"'],
  ])('%s %s is never taken for a custom resource', (apiVersion, kind, message) => {
    const { accepted, causes } = ignoring.apply([custom({ name: 'a' }, apiVersion, kind)]).results[0];

    expect({ accepted, causes }).toEqual({ accepted: false, causes: [{ field: 'apiVersion', reason: 'NotFound', message: expect.stringContaining(message) }] });
  });

  test.each<[string, string]>([
    ['serving.knative.dev/v1', 'Service'],
    ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'],
    ['networking.x-k8s.io/v1alpha1', 'Ingress'],
    ['gateway.networking.k8s.io/v1alpha2', 'UDPRoute'],
    ['gateway.networking.k8s.io/v1alpha9', 'HTTPRoute'],
  ])('%s %s can be a custom resource', (apiVersion, kind) => {
    expect(ignoring.apply([custom({ name: 'a' }, apiVersion, kind)]).results[0]).toMatchObject({ accepted: true, definitionMissing: true });
  });
});

test('a version that the definition of a kind does not serve is refused', () => {
  const { results } = dryRun.apply([definition, { ...widget({}), apiVersion: 'example.com/v2' }]);

  expect(results[1].causes[0].message).toContain('Its CustomResourceDefinition serves example.com/v1');
});
