import type { IConstruct } from 'constructs';
import type { GatewayListeners } from './listeners';
import type { RouteClass } from '../cluster/route-class';

const GATEWAY = Symbol.for('cdk8s-service-patterns.Gateway');
const GATEWAYS = Symbol.for('cdk8s-service-patterns.Gateways');

/**
 * The facts about a Gateway of this app that routes use.
 *
 * @internal
 */
export interface GatewayFacts {
  readonly construct: IConstruct;
  readonly name: string;
  readonly namespace?: string;
  readonly className: string;
  readonly listeners: GatewayListeners;
  /** The ports of the listeners that routes create. */
  readonly ports: { readonly http: number; readonly https: number };
  readonly routeClass?: RouteClass;
  /** Adds the listeners of a draft to the Gateway, with the ReferenceGrants and the annotation for cert-manager that they need. */
  readonly commit: (draft: GatewayListeners) => void;
}

type Root = IConstruct & { [GATEWAYS]?: GatewayFacts[] };

/** Registers a construct as a Gateway. @internal */
export function declareGateway(facts: GatewayFacts): void {
  Object.defineProperty(facts.construct, GATEWAY, { value: facts });
  const root = facts.construct.node.root as Root;
  if (!root[GATEWAYS]) {
    Object.defineProperty(root, GATEWAYS, { value: [] });
  }
  root[GATEWAYS]!.push(facts);
}

/** The facts about a construct that is registered as a Gateway. @internal */
export function gatewayOf(construct: IConstruct): GatewayFacts | undefined {
  return (construct as IConstruct & { [GATEWAY]?: GatewayFacts })[GATEWAY];
}

/** All Gateways of an app. @internal */
export function gatewaysIn(construct: IConstruct): readonly GatewayFacts[] {
  return (construct.node.root as Root)[GATEWAYS] ?? [];
}

/** A Gateway to which a route adds listeners while it is planned and checked. The Gateway itself is changed only by `commit`. @internal */
export function draftOf(gateway: GatewayFacts): GatewayFacts {
  return { ...gateway, listeners: gateway.listeners.draft() };
}
