import { routeRules } from '../../rules/routes';
import { isJustification, type Problems } from '../../rules/rule';
import { ALB_TARGETS, albTargets, backendWithoutNodePorts, hasNoNodePorts, isAlb } from '../plan/alb';
import { hasPodTargetsOnGke, isGkeGateway, NEG } from '../plan/gke';
import { classNameOf } from '../plan/parent';
import { routeBackendsOf, type RoutedBackend, type RoutePlan } from '../plan/route-plan';

/**
 * Reports backends of addresses outside the cluster behind a controller whose targets are pods: it skips endpoints that are not pods
 * (resolvePodEndpointsWithEndpointsData in pkg/backend/endpoint_resolver.go of aws-load-balancer-controller 3.5.0, toZoneNetworkEndpointMap in
 * pkg/neg/syncers/utils.go of ingress-gce 1.41).
 *
 * @internal
 */
export function checkPodTargets(problems: Problems, plan: RoutePlan): void {
  for (const backend of routeBackendsOf(plan)) {
    const { field, peer, options } = backend;
    // an ImportedService has no exposure, and its endpoints are not known
    const outside = peer.exposure === undefined ? undefined : peer.networks;
    const fix = outside && !isJustification(options.justification) ? refusal(plan, backend) : undefined;
    if (fix !== undefined) {
      problems.report(routeRules.outside, field, outside![0], fix);
    }
  }
}

/**
 * Reports backends without node ports behind an Application Load Balancer whose targets are nodes: "When Using Instance targets, your service be must of
 * type 'NodePort' or 'LoadBalancer'" (pkg/ingress/model_build_target_group.go of aws-load-balancer-controller 3.5.0).
 *
 * @internal
 */
export function checkNodeTargets(problems: Problems, plan: RoutePlan): void {
  for (const backend of isAlb(plan) ? routeBackendsOf(plan) : []) {
    const { field, peer, options } = backend;
    const targets = albTargets(plan, backend);
    if (targets === 'instance' && hasNoNodePorts(peer) && !isJustification(options.justification)) {
      problems.report(routeRules.nodeTargets, field, peer.exposure!._type, `The annotation ${ALB_TARGETS} makes nodes the targets. Set it to ip, or remove it, or set exposure: Exposure.nodePort() for the backend.`);
    }
  }
}

/** The fix if all targets of the controller are pods; undefined if they are not, or if the controller is not known. */
function refusal(plan: RoutePlan, backend: RoutedBackend): string | undefined {
  if (isGkeGateway(plan)) {
    return `The Gateways of the class '${classNameOf(plan.parent)}' send requests only to pods. Use a class of another controller, or run a relay in pods.`;
  }
  if (albTargets(plan, backend) === 'ip') {
    return backendWithoutNodePorts(plan)
      ? `A Service of the route has no node ports, so that pods are the targets. Set exposure: Exposure.nodePort() for the backend, and the annotation ${ALB_TARGETS}: instance in serviceMetadata.`
      : `The annotation ${ALB_TARGETS}: ip makes pods the targets. Set it to instance, and set exposure: Exposure.nodePort() for the backend.`;
  }
  return hasPodTargetsOnGke(plan, backend)
    ? `The load balancer sends requests only to pods. Use the class 'gce', and for the backend exposure: Exposure.nodePort() and the annotation ${NEG}: '{"ingress": false}' in serviceMetadata.` : undefined;
}
