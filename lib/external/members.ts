import type { IConstruct } from 'constructs';
import type { Backend } from './backend';
import { ServiceAddress, type AddressTarget } from '../discovery/service-address';
import type { Exposure } from '../exposure/exposure';

/**
 * The name of a server in TLS, which clients send as SNI and which the certificate of the server contains: the host name without a trailing dot.
 *
 * @internal
 */
export function serverName(hostname: string): string {
  return hostname.replace(/\.$/, '');
}

/** Names of the Services of the members of `Backend.hostnames(…)`, numbered like the pods of a StatefulSet. @internal */
export function memberServiceNames(backend: Backend, name: string): string[] {
  return backend._kind === 'hostnames' ? backend._hostnames.map((_, index) => `${name}-${index}`) : [];
}

/**
 * The addresses of the members of a backend that have their own names. For a host name, this is the name of its Service. For an IP address behind a
 * headless Service, it is the `hostname`, which an IPv4 and an IPv6 address can share. The list is empty if no member has a name.
 *
 * @param target the address of the backend as a whole
 * @param tlsServerName name in the certificates, if all members have a certificate with the same name
 * @internal
 */
export function memberAddresses(
  declaration: IConstruct, backend: Backend, exposure: Exposure, target: AddressTarget, tlsServerName: string | undefined,
): ServiceAddress[] {
  const byHostname = memberServiceNames(backend, target.name)
    .map((name, index) => ({ ...target, name, tlsServerName: tlsServerName ?? serverName(backend._hostnames[index]) }));
  const named = exposure._type === 'Headless' ? backend._endpoints.flatMap(({ hostname }) => hostname ?? []) : [];
  // The SRV records of the Service point to these names. The names themselves have no SRV records.
  const belowService = [...new Set(named)].map(hostname => ({ ...target, name: `${hostname}.${target.name}`, alias: true }));
  return [...byHostname, ...belowService].map(member => ServiceAddress._of(declaration, member));
}
