import { KUBERNETES_VERSIONS, ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { OBJECTS, object } from './objects';
import { service } from '../support';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.36', references: false });
const stored = (...documents: ApiObject[]) => dryRun.apply(documents).results.at(-1)!.stored!;
const ofKind = (wanted: string) => {
  const [apiVersion, kind, fields] = OBJECTS.find(([, each]) => each === wanted)!;
  return object(apiVersion, kind, fields);
};

describe('the stored object omits values that differ in every cluster', () => {
  test.each<[string, object]>([
    ['are not set', {}],
    ['are empty or 0', { clusterIP: '', ports: [{ port: 80, nodePort: 0 }] }],
  ])('addresses and ports of a Service that %s', (_, fields) => {
    const { spec } = stored(service('web', 80, { type: 'NodePort', ...fields }));

    expect(Object.keys(spec)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^clusterIPs?$/)]));
    expect(spec.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 80 }]);
  });

  test('node ports of a Service that only another document of the same name has', () => {
    const [one, other] = [{ name: 'a', port: 80 }, { name: 'b', port: 81, nodePort: 30009 }].map(port => service('web', 0, { type: 'NodePort', ports: [port] }));
    const { spec } = stored(one, other);

    expect(spec.ports).toEqual([
      { name: 'a', port: 80, protocol: 'TCP', targetPort: 80 }, { name: 'b', port: 81, protocol: 'TCP', targetPort: 81, nodePort: 30009 },
    ]);
  });

  test('the labels of a Job that contain its UID', () => {
    const job = stored(ofKind('Job'));

    expect(job.metadata!.labels).toEqual({ 'app': 'web', 'batch.kubernetes.io/job-name': 'web', 'job-name': 'web' });
    expect(stored(ofKind('Job'))).toEqual(job);
  });
});

test('the stored object has no time stamps', () => {
  expect(stored(ofKind('PersistentVolume')).status).toEqual({ phase: 'Pending' });
});

describe('the stored object is what the server reads from etcd', () => {
  test.each<[string, ApiObject, object]>([
    ['an empty list that is always written is null', object('rbac.authorization.k8s.io/v1', 'Role', { rules: [] }), { rules: null }],
    ['an empty list in a list is null', object('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [] }), { endpoints: null }],
    ['bytes that are null are empty', object('v1', 'Secret', { data: { a: null } }), { data: { a: '' } }],
  ])('%s', (_, document, expected) => {
    expect(stored(document)).toMatchObject(expected);
  });

  test('a kind that is stored at another version is printed at the version of the document', () => {
    const [apiVersion, kind, fields] = OBJECTS.find(([version]) => version === 'autoscaling/v1')!;

    expect(stored(object(apiVersion, kind, fields))).toMatchObject({ apiVersion: 'autoscaling/v1', spec: { maxReplicas: 3, minReplicas: 1 } });
  });
});

describe('a document without metadata', () => {
  test('is refused with all its causes', () => {
    const { metadata, ...job } = ofKind('Job');
    const { causes } = dryRun.apply([{ ...job, spec: { template: { spec: { containers: [] } } } }]).results[0];

    expect(causes.map(({ field, message }) => [field, message])).toEqual([
      ['metadata.name', 'Required value: name or generateName is required'],
      ['spec.template.spec.containers', 'Required value'],
      ['spec.template.spec.restartPolicy', expect.stringMatching(/^Required value/)],
    ]);
  });

  test.each([['null', null, 'metadata.name'], ['a number', 5, 'metadata'], ['a list', [{ name: 'a' }], 'metadata']])('is refused if its metadata is %s', (_, metadata: any, field) => {
    expect(dryRun.apply([{ ...ofKind('ConfigMap'), metadata }]).results[0]).toMatchObject({ accepted: false, causes: [{ field }] });
  });
});

test('the stored object has the defaults of fields that only a server sets', () => {
  expect(stored(ofKind('PersistentVolumeClaim')).status).toEqual({ phase: 'Pending' });
});

test.each(KUBERNETES_VERSIONS)('an address outside the range is refused with the message of a server %s', kubernetesVersion => {
  const { causes } = new ServerDryRun({ kubernetesVersion }).apply([service('web', 80, { clusterIP: '192.168.1.1' })]).results[0];

  expect(causes.map(({ message }) => message)).toEqual([expect.stringMatching(/: the provided network does not match the current range$/)]);
});
