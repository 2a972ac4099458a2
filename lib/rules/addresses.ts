import * as ipaddr from 'ipaddr.js';
import { isDnsSubdomain } from './names';
import type { Problems, Rule } from './rule';

/** @internal */
export const addressRules = {
  syntax: {
    id: 'ip-address',
    limit: 'an IP address is four decimal numbers without leading zeros, or an IPv6 address that is not IPv4-mapped',
    source: 'https://kep.k8s.io/4858; IsValidIPForLegacyField in core/validation/validation.go (leading zeros and mapped addresses: refused from 1.36, read differently by different programs before)',
    cases: ['H09', 'H18', 'H20', 'H23', 'H25', 'I02', 'I05', 'I11', 'I19', 'F29', 'F34', 'F35'],
    hazard: 'Before 1.36 the server takes leading zeros and mapped addresses, which some programs read as octal or as another family, and as loadBalancerIp any text. There is no way to insist: the plain form means the same.',
  },
  canonical: {
    id: 'ip-address-canonical',
    limit: 'an IPv6 address is written in its canonical form (RFC 5952): lower case, zeros shortened',
    source: 'IsValidIP and GetWarningsForIP in apimachinery/pkg/util/validation/ip.go',
    cases: ['I13', 'H16'],
    hazard: 'In Services and the older Endpoints the server takes any spelling with a warning; the controller that mirrors Endpoints into slices needs the canonical one. There is no way to insist: both mean the same.',
  },
  special: {
    id: 'ip-address-special',
    limit: 'an endpoint or external IP may not be unspecified, loopback, link-local or link-local multicast',
    source: 'ValidateEndpointIP in core/validation/validation.go',
    cases: ['H02', 'H03', 'H12', 'H14', 'I06', 'I08', 'I15', 'I16', 'I17', 'F33'],
  },
  hazard: {
    id: 'backend-address-hazard',
    limit: 'no backend should have the address of a cloud metadata server, of a Service of the same cluster, of a multicast group or of broadcast',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors (cluster IPs); metadata addresses from the documentation of Azure (168.63.129.16), Alibaba Cloud (100.100.100.200) and AWS (fd00:ec2::254)',
    cases: ['V39', 'V40', 'H07', 'H08'],
    hazard: 'The server takes it: whoever reaches the Service reads the credentials of the node, or nobody answers. Insist by name with Backend.endpoints({ address, justification: "the reason" }).',
  },
  missing: {
    id: 'backend-addresses',
    limit: 'a backend has at least one address or host name',
    source: 'ValidateEndpointSlice in discovery/validation/validation.go',
    cases: ['I36', 'H31'],
    hazard: 'The server takes Endpoints without addresses, and every connection to such a Service is refused. There is no way to insist: leave the ExternalService out.',
  },
  duplicate: {
    id: 'backend-address-duplicate',
    limit: 'each address or host name of a backend is given once',
    source: 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#duplicate-endpoints',
    cases: ['H40'],
    hazard: 'The server takes it; whether an address given twice gets twice the connections differs between proxies, and of a host name given twice another one is missing. There is no way to insist.',
  },
  family: {
    id: 'ip-family',
    limit: 'the address families of a Service are among those of the cluster',
    source: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/',
    cases: ['D11', 'D13', 'S30', 'S32', 'D18'],
    hazard: 'Of a headless Service without selector the server takes any family; no pod of the cluster has an address to reach the other one from. There is no way to insist: set both families in the profile where pods have both.',
  },
  clusterIpRange: {
    id: 'cluster-ip-range',
    limit: 'a cluster IP is in one of the ranges that the cluster takes them from, and neither its first address nor its broadcast address',
    source: 'https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/',
    cases: ['D05', 'S33'],
  },
  cidr: {
    id: 'cidr',
    limit: 'an IP range is an address, a slash and a prefix length (10.0.0.0/8), without leading zeros and without bits set beyond the prefix, an IPv6 address in canonical form',
    source: 'IsValidCIDRForLegacyField in core/validation/validation.go (refused from 1.36, cut off without a word before); GetWarningsForCIDR in apimachinery/pkg/util/validation/ip.go',
    cases: ['F01', 'F02', 'F03', 'F05'],
    hazard: 'Before 1.36 the server takes leading zeros and stray bits, and at every version spaces around it and, with a warning, other spellings of IPv6. There is no way to insist: the plain form means the same.',
  },
  hostname: {
    id: 'hostname',
    limit: 'a host name is a DNS subdomain (RFC 1123): at most 253 lower-case letters, digits, hyphens and dots, not a wildcard; names with other letters are written in their xn-- form',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname; ValidateService in core/validation/validation.go',
    cases: ['E01', 'E03', 'E05', 'E06', 'E08', 'E10', 'E13', 'E15', 'E16', 'E18', 'E19', 'E20', 'E38'],
  },
  hostnameHazard: {
    id: 'hostname-hazard',
    limit: 'a host name is neither an IP address, which no DNS server resolves as the target of a CNAME record, nor the name of a cloud metadata server, nor localhost, nor the name of the Service itself',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
    cases: ['E04', 'E37'],
    hazard: 'The server takes it, and the name never resolves, or resolves to the credentials of the node. Insist with Backend.hostname(name, { justification: "the reason" }).',
  },
} satisfies Record<string, Rule>;

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

