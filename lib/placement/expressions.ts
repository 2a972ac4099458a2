import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** @internal */
export type ExpressionOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

/**
 * A condition for the nodes of a `NodeTerm`.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#operators
 */
export class NodeExpression {
  /**
   * Nodes whose label has one of the values.
   *
   * @param key key of the label, such as `kubernetes.io/arch`
   * @param values at least one value
   */
  public static labelIn(key: string, ...values: string[]): NodeExpression {
    const { values: [name, listed], wrong } = receive('NodeExpression.labelIn', key, values);
    return new NodeExpression(name, 'In', listed, wrong);
  }

  /**
   * Nodes whose label has none of the values, or that do not have the label.
   *
   * @param key key of the label
   * @param values at least one value
   */
  public static labelNotIn(key: string, ...values: string[]): NodeExpression {
    const { values: [name, listed], wrong } = receive('NodeExpression.labelNotIn', key, values);
    return new NodeExpression(name, 'NotIn', listed, wrong);
  }

  /**
   * Nodes that have a label, with any value.
   *
   * @param key key of the label
   */
  public static labelExists(key: string): NodeExpression {
    const { values: [name], wrong } = receive('NodeExpression.labelExists', key);
    return new NodeExpression(name, 'Exists', undefined, wrong);
  }

  /**
   * Nodes that do not have a label.
   *
   * @param key key of the label
   */
  public static labelDoesNotExist(key: string): NodeExpression {
    const { values: [name], wrong } = receive('NodeExpression.labelDoesNotExist', key);
    return new NodeExpression(name, 'DoesNotExist', undefined, wrong);
  }

  /**
   * Nodes whose label is a number that is greater than another number.
   *
   * @param key key of the label
   * @param value an integer of at least 0
   */
  public static labelGreaterThan(key: string, value: number): NodeExpression {
    const { values: [name, number], wrong } = receive('NodeExpression.labelGreaterThan', key, value);
    return new NodeExpression(name, 'Gt', [String(number)], wrong);
  }

  /**
   * Nodes whose label is a number that is less than another number.
   *
   * @param key key of the label
   * @param value an integer of at least 0
   */
  public static labelLessThan(key: string, value: number): NodeExpression {
    const { values: [name, number], wrong } = receive('NodeExpression.labelLessThan', key, value);
    return new NodeExpression(name, 'Lt', [String(number)], wrong);
  }

  /**
   * The node with a name.
   *
   * @param name name of the Node object
   */
  public static nameIs(name: string): NodeExpression {
    const { values: [node], wrong } = receive('NodeExpression.nameIs', name);
    return new NodeExpression('metadata.name', 'In', [node], wrong, true);
  }

  /**
   * All nodes except the one with a name.
   *
   * @param name name of the Node object
   */
  public static nameIsNot(name: string): NodeExpression {
    const { values: [node], wrong } = receive('NodeExpression.nameIsNot', name);
    return new NodeExpression('metadata.name', 'NotIn', [node], wrong, true);
  }

  private constructor(
    /** @internal */ public readonly _key: string,
    /** @internal */ public readonly _operator: ExpressionOperator,
    /** @internal */ public readonly _values: readonly string[] | undefined,
    wrong: readonly unknown[],
    /** Whether the key is the path of a field of the Node object, and not the key of a label. @internal */ public readonly _isField = false,
  ) {
    mark(this, 'NodeExpression', wrong);
  }
}

/**
 * A condition for the labels of pods, or of their namespaces.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export class PodExpression {
  /**
   * Objects whose label has one of the values.
   *
   * @param key key of the label
   * @param values at least one value
   */
  public static labelIn(key: string, ...values: string[]): PodExpression {
    const { values: [name, listed], wrong } = receive('PodExpression.labelIn', key, values);
    return new PodExpression(name, 'In', listed, wrong);
  }

  /**
   * Objects whose label has none of the values, or that do not have the label.
   *
   * @param key key of the label
   * @param values at least one value
   */
  public static labelNotIn(key: string, ...values: string[]): PodExpression {
    const { values: [name, listed], wrong } = receive('PodExpression.labelNotIn', key, values);
    return new PodExpression(name, 'NotIn', listed, wrong);
  }

  /**
   * Objects that have a label, with any value.
   *
   * @param key key of the label
   */
  public static labelExists(key: string): PodExpression {
    const { values: [name], wrong } = receive('PodExpression.labelExists', key);
    return new PodExpression(name, 'Exists', undefined, wrong);
  }

  /**
   * Objects that do not have a label.
   *
   * @param key key of the label
   */
  public static labelDoesNotExist(key: string): PodExpression {
    const { values: [name], wrong } = receive('PodExpression.labelDoesNotExist', key);
    return new PodExpression(name, 'DoesNotExist', undefined, wrong);
  }

  private constructor(
    /** @internal */ public readonly _key: string,
    /** @internal */ public readonly _operator: ExpressionOperator,
    /** @internal */ public readonly _values: readonly string[] | undefined,
    wrong: readonly unknown[],
  ) {
    mark(this, 'PodExpression', wrong);
  }
}
