import type { KedaFallback, KedaScalingOptions, KedaTriggerOptions } from 'cdk8s-service-patterns';
import { duration } from './durations';
import { withoutUndefined, type Fields } from './fields';
import { readBehavior, readNames, type ScaledWorkload } from './scaling';
import { KedaTrigger, Scaling, type Duration } from '../code/library';

/** The defaults of KEDA: pkg/apis/keda/v1alpha1/scaledobject_types.go of KEDA 2.20. */
const DEFAULT_MIN = 0;
const DEFAULT_MAX = 100;

const NO_ENDPOINTS = 'the existing manifest has this minimum';

/** Reads a ScaledObject of KEDA. */
export function readScaledObject(object: Fields, workload: ScaledWorkload): Scaling {
  ['apiVersion', 'kind', 'status'].forEach(name => object.read(name));
  const names = object.readObject('metadata', metadata => readNames(metadata, workload));
  return object.readObject('spec', spec => {
    spec.readObject('scaleTargetRef', target => ['apiVersion', 'kind', 'name'].forEach(name => target.read(name)));
    const min = spec.readNumber('minReplicaCount') ?? DEFAULT_MIN;
    const idleReplicas = spec.readNumber('idleReplicaCount');
    return Scaling.keda(min, spec.readNumber('maxReplicaCount') ?? DEFAULT_MAX, withoutUndefined<KedaScalingOptions>({
      triggers: spec.readList('triggers', readTrigger) ?? [],
      pollingInterval: seconds(spec, 'pollingInterval'),
      cooldownPeriod: seconds(spec, 'cooldownPeriod'),
      initialCooldownPeriod: seconds(spec, 'initialCooldownPeriod'),
      idleReplicas,
      fallback: spec.readObject('fallback', readFallback),
      ...spec.readObject('advanced', advanced => advanced.readObject('horizontalPodAutoscalerConfig', config => ({
        horizontalPodAutoscalerName: config.read<string>('name'), ...config.readObject('behavior', readBehavior),
      }))),
      ...names,
      noEndpointsJustification: workload.hasService && (min === 0 || idleReplicas === 0) ? NO_ENDPOINTS : undefined,
    }));
  })!;
}

function readTrigger(trigger: Fields): KedaTrigger {
  const authentication = trigger.readObject('authenticationRef', reference => ({
    authenticationName: reference.read<string>('name'), authenticationKind: reference.readMember('kind', 'KedaAuthenticationKind'),
  }));
  return KedaTrigger.of(trigger.read('type')!, trigger.readMap('metadata') ?? {}, withoutUndefined<KedaTriggerOptions>({
    name: trigger.read('name'),
    ...authentication,
    metricType: trigger.readMember('metricType', 'KedaMetricType'),
    useCachedMetrics: trigger.read('useCachedMetrics'),
  }));
}

function readFallback(fallback: Fields): KedaFallback {
  return withoutUndefined<KedaFallback>({
    failureThreshold: fallback.readNumber('failureThreshold')!,
    replicas: fallback.readNumber('replicas')!,
    behavior: fallback.readMember('behavior', 'KedaFallbackBehavior'),
  });
}

function seconds(spec: Fields, name: string): Duration | undefined {
  const value = spec.readNumber(name);
  return value === undefined ? undefined : duration(value);
}
