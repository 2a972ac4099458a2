/** The Secret of a certificate. */
export interface RouteTlsSecretOptions {
  /**
   * Namespace of the Secret. An Ingress reads its own alone; for a Gateway in another one, a ReferenceGrant is made beside the Secret.
   *
   * @default - the namespace of the route
   */
  readonly namespace?: string;
}

/** What cert-manager issues. */
export interface RouteTlsIssuerOptions {
  /**
   * Name of the Secret that cert-manager keeps the certificate in.
   *
   * @default - the name of the route with `-tls` behind it
   */
  readonly secretName?: string;
}

/** @internal */
export type RouteTlsKind = 'secret' | 'issuer' | 'cluster-issuer' | 'passthrough';

/**
 * How a route is reached by TLS.
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
 *
 * @example
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] });
 * new Route(this, 'shop', {
 *   parents: [RouteParent.ingressClass('traefik')],
 *   hosts: ['shop.example.com'],
 *   tls: RouteTls.clusterIssuer('letsencrypt'),
 *   backend: web,
 * });
 */
export class RouteTls {
  /**
   * TLS ends at the controller, with the certificate of a Secret of type `kubernetes.io/tls`.
   *
   * @param name name of the Secret
   * @param options namespace of the Secret
   */
  public static secret(name: string, options: RouteTlsSecretOptions = {}): RouteTls {
    return new RouteTls('secret', name, options.namespace);
  }

  /**
   * TLS ends at the controller, with a certificate from an Issuer of cert-manager, which is in the namespace of the Ingress or Gateway.
   *
   * @param name name of the Issuer
   * @param options name of the Secret
   * @see https://cert-manager.io/docs/usage/ingress/
   * @see https://cert-manager.io/docs/usage/gateway/
   */
  public static issuer(name: string, options: RouteTlsIssuerOptions = {}): RouteTls {
    return new RouteTls('issuer', options.secretName, undefined, name);
  }

  /**
   * TLS ends at the controller, with a certificate from a ClusterIssuer of cert-manager.
   *
   * @param name name of the ClusterIssuer
   * @param options name of the Secret
   * @see https://cert-manager.io/docs/usage/ingress/
   * @see https://cert-manager.io/docs/usage/gateway/
   */
  public static clusterIssuer(name: string, options: RouteTlsIssuerOptions = {}): RouteTls {
    return new RouteTls('cluster-issuer', options.secretName, undefined, name);
  }

  /** TLS ends in the backend. The Gateway reads the name that the client asks for and passes the connection on, as a TLSRoute says. */
  public static passthrough(): RouteTls {
    return new RouteTls('passthrough');
  }

  private constructor(
    /** @internal */ public readonly _kind: RouteTlsKind,
    /** @internal */ public readonly _secret?: string,
    /** @internal */ public readonly _namespace?: string,
    /** @internal */ public readonly _issuer?: string,
  ) {}
}
