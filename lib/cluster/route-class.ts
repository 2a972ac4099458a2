import type { IngressController } from './ingress-controller';

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
