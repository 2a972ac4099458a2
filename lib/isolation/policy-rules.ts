import type { Json } from '../manifest/manifest';
import type { Port } from '../port/port';
import { compareNames, sortedEntries } from '../values/compare-names';

/** A port in a network policy. */
export interface PolicyPort {
  readonly protocol?: string;
  readonly port: number;
}

/** Traffic in one direction that a policy allows. */
export interface AllowedTraffic {
  /** The other side, as NetworkPolicyPeers. An empty list allows all peers. */
  readonly peers: readonly Json[];
  /** The ports; undefined for all ports. */
  readonly ports?: readonly PolicyPort[];
}

/**
 * A port of pods. A policy contains the number that the pods listen on, not the number that a Service offers.
 *
 * @internal
 */
export function policyPort({ number, protocol }: Pick<Port, 'number' | 'protocol'>): PolicyPort {
  return { protocol: protocol === 'TCP' ? undefined : protocol, port: number };
}

/** The key that stands for all peers. */
const EVERYONE = '';

const EVERY_PORT: readonly [string, undefined] = ['*', undefined];

/**
 * The rules of one direction. All ports of a peer are in one rule, peers with equal ports share a rule, and the order is that of first
 * occurrence.
 *
 * @param side the field that holds the peers in this direction
 * @internal
 */
export function policyRules(traffic: readonly AllowedTraffic[], side: 'from' | 'to'): Json[] {
  const peers = new Map<string, Json>();
  const portsOf = new Map<string, Map<string, PolicyPort | undefined>>();
  for (const { peers: allowed, ports } of traffic.filter(each => each.ports?.length !== 0)) {
    const keys = allowed.map(peer => keyOfPeer(peer));
    keys.forEach((key, index) => peers.set(key, allowed[index]));
    for (const key of keys.length > 0 ? keys : [EVERYONE]) {
      portsOf.set(key, new Map([...portsOf.get(key) ?? [], ...ports?.map(port => [keyOfPort(port), port] as const) ?? [EVERY_PORT]]));
    }
  }
  const rules = new Map<string, Json>();
  for (const [key, ports] of portsOf) {
    const rule = `${key === EVERYONE ? EVERYONE : side} ${[...ports.keys()].sort().join()}`;
    const others = key === EVERYONE ? undefined : [...rules.get(rule)?.[side] ?? [], peers.get(key)!];
    rules.set(rule, { [side]: others, ports: ports.has(EVERY_PORT[0]) ? undefined : ([...ports.values()] as PolicyPort[]).sort(compare) });
  }
  return [...rules.values()];
}

/** A key that does not depend on the order of labels, because some languages iterate over a map in a different order in each run of a program. */
function keyOfPeer(peer: Json): string {
  return JSON.stringify(peer, (_, value) => (
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(sortedEntries(value))
      : value
  ));
}

function keyOfPort({ protocol = 'TCP', port }: PolicyPort): string {
  return `${port}/${protocol}`;
}

function compare(a: PolicyPort, b: PolicyPort): number {
  return a.port - b.port || compareNames(keyOfPort(a), keyOfPort(b));
}
