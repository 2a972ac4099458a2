import type { Json } from '../manifest/manifest';
import type { Port } from '../port/port';

/** A port as network policies have it. */
export interface PolicyPort {
  readonly protocol?: string;
  readonly port: number;
}

/** Traffic of one direction that is allowed. */
export interface Flow {
  /** The others, as NetworkPolicyPeers; none stands for everyone. */
  readonly peers: readonly Json[];
  /** Absent where it is every port. */
  readonly ports?: readonly PolicyPort[];
}

/**
 * A port of pods: policies go by the number that the pods listen on, whatever a Service offers it as.
 *
 * @internal
 */
export function policyPort({ number, protocol }: Pick<Port, 'number' | 'protocol'>): PolicyPort {
  return { protocol: protocol === 'TCP' ? undefined : protocol, port: number };
}

/** What stands for the peer that everyone is. */
const EVERYONE = '';

const EVERY_PORT: readonly [string, undefined] = ['*', undefined];

/**
 * The rules of one direction: all ports of a peer in one rule, and peers with equal ports together, in the order in which they come first.
 *
 * @param side what the direction calls its peers
 * @internal
 */
export function policyRules(flows: readonly Flow[], side: 'from' | 'to'): Json[] {
  const peers = new Map<string, Json>();
  const portsOf = new Map<string, Map<string, PolicyPort | undefined>>();
  for (const { peers: allowed, ports } of flows.filter(flow => flow.ports?.length !== 0)) {
    allowed.forEach(peer => peers.set(JSON.stringify(peer), peer));
    for (const key of allowed.length > 0 ? allowed.map(peer => JSON.stringify(peer)) : [EVERYONE]) {
      portsOf.set(key, new Map([...portsOf.get(key) ?? [], ...ports?.map(port => [keyOf(port), port] as const) ?? [EVERY_PORT]]));
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

function keyOf({ protocol = 'TCP', port }: PolicyPort): string {
  return `${port}/${protocol}`;
}

function compare(a: PolicyPort, b: PolicyPort): number {
  return a.port - b.port || keyOf(a).localeCompare(keyOf(b));
}
