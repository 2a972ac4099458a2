import {
  claimTemplate, database, deployment, headless, object, service, workload, type Part, type RuleCases,
} from './objects';

const scaler = (name: string, kind = 'Deployment', apiVersion = 'apps/v1') =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', name, { spec: { scaleTargetRef: { apiVersion, kind, name: 'web' }, maxReplicas: 3 } });
const budget = (name: string, selector: unknown) => object('policy/v1', 'PodDisruptionBudget', name, { spec: { minAvailable: 1, selector } });
const policy = (podSelector: Part) => object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec: { podSelector } });

/** A Deployment whose pods also have the label of the Deployment `web`. */
const labeled = (name: string) => {
  const labels = { app: 'web', tier: name };
  return deployment(name, {}, { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: {} } });
};

export const workloadCases: readonly RuleCases[] = [
  {
    rule: 'stateful-service-missing',
    field: 'spec.serviceName',
    message: 'The manifests contain no Service "db" in namespace "shop". Without it, "db-0.db" has no address in DNS',
    found: { documents: [database()] },
    nearMisses: {
      'the Service': { documents: [database(), headless()] },
      'no Service name': { documents: [database({ serviceName: '' })] },
    },
  },
  {
    rule: 'stateful-service-not-headless',
    field: 'spec.serviceName',
    message: 'The Service "db" is not headless',
    found: { documents: [database(), service('db')] },
    nearMisses: { headless: { documents: [database(), headless()] } },
  },
  {
    rule: 'stateful-service-selects-others',
    field: 'spec.serviceName',
    message: 'selects pods with the labels app=web',
    found: { documents: [database(), headless({ selector: { app: 'web' } }), deployment('web')] },
    nearMisses: { 'a headless Service with its own endpoints': { documents: [database(), headless({ selector: undefined })] } },
  },
  {
    rule: 'claim-template-shadows-volume',
    field: 'spec.volumeClaimTemplates[0].metadata.name',
    message: 'The pods also have a volume "data"',
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
    message: 'Another claim template also has the name "data"',
    found: { documents: [headless(), database({ volumeClaimTemplates: [claimTemplate('data'), claimTemplate('data')] })] },
    nearMisses: { 'two names': { documents: [headless(), database({ volumeClaimTemplates: [claimTemplate('data'), claimTemplate('log')] })] } },
  },
  {
    rule: 'statefulset-name-length',
    field: 'metadata.name',
    message: 'The name has 53 characters',
    found: { documents: [workload('StatefulSet', 'a'.repeat(53))] },
    nearMisses: { '52 characters': { documents: [workload('StatefulSet', 'a'.repeat(52))] } },
  },
  {
    rule: 'daemonset-name-length',
    field: 'metadata.name',
    message: 'Use a name of at most 242 characters',
    found: { documents: [workload('DaemonSet', 'a'.repeat(243))] },
    nearMisses: { '242 characters': { documents: [workload('DaemonSet', 'a'.repeat(242))] } },
  },
  {
    rule: 'deployment-name-length',
    field: 'metadata.name',
    message: 'before Kubernetes 1.34',
    found: { documents: [deployment('a'.repeat(243))] },
    nearMisses: { '242 characters': { documents: [deployment('a'.repeat(242))] } },
  },
  {
    rule: 'selectors-overlap',
    field: 'spec.selector',
    message: 'The selector app=web also selects the pods of Deployment "admin"',
    found: {
      documents: [deployment('web'), deployment('admin', {}, {
        selector: { matchLabels: { app: 'web', tier: 'admin' } }, template: { metadata: { labels: { app: 'web', tier: 'admin' } }, spec: {} },
      })],
    },
    nearMisses: {
      'different labels': { documents: [deployment('web'), deployment('admin')] },
      'another namespace': { documents: [deployment('web'), deployment('web', {}, {}, { namespace: 'other' })] },
      'the same workload, live': { documents: [deployment('web')], live: [deployment('web')] },
      'a Service for both workloads': { documents: [service('web', { selector: { tier: 'web' } }), deployment('web', {}, { template: { metadata: { labels: { app: 'web', tier: 'web' } }, spec: {} } })] },
      'expressions that distinguish the pods': {
        documents: [
          deployment('web', {}, { selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] } }),
          deployment('admin', {}, { selector: { matchLabels: { app: 'web', tier: 'admin' } }, template: { metadata: { labels: { app: 'web', tier: 'admin' } }, spec: {} } }),
        ],
      },
      'a bare pod, which a Deployment does not adopt': { documents: [deployment('web'), object('v1', 'Pod', 'a', { spec: {} }, { labels: { app: 'web' } })] },
    },
  },
  {
    rule: 'selectors-overlap',
    message: 'Give the pods of each workload a label that the others do not have, and add it to the selector.',
    found: { documents: [deployment('web'), labeled('admin')] },
    nearMisses: {},
  },
  {
    rule: 'selectors-overlap',
    message: 'The selector of Deployment "admin" is live and cannot be changed. If Deployment "web" is to be the same workload as Deployment "admin", keep the name of Deployment "admin" (workloadName in cdk8s-service-patterns). Otherwise, change the labels and the selector of Deployment "web"',
    found: { documents: [deployment('web')], live: [labeled('admin')] },
    nearMisses: {},
  },
  {
    rule: 'selectors-overlap',
    message: 'Otherwise, change the labels and the selector of Deployment "admin"',
    found: { documents: [deployment('web'), labeled('admin')], live: [deployment('web')] },
    nearMisses: {},
  },
  {
    rule: 'selectors-overlap',
    message: 'The selectors of live workloads cannot be changed. To separate the workloads, add one with another name and other labels',
    found: { documents: [deployment('web'), labeled('admin')], live: [deployment('web'), labeled('admin')] },
    nearMisses: {},
  },
  {
    rule: 'selectors-overlap',
    message: 'also selects the pods of Pod "a"',
    found: { documents: [workload('ReplicaSet', 'web'), object('v1', 'Pod', 'a', { spec: {} }, { labels: { app: 'web' } })] },
    nearMisses: {},
  },
  {
    rule: 'scale-target-missing',
    field: 'spec.scaleTargetRef.name',
    message: 'The manifests contain no Deployment "web"',
    found: { documents: [scaler('web')] },
    nearMisses: {
      'the target': { documents: [scaler('web'), deployment('web')] },
      'a custom resource': { documents: [scaler('web', 'Rollout', 'argoproj.io/v1alpha1'), object('argoproj.io/v1alpha1', 'Rollout', 'web')] },
    },
  },
  {
    rule: 'scale-target-unscalable',
    field: 'spec.scaleTargetRef.kind',
    message: '"DaemonSet" of "apps/v1" has no replicas',
    found: { documents: [scaler('web', 'DaemonSet'), workload('DaemonSet', 'web')] },
    nearMisses: { 'a StatefulSet': { documents: [scaler('web', 'StatefulSet'), workload('StatefulSet', 'web')] } },
  },
  {
    rule: 'scale-target-unscalable',
    message: '"Deployment" of "v1"',
    found: { documents: [scaler('web', 'Deployment', 'v1'), deployment('web')] },
    nearMisses: {},
  },
  {
    rule: 'scale-target-shared',
    field: 'spec.scaleTargetRef',
    message: 'HorizontalPodAutoscaler "cpu" also scales Deployment "web"',
    found: { documents: [deployment('web'), scaler('cpu'), scaler('memory')] },
    nearMisses: { 'the same autoscaler, live': { documents: [deployment('web'), scaler('cpu')], live: [scaler('cpu')] } },
  },
  {
    rule: 'budget-selects-none',
    field: 'spec.selector',
    message: 'creates pods with the labels app in (a,b) in namespace "shop". Unless another program creates them, no pods are protected.',
    found: { documents: [budget('web', { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] }), deployment('web')] },
    nearMisses: {
      'pods': { documents: [budget('web', { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'b'] }] }), deployment('web')] },
      'pods elsewhere': { documents: [budget('web', { matchLabels: { app: 'web' } })], elsewhere: [deployment('web')] },
      'an operator that creates the pods': { documents: [budget('web', { matchLabels: { app: 'web' } }), object('db.example/v1', 'Database', 'web')] },
      'an empty selector, which also selects future pods': { documents: [budget('web', {})] },
    },
  },
  {
    rule: 'budgets-overlap',
    field: 'spec.selector',
    message: 'PodDisruptionBudget "a" also selects the pods of Deployment "web"',
    found: { documents: [deployment('web'), budget('a', { matchLabels: { app: 'web' } }), budget('b', {})] },
    nearMisses: { 'two workloads': { documents: [deployment('web'), deployment('db'), budget('a', { matchLabels: { app: 'web' } }), budget('b', { matchLabels: { app: 'db' } })] } },
  },
  {
    rule: 'budgets-overlap',
    message: 'so draining its node fails. Remove one of the two, or change the selectors',
    found: { documents: [deployment('web'), budget('a', { matchLabels: { app: 'web' } }), budget('b', {})] },
    nearMisses: {},
  },
  {
    rule: 'budgets-overlap',
    message: 'If PodDisruptionBudget "b" replaces PodDisruptionBudget "a", which is live, keep the name of the existing budget, or delete the existing one first. Otherwise, remove PodDisruptionBudget "b".',
    found: { documents: [deployment('web'), budget('b', { matchLabels: { app: 'web' } })], live: [budget('a', { matchLabels: { app: 'web' } })] },
    nearMisses: {},
  },
  {
    rule: 'network-policy-selects-none',
    field: 'spec.podSelector',
    message: 'creates pods with the labels app=db in namespace "shop". Unless another program creates them, the policy restricts nothing.',
    found: { documents: [policy({ matchLabels: { app: 'db' } }), deployment('web')] },
    nearMisses: {
      'all pods': { documents: [policy({})] },
      'pods elsewhere': { documents: [policy({ matchLabels: { app: 'db' } })], elsewhere: [deployment('db')] },
      'an operator that creates the pods': { documents: [policy({ matchLabels: { app: 'db' } }), object('db.example/v1', 'Database', 'db')] },
      'pods without a label': { documents: [policy({ matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['db'] }] }), deployment('web')] },
    },
  },
];
