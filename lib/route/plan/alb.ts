import { routeBackendsOf, type RoutedBackend, type RoutePlan } from './route-plan';
import type { Peer } from '../../discovery/peer';

/**
 * Annotation of an Ingress or a Service that determines the targets of an Application Load Balancer: `ip` for pods, `instance` for the node ports of
 * nodes. That of the Service has precedence, and the IngressClassParams of the class have precedence over both. Without any of them, the default of the
 * controller applies, which is `instance` (buildTargetGroupTargetType in pkg/ingress/model_build_target_group.go of
 * kubernetes-sigs/aws-load-balancer-controller v3.5.0).
 *
 * @internal
 */
export const ALB_TARGETS = 'alb.ingress.kubernetes.io/target-type';

/** The declared plan of a route, without the annotations that it needs. */
type Plan = Pick<RoutePlan, 'parent' | 'routeClass' | 'metadata' | 'rules'>;

/** The backend for whose Service an Ingress must make pods the targets, because no annotation determines the targets and the Service has no node ports. @internal */
export function backendWithoutNodePorts(plan: Plan): RoutedBackend | undefined {
  return isAlb(plan) && plan.metadata?.annotations?.[ALB_TARGETS] === undefined
    ? routeBackendsOf(plan).find(({ peer }) => peer.annotations?.[ALB_TARGETS] === undefined && hasNoNodePorts(peer)) : undefined;
}

/** The targets of a load balancer for a backend of an Ingress, as far as annotations determine them. @internal */
export function albTargets(plan: Plan, { peer }: Pick<RoutedBackend, 'peer'>): string | undefined {
  const { parent, metadata } = plan;
  return parent._kind !== 'ingressClass' ? undefined
    : peer.annotations?.[ALB_TARGETS] ?? metadata?.annotations?.[ALB_TARGETS] ?? (backendWithoutNodePorts(plan) && 'ip');
}

/** Whether the AWS Load Balancer Controller reads an Ingress. @internal */
export function isAlb({ parent, routeClass }: Plan): boolean {
  return parent._kind === 'ingressClass' && routeClass.ingressController?._id === 'aws-load-balancer-controller';
}

/** Whether a Service is declared here, and nodes do not forward traffic to it. @internal */
export function hasNoNodePorts({ exposure }: Pick<Peer, 'exposure'>): boolean {
  return exposure !== undefined && (!['NodePort', 'LoadBalancer'].includes(exposure._type) || exposure._options.allocateLoadBalancerNodePorts === false);
}
