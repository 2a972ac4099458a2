import type { IConstruct } from 'constructs';
import { ConstructState } from '../app/construct-state';
import { Connections, type Connection } from '../discovery/connections';
import { peerOf, peersInApp, placeOf, type Peer } from '../discovery/peer';
import { sortedEntries } from '../values/compare-names';
import { groupBy } from '../values/group-by';

/** The graph of an app, at its root. */
const GRAPH = new ConstructState<ConnectionGraph>('IsolationGraph');

/** A peer that consists of pods. */
export type PodsPeer = Peer & Required<Pick<Peer, 'pods'>>;

/**
 * A key that distinguishes the pods of a peer from all other pods in the app.
 *
 * @internal
 */
export function podsKey(peer: PodsPeer): string {
  const { namespace, labels } = peer.pods();
  return JSON.stringify([...placeOf(peer.construct, namespace), sortedEntries(labels)]);
}

/** The connections and pods of an app. The graph is built again if connections or peers were added. @internal */
export class ConnectionGraph {
  public static of(construct: IConstruct): ConnectionGraph {
    const { root } = construct.node;
    const peers = peersInApp(root);
    const connections = Connections._inApp(root);
    const cached = GRAPH.of(root);
    if (cached?.peerCount === peers.length && cached.connectionCount === connections.length) {
      return cached;
    }
    const graph = new ConnectionGraph(peers, connections);
    GRAPH.set(root, graph);
    return graph;
  }

  private readonly peerCount: number;
  private readonly connectionCount: number;
  private readonly byPods: ReadonlyMap<string, Peer[]>;
  private readonly bySource: ReadonlyMap<IConstruct, Connection[]>;
  private readonly byTarget: ReadonlyMap<IConstruct, Connection[]>;

  private constructor(peers: readonly Peer[], connections: readonly Connection[]) {
    this.peerCount = peers.length;
    this.connectionCount = connections.length;
    this.byPods = groupBy(peers.filter(isPods), podsKey);
    this.bySource = groupBy(connections, ({ source }) => source);
    this.byTarget = groupBy<IConstruct, Connection>(connections, ({ target }) => target);
  }

  /** All peers with the same pods. */
  public peersOfPods(peer: PodsPeer): readonly Peer[] {
    return this.byPods.get(podsKey(peer))!;
  }

  public connectionsFrom(peer: Peer): readonly Connection[] {
    return this.bySource.get(peer.construct) ?? [];
  }

  public connectionsTo(peer: Peer): readonly Connection[] {
    return this.byTarget.get(peer.construct) ?? [];
  }
}

/** @internal */
export function isPods(peer: Peer | undefined): peer is PodsPeer {
  return peer?.pods !== undefined;
}

/** The caller of a connection. @internal */
export function callerOf({ source }: Connection): PodsPeer {
  return peerOf(source) as PodsPeer;
}
