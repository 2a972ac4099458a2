import type { Duration } from 'cdk8s';
import { KedaMetricType, type KedaTrigger } from './keda-trigger';
import type { Scaling } from './scaling';
import type { ScalingContext } from './scaling-context';
import { isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { scalingRules } from '../rules/scaling';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

/** KEDA names its autoscaler `keda-hpa-` and the name of the ScaledObject, which is the value of a label: `verifyName` of KEDA 2.20.2. */
const MAX_NAME = 63 - 'keda-hpa-'.length;

/** The types of triggers that read the usage of pods. */
const RESOURCES: readonly unknown[] = ['cpu', 'memory'];
const WITHOUT_CACHE: readonly unknown[] = [...RESOURCES, 'cron'];
const OF_RESOURCES: readonly unknown[] = [KedaMetricType.UTILIZATION, KedaMetricType.AVERAGE_VALUE];

/** Reports problems with a ScaledObject. @internal */
export function checkKeda(problems: Problems, scaling: Scaling, { keda, name }: ScalingContext): void {
  const { _min: min, _options: { triggers, fallback, idleReplicas, pollingInterval, cooldownPeriod, initialCooldownPeriod } } = scaling;
  const report = (field: string, value: unknown, fix: string) => problems.report(scalingRules.scaledObject, field, value, fix);
  if (!keda) {
    problems.report(scalingRules.keda, 'scaling', scaling._kind, 'Set keda: true of the ClusterProfile, or use Scaling.between with ScalingMetric.external.');
  }
  if (name.length > MAX_NAME) {
    report('name', name, 'Use a shorter name.');
  }
  checkTriggers(problems, triggers);
  checkDuration(problems, 'pollingInterval', pollingInterval, 1);
  checkDuration(problems, 'cooldownPeriod', cooldownPeriod, 0);
  checkDuration(problems, 'initialCooldownPeriod', initialCooldownPeriod, 0);
  if (idleReplicas !== undefined && !(isInt32(idleReplicas, 0) && idleReplicas < Math.max(min ?? 1, 1))) {
    report('scaling.idleReplicas', idleReplicas, 'Use 0, or remove it.');
  }
  for (const part of ['failureThreshold', 'replicas'] as const) {
    if (fallback?.[part] !== undefined && !isInt32(fallback[part], 0)) {
      report(`scaling.fallback.${part}`, fallback[part], 'Use an integer such as 3.');
    }
  }
  if (triggers.length > 0 && triggers.every(({ _type }) => RESOURCES.includes(_type))) {
    if (fallback) {
      report('scaling.fallback', fallback, 'Remove it: KEDA cannot set a number of pods for cpu and memory, which Kubernetes reads.');
    }
    if (min === 0) {
      report('scaling.min', min, 'Without pods, no trigger would add one. Use 1, or add a trigger that is not cpu or memory.');
    }
  }
}

function checkTriggers(problems: Problems, triggers: readonly KedaTrigger[]): void {
  if (triggers.length === 0) {
    problems.report(scalingRules.metrics, 'scaling.triggers', triggers, "Add a trigger, such as KedaTrigger.of('rabbitmq', { … }).");
  }
  const names = new Set<string>();
  triggers.forEach(({ _type: type, _options: { name, authenticationName, authenticationKind, metricType, useCachedMetrics } }, index) => {
    const report = (field: string, value: unknown, fix: string) => problems.report(scalingRules.scaledObject, `scaling.triggers[${index}].${field}`, value, fix);
    if (type === '') {
      report('type', type, "Use a type such as 'rabbitmq'.");
    }
    if (name !== undefined && names.has(name)) {
      report('name', name, 'Use different names.');
    }
    if (name) {
      names.add(name);
    }
    if (authenticationName !== undefined && !isDnsSubdomain(authenticationName)) {
      report('authenticationName', authenticationName, "Use a name such as 'queue-login'.");
    }
    if (authenticationKind !== undefined && authenticationName === undefined) {
      report('authenticationKind', authenticationKind, 'Set authenticationName too.');
    }
    if (useCachedMetrics && WITHOUT_CACHE.includes(type)) {
      report('useCachedMetrics', useCachedMetrics, `Remove it: KEDA has no cache for the type ${type}.`);
    }
    if (RESOURCES.includes(type) ? !OF_RESOURCES.includes(metricType) : metricType === KedaMetricType.UTILIZATION) {
      const fix = RESOURCES.includes(type) ? 'Use KedaMetricType.UTILIZATION or KedaMetricType.AVERAGE_VALUE.' : 'Use KedaMetricType.AVERAGE_VALUE or KedaMetricType.VALUE.';
      report('metricType', metricType, fix);
    }
  });
}

function checkDuration(problems: Problems, name: string, duration: Duration | undefined, min: number): void {
  if (duration && !isInt32(secondsOf(duration), min)) {
    problems.report(scalingRules.scaledObject, `scaling.${name}`, showDuration(duration), 'Use a value such as Duration.minutes(1).');
  }
}
