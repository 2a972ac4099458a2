import type { Rule } from './rule';

const VALIDATION = 'pkg/apis/autoscaling/validation/validation.go';
const KEDA = 'apis/keda/v1alpha1 of kedacore/keda 2.20.2';

/** @internal */
export const scalingRules = {
  range: {
    id: 'scaling-range',
    limit: 'the lowest and the highest number of pods of a scaler must be integers, the highest one at least 1 and not less than the lowest one, and the lowest one at least 1, or 0 with KEDA or with a metric of an object or an external metric',
    showsValue: true,
    source: `validateHorizontalPodAutoscalerSpec in ${VALIDATION}; CheckReplicaCountBoundsAreValid in scaledobject_types.go in ${KEDA}`,
    cases: [],
  },
  metrics: {
    id: 'scaling-metrics',
    limit: 'a scaler must have at least one metric or trigger, and each metric only once',
    showsValue: true,
    source: 'SetDefaults_HorizontalPodAutoscaler in pkg/apis/autoscaling/v2/defaults.go; replicaCalculator in pkg/controller/podautoscaler/horizontal.go',
    cases: [],
    hazard: 'Without metrics, the API server adds the utilization of CPU of whole pods with 80 %, which counts injected containers too. Of two targets for one metric, the one that needs more pods makes the other ineffective. This rule cannot be overridden.',
  },
  metric: {
    id: 'scaling-metric',
    limit: 'a metric must have a name without / and %, and a target of more than 0: a utilization as a whole percentage or an average value for resources, which must be cpu or memory, an average value for pods, and a value or an average value for objects and external metrics',
    showsValue: true,
    source: `validateMetricSpec in ${VALIDATION}; https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#support-for-resource-metrics`,
    cases: [],
    hazard: 'The API server accepts the names of other resources. The resource metrics API has only the usage of cpu and memory, so the scaler changes nothing. This rule cannot be overridden.',
  },
  behavior: {
    id: 'scaling-behavior',
    limit: 'a scaling policy must allow at least one pod or one percent in 1 to 1800 whole seconds, a stabilization window must be whole seconds from 0 to 3600, and a tolerance must be a number of at least 0 with at most 9 decimal places',
    showsValue: true,
    source: `validateScalingRules in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server rounds a tolerance with more decimal places. This rule cannot be overridden.',
  },
  request: {
    id: 'scaling-request',
    limit: 'a utilization must be that of a resource that the container requests, or of which the pod or each of its containers has a request',
    showsValue: true,
    source: 'calculateRequests in pkg/controller/podautoscaler/replica_calculator.go; SetDefaults_Pod in pkg/apis/core/v1/defaults.go',
    cases: [],
    hazard: 'The API server accepts the scaler, which changes nothing, because a percentage of no request is not known. A limit without a request is also the request. This rule cannot be overridden, also if a LimitRange of the namespace sets a request: state it in the declaration, where its percentage is.',
  },
  zero: {
    id: 'scaling-no-endpoints',
    limit: 'a workload with a Service must have at least one pod, unless there is a justification',
    showsValue: true,
    source: 'https://kubernetes.io/docs/reference/networking/virtual-ips/; pkg/proxy/nftables/proxier.go, which rejects connections to a Service without endpoints',
    cases: [],
    hazard: 'The API server accepts the scaler. While there are no pods, connections to the Service are refused, and nothing starts a pod because of them. If another program holds the requests until there is a pod, override the rule with noEndpointsJustification. For pods that serve nothing, declare a Worker.',
  },
  replicas: {
    id: 'scaling-replicas',
    limit: 'a workload with a scaler must not have replicas',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    cases: [],
    hazard: 'The API server accepts both, and each deployment of the manifest undoes what the scaler has set. This rule cannot be overridden.',
  },
  target: {
    id: 'scaling-target',
    limit: 'a workload must not have more than one scaler',
    showsValue: true,
    source: 'validateAndParseSelector in pkg/controller/podautoscaler/horizontal.go (AmbiguousSelector); verifyHpas and verifyScaledObjects in scaledobject_webhook.go in apis/keda/v1alpha1 of kedacore/keda 2.20.2',
    cases: [],
    hazard: 'The API server accepts both scalers, and neither of two HorizontalPodAutoscalers changes anything. KEDA refuses a ScaledObject for a workload with another scaler. This rule cannot be overridden: put the metrics of both into one scaler.',
  },
  keda: {
    id: 'scaling-keda',
    limit: 'Scaling.keda requires a cluster in which KEDA runs',
    showsValue: true,
    source: 'https://keda.sh/docs/2.20/deploy/',
    cases: [],
    hazard: 'Without KEDA, the API server does not know the kind ScaledObject. If KEDA runs in the cluster, set keda of the ClusterProfile.',
  },
  scaledObject: {
    id: 'scaling-keda-object',
    limit: 'a ScaledObject of KEDA must have a name of at most 54 characters, triggers with a type and different names, and metricType Utilization or AverageValue for cpu and memory, whole seconds as durations (pollingInterval at least 1), idleReplicas from 0 to less than the minimum, and a fallback with integers of at least 0 and a trigger that is not cpu or memory',
    showsValue: true,
    source: `ScaledObjectSpec in scaledobject_types.go, verifyName and verifyCPUMemoryScalers in scaledobject_webhook.go, and ValidateTriggers in scaletriggers_types.go in ${KEDA}`,
    cases: [],
    hazard: 'The custom resource definition or the webhook of KEDA refuses the object. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;
