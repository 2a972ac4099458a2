/** @internal */
export type ValueMatchType = 'Exact' | 'RegularExpression';

/**
 * What the value of a header or query parameter has to be.
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
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
   * The value itself.
   *
   * @param value at least one character
   */
  public static exact(value: string): ValueMatch {
    return new ValueMatch('Exact', value);
  }

  /**
   * A regular expression, in the syntax that the controller of the Gateway reads, which for most is RE2. Not all controllers can.
   *
   * @param expression the expression
   */
  public static regularExpression(expression: string): ValueMatch {
    return new ValueMatch('RegularExpression', expression);
  }

  private constructor(
    /** @internal */ public readonly _type: ValueMatchType,
    /** @internal */ public readonly _value: string,
  ) {}
}
