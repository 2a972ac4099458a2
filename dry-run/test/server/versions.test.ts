import { KUBERNETES_VERSIONS, ServerDryRun, type ApiObject, type FieldValidation, type KubernetesVersion } from 'kubernetes-dry-run';
import { NEWEST, deployment, service, since } from '../support';

jest.setTimeout(60_000);

const server = (kubernetesVersion: KubernetesVersion, fieldValidation: FieldValidation = 'Strict') => new ServerDryRun({ kubernetesVersion, fieldValidation, references: false });

/** The versions for which a condition holds. */
function versions(condition: (dryRun: ServerDryRun) => boolean): readonly string[] {
  return KUBERNETES_VERSIONS.filter(version => condition(server(version)));
}

const grpcMode = deployment('web', { readinessProbe: { grpc: { port: 8080, mode: 'TLS' } } });
const GRPC_MODE = 'spec.template.spec.containers[0].readinessProbe.grpc.mode';

describe('a field that the version does not have', () => {
  test('is refused like every unknown field', () => {
    expect(server('1.36').apply([grpcMode]).results[0]).toMatchObject({
      accepted: false, causes: [{ field: GRPC_MODE, reason: 'BadRequest', message: `unknown field "${GRPC_MODE}"` }],
    });
  });

  test('is refused together with other fields that cannot be decoded', () => {
    const { causes } = server('1.36').apply([{ ...grpcMode, spec: { ...grpcMode.spec, foo: 1 } }]).results[0];
    expect(causes.map(({ field }) => field).sort()).toEqual(['spec.foo', GRPC_MODE]);
  });

  test.each<[FieldValidation, string[]]>([['Warn', [`unknown field "${GRPC_MODE}"`]], ['Ignore', []]])('is dropped with field validation %s', (validation, warnings) => {
    const { passed, results } = server('1.36', validation).apply([grpcMode]);
    expect({ passed, results }).toMatchObject({ passed: false, results: [{ accepted: true, warnings, droppedFields: [GRPC_MODE] }] });
  });

  test('is refused by an apply with every field validation', () => {
    expect(server('1.36', 'Ignore').apply([grpcMode], { live: [deployment('web', { readinessProbe: { grpc: { port: 8080 } } })] }).results[0].accepted).toBe(false);
  });
});

describe('a field behind a feature gate', () => {
  const hostnameOverride = deployment('web');
  const document = { ...hostnameOverride, spec: { ...hostnameOverride.spec, template: { ...hostnameOverride.spec.template, spec: { ...hostnameOverride.spec.template.spec, hostnameOverride: 'web.example.com' } } } };

  test('is dropped if the gate is off, which fails the run', () => {
    expect(server('1.34').apply([document])).toMatchObject({
      passed: false, results: [{ accepted: true, causes: [], droppedFields: ['spec.template.spec.hostnameOverride'] }],
    });
  });

  test('is kept if the gate is on', () => {
    expect(server('1.37').apply([document])).toMatchObject({ passed: true, results: [{ droppedFields: [] }] });
  });
});

test('zero values of a document do not count as dropped', () => {
  const zeros = deployment('web', { tty: false, env: [{ name: 'EMPTY', value: '' }], resources: {}, command: [] });
  expect(server('1.35').apply([{ ...zeros, spec: { ...zeros.spec, minReadySeconds: 0, paused: false } }]).results[0].droppedFields).toEqual([]);
});

test('fields that only servers set do not count as dropped', () => {
  const copied = { ...service('web', 80), status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } };
  expect(server('1.35').apply([{ ...copied, metadata: { ...copied.metadata, generation: 7 } }]).results[0].droppedFields).toEqual([]);
});

test('stringData is stored as data', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token' }, stringData: { token: 'x' } };
  expect(server('1.35').apply([secret]).results[0]).toMatchObject({ droppedFields: [], stored: { data: { token: 'eA==' } } });
});

describe('kinds', () => {
  const object = (apiVersion: string, kind: string, fields: object = {}): ApiObject => ({ apiVersion, kind, metadata: { name: 'a' }, ...fields });

  test.each([['apps/v1beta1', 'Deployment'], ['batch/v1beta1', 'CronJob'], ['policy/v1beta1', 'PodDisruptionBudget'], ['extensions/v1beta1', 'Ingress'], ['v1', 'Widget']])(
    '%s %s is not served by any version', (apiVersion, kind) => {
      const { causes } = server(NEWEST).apply([object(apiVersion, kind)]).results[0];
      expect(causes).toEqual([{ field: 'apiVersion', reason: 'NotFound', message: expect.stringContaining(`no matches for kind "${kind}" in version "${apiVersion}"`) }]);
    });

  test('are served from the version that introduced them', () => {
    const attributes = object('storage.k8s.io/v1', 'VolumeAttributesClass', { driverName: 'csi.example.com', parameters: { iops: '1' } });
    expect(versions(dryRun => dryRun.apply([attributes]).passed)).toEqual(since('1.34'));
  });
});

test('the warnings are the warnings of the version', () => {
  const warned = (text: string, spec: object) => versions(dryRun => dryRun.apply([service('web', 80, spec)]).results[0].warnings.some(warning => warning.includes(text)));
  expect(warned('spec.externalIPs is deprecated', { externalIPs: ['192.0.2.1'] })).toEqual(since('1.36'));
  expect(warned('"PreferClose" is deprecated', { trafficDistribution: 'PreferClose' })).toEqual(since('1.35'));
  expect(warned('Endpoints is deprecated', {})).toEqual([]);
});

test('Endpoints are deprecated in all versions', () => {
  const endpoints = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'a' }, subsets: [] };
  expect(versions(dryRun => dryRun.apply([endpoints]).results[0].warnings.includes('v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'))).toEqual(KUBERNETES_VERSIONS);
});

test('a field that a kind of dynamic resource allocation does not have in the version is refused', () => {
  const spec = { driver: 'gpu.example.com', pool: { name: 'node', generation: 1, resourceSliceCount: 1 }, allNodes: true, devices: [{ name: 'gpu-0', attributes: { size: { ints: [1] } } }] };
  const { causes } = server('1.35').apply([{ apiVersion: 'resource.k8s.io/v1', kind: 'ResourceSlice', metadata: { name: 'web' }, spec }]).results[0];

  expect(causes.map(({ message }) => message)).toEqual(['unknown field "spec.devices[0].attributes.size.ints"']);
});

test.each(KUBERNETES_VERSIONS)('a CronJob of %s can have every time zone, and no other', version => {
  const jobTemplate = { spec: { template: { spec: { containers: [{ name: 'main', image: 'registry.example.com/main:1' }], restartPolicy: 'Never' } } } };
  const cronJob = (timeZone: string): ApiObject => ({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'web' }, spec: { schedule: '@daily', timeZone, jobTemplate } });
  const accepted = (timeZone: string) => server(version).apply([cronJob(timeZone)]).results[0].accepted;

  expect({ zurich: accepted('Europe/Zurich'), utc: accepted('Etc/UTC'), unknown: accepted('Europe/Atlantis') }).toEqual({ zurich: true, utc: true, unknown: false });
});
