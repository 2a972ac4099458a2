import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** The Secret that holds a certificate. */
export interface RouteTlsSecretOptions {
  /**
   * Namespace of the Secret. An Ingress reads only Secrets in its own namespace. A Gateway in another namespace needs a ReferenceGrant, which
   * the route creates in the namespace of the Secret.
   *
   * @default - the namespace of the route
   */
  readonly namespace?: string;
}

/** The certificate that cert-manager issues. */
export interface RouteTlsIssuerOptions {
  /**
   * Name of the Secret in which cert-manager stores the certificate.
   *
   * @default - the name of the route with the suffix `-tls`
   */
  readonly secretName?: string;
}

/** @internal */
export type RouteTlsKind = 'secret' | 'issuer' | 'cluster-issuer' | 'passthrough';

/**
 * How clients connect to the hosts of a route with TLS.
 *
 * `RouteTls` only holds values. The Route or Gateway that receives it checks them, and reports all problems in one error.
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
   * The Gateway or ingress controller terminates TLS with the certificate of a Secret of the type `kubernetes.io/tls`.
   *
   * @param name name of the Secret
   * @param options namespace of the Secret
   */
  public static secret(name: string, options: RouteTlsSecretOptions = {}): RouteTls {
    const { values: [secret, set], wrong } = receive('RouteTls.secret', name, options);
    return new RouteTls('secret', wrong, secret, set?.namespace);
  }

  /**
   * The Gateway or ingress controller terminates TLS with a certificate from an Issuer of cert-manager. The Issuer must be in the namespace of
   * the Ingress or Gateway.
   *
   * @param name name of the Issuer
   * @param options name of the Secret
   * @see https://cert-manager.io/docs/usage/ingress/
   * @see https://cert-manager.io/docs/usage/gateway/
   */
  public static issuer(name: string, options: RouteTlsIssuerOptions = {}): RouteTls {
    const { values: [issuer, set], wrong } = receive('RouteTls.issuer', name, options);
    return new RouteTls('issuer', wrong, set?.secretName, undefined, issuer);
  }

  /**
   * The Gateway or ingress controller terminates TLS with a certificate from a ClusterIssuer of cert-manager.
   *
   * @param name name of the ClusterIssuer
   * @param options name of the Secret
   * @see https://cert-manager.io/docs/usage/ingress/
   * @see https://cert-manager.io/docs/usage/gateway/
   */
  public static clusterIssuer(name: string, options: RouteTlsIssuerOptions = {}): RouteTls {
    const { values: [issuer, set], wrong } = receive('RouteTls.clusterIssuer', name, options);
    return new RouteTls('cluster-issuer', wrong, set?.secretName, undefined, issuer);
  }

  /** The backend terminates TLS. The Gateway forwards the connection according to the host name that the client requests (SNI), by a TLSRoute. */
  public static passthrough(): RouteTls {
    return new RouteTls('passthrough');
  }

  private constructor(
    /** @internal */ public readonly _kind: RouteTlsKind,
    wrong?: readonly unknown[],
    /** @internal */ public readonly _secret?: string,
    /** @internal */ public readonly _namespace?: string,
    /** @internal */ public readonly _issuer?: string,
  ) {
    mark(this, 'RouteTls', wrong);
  }
}
