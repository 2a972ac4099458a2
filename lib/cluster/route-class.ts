import { checkIngressController } from './check-ingress-controller';
import type { IngressController } from './ingress-controller';
import { checkCidr } from '../rules/addresses';
import { clusterRules } from '../rules/cluster';
import { checkLabels } from '../rules/metadata';
import { isDnsLabel } from '../rules/names';
import type { Problems } from '../rules/rule';
import { checkArray, checkMap } from '../rules/values';

/**
 * Facts about an IngressClass or a GatewayClass, and about the pods that forward its traffic.
 */
export interface RouteClass {
  /**
   * The ingress controller that reads the Ingresses of the class. The name of a class does not identify it: several controllers install a
   * class with the name `nginx`.
   *
   * @default - not known: a route that needs an annotation of the controller is refused
   */
  readonly ingressController?: IngressController;

  /**
   * Namespace of the pods that forward the traffic, for network policies.
   *
   * @default - not known
   */
  readonly namespace?: string;

  /**
   * Labels of the pods that forward the traffic, for network policies. They require `namespace`.
   *
   * @default - all pods of the namespace
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * CIDR ranges of the addresses that the traffic comes from, for network policies: the addresses of the nodes if the pods use the network of
   * their node (`hostNetwork`), or the addresses of a provider's load balancers if they send requests to the pods directly.
   *
   * @default - none
   */
  readonly networks?: string[];
}

/** Reports problems with the properties of a class. @internal */
export function checkRouteClass(problems: Problems, field: string, routeClass: RouteClass | undefined): void {
  if (!checkMap(problems, field, routeClass) || !routeClass) {
    return;
  }
  checkIngressController(problems, `${field}.ingressController`, routeClass.ingressController);
  if (routeClass.namespace !== undefined ? !isDnsLabel(routeClass.namespace) : routeClass.podLabels !== undefined) {
    problems.report(clusterRules.routeController, `${field}.namespace`, routeClass.namespace, "Use a value such as 'ingress-nginx'.");
  }
  checkArray(problems, `${field}.networks`, routeClass.networks)
    && routeClass.networks?.forEach((cidr, index) => checkCidr(problems, `${field}.networks[${index}]`, cidr));
  if (checkMap(problems, `${field}.podLabels`, routeClass.podLabels)) {
    checkLabels(problems, `${field}.pod`, routeClass.podLabels);
  }
}
