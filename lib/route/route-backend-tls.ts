import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** The name in the certificate of a backend. */
export interface RouteBackendTlsOptions {
  /**
   * Host name that the certificate must contain, and that the Gateway requests by SNI.
   *
   * @default - the TLS server name of the backend's address, if it has one
   */
  readonly hostname?: string;
}

/**
 * How a Gateway verifies the certificate of a backend that terminates TLS itself. It creates a BackendTLSPolicy in the namespace of the Service.
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
   * Trusts the certificate authorities of the controller's system.
   *
   * @param options name in the certificate
   */
  public static system(options: RouteBackendTlsOptions = {}): RouteBackendTls {
    const { values: [set], wrong } = receive('RouteBackendTls.system', options);
    return new RouteBackendTls(wrong, undefined, set?.hostname);
  }

  /**
   * Trusts the certificate authorities in a ConfigMap, under the key `ca.crt`.
   *
   * @param name name of the ConfigMap, in the namespace of the backend
   * @param options name in the certificate
   */
  public static configMap(name: string, options: RouteBackendTlsOptions = {}): RouteBackendTls {
    const { values: [configMap, set], wrong } = receive('RouteBackendTls.configMap', name, options);
    return new RouteBackendTls(wrong, configMap ?? '', set?.hostname);
  }

  private constructor(
    wrong: readonly unknown[],
    /** @internal */ public readonly _configMap?: string,
    /** @internal */ public readonly _hostname?: string,
  ) {
    mark(this, 'RouteBackendTls', wrong);
  }
}
