import { Protocol } from 'cdk8s-plus-28';
import type { Port } from '../port/port';

/**
 * Protocol by which a route distinguishes traffic.
 */
export enum RouteProtocol {
  /** HTTP, by an HTTPRoute or Ingress. It includes gRPC, which is HTTP/2. */
  HTTP = 'HTTP',
  /** gRPC with its services and methods, by a GRPCRoute. */
  GRPC = 'GRPC',
  /** TCP connections, by a TCPRoute. */
  TCP = 'TCP',
  /** UDP datagrams, by a UDPRoute. */
  UDP = 'UDP',
}

/** The protocols of all kinds of routes. TLS is the protocol of a TLSRoute, which passes TLS through. @internal */
export type RoutedProtocol = RouteProtocol | 'TLS';

/** @internal */
export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute' | 'UDPRoute';

/** @internal */
export const ROUTE_KINDS: Readonly<Record<RoutedProtocol, RouteKind>> = {
  HTTP: 'HTTPRoute', GRPC: 'GRPCRoute', TLS: 'TLSRoute', TCP: 'TCPRoute', UDP: 'UDPRoute',
};

/** The protocol of each kind of port. */
const PORT_PROTOCOLS: Readonly<Record<string, RouteProtocol>> = {
  http: RouteProtocol.HTTP,
  https: RouteProtocol.HTTP,
  h2c: RouteProtocol.HTTP,
  grpc: RouteProtocol.GRPC,
  tcp: RouteProtocol.TCP,
  udp: RouteProtocol.UDP,
};

/** Whether a port has the kind for a protocol. @internal */
export function isOfProtocol(port: Port, protocol: RoutedProtocol): boolean {
  return protocol === 'TLS' ? port.kind === 'https' : PORT_PROTOCOLS[port.kind] === protocol;
}

/** Whether the transport protocol of a port can carry a protocol, independently of the kind of the port. @internal */
export function canCarry(port: Port, protocol: RoutedProtocol): boolean {
  return port.protocol === (protocol === RouteProtocol.UDP ? Protocol.UDP : Protocol.TCP);
}

/**
 * The first protocol, starting with HTTP, for which all backends have a port.
 *
 * @param offered the candidate ports of each backend
 * @internal
 */
export function protocolOf(offered: readonly (readonly Port[])[]): RouteProtocol | undefined {
  return Object.values(RouteProtocol).find(protocol => offered.every(ports => ports.some(port => isOfProtocol(port, protocol))));
}
