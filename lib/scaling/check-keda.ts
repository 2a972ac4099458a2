import type { Duration } from 'cdk8s';
import { KedaMetricType, type KedaTrigger } from './keda-trigger';
import type { Scaling } from './scaling';
import type { ScalingContext } from './scaling-context';
import type { KedaFallback } from './scaling-options';
import { checkObjectName, isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { scalingRules } from '../rules/scaling';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

/** The name of a ScaledObject is the value of a label: `verifyName` of KEDA 2.20.2. */
const MAX_NAME = 63;
/** By default, the name of the HorizontalPodAutoscaler is this and the name of the ScaledObject. */
const HPA_PREFIX = 'keda-hpa-';

/** The types of triggers that read the usage of pods. */
const RESOURCES: readonly unknown[] = ['cpu', 'memory'];
const WITHOUT_CACHE: readonly unknown[] = [...RESOURCES, 'cron'];
const OF_RESOURCES: readonly unknown[] = [KedaMetricType.UTILIZATION, KedaMetricType.AVERAGE_VALUE];

/** Reports problems with a ScaledObject. @internal */
export function checkKeda(problems: Problems, scaling: Scaling, { keda, name }: ScalingContext): void {
  const { _min: min, _options: { triggers, fallback, idleReplicas, pollingInterval, cooldownPeriod, initialCooldownPeriod } } = scaling;
  if (!keda) {
    problems.report(scalingRules.keda, 'scaling', scaling._kind, 'Set keda: true of the ClusterProfile, or use Scaling.between with ScalingMetric.external.');
  }
  checkNames(problems, scaling, name);
  checkTriggers(problems, triggers);
  checkDuration(problems, 'pollingInterval', pollingInterval, 1);
  checkDuration(problems, 'cooldownPeriod', cooldownPeriod, 0);
  checkDuration(problems, 'initialCooldownPeriod', initialCooldownPeriod, 0);
  if (idleReplicas !== undefined && idleReplicas !== 0) {
    problems.report(scalingRules.kedaIdle, 'scaling.idleReplicas', idleReplicas, 'Use 0, or remove it and use this number as the minimum.');
  }
  const onlyResources = triggers.length > 0 && triggers.every(({ _type }) => RESOURCES.includes(_type));
  if (fallback) {
    checkFallback(problems, fallback, onlyResources);
  }
  if (min === 0 && onlyResources) {
    const fix = 'Without pods, no trigger would add one. Use 1, or add a trigger that is not cpu or memory.';
    problems.report(scalingRules.fromZero, 'scaling.min', min, fix);
  }
}

function checkNames(problems: Problems, { _options: { name, horizontalPodAutoscalerName: hpaName } }: Scaling, workloadName: string): void {
  const [field, value] = name === undefined ? ['name', workloadName] : ['scaling.name', name];
  if (value.length > (hpaName === undefined ? MAX_NAME - HPA_PREFIX.length : MAX_NAME)) {
    problems.report(scalingRules.kedaName, field, value, field === 'name' ? 'Use a shorter name, or set scaling.name.' : 'Use a shorter name.');
  }
  checkObjectName(problems, 'scaling.horizontalPodAutoscalerName', hpaName);
  if (hpaName !== undefined && hpaName.length > MAX_NAME) {
    problems.report(scalingRules.kedaName, 'scaling.horizontalPodAutoscalerName', hpaName, 'Use a shorter name.');
  }
}

function checkTriggers(problems: Problems, triggers: readonly KedaTrigger[]): void {
  if (triggers.length === 0) {
    problems.report(scalingRules.metrics, 'scaling.triggers', triggers, "Add a trigger, such as KedaTrigger.of('rabbitmq', { … }).");
  }
  const names = new Map<string, number>();
  triggers.forEach(({ _type: type, _options: { name } }, index) => {
    if (type === '') {
      problems.report(scalingRules.kedaTrigger, `scaling.triggers[${index}].type`, type, "Use a type such as 'rabbitmq'.");
    }
    const other = name ? names.get(name) : undefined;
    if (other !== undefined) {
      problems.report(scalingRules.kedaTrigger, `scaling.triggers[${index}].name`, name, `scaling.triggers[${other}] has it too. Use another name, or remove it.`);
    } else if (name) {
      names.set(name, index);
    }
  });
  triggers.forEach((trigger, index) => checkTrigger(problems, `scaling.triggers[${index}]`, trigger));
}

function checkTrigger(problems: Problems, field: string, { _type: type, _options }: KedaTrigger): void {
  const { authenticationName, authenticationKind, metricType, useCachedMetrics } = _options;
  if (authenticationName !== undefined && !isDnsSubdomain(authenticationName)) {
    problems.report(scalingRules.kedaAuthentication, `${field}.authenticationName`, authenticationName, "Use a name such as 'queue-login'.");
  }
  if (authenticationKind !== undefined && authenticationName === undefined) {
    problems.report(scalingRules.kedaAuthentication, `${field}.authenticationKind`, authenticationKind, 'Set authenticationName too.');
  }
  if (useCachedMetrics && WITHOUT_CACHE.includes(type)) {
    problems.report(scalingRules.kedaCache, `${field}.useCachedMetrics`, useCachedMetrics, `Remove it: the type is ${type}.`);
  }
  if (RESOURCES.includes(type) ? !OF_RESOURCES.includes(metricType) : metricType === KedaMetricType.UTILIZATION) {
    const fix = RESOURCES.includes(type) ? 'Use KedaMetricType.UTILIZATION or KedaMetricType.AVERAGE_VALUE.' : 'Use KedaMetricType.AVERAGE_VALUE or KedaMetricType.VALUE.';
    problems.report(scalingRules.kedaMetricType, `${field}.metricType`, metricType, fix);
  }
}

function checkFallback(problems: Problems, fallback: KedaFallback, onlyResources: boolean): void {
  for (const part of ['failureThreshold', 'replicas'] as const) {
    if (fallback[part] !== undefined && !isInt32(fallback[part], 0)) {
      problems.report(scalingRules.kedaFallback, `scaling.fallback.${part}`, fallback[part], 'Use an integer such as 3.');
    }
  }
  if (onlyResources) {
    const fix = 'Remove it: KEDA cannot set a number of pods for cpu and memory, which Kubernetes reads.';
    problems.report(scalingRules.kedaFallback, 'scaling.fallback', fallback, fix);
  }
}

function checkDuration(problems: Problems, name: string, duration: Duration | undefined, min: number): void {
  if (duration && !isInt32(secondsOf(duration), min)) {
    problems.report(scalingRules.kedaTime, `scaling.${name}`, showDuration(duration), 'Use a value such as Duration.minutes(1).');
  }
}
