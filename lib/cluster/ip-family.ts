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
