import type { IConstruct } from 'constructs';

/**
 * Traffic from outside the cluster that a route sends to a declaration through other pods: those of an ingress controller or of a gateway.
 *
 * @internal
 */
export interface InboundRoute {
  /** The construct that created the route. Messages contain its path. */
  readonly route: IConstruct;
  /** The declaration that receives the traffic. */
  readonly target: IConstruct;
  /** Name of the port. */
  readonly portName: string;
  /** Name of the IngressClass or GatewayClass, if known. */
  readonly className?: string;
  /** Namespace of the pods that forward the traffic, if known. */
  readonly namespace?: string;
  /** Labels of the pods that forward the traffic, if known. */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** CIDR ranges of the addresses that forward the traffic, if it is not forwarded by pods of the cluster. */
  readonly networks?: readonly string[];
  /** Entities of Cilium that forward the traffic. */
  readonly ciliumEntities?: readonly string[];
  /**
   * Seconds for which the route can continue to send requests to a terminating pod, if a controller must first remove the pod from a load balancer.
   * Not set if the traffic is forwarded by a client of EndpointSlices.
   */
  readonly secondsToNotice?: number;
  /** What the Service must state so that the controller connects to the port with the right protocol. */
  readonly backendProtocol?: BackendProtocol;
}

/**
 * The protocol with which a controller connects to the port of a Service, and what it needs for that.
 *
 * @internal
 */
export interface BackendProtocol {
  /** The `appProtocol` that the Service port needs, unless the port or the mesh sets one. */
  readonly appProtocol?: string;
  /** The value that the annotation of the Service must have or, if the Service does not have the annotation, the value that the controller derives. */
  readonly annotation?: { readonly key: string; readonly value: string };
  /** Whether the controller would derive another value, so that the annotation must be written. */
  readonly writesAnnotation?: boolean;
}
