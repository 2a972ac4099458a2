import { declareObjects, deployment, documentOf } from './declare';
import type { Document } from '../../src/document';
import { compare } from '../../src/proof/compare/compare';

function account(fields: Document = {}, metadata: Document = {}): Document {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', ...metadata }, ...fields };
}

/** A workload whose pods use the account. */
function user(name = 'web', pod: Document = { automountServiceAccountToken: true }): Document {
  const object = deployment(name);
  Object.assign(object.spec.template.spec, { serviceAccountName: 'web', ...pod });
  return object;
}

function binding(kind: string, subject: Document = {}): Document {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'web' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'ServiceAccount', name: 'web', ...subject }],
  };
}

const NO_TOKEN = { automountServiceAccountToken: false };

function differences(objects: readonly Document[], inPlace: boolean) {
  return compare(objects, declareObjects(objects, inPlace).documents).filter(({ intent }) => inPlace || intent === undefined);
}

describe('A ServiceAccount', () => {
  test.each([true, false])('is an option of the only workload that uses it (in place: %p)', inPlace => {
    const objects = [account(NO_TOKEN, { name: 'web-account', labels: { a: 'b' }, annotations: { c: 'd' } }), user('web', { serviceAccountName: 'web-account', ...NO_TOKEN })];
    const { adopted, code, documents } = declareObjects(objects, inPlace);

    expect(adopted['ServiceAccount web-account']).toBe('option createServiceAccount of web');
    expect(code).toContain("createServiceAccount: true,\n      serviceAccountName: 'web-account',\n      serviceAccountMetadata: { labels: { a: 'b' }, annotations: { c: 'd' } },");
    expect(code).not.toContain('fromServiceAccountName');
    expect(documentOf(documents, 'ServiceAccount')).toEqual(objects[0]);
  });

  test('has the labels that all objects of its workload have', () => {
    const web = user();
    web.metadata.labels = { app: 'web' };
    const objects = [account(NO_TOKEN, { labels: { app: 'web' } }), web];
    const { code } = declareObjects(objects);

    expect(code).toContain("labels: { app: 'web' },");
    expect(code).not.toMatch(/(serviceAccount|workload)Metadata/);
    expect(differences(objects, false)).toEqual([]);
  });

  test('gets the default of the library, but not in place', () => {
    expect(declareObjects([account(), user()]).adopted['ServiceAccount web']).toBe('option createServiceAccount of web');
    expect(declareObjects([account(), user()], true).adopted['ServiceAccount web']).toEqual([
      'No option expresses automountServiceAccountToken: an account that is created with a workload has the value false.',
    ]);
  });

  test.each<[string, readonly Document[], readonly string[]]>([
    ['no pods use', [deployment('web')], ['No pods of these manifests use it.']],
    ['several workloads use', [user(), user('api')], ['Deployment web and Deployment api use it, and an account is created with one workload.']],
    [
      'many workloads use',
      [user(), user('api'), user('jobs'), user('mail')],
      ['Deployment web, Deployment api and 2 other objects use it, and an account is created with one workload.'],
    ],
    [
      'a Job also uses',
      [user(), { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job' }, spec: { template: { spec: { serviceAccount: 'web', containers: [] } } } }],
      ['Deployment web and Job job use it, and an account is created with one workload.'],
    ],
    [
      'a document uses',
      [{ apiVersion: 'example.com/v1', kind: 'Agent', metadata: { name: 'agent' }, spec: { serviceAccountName: 'web' } }],
      ['Agent agent, which uses it, stays a document.'],
    ],
  ])('that %s stays a document', (_, users, why) => {
    const { adopted, documents } = declareObjects([account(NO_TOKEN), ...users]);

    expect(adopted['ServiceAccount web']).toEqual(why);
    expect(documentOf(documents, 'ServiceAccount')).toEqual(account(NO_TOKEN));
  });

  test.each<[string, Document, string]>([
    ['mounts its token', { automountServiceAccountToken: true }, 'automountServiceAccountToken: an account that is created with a workload has the value false'],
    ['has secrets for images', { imagePullSecrets: [{ name: 'registry' }] }, 'imagePullSecrets'],
    ['has secrets', { secrets: [{ name: 'token' }] }, 'secrets'],
  ])('that %s stays a document', (_, fields, field) => {
    expect(declareObjects([account(fields), user()]).adopted['ServiceAccount web']).toEqual([`No option expresses ${field}.`]);
  });

  test('of the namespace stays a document, because other pods use it too', () => {
    expect(declareObjects([account(NO_TOKEN, { name: 'default' }), user('web', { serviceAccountName: 'default' })]).adopted['ServiceAccount default'])
      .toEqual(['All pods of the namespace without another account use it.']);
  });

  test.each([undefined, true])('with the value %p, whose pods have no value, is an option in place', automountServiceAccountToken => {
    const objects = [account({ automountServiceAccountToken }), user('web', {})];
    const { adopted, code, documents } = declareObjects(objects, true);

    expect(adopted['ServiceAccount web']).toBe('option createServiceAccount of web');
    expect(code).toContain('automountFromServiceAccount: true,');
    expect(documentOf(documents, 'ServiceAccount')).toEqual(account());
    expect(differences(objects, true)).toEqual([]);
  });

  test('stays a document in place if its value keeps the token from pods without a value', () => {
    expect(declareObjects([account(NO_TOKEN), user('web', {})], true).adopted['ServiceAccount web'])
      .toEqual(['No option expresses automountServiceAccountToken: pods without this field get an account without it.']);
  });

  test('stays a document if the library refuses it, and its workload is declared', () => {
    const { adopted } = declareObjects([account(NO_TOKEN, { annotations: { 'not a key': 'a' } }), user()]);

    expect(adopted['Deployment web']).toBe('new Worker web');
    expect(adopted['ServiceAccount web']).toEqual([expect.stringContaining('serviceAccountMetadata')]);
  });

  test('that a ConfigMap mentions is used by one workload nevertheless', () => {
    const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { serviceAccountName: 'web' } };

    expect(declareObjects([account(NO_TOKEN), user(), settings]).adopted['ServiceAccount web']).toBe('option createServiceAccount of web');
  });
});

describe('The token of an account', () => {
  test('is not mounted into pods that follow an account without it', () => {
    const objects = [account(NO_TOKEN), user('web', {})];

    expect(differences(objects, false)).toEqual([]);
    expect(differences(objects, true)).toEqual([]);
    expect(documentOf(declareObjects(objects).documents, 'Deployment').spec.template.spec.automountServiceAccountToken).toBe(false);
  });

  test.each(['RoleBinding', 'ClusterRoleBinding'])('is not mounted into pods without it, also if there is a %s', kind => {
    const objects = [account(), user('web', NO_TOKEN), binding(kind)];

    for (const inPlace of [true, false]) {
      expect(declareObjects(objects, inPlace).code).toContain("automountServiceAccountTokenJustification: 'the existing manifest has this setting',");
      expect(differences(objects, inPlace)).toEqual([]);
    }
  });

  test.each([
    ['of another account', { name: 'api' }], ['of an account in another namespace', { namespace: 'shop' }], ['of a user', { kind: 'User' }],
  ])('needs no justification with a role %s', (_, subject) => {
    expect(declareObjects([account(), user('web', NO_TOKEN), binding('RoleBinding', subject)]).code).not.toContain('Justification');
  });

  test('is mounted into pods whose account of the namespace has a role', () => {
    const objects = [deployment('web'), binding('RoleBinding', { name: 'default' })];

    expect(documentOf(declareObjects(objects).documents, 'Deployment').spec.template.spec.automountServiceAccountToken).toBe(true);
  });
});