/** The address, where it is well formed: neither leading zeros, nor a zone, nor IPv4-mapped. */
function parse(address: unknown): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (typeof address !== 'string') {
    return undefined;
  }
  if (isIPv4(address)) {
    return ipaddr.IPv4.parse(address);
  }
  if (!/^[0-9A-Fa-f:]+$/.test(address) || !ipaddr.IPv6.isValid(address)) {
    return undefined;
  }
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.isIPv4MappedAddress() ? undefined : parsed;
}

/** The one spelling that all spellings of a well-formed address have in common. */
function canonical(address: string): string {
  return parse(address)!.toString();
}

/** What a badly written address most likely meant. */
function fix(address: unknown): string {
  const quads = /^0*(\d+)\.0*(\d+)\.0*(\d+)\.0*(\d+)$/.exec(String(address).trim());
  if (quads && quads.slice(1).every(quad => Number(quad) < 256)) {
    return `Write '${quads.slice(1).join('.')}', if the numbers are decimal; some programs read a leading zero as octal.`;
  }
  if (ipaddr.IPv6.isValid(String(address)) && ipaddr.IPv6.parse(String(address)).isIPv4MappedAddress()) {
    return `Write '${ipaddr.IPv6.parse(String(address)).toIPv4Address().toString()}'.`;
  }
  const [host] = /^[\d.]+(?=:\d+$)/.exec(String(address)) ?? [];
  if (host !== undefined && isIPv4(host)) {
    return `Write '${host}'; the port belongs into ports.`;
  }
  return "Write it like '10.20.0.11' or '2001:db8::11'; a name belongs into Backend.hostname('db.example.com').";
}

/** Says whether an address is well written; what it may be used for is asked by the other checks. @internal */
export function checkAddressSyntax(problems: Problems, field: string, address: string): boolean {
  const valid = parse(address) !== undefined;
  if (!valid) {
    problems.report(addressRules.syntax, field, address, fix(address));
  }
  return valid;
}

/** @internal */
export function checkNotSpecial(problems: Problems, field: string, address: string): boolean {
  const parsed = parse(address)!;
  const range = parsed.range();
  const linkLocalMulticast = range === 'multicast' && /^(224\.0\.0\.|ff[0-9a-f]2:)/i.test(parsed.toString());
  const special = ['unspecified', 'loopback', 'linkLocal'].includes(range) || linkLocalMulticast;
  if (special) {
    const kind = range.replace('linkLocal', 'link-local');
    problems.report(addressRules.special, field, address, `It is ${kind}. Give the address that the backend has on the network of the nodes.`);
  }
  return !special;
}

/** Notes a well-formed address that is spelled in another way than programs write it. @internal */
export function checkCanonical(problems: Problems, field: string, address: string): boolean {
  const parsed = parse(address)!;
  const valid = parsed instanceof ipaddr.IPv4 || parsed.toRFC5952String() === address;
  if (!valid) {
    problems.report(addressRules.canonical, field, address, `Write '${(parsed as ipaddr.IPv6).toRFC5952String()}'.`);
  }
  return valid;
}

