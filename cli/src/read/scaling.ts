import type { ScalingRules, ScalingOptions } from 'cdk8s-service-patterns';
import { duration } from './durations';
import { UnreadableField, withoutUndefined, type Fields } from './fields';
import { readMetadata } from './metadata';
import { MetricTarget, Scaling, ScalingMetric, ScalingPolicy } from '../code/library';

/** What a scaler scales. */
export interface ScaledWorkload {
  readonly kind: string;
  readonly name: string;
  /** The name of the workload's own container. */
  readonly container: string;
  /** Whether a Service leads to the pods. */
  readonly hasService: boolean;
}

/** Annotations in which version 1 of the API has the status of version 2. */
const STATUS_OF_VERSION_1 = ['autoscaling.alpha.kubernetes.io/conditions', 'autoscaling.alpha.kubernetes.io/current-metrics'];

/** Annotations in which version 1 of the API has fields of version 2: pkg/apis/autoscaling/annotations.go of Kubernetes 1.37. */
const FIELDS_OF_VERSION_1 = ['autoscaling.alpha.kubernetes.io/metrics', 'autoscaling.alpha.kubernetes.io/behavior'];

/** The target of an autoscaler without metrics: DefaultCPUUtilization in pkg/apis/autoscaling/annotations.go of Kubernetes 1.37. */
const DEFAULT_CPU_UTILIZATION = 80;

const NO_ENDPOINTS = 'the existing manifest has this minimum';

/** Reads a HorizontalPodAutoscaler of version 1 or 2. */
export function readAutoscaler(object: Fields, workload: ScaledWorkload): Scaling {
  const isVersion1 = object.read('apiVersion') === 'autoscaling/v1';
  ['kind', 'status'].forEach(name => object.read(name));
  const names = object.readObject('metadata', metadata => readNames(metadata, workload, isVersion1));
  return object.readObject('spec', spec => {
    spec.read('scaleTargetRef');
    const min = spec.readNumber('minReplicas') ?? 1;
    const metrics = isVersion1 ? undefined : spec.readList('metrics', metric => readMetric(metric, workload));
    const cpu = (isVersion1 ? spec.readNumber('targetCPUUtilizationPercentage') : undefined) ?? DEFAULT_CPU_UTILIZATION;
    return Scaling.between(min, spec.readNumber('maxReplicas')!, withoutUndefined<ScalingOptions>({
      metrics: metrics ?? [ScalingMetric.podResource('cpu', MetricTarget.utilization(cpu))],
      ...isVersion1 ? {} : spec.readObject('behavior', readBehavior),
      ...names,
      noEndpointsJustification: min === 0 && workload.hasService ? NO_ENDPOINTS : undefined,
    }));
  })!;
}

/** Reads the name and the metadata of a scaler. */
export function readNames(metadata: Fields, { name }: ScaledWorkload, isVersion1 = false): Pick<ScalingOptions, 'name' | 'metadata'> {
  const own = metadata.read<string>('name');
  const read = readMetadata(metadata);
  const annotations = { ...read?.annotations };
  if (isVersion1) {
    STATUS_OF_VERSION_1.forEach(annotation => delete annotations[annotation]);
    if (FIELDS_OF_VERSION_1.some(annotation => annotation in annotations)) {
      metadata.report('annotations', 'they have fields of version 2 of the API, so read the object with kubectl get horizontalpodautoscalers.v2.autoscaling');
    }
  }
  const others = withoutUndefined({ labels: read?.labels, annotations: Object.keys(annotations).length > 0 ? annotations : undefined });
  return withoutUndefined({ name: own === name ? undefined : own, metadata: Object.keys(others).length > 0 ? others : undefined });
}

/** Reads the behavior of a HorizontalPodAutoscaler, also of one that KEDA creates. */
export function readBehavior(behavior: Fields): Pick<ScalingOptions, 'scaleUp' | 'scaleDown'> {
  return withoutUndefined({ scaleUp: behavior.readObject('scaleUp', readRules), scaleDown: behavior.readObject('scaleDown', readRules) });
}

