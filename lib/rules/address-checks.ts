import * as ipaddr from 'ipaddr.js';
import { addressRules } from './addresses';
import { isDnsSubdomain } from './names';
import { DOCUMENTATION, type Problems } from './rule';

const METADATA_ADDRESSES = ['168.63.129.16', '100.100.100.200', 'fd00:ec2::254'];
const METADATA_HOSTNAMES = ['metadata.google.internal', 'metadata', 'instance-data'];

/** @internal */
export function isIPv4(address: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(address);
}

/** @internal */
export function isIPv6(address: string): boolean {
  return parse(address) instanceof ipaddr.IPv6;
}

/** Parses a well-formed address: without leading zeros, without a zone, and not IPv4-mapped. Undefined if it is not well-formed. */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (isIPv4(address)) {
    return ipaddr.IPv4.parse(address);
  }
  if (!/^[0-9A-Fa-f:]+$/.test(address) || !ipaddr.IPv6.isValid(address)) {
    return undefined;
  }
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.isIPv4MappedAddress() ? undefined : parsed;
}

/** The canonical form of a well-formed address. */
function canonical(address: string): string {
  return parse(address)!.toString();
}

/** The fix for a malformed address, which suggests the address that it most likely stands for. */
function fix(address: string): string {
  const quads = /^0*(\d+)\.0*(\d+)\.0*(\d+)\.0*(\d+)$/.exec(address.trim());
  if (quads && quads.slice(1).every(quad => Number(quad) < 256)) {
    return `Use '${quads.slice(1).join('.')}' if the numbers are decimal. Some programs read a leading zero as octal.`;
  }
  if (ipaddr.IPv6.isValid(address) && ipaddr.IPv6.parse(address).isIPv4MappedAddress()) {
    return `Use '${ipaddr.IPv6.parse(address).toIPv4Address().toString()}'.`;
  }
  const [host] = /^[\d.]+(?=:\d+$)/.exec(address) ?? [];
  if (host !== undefined && isIPv4(host)) {
    return `Use '${host}', and declare the port in ports.`;
  }
  const [range] = /^[^/]+(?=\/\d+$)/.exec(address) ?? [];
  if (range !== undefined && parse(range) !== undefined) {
    return `Use '${range}', without the length of a prefix.`;
  }
  return "Use an address such as '10.20.0.11' or '2001:db8::11'.";
}

/**
 * Returns whether an address is well-formed. Other checks decide whether it is allowed in a certain field.
 *
 * @param otherwise a sentence that is appended to the fix
 * @internal
 */
export function checkAddressSyntax(problems: Problems, field: string, address: string, otherwise = ''): boolean {
  const valid = parse(address) !== undefined;
  if (!valid) {
    problems.report(addressRules.syntax, field, address, `${fix(address)}${otherwise}`);
  }
  return valid;
}

/**
 * @param backend whether the address is that of a backend, which can be meant as a metadata server
 * @internal
 */
export function checkNotSpecial(problems: Problems, field: string, address: string, backend = false): boolean {
  const parsed = parse(address)!;
  const range = parsed.range();
  const linkLocalMulticast = range === 'multicast' && /^(224\.0\.0\.|ff[0-9a-f]2:)/i.test(parsed.toString());
  const special = ['unspecified', 'loopback', 'linkLocal'].includes(range) || linkLocalMulticast;
  if (special) {
    const kind = range.replace('linkLocal', 'link-local');
    const use = backend && range === 'linkLocal' && isIPv4(address)
      ? `For a cloud metadata server, declare no backend: pods connect to the address itself, and isolated pods need a network policy (${DOCUMENTATION}/isolation.md#metadata-servers). Otherwise, use`
      : 'Use';
    problems.report(addressRules.special, field, address, `The address is ${kind}. ${use} the address of the backend in the network of the nodes.`);
  }
  return !special;
}

/** Reports a well-formed address that is not in canonical form. @internal */
export function checkCanonical(problems: Problems, field: string, address: string): boolean {
  const parsed = parse(address)!;
  const valid = parsed instanceof ipaddr.IPv4 || parsed.toRFC5952String() === address;
  if (!valid) {
    problems.report(addressRules.canonical, field, address, `Use '${(parsed as ipaddr.IPv6).toRFC5952String()}'.`);
  }
  return valid;
}

/** @internal */
export function checkBackendAddress(
  problems: Problems, field: string, address: string, justification: string | undefined, serviceCidrs: readonly string[],
): void {
  const otherwise = isDnsSubdomain(address) && /[a-z]/.test(address) ? ` For a host name, use Backend.hostname('${address}').` : '';
  if (!checkAddressSyntax(problems, field, address, otherwise) || !checkNotSpecial(problems, field, address, true)) {
    return;
  }
  if (checkCanonical(problems, field, address) && justification === undefined && isHazard(parse(address)!, serviceCidrs)) {
    problems.report(addressRules.hazard, field, address, `Use another address, or override the rule with Backend.endpoints({ address: '${address}', justification: 'the reason' }).`);
  }
}

