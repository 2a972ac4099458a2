import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/** @internal */
export type PathMatchType = 'Exact' | 'PathPrefix' | 'RegularExpression';

/**
 * A condition for the path of a request.
 *
 * A `PathMatch` only holds values. The Route that receives it checks them, and reports all problems in one error.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httppathmatch
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types
 */
export class PathMatch {
  /**
   * Matches exactly this path. A slash at the end is significant.
   *
   * @param path a path that starts with a slash
   */
  public static exact(path: string): PathMatch {
    return new PathMatch('Exact', receive('PathMatch.exact', path));
  }

  /**
   * Matches this path and all paths below it, by whole path elements: `/api` matches `/api` and `/api/orders`, but not `/apis`. The path is literal:
   * patterns such as `/api/*` are refused.
   *
   * @param path a path that starts with a slash
   */
  public static prefix(path: string): PathMatch {
    return new PathMatch('PathPrefix', receive('PathMatch.prefix', path));
  }

  /**
   * Matches a regular expression in the syntax of the controller. Not all controllers of Gateways support it. For an Ingress, the
   * `ingressController` of the class must support it: ingress-nginx, or a custom controller. ingress-nginx then interprets all paths of the host
   * as regular expressions, including paths of other Ingresses. It ignores case and matches the start of a path.
   *
   * @param expression the expression; for an Ingress, it must start with a slash
   * @see https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/
   */
  public static regularExpression(expression: string): PathMatch {
    return new PathMatch('RegularExpression', receive('PathMatch.regularExpression', expression));
  }

  /** @internal */
  public readonly _path: string;

  private constructor(
    /** @internal */ public readonly _type: PathMatchType,
    { values: [text], wrong }: Received<[string]>,
  ) {
    mark(this, 'PathMatch', wrong);
    this._path = text;
  }
}
