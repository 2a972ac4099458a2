import {
  claimTemplate, database, deployment, headless, object, service, workload, type Part, type RuleCases,
} from './objects';

const scaler = (name: string, kind = 'Deployment', apiVersion = 'apps/v1') =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', name, { spec: { scaleTargetRef: { apiVersion, kind, name: 'web' }, maxReplicas: 3 } });
const budget = (name: string, selector: unknown) => object('policy/v1', 'PodDisruptionBudget', name, { spec: { minAvailable: 1, selector } });
const policy = (podSelector: Part) => object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec: { podSelector } });

export const workloadCases: readonly RuleCases[] = [
  {
    rule: 'stateful-service-missing',
    field: 'spec.serviceName',
    says: 'No Service "db" in namespace "shop" is given, and without it "db-0.db" has no address in DNS',
    found: { documents: [database()] },
    nearMisses: {
      'the Service': { documents: [database(), headless()] },
      'none named': { documents: [database({ serviceName: '' })] },
    },
  },
  {
    rule: 'stateful-service-not-headless',
    field: 'spec.serviceName',
    says: 'The Service "db" is not headless',
    found: { documents: [database(), service('db')] },
    nearMisses: { headless: { documents: [database(), headless()] } },
  },
  {
    rule: 'stateful-service-selects-others',
    field: 'spec.serviceName',
    says: 'selects pods with the labels app=web',
    found: { documents: [database(), headless({ selector: { app: 'web' } }), deployment('web')] },
    nearMisses: { 'a headless Service with endpoints of its own': { documents: [database(), headless({ selector: undefined })] } },
  },
  {
    rule: 'claim-template-shadows-volume',
    field: 'spec.volumeClaimTemplates[0].metadata.name',
    says: 'The pods have a volume "data" as well',
    found: { documents: [headless(), database({ volumeClaimTemplates: [claimTemplate('data')] }, { volumes: [{ name: 'data', emptyDir: {} }] })] },
    nearMisses: {
      'another name': { documents: [headless(), database({ volumeClaimTemplates: [claimTemplate('data')] }, { volumes: [{ name: 'tmp', emptyDir: {} }] })] },
      'the claim itself': {
        documents: [headless(), database({ volumeClaimTemplates: [claimTemplate('data')] }, {
          volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
        })],
      },
    },
  },
  {
    rule: 'claim-template-twice',
    field: 'spec.volumeClaimTemplates[1].metadata.name',
    says: 'Another claim template is named "data" too',
    found: { documents: [headless(), database({ volumeClaimTemplates: [claimTemplate('data'), claimTemplate('data')] })] },
    nearMisses: { 'two names': { documents: [headless(), database({ volumeClaimTemplates: [claimTemplate('data'), claimTemplate('log')] })] } },
  },
  {
    rule: 'statefulset-name-length',
    field: 'metadata.name',
    says: 'The name has 53 characters',
    found: { documents: [workload('StatefulSet', 'a'.repeat(53))] },
    nearMisses: { '52 characters': { documents: [workload('StatefulSet', 'a'.repeat(52))] } },
  },
  {
    rule: 'daemonset-name-length',
    field: 'metadata.name',
    says: 'Give one of at most 242',
    found: { documents: [workload('DaemonSet', 'a'.repeat(243))] },
    nearMisses: { '242 characters': { documents: [workload('DaemonSet', 'a'.repeat(242))] } },
  },
  {
    rule: 'deployment-name-length',
    field: 'metadata.name',
    says: 'before Kubernetes 1.34',
    found: { documents: [deployment('a'.repeat(243))] },
    nearMisses: { '242 characters': { documents: [deployment('a'.repeat(242))] } },
  },
  {
    rule: 'selectors-overlap',
    field: 'spec.selector',
    says: 'The selector app=web also selects the pods of Deployment "admin"',
    found: {
      documents: [deployment('web'), deployment('admin', {}, {
        selector: { matchLabels: { app: 'web', tier: 'admin' } }, template: { metadata: { labels: { app: 'web', tier: 'admin' } }, spec: {} },
      })],
    },
    nearMisses: {
      'different labels': { documents: [deployment('web'), deployment('admin')] },
      'another namespace': { documents: [deployment('web'), deployment('web', {}, {}, { namespace: 'other' })] },
      'the same, live': { documents: [deployment('web')], known: [deployment('web')] },
      'a Service over both': { documents: [service('web', { selector: { tier: 'web' } }), deployment('web', {}, { template: { metadata: { labels: { app: 'web', tier: 'web' } }, spec: {} } })] },
      'expressions that keep them apart': {
        documents: [
          deployment('web', {}, { selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] } }),
          deployment('admin', {}, { selector: { matchLabels: { app: 'web', tier: 'admin' } }, template: { metadata: { labels: { app: 'web', tier: 'admin' } }, spec: {} } }),
        ],
      },
      'a bare pod, which a Deployment does not take': { documents: [deployment('web'), object('v1', 'Pod', 'a', { spec: {} }, { labels: { app: 'web' } })] },
    },
  },
  {
    rule: 'selectors-overlap',
    says: 'also selects the pods of Pod "a"',
    found: { documents: [workload('ReplicaSet', 'web'), object('v1', 'Pod', 'a', { spec: {} }, { labels: { app: 'web' } })] },
    nearMisses: {},
  },
  {
    rule: 'scale-target-missing',
    field: 'spec.scaleTargetRef.name',
    says: 'No Deployment "web"',
    found: { documents: [scaler('web')] },
    nearMisses: {
      'the target': { documents: [scaler('web'), deployment('web')] },
      'a custom resource': { documents: [scaler('web', 'Rollout', 'argoproj.io/v1alpha1'), object('argoproj.io/v1alpha1', 'Rollout', 'web')] },
    },
  },
  {
    rule: 'scale-target-unscalable',
    field: 'spec.scaleTargetRef.kind',
    says: '"DaemonSet" of "apps/v1" has no replicas',
    found: { documents: [scaler('web', 'DaemonSet'), workload('DaemonSet', 'web')] },
    nearMisses: { 'a StatefulSet': { documents: [scaler('web', 'StatefulSet'), workload('StatefulSet', 'web')] } },
  },
  {
    rule: 'scale-target-unscalable',
    says: '"Deployment" of "v1"',
    found: { documents: [scaler('web', 'Deployment', 'v1'), deployment('web')] },
    nearMisses: {},
  },
  {
    rule: 'scale-target-shared',
    field: 'spec.scaleTargetRef',
    says: 'HorizontalPodAutoscaler "cpu" scales Deployment "web" too',
    found: { documents: [deployment('web'), scaler('cpu'), scaler('memory')] },
    nearMisses: { 'the same, live': { documents: [deployment('web'), scaler('cpu')], known: [scaler('cpu')] } },
  },
  {
    rule: 'budget-selects-none',
    field: 'spec.selector',
    says: 'No pods in namespace "shop" are selected by app in (a,b)',
    found: { documents: [budget('web', { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] }), deployment('web')] },
    nearMisses: {
      'pods': { documents: [budget('web', { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'b'] }] }), deployment('web')] },
      'an empty selector, for all there will be': { documents: [budget('web', {})] },
    },
  },
  {
    rule: 'budgets-overlap',
    field: 'spec.selector',
    says: 'PodDisruptionBudget "a" selects the pods of Deployment "web" too',
    found: { documents: [deployment('web'), budget('a', { matchLabels: { app: 'web' } }), budget('b', {})] },
    nearMisses: { 'two workloads': { documents: [deployment('web'), deployment('db'), budget('a', { matchLabels: { app: 'web' } }), budget('b', { matchLabels: { app: 'db' } })] } },
  },
  {
    rule: 'network-policy-selects-none',
    field: 'spec.podSelector',
    says: 'are selected by app=db',
    found: { documents: [policy({ matchLabels: { app: 'db' } }), deployment('web')] },
    nearMisses: {
      'all pods': { documents: [policy({})] },
      'pods without a label': { documents: [policy({ matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['db'] }] }), deployment('web')] },
    },
  },
];
