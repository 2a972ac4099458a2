import { connectedPorts, type IsolatedPods } from './isolated-pods';
import { meshTraffic } from './mesh-traffic';
import { networkPeers, podsPeer } from './policy-peers';
import type { AllowedTraffic } from './policy-rules';
import { dnsWithDefaults } from '../cluster/cluster-dns';
import type { Connection } from '../discovery/connections';
import { peerOf, type Peer } from '../discovery/peer';
import { isolationRules } from '../rules/isolation';
import type { Problems } from '../rules/rule';

/** A connection from isolated pods, with its target. */
export interface OutgoingConnection {
  readonly connection: Connection;
  readonly target: Peer;
}

/**
 * The traffic that pods may send.
 *
 * @internal
 */
export function egressTraffic(problems: Problems, isolated: IsolatedPods): AllowedTraffic[] {
  const declared = outgoingConnections(isolated).flatMap(outgoing => toTarget(problems, isolated, outgoing));
  return [...toDns(isolated), ...declared, ...meshTraffic(isolated, 'egress', declared)];
}

/** @internal */
export function outgoingConnections({ peers, graph }: IsolatedPods): OutgoingConnection[] {
  return peers.flatMap(peer => graph.connectionsFrom(peer)).map(connection => ({ connection, target: peerOf(connection.target)! }));
}

/** Whether a target is known only by its host names. @internal */
export function hasOnlyHostnames({ pods, networks, hostnames }: Peer): boolean {
  return hostnames !== undefined && pods === undefined && networks === undefined;
}

function toDns({ pods: own, profile }: IsolatedPods): AllowedTraffic[] {
  const { pods: { namespace, podLabels: labels }, port, addresses } = dnsWithDefaults(profile.dns);
  const both = (number: number) => [{ protocol: 'UDP', port: number }, { port: number }];
  const caches = networkPeers(addresses.map(address => `${address}/${address.includes(':') ? 128 : 32}`));
  return [
    { peers: [podsPeer({ namespace, labels }, own.namespace)], ports: both(port) },
    ...caches.length > 0 ? [{ peers: caches, ports: both(53) }] : [],
  ];
}

function toTarget(problems: Problems, { pods: own, profile }: IsolatedPods, { connection, target }: OutgoingConnection): AllowedTraffic[] {
  const peers = [
    ...target.pods ? [podsPeer(target.pods(), own.namespace)] : [],
    ...networkPeers(target.networks ?? []),
  ];
  if (peers.length > 0) {
    return [{ peers, ports: connectedPorts(target, connection) }];
  }
  if (!hasOnlyHostnames(target) || !profile.networkPolicyProvider) {
    problems.report(isolationRules.pods, 'connectTo.target', target.construct.node.path, fix(target));
  }
  return [];
}

function fix({ hostnames }: Peer): string {
  return hostnames === undefined
    ? 'Set podLabels ({} for all pods of its namespace) or networks on the target.'
    : `The target is known only by ${hostnames.map(name => `'${name}'`).join(', ')}. Set networks such as ['203.0.113.0/24'] on the target, or set ClusterProfile's networkPolicyProvider if it supports host names.`;
}
