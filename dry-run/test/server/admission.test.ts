import { KUBERNETES_VERSIONS, ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { ADMINISTRATOR_REQUEST } from './certificates';
import { NEWEST, deployment, since } from '../support';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: NEWEST, references: false });
const answer = (documents: ApiObject[], live: ApiObject[] = []) => dryRun.apply(documents, { live });
const stored = (documents: ApiObject[], live?: ApiObject[]) => answer(documents, live).results.at(-1)!.stored!;
const refusals = (documents: ApiObject[], live?: ApiObject[]) => answer(documents, live).results.at(-1)!.causes.map(({ message }) => message);

const object = (apiVersion: string, kind: string, name: string, fields: object = {}): ApiObject => (
  { apiVersion, kind, metadata: { name }, ...fields }
);
const container = { name: 'main', image: 'registry.example.com/main:1' };
const pod = (spec: object = {}) => object('v1', 'Pod', 'web', { spec: { containers: [container], ...spec } });
const annotated = (document: ApiObject, annotations: Record<string, string>): ApiObject => (
  { ...document, metadata: { ...document.metadata, annotations } }
);
const workload = (spec: object) => ({ ...deployment('web').spec.template.spec, ...spec });
const web = (spec: object): ApiObject => ({ ...deployment('web'), spec: { ...deployment('web').spec, template: { ...deployment('web').spec.template, spec: workload(spec) } } });

