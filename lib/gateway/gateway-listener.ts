import type { AllowedRoutes } from './allowed-routes';
import type { RouteTls } from './route-tls';

/**
 * Protocol of a listener.
 */
export enum ListenerProtocol {
  /** HTTP without TLS. */
  HTTP = 'HTTP',
  /** HTTP with TLS that the Gateway terminates. */
  HTTPS = 'HTTPS',
  /** TLS that the Gateway terminates or passes through. */
  TLS = 'TLS',
  /** TCP connections. */
  TCP = 'TCP',
  /** UDP datagrams. */
  UDP = 'UDP',
}

/**
 * A listener of a Gateway that is declared explicitly, for example for a wildcard certificate or another port.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#listener
 */
export interface GatewayListener {
  /** Name of the listener, a DNS subdomain. Routes use it as their `section`. */
  readonly name: string;

  /** Port number, from 1 to 65535. */
  readonly port: number;

  /** Protocol. */
  readonly protocol: ListenerProtocol;

  /**
   * Host name. A name with the prefix `*.` stands for all its subdomains.
   *
   * @default - all hosts
   */
  readonly host?: string;

  /**
   * Certificate, for HTTPS and TLS. Its Secret is in the namespace of the Gateway, unless the certificate sets another namespace.
   *
   * @default - no certificate, for the other protocols
   */
  readonly tls?: RouteTls;

  /**
   * Namespaces whose routes can be attached to the listener.
   *
   * @default - the `allowedRoutes` of the Gateway
   */
  readonly allowedRoutes?: AllowedRoutes;
}
