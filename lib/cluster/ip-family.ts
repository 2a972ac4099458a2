/**
 * A family of IP addresses.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
 */
export enum IpFamily {
  /** 32-bit addresses. */
  IPV4 = 'IPv4',
  /** 128-bit addresses. */
  IPV6 = 'IPv6',
}

/** The family of a well-formed address. @internal */
export function familyOf(address: string): IpFamily {
  return address.includes(':') ? IpFamily.IPV6 : IpFamily.IPV4;
}

/** A well-formed address as a range. @internal */
export function cidrOf(address: string): string {
  return `${address}/${familyOf(address) === IpFamily.IPV6 ? 128 : 32}`;
}

/** The range of all addresses of a family. @internal */
export const EVERY_ADDRESS: Record<IpFamily, string> = { [IpFamily.IPV4]: '0.0.0.0/0', [IpFamily.IPV6]: '::/0' };
