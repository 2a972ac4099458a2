import { albTargets } from './alb';
import { NEG, hasNeg, hasPodTargetsOnGke, isGkeGateway, requiresPodTargets } from './gke';
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

/**
 * Seconds for which a route can continue to send requests to a terminating pod of a backend; undefined unless pods are the targets of a load
 * balancer outside the cluster. A proxy in the cluster follows the EndpointSlices, and needs no more time than other clients.
 *
 * @internal
 */
export function secondsToNotice(plan: RoutePlan, backend: RoutedBackend): number | undefined {
  const onGke = isContainerNative(plan, backend);
  if (!(plan.routeClass.podTargets ?? (onGke || albTargets(plan, backend) === 'ip'))) {
    return undefined;
  }
  return onGke || ClusterProfile._of(plan.route).loadBalancerProvider._id === 'gke' ? SECONDS_ON_GKE : SECONDS;
}

function isContainerNative(plan: RoutePlan, backend: RoutedBackend): boolean {
  // without node ports, an Ingress with the annotation {"ingress": false} has no targets at all
  const annotated = backend.peer.annotations?.[NEG] !== undefined && !requiresPodTargets(plan);
  return isGkeGateway(plan) || (plan.parent._kind === 'ingressClass' && (annotated ? hasNeg(backend) : hasPodTargetsOnGke(plan, backend)));
}
