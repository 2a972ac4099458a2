import { ApiObject, Duration, type Chart } from 'cdk8s';
import { web, type Broken, type Declaration } from './broken';
import {
  ClusterProfile, KedaMetricType, KedaTrigger, MetricTarget, Scaling, ScalingMetric, ScalingPolicy, type ExposedWorkloadProps,
  type KedaScalingOptions, type ScalingOptions,
} from '../../lib';

const QUEUE = ScalingMetric.external('queue_length', MetricTarget.averageValue('10'));
const TRIGGER = KedaTrigger.of('rabbitmq', { queueName: 'mails' });
const resources = { requests: { cpu: '250m' } };

const scaled = (scaling: Scaling, props: Partial<ExposedWorkloadProps> = {}): Declaration => chart => (
  web(chart, { resources, ...props, scaling })
);
const between = (min: number, max: number, options: Partial<ScalingOptions> = {}) => (
  Scaling.between(min, max, { metrics: [ScalingMetric.cpu(70)], ...options })
);
const keda = (options: Partial<KedaScalingOptions> = {}, props: Partial<ExposedWorkloadProps> = {}): Declaration => chart => {
  ClusterProfile.set(chart, { keda: true });
  web(chart, { ...props, scaling: Scaling.keda(1, 5, { triggers: [TRIGGER], ...options }) });
};
const CPU = KedaTrigger.of('cpu', { value: '70' }, { metricType: KedaMetricType.UTILIZATION });
const ofIngress = (apiVersion: string) => ScalingMetric.object('requests', { apiVersion, kind: 'Ingress', name: 'shop' }, MetricTarget.value('100'));
const ofContainer = (containerName: string) => ScalingMetric.containerResource('cpu', MetricTarget.utilization(70), { containerName });

/** An autoscaler that a user writes. */
function autoscaler(chart: Chart): void {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  new ApiObject(chart, 'scaler', {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web-cpu' }, spec: { scaleTargetRef, maxReplicas: 5 },
  });
}

