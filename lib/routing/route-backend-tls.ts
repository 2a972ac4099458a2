/** Whom the certificate of a backend has to name. */
export interface RouteBackendTlsOptions {
  /**
   * Name that the certificate has, and that is asked for by SNI.
   *
   * @default - the TLS server name of the backend's address, where it has one
   */
  readonly hostname?: string;
}

/**
 * How a Gateway knows a backend that speaks TLS itself. It becomes a BackendTLSPolicy beside the Service.
 *
 * @example
 * const secure = new ExposedWorkload(this, 'secure', { image: 'registry.example.com/secure:1.4.2', ports: [Port.https(8443)] });
 * new Route(this, 'shop', {
 *   parents: [RouteParent.gatewayNamed('public')],
 *   hosts: ['shop.example.com'],
 *   rules: [{ backends: [RouteBackend.of(secure, { tls: RouteBackendTls.configMap('internal-ca', { hostname: 'secure.internal' }) })] }],
 * });
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/
 */
export class RouteBackendTls {
  /**
   * By the authorities that the controller trusts anyway.
   *
   * @param options name in the certificate
   */
  public static system(options: RouteBackendTlsOptions = {}): RouteBackendTls {
    return new RouteBackendTls(undefined, options.hostname);
  }

  /**
   * By the authorities of a ConfigMap, under the key `ca.crt`.
   *
   * @param name name of the ConfigMap, in the namespace of the backend
   * @param options name in the certificate
   */
  public static configMap(name: string, options: RouteBackendTlsOptions = {}): RouteBackendTls {
    return new RouteBackendTls(name, options.hostname);
  }

  private constructor(
    /** @internal */ public readonly _configMap?: string,
    /** @internal */ public readonly _hostname?: string,
  ) {}
}
