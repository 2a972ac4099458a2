import { classNameOf } from './parent';
import type { RoutedBackend, RoutePlan } from './route-plan';

/** Annotation of a Service that makes its pods the targets of an Ingress of GKE (pkg/negannotation of kubernetes/ingress-gce). @internal */
export const NEG = 'cloud.google.com/neg';

/** The classes that "require NEGs", so that pods are the targets (maybeEnableNEG in pkg/controller/translator/translator.go of ingress-gce 1.41). */
const POD_CLASSES = ['gce-internal', 'gce-regional-external'];

/** The GatewayClasses of GKE (https://cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities), whose targets are always pods. */
const GATEWAY_CLASS = /^gke-l7-/;

/** Whether the controller of GKE reads an Ingress. @internal */
export function isGkeIngress({ parent, routeClass }: Pick<RoutePlan, 'parent' | 'routeClass'>): boolean {
  return parent._kind === 'ingressClass' && routeClass.ingressController?._id === 'gke';
}

/** Whether a Gateway has a class of GKE. @internal */
export function isGkeGateway({ parent }: Pick<RoutePlan, 'parent'>): boolean {
  return parent._kind !== 'ingressClass' && GATEWAY_CLASS.test(classNameOf(parent) ?? '');
}

/** Whether an Ingress of GKE has pods as targets whatever its Services state. @internal */
export function requiresPodTargets(plan: RoutePlan): boolean {
  return isGkeIngress(plan) && POD_CLASSES.includes(plan.parent._name);
}

/** Whether the annotation of a Service makes its pods the targets of an Ingress. @internal */
export function hasNeg({ peer: { annotations = {} } }: RoutedBackend): boolean {
  return /"ingress"\s*:\s*true/.test(annotations[NEG] ?? '');
}

/**
 * Whether only pods can be the targets of an Ingress of GKE for a backend: the class has no others, an annotation makes pods the targets, or the
 * Service has no node ports (https://cloud.google.com/kubernetes-engine/docs/how-to/container-native-load-balancing).
 *
 * @internal
 */
export function hasPodTargetsOnGke(plan: RoutePlan, backend: RoutedBackend): boolean {
  return requiresPodTargets(plan) || (isGkeIngress(plan) && (hasNeg(backend) || backend.peer.exposure?._type === 'ClusterIP'));
}
