import type { PodsPeer } from './graph';
import type { IsolatedPods } from './isolated-pods';
import { networkPeers, podsPeer } from './policy-peers';
import { isCilium } from '../cluster/network-policy-provider';
import type { Json } from '../manifest/manifest';
import { isolationRules } from '../rules/isolation';
import type { Problems } from '../rules/rule';

/**
 * The pods of a peer, as peers of a policy: by their labels, or by the addresses of the nodes if they are on the network of their node.
 *
 * @param field what the peer is in the connection
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods
 * @internal
 */
export function peersOf(problems: Problems, peer: PodsPeer, { pods: own, profile }: IsolatedPods, field: string): Json[] {
  if (!peer.hostNetwork) {
    return [podsPeer(peer.pods(), own.namespace)];
  }
  if (profile.nodeCidrs.length === 0 || isCilium(profile.networkPolicyProvider)) {
    const fix = "Its pods have the addresses of nodes. Set ClusterProfile's nodeCidrs, or isolate: false on this workload.";
    problems.report(isolationRules.hostNetwork, field, peer.construct.node.path, fix);
    return [];
  }
  return networkPeers(profile.nodeCidrs);
}
