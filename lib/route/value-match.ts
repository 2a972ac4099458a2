import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/** @internal */
export type ValueMatchType = 'Exact' | 'RegularExpression';

/**
 * A condition for the value of a header or query parameter.
 *
 * A `ValueMatch` only holds values. The Route that receives it checks them, and reports all problems in one error.
 *
 * @example
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] });
 * new Route(this, 'canary', {
 *   parents: [RouteParent.gatewayNamed('public')],
 *   hosts: ['shop.example.com'],
 *   rules: [{ headers: { 'x-canary': ValueMatch.exact('always') }, backends: [RouteBackend.of(web)] }],
 * });
 */
export class ValueMatch {
  /**
   * Matches exactly this value.
   *
   * @param value at least one character
   */
  public static exact(value: string): ValueMatch {
    return new ValueMatch('Exact', receive('ValueMatch.exact', value));
  }

  /**
   * Matches a regular expression in the syntax of the Gateway's controller, which is RE2 for most controllers. Not all controllers support it.
   *
   * @param expression the expression
   */
  public static regularExpression(expression: string): ValueMatch {
    return new ValueMatch('RegularExpression', receive('ValueMatch.regularExpression', expression));
  }

  /** @internal */
  public readonly _value: string;

  private constructor(
    /** @internal */ public readonly _type: ValueMatchType,
    { values: [text], wrong }: Received<[string]>,
  ) {
    mark(this, 'ValueMatch', wrong);
    this._value = text;
  }
}
