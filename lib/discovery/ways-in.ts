import type { IConstruct } from 'constructs';

const WAYS_IN = Symbol.for('cdk8s-service-patterns.WaysIn');

/**
 * A way by which traffic from outside comes to a declaration through other pods: those of an ingress controller or of a gateway.
 *
 * @internal
 */
export interface WayIn {
  /** What made it, to name it in messages. */
  readonly route: IConstruct;
  /** The declaration that the traffic comes to. */
  readonly target: IConstruct;
  /** Name of the port. */
  readonly portName: string;
  /** Namespace of the pods that forward the traffic, where it is known. */
  readonly namespace?: string;
  /** Labels of those pods, where they are known. */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Ranges of the addresses that it comes from otherwise. */
  readonly networks?: readonly string[];
}

type Root = IConstruct & { [WAYS_IN]?: WayIn[] };

/** Notes a way in. @internal */
export function declareWayIn(way: WayIn): void {
  const root = way.route.node.root as Root;
  if (!root[WAYS_IN]) {
    Object.defineProperty(root, WAYS_IN, { value: [] });
  }
  root[WAYS_IN]!.push(way);
}

/** The ways in to a declaration. @internal */
export function waysInTo(target: IConstruct): readonly WayIn[] {
  return (target.node.root as Root)[WAYS_IN]?.filter(way => way.target === target) ?? [];
}
