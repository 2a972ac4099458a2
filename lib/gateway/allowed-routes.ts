import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** Label that Kubernetes adds to every namespace. Its value is the name of the namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * Namespaces whose routes can be attached to a Gateway.
 *
 * `AllowedRoutes` only holds values. The Gateway that receives it checks them, and reports all problems in one error.
 *
 * @example
 * new Gateway(this, 'public', { className: 'istio', allowedRoutes: AllowedRoutes.fromNamespaces('shop', 'blog') });
 *
 * @see https://gateway-api.sigs.k8s.io/concepts/security-model/
 */
export class AllowedRoutes {
  /** Routes in the namespace of the Gateway. */
  public static fromSame(): AllowedRoutes {
    return new AllowedRoutes('Same');
  }

  /** Routes in all namespaces. Every user who can create a route in any namespace can then receive requests for any host of the Gateway. */
  public static fromAll(): AllowedRoutes {
    return new AllowedRoutes('All');
  }

  /**
   * Routes in the namespaces with these names.
   *
   * @param names at least one name
   */
  public static fromNamespaces(...names: string[]): AllowedRoutes {
    const { values: [namespaces], wrong } = receive('AllowedRoutes.fromNamespaces', names);
    return new AllowedRoutes('Selector', namespaces ?? [], undefined, wrong);
  }

  /**
   * Routes in the namespaces that have all these labels.
   *
   * @param labels at least one label
   */
  public static fromNamespacesLabelled(labels: { [key: string]: string }): AllowedRoutes {
    const { values: [selected], wrong } = receive('AllowedRoutes.fromNamespacesLabelled', labels);
    return new AllowedRoutes('Selector', undefined, selected, wrong);
  }

  private constructor(
    /** @internal */ public readonly _from: 'Same' | 'All' | 'Selector',
    /** @internal */ public readonly _names?: readonly string[],
    /** @internal */ public readonly _labels?: Readonly<Record<string, string>>,
    wrong?: readonly unknown[],
  ) {
    mark(this, 'AllowedRoutes', wrong);
  }

  /** The value of the field `allowedRoutes` of a listener. @internal */
  public _toJson(): unknown {
    const selector = this._names
      ? { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: [...this._names] }] }
      : this._labels && { matchLabels: { ...this._labels } };
    return { namespaces: { from: this._from, selector } };
  }

  /** Whether routes in a namespace are allowed. The labels of namespaces are unknown, so a selection by labels is assumed to match. @internal */
  public _allows(namespace: string | undefined, own: string | undefined): boolean {
    return namespace === own || this._from === 'All' || (this._from === 'Selector' && (this._names?.includes(namespace ?? '') ?? true));
  }
}
