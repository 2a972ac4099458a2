import { isPods } from './graph';
import { peersOf } from './host-network';
import { connectedPorts, type IsolatedPods } from './isolated-pods';
import { meshTraffic } from './mesh-traffic';
import { networkPeers, podsPeer } from './policy-peers';
import type { AllowedTraffic } from './policy-rules';
import { dnsWithDefaults } from '../cluster/cluster-dns';
import { cidrOf } from '../cluster/ip-family';
import { isCilium } from '../cluster/network-policy-provider';
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

/**
 * Whether a target is the API server. Cilium gives the API server an identity of its own, which ranges do not match if the API server runs on nodes
 * of the cluster.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/layer3/#access-to-from-kube-apiserver
 * @internal
 */
export function isApiServer({ address, serviceKind }: Peer): boolean {
  return serviceKind === 'Service' && address?.name === 'kubernetes' && address.namespace === 'default';
}

function toDns({ pods: own, profile }: IsolatedPods): AllowedTraffic[] {
  const { pods: { namespace, podLabels: labels }, port, addresses } = dnsWithDefaults(profile.dns);
  const both = (number: number) => [{ protocol: 'UDP', port: number }, { port: number }];
  const caches = networkPeers(addresses.map(cidrOf));
  return [
    { peers: [podsPeer({ namespace, labels }, own.namespace)], ports: both(port) },
    ...caches.length > 0 ? [{ peers: caches, ports: both(53) }] : [],
  ];
}

function toTarget(problems: Problems, isolated: IsolatedPods, { connection, target }: OutgoingConnection): AllowedTraffic[] {
  const peers = [
    ...isPods(target) ? peersOf(problems, target, isolated, 'connectTo.target') : [],
    ...networkPeers(target.networks ?? []),
  ];
  if (peers.length > 0) {
    return [{ peers, ports: connectedPorts(target, connection) }];
  }
  const { networkPolicyProvider: provider } = isolated.profile;
  if (!target.hostNetwork && !(hasOnlyHostnames(target) && provider) && !(isApiServer(target) && isCilium(provider))) {
    problems.report(isolationRules.pods, 'connectTo.target', target.construct.node.path, fix(target));
  }
  return [];
}

function fix({ hostnames }: Peer): string {
  return hostnames === undefined
    ? 'Set podLabels ({} for all pods of its namespace) or networks on the target.'
    : `The target is known only by ${hostnames.map(name => `'${name}'`).join(', ')}. Set networks such as ['203.0.113.0/24'] on the target, or set ClusterProfile's networkPolicyProvider if it supports host names.`;
}
