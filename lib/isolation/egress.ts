import { forMesh } from './mesh';
import { networkPeers, podsPeer } from './policy-peers';
import type { Flow } from './policy-rules';
import { calledPorts, type Subject } from './subject';
import { knownDns } from '../cluster/cluster-dns';
import { NetworkPolicyProvider } from '../cluster/network-policy-provider';
import type { Connection } from '../discovery/connections';
import { peerOf, type Peer } from '../discovery/peer';
import { isolationRules } from '../rules/isolation';
import type { Problems } from '../rules/rule';

/** A connection of isolated pods, with what it leads to. */
export interface Call {
  readonly connection: Connection;
  readonly called: Peer;
}

/**
 * Where pods may go.
 *
 * @internal
 */
export function egressOf(problems: Problems, subject: Subject): Flow[] {
  const declared = callsOf(subject).flatMap(call => toCalled(problems, subject, call));
  return [...toDns(subject), ...declared, ...forMesh(subject, 'egress', declared)];
}

/** @internal */
export function callsOf({ peers, graph }: Subject): Call[] {
  return peers.flatMap(peer => graph.callsBy(peer)).map(connection => ({ connection, called: peerOf(connection.target)! }));
}

/** Whether what is called is known by host names alone. @internal */
export function isByName({ pods, networks, hostnames }: Peer): boolean {
  return hostnames !== undefined && pods === undefined && networks === undefined;
}

function toDns({ pods: own, profile }: Subject): Flow[] {
  const { pods: { namespace, podLabels: labels }, port, addresses } = knownDns(profile.dns);
  const both = (number: number) => [{ protocol: 'UDP', port: number }, { port: number }];
  const caches = networkPeers(addresses.map(address => `${address}/${address.includes(':') ? 128 : 32}`));
  return [
    { peers: [podsPeer({ namespace, labels }, own.namespace)], ports: both(port) },
    ...caches.length > 0 ? [{ peers: caches, ports: both(53) }] : [],
  ];
}

function toCalled(problems: Problems, { pods: own, profile }: Subject, { connection, called }: Call): Flow[] {
  const peers = [
    ...called.pods ? [podsPeer(called.pods(), own.namespace)] : [],
    ...networkPeers(called.networks ?? []),
  ];
  if (peers.length > 0) {
    return [{ peers, ports: calledPorts(called, connection) }];
  }
  if (!isByName(called) || profile.networkPolicyProvider !== NetworkPolicyProvider.CILIUM) {
    problems.report(isolationRules.pods, 'connectTo.target', called.construct.node.path, fix(called));
  }
  return [];
}

function fix({ hostnames }: Peer): string {
  return hostnames === undefined
    ? 'Give it podLabels, {} for all pods of its namespace, or networks.'
    : `It is known by ${hostnames.map(name => `'${name}'`).join(', ')} alone. Give it networks, like ['203.0.113.0/24'], or, where Cilium enforces policies, set ClusterProfile's networkPolicyProvider.`;
}
