import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KUBERNETES_VERSIONS, ServerDryRun, type KubernetesVersion } from 'kubernetes-dry-run';
import { ANSWERED_OBJECTS } from './administration-objects';
import { OBJECTS, object, type KindObjects } from './objects';
import { NEWEST } from '../support';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: NEWEST, references: false });

const tested = ([apiVersion, kind, fields, invalid, field, live = []]: KindObjects) => ({
  name: `${apiVersion} ${kind}`, kind, valid: object(apiVersion, kind, fields), invalid: object(apiVersion, kind, invalid), field, live,
});
const STORED = OBJECTS.map(tested);
const ANSWERED = ANSWERED_OBJECTS.map(tested);

describe.each([...STORED, ...ANSWERED])('$name', ({ valid, invalid, field, live }) => {
  test('is accepted with all its fields', () => {
    expect(dryRun.apply([valid], { live })).toMatchObject({
      passed: true, results: [{ accepted: true, causes: [], droppedFields: [] }], findings: [],
    });
  });

  test(`is refused because of ${field || 'its content'}`, () => {
    const { accepted, causes } = dryRun.apply([invalid], { live }).results[0];
    expect({ accepted, fields: causes.map(cause => cause.field) }).toEqual({ accepted: false, fields: expect.arrayContaining([field]) });
  });
});

test.each(STORED)('$name can be applied again without changes', ({ valid }) => {
  expect(dryRun.apply([valid], { live: [valid] })).toMatchObject({ passed: true, results: [{ accepted: true }], findings: [] });
});

describe.each(ANSWERED)('$name', ({ kind, valid, live }) => {
  test('is not stored', () => {
    expect(dryRun.apply([valid], { live }).results[0].stored).toBeUndefined();
  });

  test('cannot be a live object', () => {
    expect(dryRun.apply([], { live: [...live, valid] }).findings).toMatchObject([{ rule: 'live-refused', kind }]);
  });
});

/** The kinds that the discovery of a real server lists, and whether it creates objects of them. */
interface Discovered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly canCreate: boolean;
}

/** `discovery/` has the answers of servers with default settings. `test/e2e/same-verdict` of the repository compares the newest with a server. */
function discovery(version: KubernetesVersion): Discovered[] {
  return readFileSync(join(__dirname, 'discovery', `${version}.txt`), 'utf-8').trim().split('\n').map(line => {
    const [apiVersion, kind, verbs] = line.split(' ');
    return { apiVersion, kind, canCreate: verbs.split(',').includes('create') };
  });
}

const name = ({ apiVersion, kind }: Discovered) => `${apiVersion} ${kind}`;
const NEWEST_KINDS = discovery(NEWEST);

test('there is a recorded discovery of each version', () => {
  expect(readdirSync(join(__dirname, 'discovery')).sort()).toEqual(KUBERNETES_VERSIONS.map(version => `${version}.txt`));
});

test('there are objects of each kind that can be created', () => {
  const names = [...STORED, ...ANSWERED].map(each => each.name);
  expect(names.sort()).toEqual(NEWEST_KINDS.filter(({ canCreate }) => canCreate).map(name).sort());
});

test.each(KUBERNETES_VERSIONS)('the dry run of %s serves exactly the kinds that a server serves by default', version => {
  const { results } = new ServerDryRun({ kubernetesVersion: version, references: false })
    .apply(NEWEST_KINDS.map(({ apiVersion, kind }) => ({ apiVersion, kind, metadata: { name: 'web' } })));
  const served = NEWEST_KINDS.filter((_, index) => results[index].causes.every(({ field, reason }) => field !== 'apiVersion' || reason !== 'NotFound'));

  expect(served.map(name).sort()).toEqual(discovery(version).map(name).sort());
});

test('a kind that can only be read is refused with the message of a client', () => {
  const { results } = dryRun.apply([{ apiVersion: 'v1', kind: 'ComponentStatus', metadata: { name: 'etcd-0' } }]);

  expect(NEWEST_KINDS.filter(({ canCreate }) => !canCreate).map(name)).toEqual(['v1 ComponentStatus']);
  expect(results[0]).toMatchObject({ accepted: false, causes: [{ reason: 'MethodNotAllowed', message: 'the server does not allow this method on the requested resource' }], warnings: [] });
});

test('both API groups of Event have the same objects', () => {
  const regarding = { kind: 'Pod', namespace: 'default', name: 'web' };
  const { results } = dryRun.apply([
    { apiVersion: 'v1', kind: 'Event', metadata: { name: 'web' }, involvedObject: regarding, type: 'Normal', message: 'scaled' },
    { apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { name: 'web' }, regarding, type: 'Warning' },
  ]);

  expect(results[1]).toMatchObject({ accepted: false, causes: [{ field: 'type', message: expect.stringContaining('field is immutable') }] });
});
