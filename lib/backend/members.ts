import type { IConstruct } from 'constructs';
import type { Backend } from './backend';
import { ServiceAddress, type AddressTarget } from '../discovery/service-address';
import type { Exposure } from '../exposure/exposure';

/**
 * The name of a server with TLS, as clients send it (SNI) and find it in the certificate: without the dot that may end a full name in DNS.
 *
 * @internal
 */
export function serverName(hostname: string): string {
  return String(hostname).replace(/\.$/, '');
}

/** Names of the Services of the single host names, where there may be several; numbered, as pods of a StatefulSet are. @internal */
export function memberServiceNames(backend: Backend, name: string): string[] {
  return backend._kind === 'hostnames' ? backend._hostnames.map((_, index) => `${name}-${index}`) : [];
}

/**
 * How each member of a backend is reached that has a name of its own: host names by their Services, addresses below a headless Service by
 * their host names, of which IPv4 and IPv6 may share one. None where members have no names.
 *
 * @param target how the backend as a whole is reached
 * @param tlsServerName what the certificate of every member says, where they don't differ
 * @internal
 */
export function memberAddresses(
  declaration: IConstruct, backend: Backend, exposure: Exposure, target: AddressTarget, tlsServerName: string | undefined,
): ServiceAddress[] {
  const byHostname = memberServiceNames(backend, target.name)
    .map((name, index) => ({ ...target, name, tlsServerName: tlsServerName ?? serverName(backend._hostnames[index]) }));
  const named = exposure._type === 'Headless' ? backend._endpoints.flatMap(({ hostname }) => hostname ?? []) : [];
  // SRV records lead from the Service to these names, which have none themselves
  const belowService = [...new Set(named)].map(hostname => ({ ...target, name: `${hostname}.${target.name}`, alias: true }));
  return [...byHostname, ...belowService].map(member => ServiceAddress._of(declaration, member));
}
