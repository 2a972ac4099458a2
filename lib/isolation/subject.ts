import type { IConstruct } from 'constructs';
import { Graph, type PodsPeer } from './graph';
import { policyPort, type PolicyPort } from './policy-rules';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { Connection } from '../discovery/connections';
import type { Peer, PeerPods } from '../discovery/peer';

/** The pods that a policy is for, and what the app knows of them when it is asked. @internal */
export interface Subject {
  /** The declaration that the policy is made by. */
  readonly construct: IConstruct;
  readonly pods: PeerPods;
  /** All declarations that are these pods: one Service or several. */
  readonly peers: readonly Peer[];
  readonly graph: Graph;
  readonly profile: ClusterProfile;
}

/** @internal */
export function subjectOf(peer: PodsPeer): Subject {
  const graph = Graph.of(peer.construct);
  return { construct: peer.construct, pods: peer.pods(), peers: graph.peersOfPods(peer), graph, profile: ClusterProfile.of(peer.construct) };
}

/** The ports of a connection, as those who are called listen on them. @internal */
export function calledPorts(called: Peer, { ports }: Connection): PolicyPort[] {
  return called.ports().filter(port => ports.includes(port.name)).map(policyPort);
}
