import {
  claimTemplate, clusterObject, configMap, container, database, deployment, headless, object, secret, type Part, type RuleCases,
} from './objects';

const withEnv = (valueFrom: Part) => deployment('web', { containers: [container({ env: [{ name: 'A', valueFrom }] })] });
const withVolume = (volume: Part) => deployment('web', { volumes: [{ name: 'v', ...volume }] });
const claim = (name: string, spec: Part = {}) => object('v1', 'PersistentVolumeClaim', name, { spec });

export const podCases: readonly RuleCases[] = [
  {
    rule: 'config-map-missing',
    field: 'spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name',
    message: 'The manifests contain no ConfigMap "settings" in namespace "shop". Without it, containers do not start. Add it, or set `optional: true`.',
    found: { documents: [withEnv({ configMapKeyRef: { name: 'settings', key: 'key' } })] },
    nearMisses: {
      'the ConfigMap': { documents: [withEnv({ configMapKeyRef: { name: 'settings', key: 'key' } }), configMap('settings')] },
      'a live ConfigMap': { documents: [withEnv({ configMapKeyRef: { name: 'settings', key: 'key' } })], live: [configMap('settings')] },
      'optional': { documents: [withEnv({ configMapKeyRef: { name: 'settings', key: 'key', optional: true } }), withVolume({ configMap: { name: 'a', optional: true } })] },
      'the ConfigMap that every namespace has': { documents: [withVolume({ projected: { sources: [{ configMap: { name: 'kube-root-ca.crt' } }] } })] },
    },
  },
  {
    rule: 'config-map-missing',
    field: 'spec.jobTemplate.spec.template.spec.volumes[0].configMap.name',
    message: '"settings"',
    found: {
      documents: [object('batch/v1', 'CronJob', 'web', {
        spec: { jobTemplate: { spec: { template: { spec: { volumes: [{ name: 'v', configMap: { name: 'settings' } }] } } } } },
      })],
    },
    nearMisses: {},
  },
  {
    rule: 'secret-missing',
    field: 'spec.template.spec.volumes[0].projected.sources[0].secret.name',
    message: 'The manifests contain no Secret "password"',
    found: { documents: [withVolume({ projected: { sources: [{ secret: { name: 'password' } }] } })] },
    nearMisses: {
      'the Secret': { documents: [withVolume({ secret: { secretName: 'password' } }), secret('password')] },
      'a SealedSecret': { documents: [withVolume({ secret: { secretName: 'password' } }), object('bitnami.com/v1alpha1', 'SealedSecret', 'password')] },
      'an ExternalSecret': {
        documents: [withVolume({ secret: { secretName: 'password' } }), object('external-secrets.io/v1', 'ExternalSecret', 'a', { spec: { target: { name: 'password' } } })],
      },
    },
  },
  {
    rule: 'config-key-missing',
    field: 'spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key',
    message: 'The Secret "password" has no key "pass", so containers do not start. Its keys are "key".',
    found: { documents: [withEnv({ secretKeyRef: { name: 'password', key: 'pass' } }), secret('password')] },
    nearMisses: {
      'the key': { documents: [withEnv({ secretKeyRef: { name: 'password', key: 'key' } }), secret('password')] },
      'the key, as text': { documents: [withEnv({ secretKeyRef: { name: 'password', key: 'pass' } }), secret('password', {}, { stringData: { pass: 'a' } })] },
      'optional': { documents: [withEnv({ secretKeyRef: { name: 'password', key: 'pass', optional: true } }), secret('password')] },
      'filled by a controller': { documents: [withEnv({ secretKeyRef: { name: 'password', key: 'token' } }), secret('password', { extra: '' }, { type: 'kubernetes.io/service-account-token' })] },
      'filled by another program': {
        documents: [
          withEnv({ configMapKeyRef: { name: 'settings', key: 'ca-bundle.crt' } }),
          object('v1', 'ConfigMap', 'settings', { data: { a: '' } }, { labels: { 'config.openshift.io/inject-trusted-cabundle': 'true' } }),
        ],
      },
      'empty, to be filled': { documents: [withEnv({ configMapKeyRef: { name: 'settings', key: 'a' } }), configMap('settings', {})] },
    },
  },
  {
    rule: 'config-key-missing',
    field: 'spec.template.spec.volumes[0].configMap.items[0].key',
    message: 'The ConfigMap "settings" has no key "constructor"',
    found: { documents: [withVolume({ configMap: { name: 'settings', items: [{ key: 'constructor', path: 'a' }] } }), configMap('settings')] },
    nearMisses: {},
  },
  {
    rule: 'image-pull-secret-missing',
    field: 'spec.template.spec.imagePullSecrets[0].name',
    message: 'The manifests contain no Secret "registry"',
    found: { documents: [deployment('web', { imagePullSecrets: [{ name: 'registry' }] })] },
    nearMisses: { 'the Secret': { documents: [deployment('web', { imagePullSecrets: [{ name: 'registry' }] }), secret('registry')] } },
  },
  {
    rule: 'service-account-missing',
    field: 'spec.template.spec.serviceAccountName',
    message: 'The manifests contain no ServiceAccount "web"',
    found: { documents: [deployment('web', { serviceAccountName: 'web' })] },
    nearMisses: {
      'default': { documents: [deployment('web', { serviceAccountName: 'default' })] },
      'the account': { documents: [deployment('web', { serviceAccountName: 'web' }), object('v1', 'ServiceAccount', 'web')] },
    },
  },
  {
    rule: 'volume-claim-missing',
    field: 'spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
    message: 'The manifests contain no PersistentVolumeClaim "data"',
    found: { documents: [withVolume({ persistentVolumeClaim: { claimName: 'data' } })] },
    nearMisses: {
      'the claim': { documents: [withVolume({ persistentVolumeClaim: { claimName: 'data' } }), claim('data')] },
      'a claim that a claim template replaces': {
        documents: [database({ volumeClaimTemplates: [claimTemplate('data')] }, { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] }), headless()],
      },
      'the claim of a StatefulSet': {
        documents: [withVolume({ persistentVolumeClaim: { claimName: 'data-db-0' } }), database({ volumeClaimTemplates: [claimTemplate('data')] }), headless()],
      },
    },
  },
  {
    rule: 'resource-claim-missing',
    field: 'spec.template.spec.resourceClaims[0].resourceClaimTemplateName',
    message: 'The manifests contain no ResourceClaimTemplate "gpu"',
    found: { documents: [deployment('web', { resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'gpu' }] }), object('resource.k8s.io/v1', 'ResourceClaim', 'gpu')] },
    nearMisses: {
      'the template': { documents: [deployment('web', { resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'gpu' }] }), object('resource.k8s.io/v1', 'ResourceClaimTemplate', 'gpu')] },
      'the claim': { documents: [deployment('web', { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] }), object('resource.k8s.io/v1', 'ResourceClaim', 'gpu')] },
    },
  },
  {
    rule: 'priority-class-missing',
    field: 'spec.template.spec.priorityClassName',
    message: 'The manifests contain no PriorityClass "high". Without it, pods are refused',
    found: { documents: [deployment('web', { priorityClassName: 'high' })] },
    nearMisses: {
      'a system class': { documents: [deployment('web', { priorityClassName: 'system-node-critical' })] },
      'the class': { documents: [deployment('web', { priorityClassName: 'high' }), clusterObject('scheduling.k8s.io/v1', 'PriorityClass', 'high')] },
    },
  },
  {
    rule: 'runtime-class-missing',
    field: 'spec.template.spec.runtimeClassName',
    message: 'The manifests contain no RuntimeClass "gvisor"',
    found: { documents: [deployment('web', { runtimeClassName: 'gvisor' })] },
    nearMisses: { 'the class': { documents: [deployment('web', { runtimeClassName: 'gvisor' }), clusterObject('node.k8s.io/v1', 'RuntimeClass', 'gvisor')] } },
  },
  {
    rule: 'storage-class-missing',
    field: 'spec.volumeClaimTemplates[0].spec.storageClassName',
    message: 'The class "fast"',
    found: { documents: [headless(), database({ volumeClaimTemplates: [claimTemplate('data', { storageClassName: 'fast' })] }), clusterObject('storage.k8s.io/v1', 'StorageClass', 'slow')] },
    nearMisses: {
      'no classes in the manifests': { documents: [claim('data', { storageClassName: 'fast' })] },
      'an empty class name': { documents: [claim('data', { storageClassName: '' }), clusterObject('storage.k8s.io/v1', 'StorageClass', 'slow')] },
      'a volume that was created manually': {
        documents: [
          claim('data', { storageClassName: 'manual' }), clusterObject('storage.k8s.io/v1', 'StorageClass', 'slow'),
          clusterObject('v1', 'PersistentVolume', 'disk', { spec: { storageClassName: 'manual' } }),
        ],
      },
    },
  },
  {
    rule: 'storage-class-missing',
    field: 'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.spec.storageClassName',
    message: 'The class "fast"',
    found: { documents: [withVolume({ ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 'fast' } } } }), clusterObject('storage.k8s.io/v1', 'StorageClass', 'slow')] },
    nearMisses: {},
  },
];
