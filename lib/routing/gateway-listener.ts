import type { AllowedRoutes } from './allowed-routes';
import type { RouteTls } from './route-tls';

/**
 * What a listener understands of the traffic.
 */
export enum ListenerProtocol {
  /** HTTP without TLS. */
  HTTP = 'HTTP',
  /** HTTP in TLS, which ends at the Gateway. */
  HTTPS = 'HTTPS',
  /** TLS, which ends at the Gateway or is passed on. */
  TLS = 'TLS',
  /** TCP connections. */
  TCP = 'TCP',
  /** UDP datagrams. */
  UDP = 'UDP',
}

/**
 * A port and host name of a Gateway, written by hand: for a certificate that holds for many hosts, or another port.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#listener
 */
export interface GatewayListener {
  /** Name of the listener, by which routes name it as their `section`. */
  readonly name: string;

  /** Port, 1 to 65535. */
  readonly port: number;

  /** Protocol. */
  readonly protocol: ListenerProtocol;

  /**
   * Host name, with `*.` before it for all names below.
   *
   * @default - all hosts
   */
  readonly host?: string;

  /**
   * The certificate, for HTTPS and TLS. The Secret is in the namespace of the Gateway unless said otherwise.
   *
   * @default - none, for the other protocols
   */
  readonly tls?: RouteTls;

  /**
   * From which namespaces routes may belong to the listener.
   *
   * @default - as the Gateway says
   */
  readonly allowedRoutes?: AllowedRoutes;
}
