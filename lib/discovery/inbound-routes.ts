import type { IConstruct } from 'constructs';
import { peerOf } from './peer';
import { ConstructState } from '../app/construct-state';

/** The inbound routes to a declaration. */
const INBOUND_ROUTES = new ConstructState<InboundRoute[]>('InboundRoutes');

/** Functions that are called for each new inbound route of an app, at its root. */
const OBSERVERS = new ConstructState<((inbound: InboundRoute) => void)[]>('InboundRoutes.observers');

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

/** Records an inbound route, adds what it needs to the Service of its target, and calls the observers. @internal */
export function declareInboundRoute(inbound: InboundRoute): void {
  INBOUND_ROUTES.ofOrCreated(inbound.target, () => []).push(inbound);
  peerOf(inbound.target)?.followRoute?.(inbound);
  OBSERVERS.of(inbound.target.node.root)?.forEach(observer => observer(inbound));
}

/** Registers an observer, which is called for each inbound route that is recorded later in the app of a construct. @internal */
export function observeInboundRoutes(construct: IConstruct, observer: (inbound: InboundRoute) => void): void {
  OBSERVERS.ofOrCreated(construct.node.root, () => []).push(observer);
}

/** The `appProtocol` that the routes to a port of a declaration need; undefined if they need none. @internal */
export function appProtocolForRoutes(target: IConstruct, portName: string): string | undefined {
  return inboundRoutesTo(target).find(route => route.portName === portName && route.backendProtocol?.appProtocol)?.backendProtocol?.appProtocol;
}

/** The inbound routes to a declaration. @internal */
export function inboundRoutesTo(target: IConstruct): readonly InboundRoute[] {
  return INBOUND_ROUTES.of(target) ?? [];
}