/** @internal */
export function checkBackendAddress(
  problems: Problems, field: string, address: string, justification: string | undefined, serviceCidrs: readonly string[],
): void {
  if (!checkAddressSyntax(problems, field, address) || !checkNotSpecial(problems, field, address)) {
    return;
  }
  if (checkCanonical(problems, field, address) && justification === undefined && isHazard(parse(address)!, serviceCidrs)) {
    problems.report(addressRules.hazard, field, address, `If it must be, write Backend.endpoints({ address: '${address}', justification: 'the reason' }).`);
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

/** The addresses of a range that are never handed out: its first, and the broadcast address of IPv4. */
function edgesOf(cidr: string): string[] {
  return cidr.includes(':')
    ? [ipaddr.IPv6.networkAddressFromCIDR(cidr).toString()]
    : [ipaddr.IPv4.networkAddressFromCIDR(cidr).toString(), ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString()];
}

/** Notes a well-formed cluster IP that is in none of the ranges, where those of its family are known. @internal */
export function checkClusterIpRange(problems: Problems, field: string, address: string, serviceCidrs: readonly string[]): void {
  const ofFamily = serviceCidrs.filter(cidr => cidr.includes(':') === address.includes(':'));
  const reserved = ofFamily.some(cidr => edgesOf(cidr).includes(canonical(address)));
  if (ofFamily.length > 0 && (reserved || !isWithin(parse(address)!, ofFamily))) {
    const ranges = ofFamily.join(' and ');
    problems.report(
      addressRules.clusterIpRange, field, address, `The profile has ${ranges}. Give an address in there, or set its range in ClusterProfile's serviceCidrs.`,
    );
  }
}

/** @internal */
export function checkCidr(problems: Problems, field: string, cidr: string): void {
  const [address, bits, ...rest] = String(cidr).split('/');
  const parsed = parse(address);
  const wellFormed = parsed !== undefined && rest.length === 0 && /^(0|[1-9]\d*)$/.test(bits ?? '') && Number(bits) <= (parsed.kind() === 'ipv4' ? 32 : 128);
  if (!wellFormed) {
    const all = parsed && bits === undefined ? `Write '${address}/${parsed.kind() === 'ipv4' ? 32 : 128}' for the one address.` : "Write it like '10.0.0.0/8' or '2001:db8::/32'.";
    problems.report(addressRules.cidr, field, cidr, all);
    return;
  }
  const network = parsed.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  const written = network instanceof ipaddr.IPv6 ? network.toRFC5952String() : network.toString();
  if (written !== address) {
    problems.report(addressRules.cidr, field, cidr, `Write '${written}/${bits}'.`);
  }
}

/** @internal */
export function checkHostname(
  problems: Problems, field: string, hostname: string, justification: string | undefined, ownNames: readonly string[],
): void {
  const name = typeof hostname === 'string' && hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  if (!isDnsSubdomain(name)) {
    problems.report(addressRules.hostname, field, hostname, hostnameMend(hostname));
  } else if (justification === undefined && isIPv4(name)) {
    problems.report(addressRules.hostnameHazard, field, hostname, `Write Backend.addresses('${name}').`);
  } else if (justification === undefined && ([...METADATA_HOSTNAMES, ...ownNames].includes(name) || /(^|\.)localhost$/.test(name))) {
    problems.report(addressRules.hostnameHazard, field, hostname, `If it must be, write Backend.hostname('${hostname}', { justification: 'the reason' }).`);
  }
}

function hostnameMend(hostname: unknown): string {
  if (parse(hostname)) {
    return `It is an IP address: write Backend.addresses('${String(hostname)}').`;
  }
  const lower = String(hostname).toLowerCase();
  const [, host] = /^[a-z][-+.a-z0-9]*:\/\/([^/:?#]+)/.exec(lower) ?? [];
  if (isDnsSubdomain(host)) {
    return `Write '${host}'; scheme and port belong into ports.`;
  }
  return isDnsSubdomain(lower) ? `Write '${lower}'.` : "Write it like 'db.example.com'.";
}
