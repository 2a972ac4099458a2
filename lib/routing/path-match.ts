/** @internal */
export type PathMatchType = 'Exact' | 'PathPrefix' | 'RegularExpression';

/**
 * What the path of a request has to be.
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httppathmatch
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types
 */
export class PathMatch {
  /**
   * The path itself, a slash at its end included.
   *
   * @param path a path with a slash first
   */
  public static exact(path: string): PathMatch {
    return new PathMatch('Exact', path);
  }

  /**
   * The path and all below it, element by element: `/api` matches `/api` and `/api/orders`, not `/apis`.
   *
   * @param path a path with a slash first
   */
  public static prefix(path: string): PathMatch {
    return new PathMatch('PathPrefix', path);
  }

  /**
   * A regular expression, in the syntax that the controller reads. Not all controllers of Gateways can. Of an Ingress it is read by
   * ingress-nginx alone, which then takes all paths of the host as expressions, those of other Ingresses too, without regard to case
   * and as the beginning of a path.
   *
   * @param expression the expression; for an Ingress with a slash first
   * @see https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/
   */
  public static regularExpression(expression: string): PathMatch {
    return new PathMatch('RegularExpression', expression);
  }

  private constructor(
    /** @internal */ public readonly _type: PathMatchType,
    /** @internal */ public readonly _path: string,
  ) {}
}
