import type { ApiObject } from 'kubernetes-dry-run';
import { ADMINISTRATION_OBJECTS } from './administration-objects';
import { deployment } from '../support';

const { template } = deployment('web').spec;
const jobTemplate = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } };
const workload = deployment('web').spec;
const role = { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] };
const subjects = [{ kind: 'ServiceAccount', name: 'web', namespace: 'default' }];
const roleRef = (kind: string) => ({ roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: 'web' }, subjects });
const scale = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 };
const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const backend = { service: { name: 'web', port: { number: 80 } } };
const definition = { group: 'example.com', scope: 'Cluster', names: { kind: 'Widget', plural: 'widgets' } };
const device = { devices: { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example.com' } }] } };

/** The fields of a valid object of a kind and of an invalid one, the field for which the server refuses the latter, and objects that both require. */
export type KindObjects = readonly [apiVersion: string, kind: string, fields: object, invalid: object, field: string, live?: readonly ApiObject[]];

/** Objects of each kind that a server stores. */
export const OBJECTS: readonly KindObjects[] = [
  ...ADMINISTRATION_OBJECTS,
  ['v1', 'ConfigMap', { data: { a: 'b' } }, { data: { 'a/b': 'c' } }, 'data[a/b]'],
  ['v1', 'Endpoints', { subsets: [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80 }] }] }, { subsets: [{ addresses: [{ ip: 'x' }], ports: [{ port: 80 }] }] }, 'subsets[0].addresses[0].ip'],
  ['v1', 'LimitRange', { spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] } }, { spec: { limits: [{ type: 'Container', max: { cpu: '1' }, min: { cpu: '2' } }] } }, 'spec.limits[0].min[cpu]'],
  ['v1', 'Namespace', {}, { spec: { finalizers: ['x y'] } }, 'spec.finalizers'],
  ['v1', 'PersistentVolume', { spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' } } }, { spec: { capacity: { storage: '1Gi' }, accessModes: [], hostPath: { path: '/data' } } }, 'spec.accessModes'],
  ['v1', 'PersistentVolumeClaim', { spec: claim }, { spec: { ...claim, accessModes: ['Always'] } }, 'spec.accessModes'],
  ['v1', 'Pod', { spec: { ...template.spec, schedulerName: 'none' } }, { spec: { containers: [] } }, 'spec.containers'],
  ['v1', 'PodTemplate', { template }, { template: { spec: { containers: [] } } }, 'template.spec.containers'],
  ['v1', 'ReplicationController', { spec: { selector: { app: 'web' }, template } }, { spec: { selector: { app: 'other' }, template } }, 'spec.template.metadata.labels'],
  ['v1', 'ResourceQuota', { spec: { hard: { pods: '10' } } }, { spec: { hard: { pods: '-1' } } }, 'spec.hard[pods]'],
  ['v1', 'Secret', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': '', 'tls.key': '' } }, { type: 'kubernetes.io/tls' }, 'data[tls.crt]'],
  ['v1', 'Service', { spec: { ports: [{ port: 80 }] } }, { spec: { ports: [] } }, 'spec.ports'],
  ['v1', 'ServiceAccount', {}, { metadata: { name: 'A' } }, 'metadata.name'],
  ['apps/v1', 'ControllerRevision', { revision: 1, data: { a: 'b' } }, { revision: -1, data: { a: 'b' } }, 'revision'],
  ['apps/v1', 'DaemonSet', { spec: workload }, { spec: { ...workload, minReadySeconds: -1 } }, 'spec.minReadySeconds'],
  ['apps/v1', 'Deployment', { spec: workload }, { spec: { ...workload, replicas: -1 } }, 'spec.replicas'],
  ['apps/v1', 'ReplicaSet', { spec: workload }, { spec: { ...workload, replicas: -1 } }, 'spec.replicas'],
  ['apps/v1', 'StatefulSet', { spec: { ...workload, serviceName: 'web' } }, { spec: { ...workload, podManagementPolicy: 'Serial' } }, 'spec.podManagementPolicy'],
  ['autoscaling/v1', 'HorizontalPodAutoscaler', { spec: scale }, { spec: { ...scale, minReplicas: 4 } }, 'spec.maxReplicas'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', { spec: scale }, { spec: { ...scale, maxReplicas: 0 } }, 'spec.maxReplicas'],
  ['batch/v1', 'CronJob', { spec: { schedule: '@daily', jobTemplate: { spec: { template: jobTemplate } } } }, { spec: { schedule: 'daily', jobTemplate: { spec: { template: jobTemplate } } } }, 'spec.schedule'],
  ['batch/v1', 'Job', { spec: { template: jobTemplate } }, { spec: { template } }, 'spec.template.spec.restartPolicy'],
  ['coordination.k8s.io/v1', 'Lease', { spec: { leaseDurationSeconds: 15 } }, { spec: { leaseDurationSeconds: 0 } }, 'spec.leaseDurationSeconds'],
  ['discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [{ addresses: ['192.0.2.1'] }] }, { addressType: 'IPv6', endpoints: [{ addresses: ['192.0.2.1'] }] }, 'endpoints[0].addresses'],
  ['networking.k8s.io/v1', 'IPAddress', { metadata: { name: '10.96.0.7' }, spec: { parentRef: { resource: 'services', name: 'web', namespace: 'default' } } }, { spec: { parentRef: { resource: 'services', name: 'web' } } }, 'metadata.name'],
  ['networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: backend } }, { spec: {} }, 'spec'],
  ['networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'example.com/ingress' } }, { spec: { controller: 'ingress' } }, 'spec.controller'],
  ['networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {} } }, { spec: { podSelector: {}, policyTypes: ['Both'] } }, 'spec.policyTypes[0]'],
  ['networking.k8s.io/v1', 'ServiceCIDR', { spec: { cidrs: ['10.97.0.0/16'] } }, { spec: { cidrs: ['10.97.0.1/16'] } }, 'spec.cidrs[0]'],
  ['node.k8s.io/v1', 'RuntimeClass', { handler: 'runsc' }, { handler: 'run sc' }, 'handler'],
  ['policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 1 } }, { spec: { maxUnavailable: 1, minAvailable: 1 } }, 'spec'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', role, { rules: [{ verbs: [] }] }, 'rules[0].verbs'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', roleRef('ClusterRole'), roleRef('Role'), 'roleRef.kind'],
  ['rbac.authorization.k8s.io/v1', 'Role', role, { rules: [{ verbs: ['get'] }] }, 'rules[0].resources'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', roleRef('Role'), roleRef('Group'), 'roleRef.kind'],
  ['resource.k8s.io/v1', 'DeviceClass', { spec: {} }, { spec: { selectors: [{ cel: { expression: '(' } }] } }, 'spec.selectors[0].cel.expression'],
  ['resource.k8s.io/v1', 'ResourceClaim', { spec: device }, { spec: { devices: { requests: [{ name: 'gpu' }] } } }, 'spec.devices.requests[0]'],
  ['resource.k8s.io/v1', 'ResourceClaimTemplate', { spec: { spec: device } }, { spec: { spec: { devices: { requests: [{ name: 'gpu' }] } } } }, 'spec.spec.devices.requests[0]'],
  ['scheduling.k8s.io/v1', 'PriorityClass', { value: 1000 }, { value: 2_000_000_000 }, 'value'],
  ['storage.k8s.io/v1', 'CSIDriver', { spec: {} }, { spec: { fsGroupPolicy: 'Some' } }, 'spec.fsGroupPolicy'],
  ['storage.k8s.io/v1', 'CSIStorageCapacity', { storageClassName: 'fast' }, { storageClassName: 'a b' }, 'storageClassName'],
  ['storage.k8s.io/v1', 'StorageClass', { provisioner: 'csi.example.com' }, { provisioner: '' }, 'provisioner'],
  ['storage.k8s.io/v1', 'VolumeAttachment', { spec: { attacher: 'csi.example.com', nodeName: 'n', source: { persistentVolumeName: 'p' } } }, { spec: { attacher: 'csi.example.com', nodeName: 'n', source: {} } }, 'spec.source'],
  ['storage.k8s.io/v1', 'VolumeAttributesClass', { driverName: 'csi.example.com', parameters: { iops: '1' } }, { driverName: '', parameters: { iops: '1' } }, 'driverName'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    metadata: { name: 'widgets.example.com' },
    spec: { ...definition, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }] },
  }, { spec: { ...definition, versions: [] } }, 'metadata.name'],
];

/** An object with a name that is valid for every kind, unless its fields have another name. */
export const object = (apiVersion: string, kind: string, fields: object): ApiObject => ({ apiVersion, kind, metadata: { name: 'web' }, ...fields });