function readRules(rules: Fields): ScalingRules | undefined {
  const window = rules.readNumber('stabilizationWindowSeconds');
  const read = withoutUndefined<ScalingRules>({
    policies: rules.readList('policies', readPolicy),
    selectPolicy: rules.readMember('selectPolicy', 'ScalingPolicySelect'),
    stabilizationWindow: window === undefined ? undefined : duration(window),
    tolerance: readTolerance(rules),
  });
  return Object.keys(read).length > 0 ? read : undefined;
}

/** A tolerance is a quantity, such as 0.05 or 50m. */
function readTolerance(rules: Fields): number | undefined {
  const text = rules.read<number | string>('tolerance');
  const [, number, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(String(text)) ?? [];
  if (text !== undefined && number === undefined) {
    rules.report('tolerance');
  }
  return number === undefined ? undefined : Number(number) / (milli ? 1000 : 1);
}

function readPolicy(policy: Fields): ScalingPolicy {
  policy.expect('type', 'Pods', 'Percent');
  const factory = policy.read('type') === 'Percent' ? 'percent' : 'pods';
  return ScalingPolicy[factory](policy.readNumber('value')!, duration(policy.readNumber('periodSeconds')!));
}

function readMetric(metric: Fields, { container: own }: ScaledWorkload): ScalingMetric {
  metric.expect('type', 'Resource', 'ContainerResource', 'Pods', 'Object', 'External');
  const type = metric.readText('type') ?? '';
  if (!metric.has(`${type.slice(0, 1).toLowerCase()}${type.slice(1)}`)) {
    throw new UnreadableField(`spec.metrics has a metric without the fields of its type ${type}`);
  }
  switch (type) {
    case 'Resource':
      return metric.readObject('resource', source => ScalingMetric.podResource(source.read('name')!, readTarget(source)))!;
    case 'ContainerResource':
      return metric.readObject('containerResource', source => readContainerMetric(source, own))!;
    case 'Pods':
      return metric.readObject('pods', source => readPodsMetric(source))!;
    case 'Object':
      return metric.readObject('object', source => {
        const object = source.readObject('describedObject', each => ({ apiVersion: each.read('apiVersion')!, kind: each.read('kind')!, name: each.read('name')! }))!;
        const { name, metricLabels } = readName(source);
        return ScalingMetric.object(name, object, readTarget(source), withoutUndefined({ metricLabels }));
      })!;
    default:
      return metric.readObject('external', source => {
        const { name, metricLabels } = readName(source);
        return ScalingMetric.external(name, readTarget(source), withoutUndefined({ metricLabels }));
      })!;
  }
}

function readContainerMetric(source: Fields, own: string): ScalingMetric {
  const [name, container] = [source.read<string>('name')!, source.read<string>('container')!];
  const target = source.read('target');
  if (container === own && (name === 'cpu' || name === 'memory') && target?.type === 'Utilization') {
    return source.readObject('target', each => {
      each.read('type');
      return ScalingMetric[name](each.readNumber('averageUtilization')!);
    })!;
  }
  return ScalingMetric.containerResource(name, readTarget(source), withoutUndefined({ containerName: container === own ? undefined : container }));
}

function readPodsMetric(source: Fields): ScalingMetric {
  const { name, metricLabels } = readName(source);
  const amount = source.readObject('target', target => {
    target.expect('type', 'AverageValue');
    return String(target.read('averageValue'));
  })!;
  return ScalingMetric.pods(name, amount, withoutUndefined({ metricLabels }));
}

function readName(source: Fields): { name: string; metricLabels?: Record<string, string> } {
  return source.readObject('metric', metric => ({
    name: metric.read<string>('name')!, metricLabels: metric.readObject('selector', selector => selector.readMap('matchLabels')),
  }))!;
}

function readTarget(source: Fields): MetricTarget {
  return source.readObject('target', target => {
    target.expect('type', 'Utilization', 'AverageValue', 'Value');
    switch (target.read('type')) {
      case 'Utilization':
        return MetricTarget.utilization(target.readNumber('averageUtilization')!);
      case 'AverageValue':
        return MetricTarget.averageValue(String(target.read('averageValue')));
      default:
        return MetricTarget.value(String(target.read('value')));
    }
  })!;
}
