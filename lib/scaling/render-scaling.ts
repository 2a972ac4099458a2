import type { KedaTrigger } from './keda-trigger';
import type { MetricTarget } from './metric-target';
import type { Scaling } from './scaling';
import type { ScalingMetric } from './scaling-metric';
import type { ScalingPolicy, ScalingRules } from './scaling-rules';
import { isSet } from '../options/set-options';

/** The object that a scaler scales. */
export interface ScaleTargetReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

type Json = Record<string, unknown>;

/** A document without its metadata. */
interface ScalerDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: Json;
}

/**
 * The document of a scaler, without its metadata.
 *
 * @param ownContainer name of the workload's own container
 * @internal
 */
export function renderScaling(scaling: Scaling, scaleTargetRef: ScaleTargetReference, ownContainer: string): ScalerDocument {
  const { _kind: kind, _min, _max } = scaling;
  if (kind === 'ScaledObject') {
    return { apiVersion: 'keda.sh/v1alpha1', kind, spec: scaledObjectSpec(scaling, { ...scaleTargetRef }) };
  }
  const spec = {
    scaleTargetRef: { ...scaleTargetRef },
    minReplicas: _min,
    maxReplicas: _max,
    metrics: scaling._options.metrics.map(metric => renderMetric(metric, ownContainer)),
    behavior: renderBehavior(scaling),
  };
  return { apiVersion: 'autoscaling/v2', kind, spec };
}

function scaledObjectSpec(scaling: Scaling, scaleTargetRef: Json): Json {
  const { _min, _max, _options: { triggers, pollingInterval, cooldownPeriod, initialCooldownPeriod, idleReplicas, fallback } } = scaling;
  return {
    scaleTargetRef,
    pollingInterval: pollingInterval?.toSeconds(),
    cooldownPeriod: cooldownPeriod?.toSeconds(),
    initialCooldownPeriod: initialCooldownPeriod?.toSeconds(),
    idleReplicaCount: idleReplicas,
    minReplicaCount: _min,
    maxReplicaCount: _max,
    advanced: renderAdvanced(scaling),
    triggers: triggers.map(renderTrigger),
    fallback: fallback && { failureThreshold: fallback.failureThreshold, replicas: fallback.replicas, behavior: fallback.behavior },
  };
}

function renderAdvanced(scaling: Scaling): Json | undefined {
  const config = { name: scaling._options.horizontalPodAutoscalerName, behavior: renderBehavior(scaling) };
  return Object.values(config).some(isSet) ? { horizontalPodAutoscalerConfig: config } : undefined;
}

function renderTrigger({ _type: type, _metadata: metadata, _options }: KedaTrigger): Json {
  const { name, authenticationName, authenticationKind, metricType, useCachedMetrics } = _options;
  return {
    type,
    name,
    metadata: { ...metadata },
    authenticationRef: authenticationName === undefined ? undefined : { name: authenticationName, kind: authenticationKind },
    metricType,
    useCachedMetrics,
  };
}

function renderMetric({ _type: type, _parts: { name, target, containerName, object, labels } }: ScalingMetric, ownContainer: string): Json {
  const key = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const goal = renderTarget(target!);
  if (type === 'ContainerResource') {
    return { type, [key]: { name, container: containerName ?? ownContainer, target: goal } };
  }
  if (type === 'Resource') {
    return { type, [key]: { name, target: goal } };
  }
  const hasLabels = labels !== undefined && Object.keys(labels).length > 0;
  const metric = { name, selector: hasLabels ? { matchLabels: { ...labels } } : undefined };
  return { type, [key]: { describedObject: object && { ...object }, metric, target: goal } };
}

function renderTarget({ _type: type, _amount: amount }: MetricTarget): Json {
  const field = { Utilization: 'averageUtilization', AverageValue: 'averageValue', Value: 'value' }[type];
  return { type, [field]: amount };
}

function renderBehavior({ _options: { scaleUp, scaleDown } }: Scaling): Json | undefined {
  const rules = { scaleUp: renderRules(scaleUp), scaleDown: renderRules(scaleDown) };
  return rules.scaleUp || rules.scaleDown ? rules : undefined;
}

function renderRules({ policies = [], selectPolicy, stabilizationWindow, tolerance }: ScalingRules = {}): Json | undefined {
  const rules = {
    stabilizationWindowSeconds: stabilizationWindow?.toSeconds(),
    selectPolicy,
    policies: policies.length > 0 ? policies.map(renderPolicy) : undefined,
    tolerance: tolerance === undefined ? undefined : String(tolerance),
  };
  return Object.values(rules).some(isSet) ? rules : undefined;
}

function renderPolicy({ _type: type, _value: value, _period }: ScalingPolicy): Json {
  return { type, value, periodSeconds: _period!.toSeconds() };
}
