import { ApiObject, Duration, type Chart } from 'cdk8s';
import { web, type Broken, type Declaration } from './broken';
import {
  ClusterProfile, KedaTrigger, MetricTarget, Scaling, ScalingMetric, ScalingPolicy, type ExposedWorkloadProps, type KedaScalingOptions,
  type ScalingOptions,
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
const keda = (options: Partial<KedaScalingOptions> = {}): Declaration => chart => {
  ClusterProfile.set(chart, { keda: true });
  web(chart, { scaling: Scaling.keda(1, 5, { triggers: [TRIGGER], ...options }) });
};

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
  'scaling-metrics': {
    begins: 'scaling.metrics []',
    declare: scaled(between(2, 5, { metrics: [] })),
    fixed: scaled(between(2, 5)),
  },
  'scaling-metric': {
    begins: 'scaling.metrics[0].target "Utilization"',
    declare: scaled(between(2, 5, { metrics: [ScalingMetric.external('queue_length', MetricTarget.utilization(70))] })),
    fixed: scaled(between(2, 5, { metrics: [QUEUE] })),
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
  'scaling-keda-object': {
    begins: 'scaling.idleReplicas 1',
    declare: keda({ idleReplicas: 1 }),
    fixed: keda(),
  },
};
