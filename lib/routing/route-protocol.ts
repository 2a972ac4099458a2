import { Protocol } from 'cdk8s-plus-28';
import type { Port } from '../port/port';

/**
 * What a route understands of the traffic.
 */
export enum RouteProtocol {
  /** HTTP, by HTTPRoute or Ingress; gRPC too, as the HTTP/2 that it is. */
  HTTP = 'HTTP',
  /** gRPC by services and methods, by GRPCRoute. */
  GRPC = 'GRPC',
  /** Connections, by TCPRoute. */
  TCP = 'TCP',
  /** Datagrams, by UDPRoute. */
  UDP = 'UDP',
}

/** What the kinds of routes are for; TLS is that of a TLSRoute, which passes it on. @internal */
export type RoutedProtocol = RouteProtocol | 'TLS';

/** @internal */
export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute' | 'UDPRoute';

/** @internal */
export const ROUTE_KINDS: Readonly<Record<RoutedProtocol, RouteKind>> = {
  HTTP: 'HTTPRoute', GRPC: 'GRPCRoute', TLS: 'TLSRoute', TCP: 'TCPRoute', UDP: 'UDPRoute',
};

/** The protocol that a kind of port is for. */
const OF_PORTS: Readonly<Record<string, RouteProtocol>> = {
  http: RouteProtocol.HTTP,
  https: RouteProtocol.HTTP,
  h2c: RouteProtocol.HTTP,
  grpc: RouteProtocol.GRPC,
  tcp: RouteProtocol.TCP,
  udp: RouteProtocol.UDP,
};

/** Whether a port is of the kind that a protocol is for. @internal */
export function isOfProtocol(port: Port, protocol: RoutedProtocol): boolean {
  return protocol === 'TLS' ? port.kind === 'https' : OF_PORTS[port.kind] === protocol;
}

/** Whether a port can carry a protocol, of whatever kind it is. @internal */
export function canCarry(port: Port, protocol: RoutedProtocol): boolean {
  return port.protocol === (protocol === RouteProtocol.UDP ? Protocol.UDP : Protocol.TCP);
}

/**
 * The protocol that all backends have a port for; HTTP comes first.
 *
 * @param offered the ports of each backend that come into question
 * @internal
 */
export function protocolOf(offered: readonly (readonly Port[])[]): RouteProtocol | undefined {
  return Object.values(RouteProtocol).find(protocol => offered.every(ports => ports.some(port => isOfProtocol(port, protocol))));
}
