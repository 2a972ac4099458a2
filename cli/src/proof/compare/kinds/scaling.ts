import { AMOUNT } from './amounts';
import { LABEL_SELECTOR } from './selectors';
import { kindOf } from './workloads';
import type { Document } from '../../../document';
import { Assumed } from '../tree/nodes';
import { assumed, SET, type Type } from '../tree/schema';

const METRIC_SOURCE: Type = {
  isWhole: true,
  fields: {
    target: { type: { isWhole: true, fields: { averageValue: AMOUNT, value: AMOUNT } } },
    metric: { type: { isWhole: true, fields: { selector: { type: LABEL_SELECTOR } } } },
  },
};

/** What a metric is read from: a source has the name of its type. */
const SOURCES = ['containerResource', 'external', 'object', 'pods', 'resource'];

const METRIC: Type = { isWhole: true, fields: Object.fromEntries(SOURCES.map(name => [name, { type: METRIC_SOURCE }])) };

/** The constant DefaultCPUUtilization in pkg/apis/autoscaling/annotations.go of Kubernetes 1.37. */
const CPU_METRICS = cpuMetrics(80);

const percent = { type: 'Percent', value: 100, periodSeconds: 15 };

const RULES: Type = { fields: { policies: { list: SET } } };

/** Rules in which the server completes the fields that are not set, if there is any behavior (copyHPAScalingRules). */
function rules(specified: Document, complete: Document): Document {
  return Object.fromEntries(
    [...new Set([...Object.keys(complete), ...Object.keys(specified ?? {})])].map(name => [name, specified?.[name] ?? new Assumed(complete[name])]),
  );
}

/** Defaults: pkg/apis/autoscaling/v2/defaults.go of Kubernetes 1.37. */
const AUTOSCALER_SPEC: Type = {
  complete: spec => ({
    ...withMetrics(spec),
    behavior: spec.behavior && {
      scaleUp: rules(spec.behavior.scaleUp, {
        stabilizationWindowSeconds: 0, selectPolicy: 'Max', policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, percent],
      }),
      scaleDown: rules(spec.behavior.scaleDown, { selectPolicy: 'Max', policies: [percent] }),
    },
  }),
  fields: {
    behavior: { type: { isWhole: true, fields: { scaleDown: { type: RULES }, scaleUp: { type: RULES } } } },
    metrics: { list: SET, type: METRIC },
    minReplicas: assumed(1),
    // The controller finds the kind by its group, in any version (scaleForResourceMappings in pkg/controller/podautoscaler/horizontal.go of Kubernetes 1.37).
    scaleTargetRef: { type: { fields: { apiVersion: { convert: version => String(version).split('/').slice(0, -1).join('/') } } } },
  },
};

/** The metrics of a scaler. Version 1 of the API has only one, for which version 2 has another field (Convert_v1_HorizontalPodAutoscalerSpec_...). */
function withMetrics({ targetCPUUtilizationPercentage, ...spec }: Document): Document {
  if (typeof targetCPUUtilizationPercentage === 'number') {
    return { ...spec, metrics: cpuMetrics(targetCPUUtilizationPercentage) };
  }
  return { ...spec, metrics: spec.metrics?.length > 0 ? spec.metrics : new Assumed(CPU_METRICS) };
}

function cpuMetrics(averageUtilization: number): Document[] {
  return [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } }];
}

/** Kinds that scale workloads. */
export const SCALERS: Readonly<Record<string, Type>> = { 'autoscaling/HorizontalPodAutoscaler': kindOf(AUTOSCALER_SPEC) };