const claim = (storage: string, fields: object = {}) => object('v1', 'PersistentVolumeClaim', 'data', { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...fields } });
const storageClass = (fields: object = {}) => object('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'csi.example.com', ...fields });
const priorityClass = (name: string, fields: object = {}) => object('scheduling.k8s.io/v1', 'PriorityClass', name, { value: 1000, ...fields });
const runtimeClass = object('node.k8s.io/v1', 'RuntimeClass', 'sandboxed', { handler: 'runsc', overhead: { podFixed: { cpu: '50m' } }, scheduling: { nodeSelector: { sandbox: 'yes' } } });
const limits = object('v1', 'LimitRange', 'limits', { spec: { limits: [{ type: 'Container', default: { cpu: '1' }, max: { cpu: '2' } }] } });

describe('ServiceAccount', () => {
  const token = { volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }] };
  const puller = object('v1', 'ServiceAccount', 'puller', { imagePullSecrets: [{ name: 'registry' }] });

  test.each(KUBERNETES_VERSIONS)('a token without serviceAccountName is accepted in a Pod and in a Deployment of %s', kubernetesVersion => {
    expect(new ServerDryRun({ kubernetesVersion, references: false }).apply([pod(token), web(token)])).toMatchObject({ passed: true, findings: [] });
  });

  test('a Pod gets the service account default', () => {
    expect(stored([pod()]).spec).toMatchObject({ serviceAccountName: 'default', serviceAccount: 'default' });
  });

  test('a Pod does not get the volume with a token, whose name is random', () => {
    expect(stored([pod()]).spec.volumes).toBeUndefined();
  });

  test('a Pod gets the pull secrets of its service account, if it is among the objects', () => {
    expect(stored([puller, pod({ serviceAccountName: 'puller' })]).spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
    expect(stored([pod({ serviceAccountName: 'puller' })], [puller]).spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
    expect(answer([pod({ serviceAccountName: 'puller' })]).passed).toBe(true);
  });
});

describe('LimitRanger', () => {
  test('a Pod gets the defaults of the limit ranges in its namespace', () => {
    expect(stored([limits, pod()]).spec.containers[0].resources).toEqual({ limits: { cpu: '1' }, requests: { cpu: '1' } });
    expect(stored([limits, { ...pod(), metadata: { name: 'web', namespace: 'other' } }]).spec.containers[0].resources).toEqual({});
  });

  test('a finding reports that the pods of a Deployment would be refused, wherever the limit range is among the documents', () => {
    const { findings } = answer([web({ containers: [{ ...container, resources: { limits: { cpu: '3' } } }] }), limits]);

    expect(findings).toMatchObject([{ rule: 'pod-refused', message: expect.stringContaining('maximum cpu usage per Container is 2, but limit is 3') }]);
  });

  test('limit ranges of an earlier call are forgotten', () => {
    answer([limits]);
    expect(stored([pod()]).spec.containers[0].resources).toEqual({});
  });
});

describe('Priority', () => {
  test('a Pod gets the priority of its class', () => {
    expect(stored([pod()]).spec).toMatchObject({ priority: 0, preemptionPolicy: 'PreemptLowerPriority' });
    expect(stored([pod({ priorityClassName: 'system-node-critical' })]).spec).toMatchObject({ priority: 2_000_001_000, preemptionPolicy: 'PreemptLowerPriority' });
    expect(stored([priorityClass('high'), pod({ priorityClassName: 'high' })]).spec.priority).toBe(1000);
    expect(stored([priorityClass('high', { globalDefault: true }), pod()]).spec.priorityClassName).toBe('high');
  });

  test('another priority is refused', () => {
    const message = 'pods "web" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed ';

    expect(refusals([pod({ priority: 5 })])).toEqual([`${message}0 from the given PriorityClass name`]);
    expect(refusals([priorityClass('high'), pod({ priority: 5, priorityClassName: 'high' })])).toEqual([`${message}1000 from the given PriorityClass name`]);
  });

  test('a class that is not among the objects may exist in the cluster', () => {
    const { accepted, stored: unknown } = answer([pod({ priorityClassName: 'unknown', priority: 5 })]).results[0];

    expect({ accepted, priority: unknown?.spec.priority }).toEqual({ accepted: true, priority: 5 });
  });

  test('a second default class is refused', () => {
    const [high, low] = [priorityClass('high', { globalDefault: true }), priorityClass('low', { globalDefault: true })];

    expect(refusals([high, low])).toEqual([expect.stringContaining('PriorityClass high is already marked as default')]);
  });
});

test('DefaultTolerationSeconds: a Pod tolerates a node that is not ready for five minutes', () => {
  const toleration = (key: string) => ({ key: `node.kubernetes.io/${key}`, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 });

  expect(stored([pod()]).spec.tolerations).toEqual([toleration('not-ready'), toleration('unreachable')]);
});

describe('RuntimeClass', () => {
  test('a Pod gets the overhead and the node selector of its class', () => {
    expect(stored([runtimeClass, pod({ runtimeClassName: 'sandboxed' })]).spec).toMatchObject({ overhead: { cpu: '50m' }, nodeSelector: { sandbox: 'yes' } });
  });

  test('a contradiction to the class is refused', () => {
    expect(refusals([runtimeClass, pod({ runtimeClassName: 'sandboxed', nodeSelector: { sandbox: 'no' } })])).toEqual([expect.stringContaining('conflict: runtimeClass.scheduling.nodeSelector[sandbox] = yes')]);
    expect(refusals([pod({ overhead: { cpu: '50m' } })])).toEqual([expect.stringContaining('Pod Overhead set without corresponding RuntimeClass')]);
  });

  test('a class that is not among the objects may exist in the cluster', () => {
    expect(answer([pod({ runtimeClassName: 'sandboxed', overhead: { cpu: '50m' } })]).passed).toBe(true);
  });
});

describe('storage', () => {
  const isDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  const bound = (storage: string) => ({ ...claim(storage, { storageClassName: 'fast', volumeName: 'v' }), metadata: { name: 'data', uid: '1', resourceVersion: '1' }, status: { phase: 'Bound', capacity: { storage } } });

  test('a claim without a class gets the default class, and an empty class stays', () => {
    expect(stored([annotated(storageClass(), isDefault), claim('1Gi')]).spec.storageClassName).toBe('fast');
    expect(stored([annotated(storageClass(), isDefault), claim('1Gi', { storageClassName: '' })]).spec.storageClassName).toBe('');
    expect(stored([claim('1Gi')]).spec.storageClassName).toBeUndefined();
  });

  test('of several default classes, the first by name is used if they are equally old', () => {
    const other = annotated({ ...storageClass(), metadata: { name: 'a' } }, isDefault);

    expect(stored([annotated(storageClass(), isDefault), other, claim('1Gi')]).spec.storageClassName).toBe('a');
  });

  test('volumes, claims and classes of attributes are protected by finalizers', () => {
    const attributes = object('storage.k8s.io/v1', 'VolumeAttributesClass', 'gold', { driverName: 'csi.example.com', parameters: { iops: '1' } });
    const volume = object('v1', 'PersistentVolume', 'v', { spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' } } });
    const finalizers = answer([volume, claim('1Gi'), attributes]).results.map(each => each.stored?.metadata?.finalizers);

    expect(finalizers).toEqual([['kubernetes.io/pv-protection'], ['kubernetes.io/pvc-protection'], ['kubernetes.io/vac-protection']]);
  });

  test('a bound claim can grow only if its class allows it', () => {
    const larger = claim('2Gi', { storageClassName: 'fast' });

    expect(refusals([larger], [storageClass(), bound('1Gi')])).toEqual([expect.stringContaining('the storageclass that provisions the pvc must support resize')]);
    expect(answer([larger], [storageClass({ allowVolumeExpansion: true }), bound('1Gi')]).results[0].accepted).toBe(true);
    expect(answer([larger], [bound('1Gi')]).results[0].accepted).toBe(true);
  });
});

test('DefaultIngressClass: an Ingress without a class gets the default class', () => {
  const edge = annotated(object('networking.k8s.io/v1', 'IngressClass', 'edge', { spec: { controller: 'example.com/edge' } }), { 'ingressclass.kubernetes.io/is-default-class': 'true' });
  const ingress = object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } } });

  expect(stored([edge, ingress]).spec.ingressClassName).toBe('edge');
});

