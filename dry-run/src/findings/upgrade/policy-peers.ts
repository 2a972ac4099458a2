import { at, canonical, items, texts } from '../fields';
import { specOf, type Entry, type Inventory } from '../inventory';
import { requirementsOf, selects, type Labels } from '../selectors';

/** Pods in a namespace. */
export interface Peer {
  readonly namespace: string;
  readonly labels: Labels;
}

export const DIRECTIONS = ['Ingress', 'Egress'] as const;

export type Direction = typeof DIRECTIONS[number];

/** NetworkPolicies that are in force together. */
export class Policies {
  /**
   * @param entries the policies
   * @param namespaces the objects among which the labels of namespaces are
   * @param blocksAllow whether an `ipBlock` counts as one that includes a pod. It depends on the network plugin.
   */
  constructor(public readonly entries: readonly Entry[], private readonly namespaces: Inventory, private readonly blocksAllow: boolean) {}

  /** The policies that select pods in a direction, so that the pods are isolated in it. */
  public isolating(pods: Peer, direction: Direction): readonly Entry[] {
    return this.entries.filter(policy => policy.namespace === pods.namespace && isolates(policy, direction)
      && selects(requirementsOf(specOf(policy).podSelector), pods.labels));
  }

  /** Whether the policies of pods allow traffic from or to another pod on at least one port. */
  public allows(pods: Peer, direction: Direction, peer: Peer): boolean {
    const isolating = this.isolating(pods, direction);
    return isolating.length === 0 || isolating.some(policy => this.names(policy, direction, peer));
  }

  /** Whether a rule of a policy names another pod by its labels, or allows every peer. */
  public names(policy: Entry, direction: Direction, peer: Peer): boolean {
    return rulesOf(policy, direction).some(rule => {
      const peers = items(rule, direction === 'Ingress' ? 'from' : 'to');
      return peers.length === 0 || peers.some(each => this.includes(policy, each, peer));
    });
  }

  private includes(policy: Entry, peer: unknown, pods: Peer): boolean {
    if (at(peer, 'ipBlock') !== undefined) {
      return this.blocksAllow;
    }
    const [podSelector, namespaceSelector] = [at(peer, 'podSelector'), at(peer, 'namespaceSelector')];
    return (namespaceSelector === undefined ? pods.namespace === policy.namespace
      : selects(requirementsOf(namespaceSelector), { written: this.labelsOf(pods.namespace) }))
      && (podSelector === undefined || selects(requirementsOf(podSelector), pods.labels));
  }

  private labelsOf(namespace: string): ReadonlyMap<string, string> {
    const object = this.namespaces.find({ group: '', kind: 'Namespace', namespace: '', name: namespace })?.object;
    return new Map([...texts(object, 'metadata', 'labels'), ['kubernetes.io/metadata.name', namespace]]);
  }
}

function rulesOf(policy: Entry, direction: Direction) {
  return items(specOf(policy), direction.toLowerCase());
}

/** Whether a policy applies to a direction. Without `policyTypes`, it applies to egress only if it has rules for it. */
function isolates(policy: Entry, direction: Direction): boolean {
  const types = at(specOf(policy), 'policyTypes');
  return Array.isArray(types) && types.length > 0 ? types.includes(direction) : direction === 'Ingress' || at(specOf(policy), 'egress') !== undefined;
}

/** A text that is equal for pods that policies cannot distinguish. */
export function identity({ namespace, labels }: Peer): string {
  return canonical([namespace, Object.fromEntries(labels.written)]);
}

/** The name of the field of the peers of a direction. */
export function peersField(direction: Direction): string {
  return `spec.${direction.toLowerCase()}`;
}
