import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../cluster/cluster-profile';
import { Connections, type Connection } from '../discovery/connections';
import { peerOf, peersAround, type Peer } from '../discovery/peer';

const GRAPH = Symbol.for('cdk8s-service-patterns.IsolationGraph');

/** A peer that is pods. */
export type PodsPeer = Peer & Required<Pick<Peer, 'pods'>>;

/**
 * What tells the pods of a peer from all others that the app knows. Charts that name no cluster may go to different ones, with pods of the
 * same labels in each.
 *
 * @internal
 */
export function podsKey(peer: PodsPeer): string {
  const { namespace, labels } = peer.pods();
  const cluster = namespace === undefined ? undefined : ClusterProfile.of(peer.construct).cluster;
  const place = cluster === undefined ? `chart ${Chart.of(peer.construct).node.path}` : `cluster ${cluster}`;
  return JSON.stringify([place, namespace, Object.entries(labels).sort(([a], [b]) => a < b ? -1 : 1)]);
}

/** The connections and pods of an app, found once until there are more of them. @internal */
export class Graph {
  public static of(construct: IConstruct): Graph {
    const root = construct.node.root as IConstruct & { [GRAPH]?: Graph };
    const peers = peersAround(root);
    const connections = Connections._around(root);
    const known = root[GRAPH];
    if (known?.peerCount === peers.length && known.connectionCount === connections.length) {
      return known;
    }
    const graph = new Graph(peers, connections);
    Object.defineProperty(root, GRAPH, { value: graph, configurable: true });
    return graph;
  }

  private readonly peerCount: number;
  private readonly connectionCount: number;
  private readonly byPods: ReadonlyMap<string, Peer[]>;
  private readonly byCaller: ReadonlyMap<IConstruct, Connection[]>;
  private readonly byCalled: ReadonlyMap<IConstruct, Connection[]>;

  private constructor(peers: readonly Peer[], connections: readonly Connection[]) {
    this.peerCount = peers.length;
    this.connectionCount = connections.length;
    this.byPods = groupBy(peers.filter(isPods), podsKey);
    this.byCaller = groupBy(connections, ({ source }) => source);
    this.byCalled = groupBy<IConstruct, Connection>(connections, ({ target }) => target);
  }

  /** All peers that are the same pods. */
  public peersOfPods(peer: PodsPeer): readonly Peer[] {
    return this.byPods.get(podsKey(peer))!;
  }

  public callsBy(peer: Peer): readonly Connection[] {
    return this.byCaller.get(peer.construct) ?? [];
  }

  public callsTo(peer: Peer): readonly Connection[] {
    return this.byCalled.get(peer.construct) ?? [];
  }
}

/** @internal */
export function isPods(peer: Peer | undefined): peer is PodsPeer {
  return peer?.pods !== undefined;
}

/** Who calls, as it was declared. @internal */
export function callerOf({ source }: Connection): PodsPeer {
  return peerOf(source) as PodsPeer;
}

function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    group ? group.push(value) : groups.set(key, [value]);
  }
  return groups;
}
