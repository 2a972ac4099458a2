import type { NodeExpression } from './expressions';
import { receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * Nodes on which pods must run, or preferably run. A node must fulfill all expressions of a term.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   placement: {
 *     nodeAffinity: [
 *       NodeTerm.required(NodeExpression.labelIn('kubernetes.io/arch', 'amd64', 'arm64')),
 *       NodeTerm.preferred(10, NodeExpression.labelIn('disk', 'ssd')),
 *     ],
 *   },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
 */
export class NodeTerm {
  /**
   * Nodes on which the pods must run. If there are several required terms, a node must match one of them.
   *
   * @param expressions at least one condition
   */
  public static required(...expressions: NodeExpression[]): NodeTerm {
    const { values: [listed], wrong } = receive('NodeTerm.required', expressions);
    return new NodeTerm(listed, wrong);
  }

  /**
   * Nodes on which the pods run if possible. The scheduler adds the weights of all terms that a node matches.
   *
   * @param weight weight of the term, from 1 to 100
   * @param expressions at least one condition
   */
  public static preferred(weight: number, ...expressions: NodeExpression[]): NodeTerm {
    const { values: [number, listed], wrong } = receive('NodeTerm.preferred', weight, expressions);
    return new NodeTerm(listed, wrong, true, number);
  }

  /** @internal */
  public readonly _expressions: readonly NodeExpression[];

  private constructor(
    expressions: readonly NodeExpression[] = [],
    wrong: readonly unknown[],
    /** @internal */ public readonly _isPreferred = false,
    /** @internal */ public readonly _weight = 1,
  ) {
    mark(this, 'NodeTerm', wrong);
    this._expressions = expressions;
  }
}
