import { deployment, type Json } from './builders';
import { before, dropped, hazard, refused, since, type Documents } from './table';

const RECONCILE = 'reconcileAutoscaler in pkg/controller/podautoscaler/horizontal.go';
const TARGET = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const CPU = { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'web', target: { type: 'Utilization', averageUtilization: 70 } } };
const QUEUE = { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '10' } } };

/** An autoscaler for the pods of `deployment()`. */
const autoscaler = (spec: Json, name = 'web') => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace: 'shop' },
  spec: { scaleTargetRef: TARGET, minReplicas: 2, maxReplicas: 5, metrics: [CPU], ...spec },
});
const measuring = (metric: Json) => autoscaler({ metrics: [metric] });
const external = (target: Json, name = 'queue') => measuring({ type: 'External', external: { metric: { name }, target } });
const ofObject = (describedObject: Json) => measuring({
  type: 'Object', object: { describedObject, metric: { name: 'requests' }, target: { type: 'Value', value: '100' } },
});
const scalingDown = (scaleDown: Json) => autoscaler({ behavior: { scaleDown } });

/** Documents for the rules about scalers. */
export const SCALING_DOCUMENTS: Documents = {
  'scaling-range': {
    refused: [
      refused('spec.maxReplicas', autoscaler({ maxReplicas: 1 })),
      refused('spec.minReplicas', autoscaler({ minReplicas: -1 })),
      before('1.37', refused('spec.minReplicas', autoscaler({ minReplicas: 0, metrics: [QUEUE] }))),
    ],
  },
  'scaling-from-zero': {
    refused: [since('1.37', refused('spec.metrics', autoscaler({ minReplicas: 0 })))],
  },
  'scaling-metrics': {
    hazards: [
      hazard('spec.metrics', 'SetDefaults_HorizontalPodAutoscaler in pkg/apis/autoscaling/v2/defaults.go', autoscaler({ metrics: [] })),
      hazard('spec.metrics[1]', RECONCILE, autoscaler({ metrics: [CPU, CPU] })),
    ],
  },
  'scaling-metric': {
    refused: [refused('spec.metrics[0].external.metric.name', external({ type: 'AverageValue', averageValue: '1' }, 'a/b'))],
    hazards: [
      hazard('spec.metrics[0].resource.name', 'https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/', measuring({
        type: 'Resource', resource: { name: 'ephemeral-storage', target: { type: 'AverageValue', averageValue: '1' } },
      })),
    ],
  },
  'scaling-metric-object': {
    refused: [
      refused('spec.metrics[0].object.describedObject.kind', ofObject({ apiVersion: 'networking.k8s.io/v1', kind: 'a/b', name: 'shop' })),
      since('1.35', refused('spec.metrics[0].object.describedObject.apiVersion', ofObject({ apiVersion: 'a/b/c', kind: 'Ingress', name: 'shop' }))),
    ],
    hazards: [hazard('spec.metrics[0].object.describedObject.apiVersion', 'GetObjectMetric in pkg/controller/podautoscaler/metrics/client.go', ofObject({ kind: 'Ingress', name: 'shop' }))],
  },
  'scaling-metric-target': {
    refused: [refused('spec.metrics[0].external.target.averageValue', external({ type: 'Utilization', averageUtilization: 70 }))],
  },
  'scaling-metric-amount': {
    refused: [
      refused('spec.metrics[0].external.target.averageValue', external({ type: 'AverageValue', averageValue: '0' })),
      refused('spec.metrics[0].containerResource.target.averageUtilization', measuring({
        ...CPU, containerResource: { ...CPU.containerResource, target: { type: 'Utilization', averageUtilization: 0 } },
      })),
    ],
  },
  'scaling-container': {
    hazards: [hazard('spec.metrics[0].containerResource.container', 'calculateRequests in pkg/controller/podautoscaler/replica_calculator.go', deployment(), measuring({
      ...CPU, containerResource: { ...CPU.containerResource, container: 'other' },
    }))],
  },
  'scaling-behavior': {
    refused: [
      refused('spec.behavior.scaleDown.stabilizationWindowSeconds', scalingDown({ stabilizationWindowSeconds: 3601 })),
      refused('spec.behavior.scaleDown.policies[0].value', scalingDown({ policies: [{ type: 'Pods', value: 0, periodSeconds: 15 }] })),
      refused('spec.behavior.scaleDown.policies[0].periodSeconds', scalingDown({ policies: [{ type: 'Pods', value: 1, periodSeconds: 1801 }] })),
      before('1.35', dropped('spec.behavior.scaleDown.tolerance', scalingDown({ tolerance: '0.05' }))),
    ],
    hazards: [since('1.35', hazard('spec.behavior.scaleDown.tolerance', 'ParseQuantity in apimachinery/pkg/api/resource/quantity.go', scalingDown({ tolerance: '1e-10' })))],
  },
  'scaling-request': {
    hazards: [hazard('spec.metrics[0].containerResource', 'calculateRequests in pkg/controller/podautoscaler/replica_calculator.go', deployment(), autoscaler({}))],
  },
  'scaling-replicas': {
    hazards: [hazard('spec.replicas', RECONCILE, autoscaler({}), deployment({ spec: { replicas: 2 } }))],
  },
  'scaling-target': {
    hazards: [hazard('spec.scaleTargetRef', 'validateAndParseSelector in pkg/controller/podautoscaler/horizontal.go', autoscaler({}), autoscaler({}, 'other'))],
  },
};
