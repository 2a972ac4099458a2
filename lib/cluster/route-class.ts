import { checkCidr } from '../rules/addresses';
import { clusterRules } from '../rules/cluster';
import { checkLabels } from '../rules/metadata';
import { isDnsLabel } from '../rules/names';
import type { Problems } from '../rules/rule';
import { checkArray, checkEnum, checkMap } from '../rules/values';

/**
 * An ingress controller whose annotations are known, for what a field of the Ingress can't say.
 */
export enum IngressController {
  /**
   * The community's `ingress-nginx`. Its project ended maintenance in March 2026.
   *
   * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
   */
  INGRESS_NGINX = 'ingress-nginx',
  /**
   * The controller of HAProxy Technologies.
   *
   * @see https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/annotations.md
   */
  HAPROXY = 'haproxy',
  /**
   * Traefik.
   *
   * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
   */
  TRAEFIK = 'traefik',
}

/**
 * What is known of the controller behind an IngressClass or a GatewayClass.
 */
export interface RouteClass {
  /**
   * Which controller reads the Ingresses of the class. The name of a class does not say so: several controllers are installed as `nginx`.
   *
   * @default - not known: what needs an annotation is refused
   */
  readonly ingressController?: IngressController;

  /**
   * Namespace of the pods that forward the traffic, for network policies.
   *
   * @default - not known
   */
  readonly namespace?: string;

  /**
   * Labels of the pods that forward the traffic, for network policies.
   *
   * @default - all pods of the namespace
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Ranges of the addresses that the traffic comes from, for network policies: those of the nodes, where its pods are on their network
   * (`hostNetwork`), and those that a provider's load balancers send from, where they send to the pods themselves.
   *
   * @default - none
   */
  readonly networks?: string[];
}

/** @internal */
export function checkRouteClass(problems: Problems, field: string, controller: RouteClass | undefined): void {
  if (!checkMap(problems, field, controller) || !controller) {
    return;
  }
  checkEnum(problems, `${field}.ingressController`, controller.ingressController, IngressController);
  if (controller.namespace !== undefined ? !isDnsLabel(controller.namespace) : controller.podLabels !== undefined) {
    problems.report(clusterRules.routeController, `${field}.namespace`, controller.namespace, "Write it like 'ingress-nginx'.");
  }
  checkArray(problems, `${field}.networks`, controller.networks)
    && controller.networks?.forEach((cidr, index) => checkCidr(problems, `${field}.networks[${index}]`, cidr));
  if (checkMap(problems, `${field}.podLabels`, controller.podLabels)) {
    checkLabels(problems, `${field}.pod`, controller.podLabels);
  }
}
