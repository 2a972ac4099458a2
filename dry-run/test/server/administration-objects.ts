import { REQUEST, ROOT_CERTIFICATE, STUB_REQUEST } from './certificates';
import type { KindObjects } from './objects';

const resourceRules = [{ apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['widgets'] }];
const webhook = { name: 'widgets.example.com', clientConfig: { url: 'https://hooks.example.com/widgets' }, admissionReviewVersions: ['v1'], sideEffects: 'None', rules: resourceRules };
const validation = (expression: string) => ({ spec: { matchConstraints: { resourceRules }, validations: [{ expression }] } });
const mutation = (expression: string) => ({
  spec: { matchConstraints: { resourceRules }, failurePolicy: 'Fail', reinvocationPolicy: 'Never', mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression } }] },
});
const apiService = { group: 'example.com', version: 'v1', groupPriorityMinimum: 100, versionPriority: 10, service: { namespace: 'default', name: 'widgets' } };
const request = { request: REQUEST, signerName: 'example.com/clients', usages: ['client auth'] };
const podRequest = { signerName: 'example.com/pods', podName: 'web', podUID: '1', serviceAccountName: 'web', serviceAccountUID: '2', nodeName: 'node', nodeUID: '3', stubPKCS10Request: STUB_REQUEST };
const regarding = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web' };
const event = { eventTime: '2026-01-01T00:00:00.000000Z', reportingController: 'example.com/scaler', reportingInstance: 'scaler-1', action: 'Scaling', reason: 'Scaled', type: 'Normal', regarding };
const slice = { driver: 'gpu.example.com', pool: { name: 'node', generation: 1, resourceSliceCount: 1 }, allNodes: true, devices: [{ name: 'gpu-0' }] };
const taint = { key: 'example.com/broken', value: '', effect: 'NoSchedule', timeAdded: '2026-01-01T00:00:00Z' };
const resourceAttributes = { verb: 'get', resource: 'pods', namespace: 'default' };

/** Objects that configure a cluster, and those that only the programs of a cluster create. */
export const ADMINISTRATION_OBJECTS: readonly KindObjects[] = [
  ['v1', 'Event', { involvedObject: regarding, reason: 'Scaled', type: 'Normal' }, { involvedObject: { ...regarding, namespace: 'other' } }, 'involvedObject.namespace'],
  ['v1', 'Node', { spec: { providerID: 'example://node' } }, { spec: { taints: [{ key: 'a', effect: 'Never' }] } }, 'metadata.taints[0].effect'],
  ['admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', mutation('Object{}'), mutation('('), 'spec.mutations[0].applyConfiguration.expression'],
  ['admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicyBinding', { spec: { policyName: 'widgets', paramRef: { name: 'widgets', parameterNotFoundAction: 'Deny' } } }, { spec: {} }, 'spec.policyName'],
  ['admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', { webhooks: [webhook] }, { webhooks: [{ ...webhook, sideEffects: 'Some' }] }, 'webhooks[0].sideEffects'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', validation('true'), validation('('), 'spec.validations[0].expression'],
  [
    'admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding',
    { spec: { policyName: 'widgets', validationActions: ['Deny'], paramRef: { name: 'widgets', parameterNotFoundAction: 'Deny' } } }, { spec: { policyName: 'widgets' } }, 'spec.validationActions',
  ],
  ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { webhooks: [webhook] }, { webhooks: [{ ...webhook, clientConfig: { url: 'http://hooks.example.com' } }] }, 'webhooks[0].clientConfig.url'],
  ['apiregistration.k8s.io/v1', 'APIService', { metadata: { name: 'v1.example.com' }, spec: apiService }, { spec: apiService }, 'metadata.name'],
  ['certificates.k8s.io/v1', 'CertificateSigningRequest', { spec: request }, { spec: { ...request, usages: [] } }, 'spec.usages'],
  ['certificates.k8s.io/v1', 'ClusterTrustBundle', { spec: { trustBundle: ROOT_CERTIFICATE } }, { spec: { trustBundle: 'none' } }, 'spec.trustBundle'],
  ['certificates.k8s.io/v1', 'PodCertificateRequest', { spec: podRequest }, { spec: { ...podRequest, podUID: '' } }, 'spec.podUID'],
  ['events.k8s.io/v1', 'Event', event, { ...event, reason: '' }, 'reason'],
  ['flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', { spec: { priorityLevelConfiguration: { name: 'global-default' }, matchingPrecedence: 9000 } }, { spec: { priorityLevelConfiguration: { name: 'global-default' }, matchingPrecedence: 10001 } }, 'spec.matchingPrecedence'],
  ['flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', { spec: { type: 'Limited', limited: { limitResponse: { type: 'Reject' } } } }, { spec: { type: 'Other' } }, 'spec.type'],
  ['resource.k8s.io/v1', 'DeviceTaintRule', { spec: { deviceSelector: { driver: 'gpu.example.com' }, taint } }, { spec: { taint: { ...taint, effect: 'Never' } } }, 'spec.taint.effect'],
  ['resource.k8s.io/v1', 'ResourceSlice', { spec: slice }, { spec: { ...slice, driver: '' } }, 'spec.driver'],
  ['storage.k8s.io/v1', 'CSINode', { spec: { drivers: [{ name: 'csi.example.com', nodeID: 'node' }] } }, { spec: { drivers: [{ name: 'csi.example.com', nodeID: '' }] } }, 'spec.drivers[0].nodeID'],
  ['storagemigration.k8s.io/v1', 'StorageVersionMigration', { spec: { resource: { group: 'apps', resource: 'deployments' } } }, { spec: { resource: { group: 'apps', resource: '' } } }, 'spec.resource.resource'],
];

/** A pod that no scheduler assigns to a node. */
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { schedulerName: 'none', containers: [{ name: 'main', image: 'registry.example.com/main:1' }] } };

/** Objects that a server answers and does not store. A Binding requires its pod. */
export const ANSWERED_OBJECTS: readonly KindObjects[] = [
  ['v1', 'Binding', { target: { kind: 'Node', name: 'node' } }, { target: { kind: 'Pod', name: 'node' } }, '', [pod]],
  ['authentication.k8s.io/v1', 'SelfSubjectReview', {}, { spec: {} }, 'spec'],
  ['authentication.k8s.io/v1', 'TokenReview', { spec: { token: 'abc' } }, { spec: { token: '' } }, ''],
  [
    'authorization.k8s.io/v1', 'LocalSubjectAccessReview', { metadata: { namespace: 'default' }, spec: { user: 'ann', resourceAttributes } },
    { metadata: { namespace: 'default' }, spec: { user: 'ann', resourceAttributes: { ...resourceAttributes, namespace: 'other' } } }, 'spec.resourceAttributes.namespace',
  ],
  ['authorization.k8s.io/v1', 'SelfSubjectAccessReview', { metadata: {}, spec: { resourceAttributes } }, { metadata: {}, spec: {} }, 'spec'],
  ['authorization.k8s.io/v1', 'SelfSubjectRulesReview', { metadata: {}, spec: { namespace: 'default' } }, { metadata: {}, spec: {} }, ''],
  ['authorization.k8s.io/v1', 'SubjectAccessReview', { metadata: {}, spec: { user: 'ann', resourceAttributes } }, { metadata: {}, spec: { resourceAttributes } }, 'spec.user'],
];
