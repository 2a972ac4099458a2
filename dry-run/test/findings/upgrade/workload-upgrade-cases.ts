import { listening, pod, printed } from './live-objects';
import type { ApiObject } from '../../../src/finding';
import { claimTemplate, clusterObject, container, deployment, object, workload, type Part, type RuleCases } from '../objects';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const manager = (name: string, operation: string, ...fields: string[]): Part => ({
  manager: name, operation, fieldsV1: { 'f:spec': Object.fromEntries(fields.map(field => [`f:${field}`, {}])) },
});
const withManagers = (...managedFields: Part[]) => deployment('web', {}, { replicas: 3 }, printed({ managedFields }));
const withApplied = (spec: Part, managedFields: Part[] = []) => deployment('web', {}, { replicas: 3 }, printed({ annotations: { [LAST_APPLIED]: JSON.stringify({ spec }) }, managedFields }));
const scaler = (part: Part = {}) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', ...part } } });
const scaled = (kind: 'HorizontalPodAutoscaler' | 'ScaledObject', spec: Part) => object(kind === 'ScaledObject' ? 'keda.sh/v1alpha1' : 'autoscaling/v2', kind, 'web', {
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, ...spec },
});
const documents = [deployment('web')];

const budget = (name: string, spec: Part, selector: Part = { matchLabels: { app: 'web' } }): ApiObject => object('policy/v1', 'PodDisruptionBudget', name, { spec: { selector, ...spec } });
const two = [pod('web'), pod('web', listening(), {}, {}, { name: 'web-2' })];

const mounting = (volume: Part | undefined, mountPath = '/data', spec: Part = {}, kind = 'Deployment') => workload(kind, 'web', {
  containers: [container(volume === undefined ? {} : { volumeMounts: [{ name: 'data', mountPath }] })], volumes: volume === undefined ? [] : [{ name: 'data', ...volume }],
}, spec);
const CLAIM = { persistentVolumeClaim: { claimName: 'data' } };
const set = (spec: Part) => workload('StatefulSet', 'db', {}, { volumeClaimTemplates: [claimTemplate('data')], replicas: 3, ...spec });
const volume = (persistentVolumeReclaimPolicy: string) => clusterObject('v1', 'PersistentVolume', 'data', { spec: { persistentVolumeReclaimPolicy } });