test('TaintNodesByCondition: a new Node is not ready', () => {
  expect(stored([object('v1', 'Node', 'node')]).spec.taints).toEqual([{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }]);
});

test('PodTopologyLabels: a Pod on a Node gets the labels of its zone', () => {
  const node: ApiObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node', labels: { 'topology.kubernetes.io/zone': 'a' } } };

  expect(stored([node, pod({ nodeName: 'node' })]).metadata!.labels).toEqual({ 'topology.kubernetes.io/zone': 'a' });
});

test('CertificateSubjectRestriction: nobody can request a certificate of an administrator', () => {
  const spec = { request: ADMINISTRATOR_REQUEST, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] };

  expect(refusals([object('certificates.k8s.io/v1', 'CertificateSigningRequest', 'admin', { spec })])).toEqual([expect.stringContaining('signer with system:masters group is not allowed')]);
});

describe('administrative access to devices', () => {
  const namespace = (labels: Record<string, string>): ApiObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'devices', labels } });
  const spec = { devices: { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example.com', adminAccess: true } }] } };
  const requests: ApiObject[] = [
    { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'gpu', namespace: 'devices' }, spec },
    { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaimTemplate', metadata: { name: 'gpu', namespace: 'devices' }, spec: { spec } },
  ];

  test.each(since('1.34'))('requires a label of the namespace in %s', kubernetesVersion => {
    const apply = (documents: ApiObject[]) => new ServerDryRun({ kubernetesVersion, references: false }).apply(documents).results;

    expect(apply([...requests, namespace({ 'resource.kubernetes.io/admin-access': 'true' })]).map(({ accepted }) => accepted)).toEqual([true, true, true]);
    for (const documents of [requests, [...requests, namespace({})]]) {
      expect(apply(documents).slice(0, 2).map(({ causes }) => causes.map(({ reason, message }) => `${reason}: ${message}`))).toEqual(requests.map(() => [
        'FieldValueForbidden: Forbidden: admin access to devices requires the `resource.kubernetes.io/admin-access: true` label on the containing namespace',
      ]));
    }
  });
});
