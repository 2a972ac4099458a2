import type { IConstruct } from 'constructs';
import type { RoutePlan } from './route-plan';
import { factOf } from '../../cluster/class-facts';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { IngressController } from '../../cluster/ingress-controller';
import { detectsMisdirectedRequests } from '../../cluster/misdirected-requests';
import type { RouteClass } from '../../cluster/route-class';
import { gatewayOf } from '../../gateway/gateways';
import type { RouteParent } from '../route-parent';

/**
 * The name of Cilium's IngressClass, and of the GatewayClass that its chart creates. Its proxies have the identity `ingress`.
 *
 * @see https://docs.cilium.io/en/stable/network/servicemesh/ingress/
 */
const CILIUM_CLASS = 'cilium';

/** The names of classes that the controller of GKE defines itself (pkg/annotations/ingress.go of kubernetes/ingress-gce 1.41). */
const GKE_CLASSES = ['gce', 'gce-internal', 'gce-regional-external'];

/** The name of the IngressClass or GatewayClass of a parent; undefined for a Gateway that is declared elsewhere. @internal */
export function classNameOf({ _kind, _name, _target }: RouteParent): string | undefined {
  return _kind === 'ingressClass' ? _name : gatewayOf(_target)?.className;
}

/** The facts about the class of a parent: each from the parent, its Gateway or the cluster profile, whichever is the first to have it. @internal */
export function routeClassOf(route: IConstruct, parent: RouteParent): RouteClass {
  const { _options, _target } = parent;
  const className = classNameOf(parent);
  const known = className === undefined ? undefined : ClusterProfile._of(route).routeClasses[className];
  const declared = [_options.routeClass, gatewayOf(_target)?.routeClass, known];
  const { namespace, podLabels, networks } = declared.find(one => (one?.namespace ?? one?.networks) !== undefined) ?? {};
  const ingressController = factOf(declared, 'ingressController')
    ?? (parent._kind === 'ingressClass' && GKE_CLASSES.includes(className!) ? IngressController.GKE : undefined);
  return {
    ingressController,
    namespace,
    podLabels,
    networks,
    ciliumEntities: factOf(declared, 'ciliumEntities') ?? (className === CILIUM_CLASS ? ['ingress'] : undefined),
    podTargets: factOf(declared, 'podTargets'),
    detectsMisdirectedRequests: detectsMisdirectedRequests(className, declared),
    combinesRouteKinds: factOf(declared, 'combinesRouteKinds'),
  };
}

/** The namespace of the Gateway that a route is attached to. @internal */
export function gatewayNamespaceOf({ parent: { _options, _target }, namespace }: Pick<RoutePlan, 'parent' | 'namespace'>): string | undefined {
  const gateway = gatewayOf(_target);
  return gateway ? gateway.namespace : _options.namespace ?? namespace;
}

/** A key that identifies the Gateway or IngressClass of a route in a cluster. @internal */
export function parentKey(plan: Pick<RoutePlan, 'parent' | 'namespace'>): string {
  const { _kind, _name, _options } = plan.parent;
  return _kind === 'ingressClass' ? `IngressClass/${_name}` : `Gateway/${gatewayNamespaceOf(plan) ?? ''}/${_name}/${_options.port ?? ''}`;
}