export const workloadUpgradeCases: readonly RuleCases[] = [
  {
    rule: 'replicas-dropped',
    field: 'spec.replicas',
    message: 'The live object has 3 replicas, which the last apply has set, and the manifest omits them, so the server immediately sets 1: 2 of 3 pods are terminated. Set 3.',
    found: { live: [withManagers(manager('kubectl', 'Apply', 'replicas', 'template'))], documents },
    nearMisses: {
      'the manifest has replicas': { live: [withManagers(manager('kubectl', 'Apply', 'replicas', 'template'))], documents: [deployment('web', {}, { replicas: 2 })] },
      'one replica': { live: [deployment('web', {}, { replicas: 1 })], documents },
      'no replica': { live: [deployment('web', {}, { replicas: 0 })], documents },
      'an autoscaler owns them': { live: [withManagers(manager('kubectl', 'Apply', 'template'), { ...manager('kube-controller-manager', 'Update', 'replicas'), subresource: 'scale' })], documents },
      'another manager also owns them': { live: [withManagers(manager('kubectl', 'Apply', 'replicas', 'template'), manager('replicas-handover', 'Apply', 'replicas'))], documents },
      'another manager has taken them over': { live: [withManagers(manager('kubectl', 'Apply', 'template'), manager('replicas-handover', 'Apply', 'replicas'))], documents },
      'kubectl create has set them': { live: [withManagers(manager('kubectl-create', 'Update', 'replicas', 'template'))], documents },
      'the last applied configuration has none': { live: [withApplied({})], documents },
      'the last applied configuration cannot be read': { live: [deployment('web', {}, { replicas: 3 }, printed({ annotations: { [LAST_APPLIED]: '{' } }))], documents },
      'server-side apply keeps the annotation of earlier applies': { live: [withApplied({ replicas: 3 }, [manager('kubectl', 'Apply', 'template'), manager('a', 'Update', 'replicas')])], documents },
    },
  },
  {
    rule: 'replicas-dropped',
    message: 'one of two pods is terminated',
    found: { live: [deployment('web', {}, { replicas: 2 }, printed({ managedFields: [manager('kubectl-client-side-apply', 'Update', 'replicas', 'template')] }))], documents },
    nearMisses: {},
  },
  {
    rule: 'replicas-dropped',
    message: 'the server immediately sets 1',
    found: { live: [withApplied({ replicas: 3 }, [manager('argocd-controller', 'Update', 'replicas', 'template'), manager('kubectl-scale', 'Update', 'replicas')])], documents },
    nearMisses: {},
  },
  {
    rule: 'replicas-dropped',
    message: '2 of 3 pods are terminated until the scaler adds others. Hand the number over to HorizontalPodAutoscaler "web" now, while the previous manifest is applied: give the field another owner',
    found: { live: [deployment('web', {}, { replicas: 3 })], documents: [...documents, scaler()] },
    nearMisses: {},
  },
  {
    rule: 'replicas-dropped',
    message: 'Hand the number over to ScaledObject "a"',
    found: { live: [deployment('web', {}, { replicas: 3 })], documents: [...documents, scaler({ name: 'other' }), scaler({ kind: 'StatefulSet' }), object('keda.sh/v1alpha1', 'ScaledObject', 'a', { spec: { scaleTargetRef: { name: 'web' } } })] },
    nearMisses: {},
  },
  {
    rule: 'replicas-owner-unknown',
    field: 'spec.replicas',
    message: 'print it with kubectl get --show-managed-fields --output=yaml, or set the replicas.',
    found: { live: [deployment('web', {}, { replicas: 3 }, printed())], documents },
    nearMisses: { 'the owners are known': { live: [withManagers(manager('a', 'Update', 'replicas'))], documents } },
  },
  {
    rule: 'replicas-owner-unknown',
    message: 'with kubectl get --show-managed-fields --output=yaml. If the last apply has set them, hand the number over to HorizontalPodAutoscaler "web" now, while the previous manifest is applied',
    found: { live: [deployment('web', {}, { replicas: 3 }, printed()), scaler()], documents },
    nearMisses: {},
  },
  {
    rule: 'scaled-to-zero',
    field: 'spec.replicas',
    message: 'The replicas change from 3 to 0',
    found: { live: [deployment('web', {}, { replicas: 3 })], documents: [deployment('web', {}, { replicas: 0 })] },
    nearMisses: {
      'fewer replicas': { live: [deployment('web', {}, { replicas: 3 })], documents: [deployment('web', {}, { replicas: 1 })] },
      'no replicas before': { live: [deployment('web', {}, { replicas: 0 })], documents: [deployment('web', {}, { replicas: 0 })] },
    },
  },
  {
    rule: 'running-pods-two-budgets',
    field: 'spec.selector',
    message: 'PodDisruptionBudget "old" also selects running pods of Deployment "web", and a pod with two budgets cannot be evicted',
    found: {
      live: [budget('old', { maxUnavailable: 1 }, { matchLabels: { tier: 'front' } }), pod('web', listening(), { tier: 'front' })],
      documents: [budget('new', { maxUnavailable: 1 }), deployment('web')],
    },
    nearMisses: {
      'the same budget': { live: [budget('new', { maxUnavailable: 1 }), pod('web')], documents: [budget('new', { maxUnavailable: 2 })] },
      'no running pod has both labels': { live: [budget('old', { maxUnavailable: 1 }, { matchLabels: { tier: 'front' } }), pod('web')], documents: [budget('new', { maxUnavailable: 1 })] },
      'the new pods have both too, which is budgets-overlap': {
        live: [budget('old', { maxUnavailable: 1 }), pod('web')], documents: [budget('new', { maxUnavailable: 1 }), deployment('web')],
      },
    },
  },
  {
    rule: 'budget-added',
    field: 'spec.selector',
    message: 'The budget applies immediately to 2 ready pods of Deployment "web", which have no budget among the live objects, so a drain of their nodes removes only 1 at the same time',
    found: { live: two, documents: [budget('web', { maxUnavailable: 1 })] },
    nearMisses: {
      'it exists': { live: [...two, budget('web', { maxUnavailable: 1 })], documents: [budget('web', { maxUnavailable: 1 })] },
      'it changes': { live: [...two, budget('web', { maxUnavailable: 2 })], documents: [budget('web', { maxUnavailable: 1 })] },
      'it replaces one': { live: [...two, budget('old', { maxUnavailable: 1 })], documents: [budget('web', { maxUnavailable: 1 })] },
      'no pods run': { live: [], documents: [budget('web', { maxUnavailable: 1 })] },
    },
  },
  {
    rule: 'budget-added',
    message: 'The budget applies immediately to 3 ready pods of Deployment "web"',
    found: { live: [deployment('web', {}, { replicas: 3 })], documents: [budget('web', { maxUnavailable: 1 })] },
    nearMisses: { 'a workload without pods': { live: [deployment('web', {}, { replicas: 0 })], documents: [budget('web', { maxUnavailable: 1 })] } },
  },
  {
    rule: 'budget-blocks-drains',
    field: 'spec.minAvailable',
    message: 'The budget selects 2 pods of Deployment "web" and lets a drain remove none of them, so draining their nodes never ends. Let it remove at least one pod: maxUnavailable: 1.',
    found: { live: two, documents: [budget('web', { minAvailable: 2 })] },
    nearMisses: {
      'the manifests ask for more pods': { live: two, documents: [budget('web', { minAvailable: 2 }), deployment('web', {}, { replicas: 3 })] },
      'it exists': { live: [...two, budget('web', { minAvailable: 2 })], documents: [budget('web', { minAvailable: 2 })] },
      'a live autoscaler keeps more pods': { live: [...two, scaled('HorizontalPodAutoscaler', { minReplicas: 3 })], documents: [budget('web', { minAvailable: 2 }), deployment('web')] },
      'an autoscaler in the manifests keeps more pods': { live: two, documents: [budget('web', { minAvailable: 2 }), scaled('HorizontalPodAutoscaler', { minReplicas: 3 })] },
      'KEDA keeps more pods': { live: two, documents: [budget('web', { minAvailable: 2 }), scaled('ScaledObject', { minReplicaCount: 3 })] },
      'a manifest as the live object, with an autoscaler': { live: [deployment('web'), scaled('HorizontalPodAutoscaler', { minReplicas: 3 })], documents: [budget('web', { minAvailable: 2 })] },
      'the workload is stopped, which an autoscaler does not change': {
        live: [...two, scaled('HorizontalPodAutoscaler', { minReplicas: 2 })], documents: [budget('web', { minAvailable: 2 }), deployment('web', {}, { replicas: 0 })],
      },
      'a percentage that leaves one pod': { live: two, documents: [budget('web', { minAvailable: '50%' })] },
      'the workload is stopped': { live: two, documents: [budget('web', { minAvailable: 2 }), deployment('web', {}, { replicas: 0 })] },
    },
  },
  ...([['HorizontalPodAutoscaler', {}], ['ScaledObject', {}], ['ScaledObject', { minReplicaCount: 2 }]] as const).map(([kind, spec]): RuleCases => ({
    rule: 'budget-blocks-drains',
    message: 'The budget selects 2 pods of Deployment "web"',
    found: { live: [...two, scaled(kind, spec)], documents: [budget('web', { minAvailable: 2 })] },
    nearMisses: {},
  })),
  {
    rule: 'budget-blocks-drains',
    message: 'The budget selects 4 pods of Deployment "web"',
    found: { live: two, documents: [budget('web', { minAvailable: 4 }), deployment('web', {}, { replicas: 3 }), scaled('HorizontalPodAutoscaler', { minReplicas: 4 })] },
    nearMisses: {},
  },
  { rule: 'budget-blocks-drains', field: 'spec.maxUnavailable', message: 'remove none', found: { live: two, documents: [budget('web', { maxUnavailable: '0%' })] }, nearMisses: {} },
  { rule: 'budget-blocks-drains', message: 'Remove the budget, or run at least two pods.', found: { live: [pod('web')], documents: [budget('web', { minAvailable: '51%' })] }, nearMisses: {} },
  {
    rule: 'volume-lost',
    field: 'spec.template.spec.containers[0].volumeMounts[0]',
    message: 'New pods have a volume without its data at "/data" instead of the claim "data", so they do not have its data.',
    found: { live: [mounting(CLAIM, '/data/')], documents: [mounting({ emptyDir: {} })] },
    nearMisses: {
      'the same claim': { live: [mounting(CLAIM)], documents: [mounting(CLAIM, '/data/')] },
      'the same claim at another path': { live: [mounting(CLAIM)], documents: [mounting(CLAIM, '/other')] },
      'no data before': { live: [mounting({ emptyDir: {} })], documents: [mounting(undefined)] },
    },
  },
  { rule: 'volume-lost', message: 'the claim "other" at "/data" instead of the claim "data"', found: { live: [mounting(CLAIM)], documents: [mounting({ persistentVolumeClaim: { claimName: 'other' } })] }, nearMisses: {} },
  {
    rule: 'volume-lost',
    field: 'spec.template.spec.containers',
    message: 'New pods no longer mount the directory "/var/data" of the node at "/data"',
    found: { live: [mounting({ hostPath: { path: '/var/data' } })], documents: [mounting(undefined)] },
    nearMisses: {},
  },
  {
    rule: 'volume-lost',
    message: 'instead of the claims "data"',
    found: { live: [mounting({}, '/data', { volumeClaimTemplates: [claimTemplate('data')] }, 'StatefulSet')], documents: [mounting({ emptyDir: {} }, '/data', {}, 'StatefulSet')] },
    nearMisses: {},
  },
  ...(['whenDeleted', 'whenScaled'] as const).map((name): RuleCases => ({
    rule: 'volumes-deleted',
    field: `spec.persistentVolumeClaimRetentionPolicy.${name}`,
    message: 'The retention policy changes from Retain to Delete, so the claims of pods are deleted with their data when StatefulSet "db"',
    found: { live: [set({})], documents: [set({ persistentVolumeClaimRetentionPolicy: { [name]: 'Delete' } })] },
    nearMisses: {
      'it stays': { live: [set({ persistentVolumeClaimRetentionPolicy: { [name]: 'Delete' } })], documents: [set({ persistentVolumeClaimRetentionPolicy: { [name]: 'Delete' } })] },
      'no claims': { live: [workload('StatefulSet', 'db')], documents: [workload('StatefulSet', 'db', {}, { persistentVolumeClaimRetentionPolicy: { [name]: 'Delete' } })] },
    },
  })),
  {
    rule: 'volumes-deleted',
    field: 'spec.replicas',
    message: 'The replicas change from 3 to 1, and whenScaled is Delete, so the claims "data" of 2 pods are deleted with their data.',
    found: { live: [set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })], documents: [set({ replicas: 1, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })] },
    nearMisses: { 'they are retained': { live: [set({})], documents: [set({ replicas: 1 })] } },
  },
  {
    rule: 'volumes-deleted',
    field: 'spec.persistentVolumeReclaimPolicy',
    message: 'The reclaim policy changes from Retain to Delete',
    found: { live: [volume('Retain')], documents: [volume('Delete')] },
    nearMisses: { 'the other direction': { live: [volume('Delete')], documents: [volume('Retain')] } },
  },
];
