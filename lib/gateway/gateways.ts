import type { IConstruct } from 'constructs';
import type { GatewayListeners } from './listeners';
import { ConstructState } from '../app/construct-state';
import type { RouteClass } from '../cluster/route-class';

const GATEWAY = new ConstructState<GatewayFacts>('Gateway');

/** The Gateways of an app, at its root. */
const GATEWAYS = new ConstructState<GatewayFacts[]>('Gateways');

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

/** Registers a construct as a Gateway. @internal */
export function declareGateway(facts: GatewayFacts): void {
  GATEWAY.set(facts.construct, facts);
  GATEWAYS.ofOrCreated(facts.construct.node.root, () => []).push(facts);
}

/** The facts about a construct that is registered as a Gateway. @internal */
export function gatewayOf(construct: IConstruct | undefined): GatewayFacts | undefined {
  return construct && GATEWAY.of(construct);
}

/** All Gateways of an app. @internal */
export function gatewaysIn(construct: IConstruct): readonly GatewayFacts[] {
  return GATEWAYS.of(construct.node.root) ?? [];
}

/** A Gateway to which a route adds listeners while it is planned and checked. The Gateway itself is changed only by `commit`. @internal */
export function draftOf(gateway: GatewayFacts): GatewayFacts {
  return { ...gateway, listeners: gateway.listeners.draft() };
}
