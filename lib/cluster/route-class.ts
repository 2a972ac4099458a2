import type { IngressController } from './ingress-controller';

/**
 * Facts about an IngressClass or a GatewayClass, and about the pods that forward its traffic.
 */
export interface RouteClass {
  /**
   * The product that reads the Ingresses of an IngressClass, or that implements the Gateways of a GatewayClass, such as
   * `IngressController.TRAEFIK` for both. The name of a class does not identify it: several controllers install a class with the name `nginx`.
   *
   * @default - `IngressController.GKE` for the IngressClasses `gce`, `gce-internal` and `gce-regional-external`; otherwise not known: a route that
   * needs an annotation of the controller is refused
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

  /**
   * Entities of Cilium that the traffic comes from, for network policies: `ingress` for the proxies of Cilium's own Ingress and Gateway, or `host` and
   * `remote-node` for pods that use the network of their node. Cilium does not match such traffic by labels or ranges. Isolated pods get a
   * CiliumNetworkPolicy with the entities, which requires `NetworkPolicyProvider.CILIUM` in the cluster profile.
   *
   * @default - `ingress` for the class with the name `cilium`, otherwise none
   * @see https://docs.cilium.io/en/stable/security/policy/layer3/#entities-based
   */
  readonly ciliumEntities?: string[];

  /**
   * Whether the requests come from load balancers outside the cluster whose targets are pods, as those of the AWS Load Balancer Controller with
   * target type `ip` and container-native load balancing of GKE. Pods behind such load balancers have a longer default `shutdownDelay`, because a
   * controller must first remove a terminating pod from the load balancer.
   *
   * @default - true for GatewayClasses of GKE (`gke-l7-…`), for an Ingress or a Service with the annotation
   * `alb.ingress.kubernetes.io/target-type: ip`, also if the Route writes it, for an Ingress to a Service with the annotation
   * `cloud.google.com/neg: '{"ingress": true}'`, for the IngressClasses `gce-internal` and `gce-regional-external`, and for an Ingress of GKE to a
   * Service without node ports; otherwise false
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/shutdown.md#load-balancers
   */
  readonly podTargets?: boolean;

  /**
   * Whether the controller responds with the status code 421 to a request for a host of another listener. HTTP/2 clients send such requests if the
   * two hosts have the same certificate, because they reuse the connection. If it does not, several listeners or Ingresses with different hosts
   * cannot use the same certificate. Set it to true if you have configured the controller to do so.
   *
   * @default - false for the classes `istio` and `istio-remote`, otherwise true
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/routes.md#one-certificate-for-several-hosts
   */
  readonly detectsMisdirectedRequests?: boolean;

  /**
   * Whether a Gateway of the class serves an HTTPRoute and a GRPCRoute that have the same host on the same listener. Otherwise they are refused,
   * because the Gateway API requires a Gateway to accept only the older one.
   *
   * @default false
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/routes.md#gateways-and-namespaces
   */
  readonly combinesRouteKinds?: boolean;
}
