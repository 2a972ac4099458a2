import { PERCENTAGE, partsOf, podCountCode } from './rollout-code';
import { isQuantity } from '../rules/quantities';
import { stringCode } from '../values/code';
import { markOf } from '../values/mark';

/** Texts that messages can contain, because they are no token: names of ports, scalers and metrics. */
const PORT = /^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;
const SCALER = /^[a-z][-a-z0-9]{0,29}$/;
const METRIC = /^[a-z][-\w./:]{0,62}$/i;

const METRICS = '{ metrics: [ScalingMetric.cpu(80)] }';
const TRIGGERS = "{ triggers: [KedaTrigger.of('rabbitmq', { queueName: 'mails' })] }";

/** The code that replaces a number or percentage of pods, or the fields of a PodDisruptionBudget; undefined for other values. @internal */
export function disruptionCode(value: unknown): string | undefined {
  const { maxUnavailable = value, minAvailable } = partsOf(value);
  const [method, pods] = minAvailable === undefined ? ['maxUnavailable', maxUnavailable] : ['minAvailable', minAvailable];
  const code = podCountCode(markOf(pods)?.kind === 'PodCount' ? (pods as { readonly _value: unknown })._value : pods);
  return value === false ? 'DisruptionBudget.none()' : code && `DisruptionBudget.${method}(${code})`;
}

/** The code that replaces the limits of an autoscaler, as manifests, KEDA and cdk8s-plus have them; undefined for other values. @internal */
export function scalingCode(value: unknown): string | undefined {
  const { min, max, minReplicas = min, maxReplicas = max, minReplicaCount, maxReplicaCount, triggers } = partsOf(value);
  const limits = [minReplicas ?? minReplicaCount, maxReplicas ?? maxReplicaCount];
  const isKeda = [minReplicaCount, maxReplicaCount, triggers].some(option => option !== undefined);
  const [first, last] = limits.map(limit => Number.isInteger(limit) ? limit : '…');
  return limits.every(limit => limit === undefined) && !isKeda ? undefined : `Scaling.${isKeda ? `keda(${first}, ${last}, ${TRIGGERS})` : `between(${first}, ${last}, ${METRICS})`}`;
}

/** The code that replaces the name of a resource, or a metric as manifests and cdk8s-plus have it; undefined for other values. @internal */
export function metricCode(value: unknown): string | undefined {
  if (value === 'cpu' || value === 'memory') {
    return `ScalingMetric.${value}(80)`;
  }
  const source = partsOf(partsOf(value).metric ?? value);
  const { containerResource, resource = containerResource, pods, object, external, cpu, memory } = source;
  const percentage = [['cpu', cpu], ['memory', memory]].find(([, percent]) => Number.isInteger(percent));
  if (percentage) {
    return `ScalingMetric.${percentage[0]}(${percentage[1]})`;
  }
  const { name, target, metric } = partsOf(resource ?? pods ?? object ?? external);
  if (resource !== undefined) {
    const { averageUtilization } = partsOf(target);
    const isPercentage = (name === 'cpu' || name === 'memory') && Number.isInteger(averageUtilization);
    return isPercentage ? `ScalingMetric.${name}(${averageUtilization})` : `ScalingMetric.containerResource(${nameCode(name)}, ${targetCode(target) ?? '…'})`;
  }
  const metricName = nameCode(partsOf(metric).name);
  return external !== undefined ? `ScalingMetric.external(${metricName}, ${targetCode(target) ?? '…'})`
    : pods !== undefined ? `ScalingMetric.pods(${metricName}, …)`
      : object !== undefined ? `ScalingMetric.object(${metricName}, { … }, ${targetCode(target) ?? '…'})` : undefined;
}

/** The code that replaces a percentage or a quantity, or the target of a metric as manifests and cdk8s-plus have it; undefined for other values. @internal */
export function targetCode(value: unknown): string | undefined {
  const { metric = value } = partsOf(value);
  const { averageUtilization, averageValue, value: total } = partsOf(metric);
  if (averageUtilization !== undefined) {
    return Number.isInteger(averageUtilization) ? `MetricTarget.utilization(${averageUtilization})` : undefined;
  }
  const [, percent] = PERCENTAGE.exec(typeof value === 'string' ? value : '') ?? [];
  const quantity = quantityOf(averageValue ?? total ?? value);
  return percent !== undefined ? `MetricTarget.utilization(${Number(percent)})`
    : quantity && `MetricTarget.${averageValue === undefined && total !== undefined ? 'value' : 'averageValue'}('${quantity}')${typeof value === 'number' ? ` or MetricTarget.utilization(${value})` : ''}`;
}

/** A quantity as a text, a number, or a `Quantity` of cdk8s-plus; undefined for other values. */
function quantityOf(value: unknown): string | undefined {
  const { value: amount = value } = partsOf(value);
  const text = typeof amount === 'number' ? String(amount) : amount;
  return typeof text === 'string' && isQuantity(text) ? text : undefined;
}

/** The code that replaces a scaling policy as manifests and cdk8s-plus have it; undefined for other values. @internal */
export function policyCode(value: unknown): string | undefined {
  const { replicas = value, periodSeconds } = partsOf(value);
  const { type, value: amount } = partsOf(partsOf(replicas).replicas ?? replicas);
  const method = type === 'Pods' ? 'pods' : type === 'Percent' ? 'percent' : undefined;
  const [number, seconds] = [amount, periodSeconds].map(each => Number.isInteger(each) ? each : undefined);
  return method && `ScalingPolicy.${method}(${number ?? '…'}, ${seconds === undefined ? 'Duration.minutes(1)' : `Duration.seconds(${seconds})`})`;
}

/** The code that replaces the type of a KEDA scaler, or a trigger as manifests have it; undefined for other values. @internal */
export function triggerCode(value: unknown): string | undefined {
  const { type = value } = partsOf(value);
  return isName(type, SCALER) ? `KedaTrigger.of(${stringCode(type)}, { … })` : undefined;
}

/** The code that replaces the kind of a monitor, the name of a port, `true`, or options of a monitor; undefined for other values. @internal */
export function metricsCode(value: unknown): string | undefined {
  const kinds: Readonly<Record<string, string>> = { ServiceMonitor: 'serviceMonitor()', PodMonitor: 'podMonitor()', annotations: 'annotations()' };
  const { port = value } = partsOf(value);
  if (typeof value === 'string' && Object.hasOwn(kinds, value)) {
    return `Metrics.${kinds[value]}`;
  }
  return value === true ? 'Metrics.podMonitor()' : isName(port, PORT) ? `Metrics.podMonitor({ port: ${stringCode(port)} })` : undefined;
}

function isName(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function nameCode(value: unknown): string {
  return isName(value, METRIC) ? stringCode(value) : '…';
}
