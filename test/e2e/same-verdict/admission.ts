import type { Trial } from './trial';
import { ADMINISTRATOR_REQUEST } from '../../../dry-run/test/server/certificates';
import type { Document } from '../../support';

const object = (apiVersion: string, kind: string, name: string, fields: object = {}): Document => (
  { apiVersion, kind, metadata: { name }, ...fields }
);
const container = { name: 'main', image: 'registry.example.com/main:1' };
const pod = (spec: object = {}) => object('v1', 'Pod', 'web', { spec: { containers: [container], ...spec } });
const podWith = (resources: object) => pod({ containers: [{ ...container, resources }] });
const claim = (spec: object = {}) => object('v1', 'PersistentVolumeClaim', 'data', { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } }, ...spec } });
const annotated = (document: Document, annotations: object) => ({ ...document, metadata: { ...document.metadata, annotations } });
const inNamespace = (namespace: string, document: Document) => ({ ...document, metadata: { ...document.metadata, namespace } });

const priorityClass = (name: string, fields: object = {}) => object('scheduling.k8s.io/v1', 'PriorityClass', name, { value: 1000, ...fields });
const storageClass = object('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'csi.example.com' });
const ingress = object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } } });
const token = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };
const limits = object('v1', 'LimitRange', 'limits', {
  spec: { limits: [{ type: 'Container', default: { cpu: '1' }, defaultRequest: { cpu: '100m' }, max: { cpu: '2' } }, { type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }] },
});
const runtimeClass = object('node.k8s.io/v1', 'RuntimeClass', 'sandboxed', {
  handler: 'runsc', overhead: { podFixed: { cpu: '50m' } }, scheduling: { nodeSelector: { sandbox: 'yes' }, tolerations: [{ key: 'sandbox', operator: 'Exists' }] },
});
const administrators = object('v1', 'Namespace', 'devices', { metadata: { name: 'devices', labels: { 'resource.kubernetes.io/admin-access': 'true' } } });
const devices = { spec: { devices: { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example.com', adminAccess: true } }] } } };
const cronJob = (timeZone: string) => object('batch/v1', 'CronJob', 'web', { spec: { schedule: '@daily', timeZone, jobTemplate: { spec: { template: { spec: { containers: [container], restartPolicy: 'Never' } } } } } });

const TRIALS: readonly (readonly [name: string, live: readonly Document[], documents: readonly Document[]])[] = [
  ['time zones', [], [cronJob('Europe/Zurich'), inNamespace('other', cronJob('Europe/Atlantis'))]],
  ['ServiceAccount: default', [], [pod({ volumes: [token] })]],
  ['ServiceAccount: pull secrets', [object('v1', 'ServiceAccount', 'puller', { imagePullSecrets: [{ name: 'registry' }], automountServiceAccountToken: false })], [pod({ serviceAccountName: 'puller' })]],
  ['ServiceAccount: mirror pod', [], [annotated(pod({ serviceAccountName: 'default' }), { 'kubernetes.io/config.mirror': 'a' })]],
  ['LimitRanger: defaults', [limits], [pod()]],
  ['LimitRanger: maximum', [limits], [podWith({ limits: { cpu: '3' } }), claim()]],
  ['Priority: none', [], [pod({ priority: 5 })]],
  ['Priority: a class of every cluster', [], [pod({ priorityClassName: 'system-node-critical' })]],
  ['Priority: a class', [priorityClass('high', { preemptionPolicy: 'Never' })], [pod({ priorityClassName: 'high' })]],
  ['Priority: another value', [priorityClass('high')], [pod({ priorityClassName: 'high', priority: 5 })]],
  ['Priority: the default class', [priorityClass('high', { globalDefault: true })], [pod(), priorityClass('low', { globalDefault: true })]],
  ['DefaultTolerationSeconds: own tolerations', [], [pod({ tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists' }] })]],
  ['DefaultStorageClass', [annotated(storageClass, { 'storageclass.kubernetes.io/is-default-class': 'true' })], [claim()]],
  ['DefaultStorageClass: no class', [annotated(storageClass, { 'storageclass.kubernetes.io/is-default-class': 'true' })], [claim({ storageClassName: '' })]],
  ['RuntimeClass', [runtimeClass], [pod({ runtimeClassName: 'sandboxed' })]],
  ['RuntimeClass: another node selector', [runtimeClass], [pod({ runtimeClassName: 'sandboxed', nodeSelector: { sandbox: 'no' } })]],
  ['RuntimeClass: overhead without a class', [], [pod({ overhead: { cpu: '50m' } })]],
  ['CertificateSubjectRestriction', [], [object('certificates.k8s.io/v1', 'CertificateSigningRequest', 'admin', {
    spec: { request: ADMINISTRATOR_REQUEST, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] },
  })]],
  ['DefaultIngressClass', [annotated(object('networking.k8s.io/v1', 'IngressClass', 'edge', { spec: { controller: 'example.com/edge' } }), { 'ingressclass.kubernetes.io/is-default-class': 'true' })], [ingress]],
  ['PodTopologyLabels', [object('v1', 'Node', 'zoned', { metadata: { name: 'zoned', labels: { 'topology.kubernetes.io/zone': 'a' } } })], [pod({ nodeName: 'zoned' })]],
  ['administrative access to devices', [administrators], [
    object('resource.k8s.io/v1', 'ResourceClaim', 'gpu', devices), inNamespace('devices', object('resource.k8s.io/v1', 'ResourceClaim', 'gpu', devices)),
    object('resource.k8s.io/v1', 'ResourceClaimTemplate', 'gpu', { spec: devices }), inNamespace('devices', object('resource.k8s.io/v1', 'ResourceClaimTemplate', 'gpu', { spec: devices })),
  ]],
];

/** Objects that default admission plugins change or refuse, some of them because of an existing object. */
export function admissionTrials(): Trial[] {
  const texts = (documents: readonly Document[]) => documents.map(document => JSON.stringify(document));
  return TRIALS.map(([name, live, documents]) => ({ name, live: texts(live), documents: texts(documents) }));
}
