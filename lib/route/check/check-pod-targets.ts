import { routeRules } from '../../rules/routes';
import { isJustification, type Problems } from '../../rules/rule';
import { classNameOf } from '../plan/parent';
import { routeBackendsOf, type RoutedBackend, type RoutePlan } from '../plan/route-plan';

const ALB_TARGETS = 'alb.ingress.kubernetes.io/target-type';
const NEG = 'cloud.google.com/neg';
/** Classes of Ingresses that the controller of GKE handles (pkg/annotations/ingress.go of ingress-gce). */
const GKE_INGRESS = 'gce';
const GKE_INTERNAL_INGRESS = 'gce-internal';
/** The prefix of the names of GKE's GatewayClasses: https://cloud.google.com/kubernetes-engine/docs/concepts/gateway-api */
const GKE_GATEWAYS = 'gke-l7-';

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

/** The fix if all targets of the controller are pods; undefined if they are not, or if the controller is not known. */
function refusal(plan: RoutePlan, { peer: { exposure, annotations = {} } }: RoutedBackend): string | undefined {
  const className = classNameOf(plan.parent);
  if (plan.parent._kind !== 'ingressClass') {
    return className?.startsWith(GKE_GATEWAYS) ? `The Gateways of the class '${className}' send requests only to pods. Use a class of another controller, or run a relay in pods.` : undefined;
  }
  if ((annotations[ALB_TARGETS] ?? plan.metadata?.annotations?.[ALB_TARGETS]) === 'ip') {
    return `The annotation ${ALB_TARGETS}: ip makes pods the targets. Set it to instance, and set exposure: Exposure.nodePort() for the backend.`;
  }
  const neg = annotations[NEG] ?? '';
  const onlyNeg = className === GKE_INTERNAL_INGRESS || /"ingress": *true/.test(neg) || exposure?._type === 'ClusterIP';
  return [GKE_INGRESS, GKE_INTERNAL_INGRESS].includes(className!) && onlyNeg
    ? `The load balancer sends requests only to pods. Use the class '${GKE_INGRESS}', and for the backend exposure: Exposure.nodePort() and the annotation ${NEG}: '{"ingress": false}' in serviceMetadata.` : undefined;
}
