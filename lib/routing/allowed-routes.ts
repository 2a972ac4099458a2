import { snapshot } from '../rules/values';

/** Label that Kubernetes puts on every namespace, with its name. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * From which namespaces routes may belong to a Gateway.
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
 *
 * @example
 * new Gateway(this, 'public', { className: 'traefik', allowedRoutes: AllowedRoutes.fromNamespaces('shop', 'blog') });
 *
 * @see https://gateway-api.sigs.k8s.io/concepts/security-model/
 */
export class AllowedRoutes {
  /** From the namespace of the Gateway. */
  public static fromSame(): AllowedRoutes {
    return new AllowedRoutes('Same');
  }

  /** From all namespaces: whoever may write a route there can take requests of any host of the Gateway. */
  public static fromAll(): AllowedRoutes {
    return new AllowedRoutes('All');
  }

  /**
   * From the namespaces of these names.
   *
   * @param names at least one
   */
  public static fromNamespaces(...names: string[]): AllowedRoutes {
    return new AllowedRoutes('Selector', names);
  }

  /**
   * From the namespaces that have all these labels.
   *
   * @param labels at least one
   */
  public static fromNamespacesLabelled(labels: { [key: string]: string }): AllowedRoutes {
    return new AllowedRoutes('Selector', undefined, labels);
  }

  private constructor(
    /** @internal */ public readonly _from: 'Same' | 'All' | 'Selector',
    /** @internal */ public readonly _names?: readonly string[],
    /** @internal */ public readonly _labels?: Readonly<Record<string, string>>,
  ) {
    this._names = snapshot(_names);
    this._labels = snapshot(_labels);
  }

  /** As a listener has it; nothing where the default says the same. @internal */
  public _toJson(): unknown {
    if (this._from === 'Same') {
      return undefined;
    }
    const selector = this._names
      ? { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: [...this._names] }] }
      : this._labels && { matchLabels: { ...this._labels } };
    return { namespaces: { from: this._from, selector } };
  }

  /** Whether a namespace is let in; labels of namespaces are not known here, so that those are taken to fit. @internal */
  public _admit(namespace: string | undefined, own: string | undefined): boolean {
    return namespace === own || this._from === 'All' || (this._from === 'Selector' && (this._names?.includes(namespace ?? '') ?? true));
  }
}
