import type { MetricTarget, MetricTargetType } from './metric-target';
import type { MetricObject, ScalingMetric, ScalingMetricType } from './scaling-metric';
import { checkLabelMap } from '../rules/metadata';
import { isDnsLabel } from '../rules/names';
import { isQuantity, nanosOf } from '../rules/quantities';
import type { Problems } from '../rules/rule';
import { scalingRules } from '../rules/scaling';
import { sortedEntries } from '../values/compare-names';
import { isInt32 } from '../values/numbers';

/** The resources whose usage the resource metrics API has: https://github.com/kubernetes/metrics/blob/v0.37.0/pkg/apis/metrics/v1beta1/types.go */
const RESOURCES: readonly unknown[] = ['cpu', 'memory'];

/** The targets that each type of metric can have. */
const TARGETS: Readonly<Record<ScalingMetricType, readonly MetricTargetType[]>> = {
  ContainerResource: ['Utilization', 'AverageValue'],
  Resource: ['Utilization', 'AverageValue'],
  Pods: ['AverageValue'],
  Object: ['Value', 'AverageValue'],
  External: ['Value', 'AverageValue'],
};

const FACTORIES: Readonly<Record<MetricTargetType, string>> = {
  Utilization: 'MetricTarget.utilization(70)', AverageValue: "MetricTarget.averageValue('100')", Value: "MetricTarget.value('100')",
};

/**
 * Reports problems with the metrics of a HorizontalPodAutoscaler.
 *
 * @param ownContainer name of the workload's own container
 * @internal
 */
export function checkMetrics(problems: Problems, metrics: readonly ScalingMetric[], ownContainer: string): void {
  if (metrics.length === 0) {
    problems.report(scalingRules.metrics, 'scaling.metrics', metrics, 'Add a metric, such as ScalingMetric.cpu(70).');
  }
  const seen = new Map<string, number>();
  metrics.forEach((metric, index) => {
    const field = `scaling.metrics[${index}]`;
    checkMetric(problems, field, metric);
    const key = keyOf(metric, ownContainer);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, index);
    } else {
      const fix = `It measures the same as scaling.metrics[${first}]: of two targets for one metric, only the one that needs more pods counts. Keep one of them.`;
      problems.report(scalingRules.metrics, field, metric._parts.name, fix);
    }
  });
}

/** What identifies a metric, whatever its target is. */
function keyOf({ _type, _parts: { name, containerName, object, labels } }: ScalingMetric, ownContainer: string): string {
  const container = _type === 'ContainerResource' ? containerName ?? ownContainer : undefined;
  return JSON.stringify([_type, name, container, object?.apiVersion, object?.kind, object?.name, sortedEntries(labels)]);
}

function checkMetric(problems: Problems, field: string, { _type: type, _parts }: ScalingMetric): void {
  const { name, target, containerName, object, labels } = _parts;
  const isResource = type === 'ContainerResource' || type === 'Resource';
  // names and targets of a wrong type were reported
  if (name !== undefined && !(isResource ? RESOURCES.includes(name) : isPathSegment(name))) {
    problems.report(scalingRules.metric, `${field}.name`, name, isResource ? "Use 'cpu' or 'memory'." : "Use a name such as 'http_requests_per_second'.");
  }
  if (containerName !== undefined && !isDnsLabel(containerName)) {
    problems.report(scalingRules.container, `${field}.containerName`, containerName, 'Use the name of a container of the pods.');
  }
  if (object) {
    checkObject(problems, `${field}.object`, object);
  }
  checkLabelMap(problems, `${field}.metricLabels`, labels);
  if (target) {
    checkTarget(problems, `${field}.target`, type, target);
  }
}

function checkObject(problems: Problems, field: string, object: MetricObject): void {
  for (const part of ['kind', 'name'] as const) {
    if (object[part] !== undefined && !isPathSegment(object[part])) {
      problems.report(scalingRules.metricObject, `${field}.${part}`, object[part], `Use the ${part} of the object.`);
    }
  }
  if (object.apiVersion !== undefined && !/^([^/]+\/)?[^/]+$/.test(object.apiVersion)) {
    problems.report(scalingRules.metricObject, `${field}.apiVersion`, object.apiVersion, "Use the apiVersion of the object, such as 'networking.k8s.io/v1'.");
  }
}

function checkTarget(problems: Problems, field: string, metric: ScalingMetricType, { _type: type, _amount: amount }: MetricTarget): void {
  const allowed = TARGETS[metric];
  if (!allowed.includes(type)) {
    problems.report(scalingRules.metricTarget, field, type, `Use ${allowed.map(each => FACTORIES[each]).join(' or ')}.`);
  } else if (amount !== undefined && !(typeof amount === 'number' ? isInt32(amount, 1) : isQuantity(amount) && nanosOf(amount)! > 0n)) {
    problems.report(scalingRules.metricAmount, field, amount, `Use a value such as ${FACTORIES[type]}.`);
  }
}

/** Whether a text can be a segment of the path of a URL (`IsPathSegmentName` in apimachinery/pkg/api/validate/content of Kubernetes 1.37). */
function isPathSegment(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text);
}
