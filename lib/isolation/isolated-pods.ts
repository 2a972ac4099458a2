import type { IConstruct } from 'constructs';
import { ConnectionGraph, type PodsPeer } from './graph';
import { policyPort, type PolicyPort } from './policy-rules';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { Connection } from '../discovery/connections';
import type { Peer, PeerPods } from '../discovery/peer';

/** The pods that a policy selects, with the declarations, connections and profile that determine the policy. @internal */
export interface IsolatedPods {
  /** The declaration that creates the policy. */
  readonly construct: IConstruct;
  readonly pods: PeerPods;
  /** All declarations of these pods, one for each Service. */
  readonly peers: readonly Peer[];
  readonly graph: ConnectionGraph;
  readonly profile: ClusterProfile;
}

/** @internal */
export function isolatedPods(peer: PodsPeer): IsolatedPods {
  const graph = ConnectionGraph.of(peer.construct);
  return { construct: peer.construct, pods: peer.pods(), peers: graph.peersOfPods(peer), graph, profile: ClusterProfile._of(peer.construct) };
}

/** The ports of a connection, with the numbers that the target listens on. @internal */
export function connectedPorts(target: Peer, { ports }: Connection): PolicyPort[] {
  return target.ports().filter(port => ports.includes(port.name)).map(policyPort);
}
