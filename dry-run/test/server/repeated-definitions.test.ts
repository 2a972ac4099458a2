import { ServerDryRun } from '../../lib';

jest.setTimeout(60_000);

const definition = (scope: string, extra: object = {}) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'lamps.example.com' },
  spec: {
    group: 'example.com',
    names: { plural: 'lamps', singular: 'lamp', kind: 'Lamp', listKind: 'LampList' },
    scope,
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { watts: { type: 'integer' } } } } }],
    ...extra,
  },
});

const dryRun = new ServerDryRun({ kubernetesVersion: '1.37' });

test('a definition gets the same answer in each call', () => {
  const answer = dryRun.apply([definition('Namespaced')]);

  expect(answer.results[0].accepted).toBe(true);
  expect(dryRun.apply([definition('Namespaced')])).toEqual(answer);
});

test('a definition that is given twice in a call is created and then updated', () => {
  const [created, updated] = dryRun.apply([definition('Namespaced'), definition('Namespaced')]).results;

  expect(updated).toEqual(created);
});

test('a definition that was created in an earlier call is updated if it is live', () => {
  const [created] = dryRun.apply([definition('Namespaced')]).results;
  const { metadata, ...rest } = definition('Namespaced');
  const live = { ...rest, metadata: { ...metadata, uid: '1', resourceVersion: '1', labels: { team: 'shop' } } };
  const [updated] = dryRun.apply([definition('Namespaced')], { live: [live] }).results;

  expect(created.stored!.metadata!.labels).toBeUndefined();
  expect(updated.stored!.metadata!.labels).toEqual({ team: 'shop' });
});

test('a definition with an unknown field gets the answer of the field validation of each call', () => {
  const unknown = definition('Namespaced', { colour: 'red' });
  const answers = (['Strict', 'Warn', 'Ignore', 'Strict'] as const)
    .map(fieldValidation => new ServerDryRun({ kubernetesVersion: '1.37', fieldValidation }).apply([unknown]).results[0])
    .map(({ accepted, causes, warnings }) => ({ accepted, causes: causes.map(({ message }) => message), warnings }));
  const refused = { accepted: false, causes: ['unknown field "spec.colour"'], warnings: [] };

  expect(answers).toEqual([refused, { accepted: true, causes: [], warnings: ['unknown field "spec.colour"'] }, { accepted: true, causes: [], warnings: [] }, refused]);
});
