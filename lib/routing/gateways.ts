import type { IConstruct } from 'constructs';
import type { GatewayListeners } from './listeners';
import type { RouteClass } from '../cluster/route-class';
import type { Problems } from '../rules/rule';

const GATEWAY = Symbol.for('cdk8s-service-patterns.Gateway');
const GATEWAYS = Symbol.for('cdk8s-service-patterns.Gateways');

/**
 * What routes know of a Gateway of this app.
 *
 * @internal
 */
export interface GatewayFacts {
  readonly construct: IConstruct;
  readonly name: string;
  readonly namespace?: string;
  readonly className: string;
  readonly listeners: GatewayListeners;
  /** The ports of the listeners that are made. */
  readonly ports: { readonly http: number; readonly https: number };
  readonly routeClass?: RouteClass;
  /** Puts what cert-manager reads onto the Gateway. */
  readonly annotate: (problems: Problems, key: string, value: string) => void;
}

type Root = IConstruct & { [GATEWAYS]?: GatewayFacts[] };

/** Makes a construct known as a Gateway. @internal */
export function declareGateway(facts: GatewayFacts): void {
  Object.defineProperty(facts.construct, GATEWAY, { value: facts });
  const root = facts.construct.node.root as Root;
  if (!root[GATEWAYS]) {
    Object.defineProperty(root, GATEWAYS, { value: [] });
  }
  root[GATEWAYS]!.push(facts);
}

/** What is known of a construct as a Gateway. @internal */
export function gatewayOf(construct: IConstruct): GatewayFacts | undefined {
  return (construct as IConstruct & { [GATEWAY]?: GatewayFacts })[GATEWAY];
}

/** All Gateways of an app. @internal */
export function gatewaysIn(construct: IConstruct): readonly GatewayFacts[] {
  return (construct.node.root as Root)[GATEWAYS] ?? [];
}
