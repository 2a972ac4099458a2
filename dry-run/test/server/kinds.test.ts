import { ServerDryRun } from 'kubernetes-dry-run';
import { OBJECTS, object } from './objects';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.35', references: false });

describe.each(OBJECTS)('%s %s', (apiVersion, kind, fields, invalid, field) => {
  test('is accepted with all its fields', () => {
    expect(dryRun.apply([object(apiVersion, kind, fields)])).toMatchObject({
      passed: true, results: [{ accepted: true, causes: [], droppedFields: [] }], findings: [],
    });
  });

  test(`is refused because of ${field}`, () => {
    const { accepted, causes } = dryRun.apply([object(apiVersion, kind, invalid)]).results[0];
    expect({ accepted, fields: causes.map(cause => cause.field) }).toEqual({ accepted: false, fields: expect.arrayContaining([field]) });
  });

  test('can be applied again without changes', () => {
    const same = object(apiVersion, kind, fields);
    expect(dryRun.apply([same], { live: [same] })).toMatchObject({ passed: true, results: [{ accepted: true }], findings: [] });
  });
});