/** Declarations that break the rules about scalers. */
export const BROKEN_SCALINGS: Readonly<Record<string, Broken>> = {
  'scaling-range': {
    begins: 'scaling.max 1',
    declare: scaled(between(2, 1)),
    fixed: scaled(between(2, 2)),
  },
  'scaling-from-zero': {
    begins: 'scaling.min 0',
    declare: chart => {
      ClusterProfile.set(chart, { kubernetesVersion: '1.37' });
      web(chart, { resources, scaling: between(0, 5, { noEndpointsJustification: 'a proxy holds the requests' }) });
    },
    fixed: scaled(between(1, 5)),
  },
  'scaling-metrics': {
    begins: 'scaling.metrics []',
    declare: scaled(between(2, 5, { metrics: [] })),
    fixed: scaled(between(2, 5)),
  },
  'scaling-metric': {
    begins: 'scaling.metrics[0].name "ephemeral-storage"',
    declare: scaled(between(2, 5, { metrics: [ScalingMetric.podResource('ephemeral-storage', MetricTarget.averageValue('1Gi'))] })),
    fixed: scaled(between(2, 5, { metrics: [ScalingMetric.podResource('memory', MetricTarget.averageValue('1Gi'))] })),
  },
  'scaling-metric-object': {
    begins: 'scaling.metrics[0].object.apiVersion "a/b/c"',
    declare: scaled(between(2, 5, { metrics: [ofIngress('a/b/c')] })),
    fixed: scaled(between(2, 5, { metrics: [ofIngress('networking.k8s.io/v1')] })),
  },
  'scaling-metric-target': {
    begins: 'scaling.metrics[0].target "Utilization"',
    declare: scaled(between(2, 5, { metrics: [ScalingMetric.external('queue_length', MetricTarget.utilization(70))] })),
    fixed: scaled(between(2, 5, { metrics: [QUEUE] })),
  },
  'scaling-metric-amount': {
    begins: 'scaling.metrics[0].target 0',
    declare: scaled(between(2, 5, { metrics: [ScalingMetric.cpu(0)] })),
    fixed: scaled(between(2, 5)),
  },
  'scaling-container': {
    begins: 'scaling.metrics[0].containerName "proxy"',
    declare: scaled(between(2, 5, { metrics: [ofContainer('proxy')] })),
    fixed: scaled(between(2, 5, { metrics: [ofContainer('web')] })),
  },
  'scaling-behavior': {
    begins: 'scaling.scaleDown.policies[0].period "60 minutes"',
    declare: scaled(between(2, 5, { scaleDown: { policies: [ScalingPolicy.pods(1, Duration.hours(1))] } })),
    fixed: scaled(between(2, 5, { scaleDown: { policies: [ScalingPolicy.pods(1, Duration.minutes(30))] } })),
  },
  'scaling-request': {
    begins: 'scaling.metrics[0] "cpu"',
    declare: scaled(between(2, 5), { resources: { requests: { memory: '1Gi' } } }),
    fixed: scaled(between(2, 5)),
  },
  'scaling-no-endpoints': {
    begins: 'scaling.min 0',
    declare: chart => {
      ClusterProfile.set(chart, { kubernetesVersion: '1.37' });
      web(chart, { scaling: between(0, 5, { metrics: [QUEUE] }) });
    },
    fixed: chart => web(chart, { scaling: between(1, 5, { metrics: [QUEUE] }) }),
  },
  'scaling-replicas': {
    begins: 'replicas 2',
    declare: scaled(between(2, 5), { replicas: 2 }),
    fixed: scaled(between(2, 5)),
  },
  'scaling-target': {
    begins: 'scaling "HorizontalPodAutoscaler"',
    declare: chart => (scaled(between(2, 5))(chart), autoscaler(chart)),
    fixed: chart => (web(chart, { resources }), autoscaler(chart)),
  },
  'scaling-keda': {
    begins: 'scaling "ScaledObject"',
    declare: chart => web(chart, { scaling: Scaling.keda(1, 5, { triggers: [TRIGGER] }) }),
    fixed: keda(),
  },
  'scaling-keda-name': {
    begins: `name "${'a'.repeat(55)}"`,
    declare: keda({}, { workloadName: 'a'.repeat(55), containerName: 'web' }),
    fixed: keda({}, { workloadName: 'a'.repeat(54), containerName: 'web' }),
  },
  'scaling-keda-trigger': {
    begins: 'scaling.triggers[0].type ""',
    declare: keda({ triggers: [KedaTrigger.of('', {})] }),
    fixed: keda(),
  },
  'scaling-keda-authentication': {
    begins: 'scaling.triggers[0].authenticationName "A_b"',
    declare: keda({ triggers: [KedaTrigger.of('rabbitmq', {}, { authenticationName: 'A_b' })] }),
    fixed: keda({ triggers: [KedaTrigger.of('rabbitmq', {}, { authenticationName: 'a-b' })] }),
  },
  'scaling-keda-cache': {
    begins: 'scaling.triggers[0].useCachedMetrics true',
    declare: keda({ triggers: [KedaTrigger.of('cron', {}, { useCachedMetrics: true })] }),
    fixed: keda({ triggers: [KedaTrigger.of('cron', {})] }),
  },
  'scaling-keda-metric-type': {
    begins: 'scaling.triggers[0].metricType "Utilization"',
    declare: keda({ triggers: [KedaTrigger.of('kafka', {}, { metricType: KedaMetricType.UTILIZATION })] }),
    fixed: keda({ triggers: [KedaTrigger.of('kafka', {}, { metricType: KedaMetricType.VALUE })] }),
  },
  'scaling-keda-request': {
    begins: 'scaling.triggers[0] "cpu"',
    declare: keda({ triggers: [CPU] }),
    fixed: keda({ triggers: [CPU] }, { resources }),
  },
  'scaling-keda-time': {
    begins: 'scaling.pollingInterval "0 seconds"',
    declare: keda({ pollingInterval: Duration.seconds(0) }),
    fixed: keda({ pollingInterval: Duration.seconds(1) }),
  },
  'scaling-keda-idle': {
    begins: 'scaling.idleReplicas 1',
    declare: keda({ idleReplicas: 1 }),
    fixed: keda(),
  },
  'scaling-keda-fallback': {
    begins: 'scaling.fallback.replicas -1',
    declare: keda({ fallback: { failureThreshold: 3, replicas: -1 } }),
    fixed: keda({ fallback: { failureThreshold: 3, replicas: 1 } }),
  },
};
