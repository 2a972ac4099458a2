import type { IConstruct } from 'constructs';

const INBOUND_ROUTES = Symbol.for('cdk8s-service-patterns.InboundRoutes');

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
}

type Root = IConstruct & { [INBOUND_ROUTES]?: InboundRoute[] };

/** Records an inbound route. @internal */
export function declareInboundRoute(inbound: InboundRoute): void {
  const root = inbound.route.node.root as Root;
  if (!root[INBOUND_ROUTES]) {
    Object.defineProperty(root, INBOUND_ROUTES, { value: [] });
  }
  root[INBOUND_ROUTES]!.push(inbound);
}

/** The inbound routes to a declaration. @internal */
export function inboundRoutesTo(target: IConstruct): readonly InboundRoute[] {
  return (target.node.root as Root)[INBOUND_ROUTES]?.filter(inbound => inbound.target === target) ?? [];
}