function isHazard(address: ipaddr.IPv4 | ipaddr.IPv6, serviceCidrs: readonly string[]): boolean {
  return METADATA_ADDRESSES.includes(address.toString())
    || ['multicast', 'broadcast'].includes(address.range())
    || isWithin(address, serviceCidrs);
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, cidrs: readonly string[]): boolean {
  return cidrs.map(cidr => ipaddr.parseCIDR(cidr)).some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

/** The addresses of a range that the cluster never allocates: its first address, and the broadcast address of an IPv4 range. */
function edgesOf(cidr: string): string[] {
  return cidr.includes(':')
    ? [ipaddr.IPv6.networkAddressFromCIDR(cidr).toString()]
    : [ipaddr.IPv4.networkAddressFromCIDR(cidr).toString(), ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString()];
}

/** Reports a well-formed cluster IP that is outside the ranges of its family, if these are known. @internal */
export function checkClusterIpRange(problems: Problems, field: string, address: string, serviceCidrs: readonly string[]): void {
  const ofFamily = serviceCidrs.filter(cidr => cidr.includes(':') === address.includes(':'));
  const reserved = ofFamily.some(cidr => edgesOf(cidr).includes(canonical(address)));
  if (ofFamily.length > 0 && (reserved || !isWithin(parse(address)!, ofFamily))) {
    const ranges = ofFamily.join(' and ');
    problems.report(
      addressRules.clusterIpRange, field, address, `The cluster profile has ${ranges}. Use an address in one of its ranges, or add the range to serviceCidrs of the ClusterProfile.`,
    );
  }
}

/** The fix for an address that is set as the range of all pods of a cluster. @internal */
export function rangeOfPods(address: string): string {
  return isIPv4(address)
    ? `Use a range such as '${ipaddr.IPv4.networkAddressFromCIDR(`${address}/16`).toString()}/16'.`
    : `Use a range such as '${ipaddr.IPv6.networkAddressFromCIDR(`${address}/56`).toRFC5952String()}/56'.`;
}

function singleAddress(address: string): string {
  return `Use '${address}/${isIPv4(address) ? 32 : 128}' for a single address.`;
}

/**
 * @param withoutPrefix the fix for an address without the length of a prefix
 * @internal
 */
export function checkCidr(problems: Problems, field: string, cidr: string, withoutPrefix = singleAddress): void {
  const [address, bits, ...rest] = cidr.split('/');
  const parsed = parse(address);
  const wellFormed = parsed !== undefined && rest.length === 0 && /^(0|[1-9]\d*)$/.test(bits ?? '') && Number(bits) <= (parsed.kind() === 'ipv4' ? 32 : 128);
  if (!wellFormed) {
    const suggestion = parsed && bits === undefined ? withoutPrefix(address) : "Use a range such as '10.0.0.0/8' or '2001:db8::/32'.";
    problems.report(addressRules.cidr, field, cidr, suggestion);
    return;
  }
  const network = parsed.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  const written = network instanceof ipaddr.IPv6 ? network.toRFC5952String() : network.toString();
  if (written !== address) {
    problems.report(addressRules.cidr, field, cidr, `Use '${written}/${bits}'.`);
  }
}

/** @internal */
export function checkHostname(
  problems: Problems, field: string, hostname: string, justification: string | undefined, ownNames: readonly string[],
): void {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  if (!isDnsSubdomain(name)) {
    problems.report(addressRules.hostname, field, hostname, hostnameFix(hostname));
  } else if (justification === undefined && isIPv4(name)) {
    problems.report(addressRules.hostnameHazard, field, hostname, `Use Backend.addresses('${name}').`);
  } else if (justification === undefined && ([...METADATA_HOSTNAMES, ...ownNames].includes(name) || /(^|\.)localhost$/.test(name))) {
    problems.report(addressRules.hostnameHazard, field, hostname, `Use another host name, or override the rule with Backend.hostname('${hostname}', { justification: 'the reason' }).`);
  }
}

function hostnameFix(hostname: string): string {
  if (parse(hostname)) {
    return `For an IP address, use Backend.addresses('${hostname}').`;
  }
  const lower = hostname.toLowerCase();
  const [, host] = /^[a-z][-+.a-z0-9]*:\/\/(?:.*@)?([^/:?#]+)/s.exec(lower) ?? [];
  if (isDnsSubdomain(host)) {
    return `Use '${host}', and declare scheme and port in ports.`;
  }
  return isDnsSubdomain(lower) ? `Use '${lower}'.` : "Use a host name such as 'db.example.com'.";
}
