import { classNameOf } from './parent';
import type { RoutedBackend, RoutePlan } from './route-plan';
import { ClusterProfile } from '../../cluster/cluster-profile';

/**
 * Seconds for which load balancers with pods as targets continue to send requests to a terminating pod. No provider states an upper bound. The AWS
 * Load Balancer Controller v3.5.0 deregisters a pod when its EndpointSlice changes (pkg/targetgroupbinding/resource_manager.go), the guide of AWS
 * uses 10 seconds as an example (https://docs.aws.amazon.com/eks/latest/best-practices/load-balancing.html), and its users report 25 seconds
 * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1064). So this is the same time as for load balancers of Services.
 */
const SECONDS = 30;

/** The same time on GKE: the example of https://cloud.google.com/knowledge/kb/502-503-errors-on-external-http-s-load-balancer-000006416. */
const SECONDS_ON_GKE = 40;

/** The GatewayClasses of GKE (https://cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities), whose targets are always pods. */
const GKE_GATEWAY_CLASS = /^gke-l7-/;

/** Annotation of a Service that makes its pods the targets of an Ingress of GKE (pkg/negannotation of kubernetes/ingress-gce). */
const GKE_TARGETS = 'cloud.google.com/neg';

/**
 * Annotation of an Ingress or a Service that makes pods the targets of an Application Load Balancer. That of the Service has precedence
 * (buildTargetGroupTargetType in pkg/ingress/model_build_target_group.go of kubernetes-sigs/aws-load-balancer-controller v3.5.0).
 */
const ALB_TARGETS = 'alb.ingress.kubernetes.io/target-type';

/**
 * Seconds for which a route can continue to send requests to a terminating pod of a backend; undefined unless pods are the targets of a load
 * balancer outside the cluster. A proxy in the cluster follows the EndpointSlices, and needs no more time than other clients.
 *
 * @internal
 */
export function secondsToNotice(plan: RoutePlan, backend: RoutedBackend): number | undefined {
  const onGke = isContainerNative(plan, backend);
  if (!(plan.routeClass.podTargets ?? (onGke || hasIpTargets(plan, backend)))) {
    return undefined;
  }
  return onGke || ClusterProfile._of(plan.route).loadBalancerProvider._id === 'gke' ? SECONDS_ON_GKE : SECONDS;
}

function isContainerNative({ parent }: RoutePlan, { peer: { annotations = {} } }: RoutedBackend): boolean {
  return parent._kind === 'ingressClass'
    ? /"ingress"\s*:\s*true/.test(annotations[GKE_TARGETS] ?? '')
    : GKE_GATEWAY_CLASS.test(classNameOf(parent) ?? '');
}

function hasIpTargets({ parent, metadata }: RoutePlan, { peer: { annotations } }: RoutedBackend): boolean {
  return parent._kind === 'ingressClass' && (annotations?.[ALB_TARGETS] ?? metadata?.annotations?.[ALB_TARGETS]) === 'ip';
}
