import { Chart } from 'cdk8s';
import type { Container } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { InboundRoute } from './inbound-route';
import type { ServiceAddress } from './service-address';
import { ConstructState } from '../app/construct-state';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { Exposure } from '../exposure/exposure';
import type { HealthCheck } from '../health/health-check';
import type { Port } from '../port/port';

const PEER = new ConstructState<Peer>('Peer');

/** The peers of an app, at its root. */
const PEERS = new ConstructState<Peer[]>('Peers');

/** Pods of one namespace. */
export interface PeerPods {
  /** Namespace of the pods, if their chart has one. */
  readonly namespace?: string;
  /** Labels that select these pods and no others. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * A declaration as one side of a connection, with the facts that connections, routes and network policies need.
 *
 * @internal
 */
export interface Peer {
  readonly construct: IConstruct;

  /** Its address; undefined if it offers no port. */
  readonly address?: ServiceAddress;

  /** The addresses of its members, if they have their own names. */
  readonly memberAddresses?: readonly ServiceAddress[];

  /** Kind of the object that the address refers to: a Service, or a ServiceImport of the Multi-Cluster Services API. */
  readonly serviceKind: 'Service' | 'ServiceImport';

  /** Ports that the Service offers, including ports that are added later. */
  readonly ports: () => readonly Port[];

  /** Ports that monitoring scrapes, including ports that the Service does not offer. */
  readonly scraped?: () => readonly Port[];

  /** The exposure of its Service, if the declaration creates the Service. */
  readonly exposure?: Exposure;

  /** Annotations that the user set on its Service. */
  readonly annotations?: Readonly<Record<string, string>>;

  /** All annotations of its Service, including those that methods have added, if the declaration creates the Service. */
  readonly currentAnnotations?: () => Readonly<Record<string, string>>;

  /** Adds what an inbound route needs to its Service, if the declaration creates the Service. */
  readonly followRoute?: (inbound: InboundRoute) => void;

  /** The pods behind it, if they are in the cluster and their labels are known. */
  readonly pods?: () => PeerPods;

  /** Whether the pods are on the network of their node, so that they have its address. */
  readonly hostNetwork?: boolean;

  /** The workload that the pods belong to, if the declaration creates or selects one. Otherwise the pods are declared in the chart of the declaration. */
  readonly workload?: IConstruct;

  /** The readiness check of the pods over HTTP, and its port, if the declaration creates pods with such a check. */
  readonly httpReadiness?: { readonly check: HealthCheck; readonly port?: Port };

  /** CIDR ranges of the addresses behind it, if they are outside the cluster and known. */
  readonly networks?: readonly string[];

  /** Host names of a backend outside the cluster, if it is specified by host names. */
  readonly hostnames?: readonly string[];

  /** Containers that can get environment variables with the addresses of targets. The first container is the default. */
  readonly containers?: () => readonly Container[];
}

/** The parts of the peer of pods that have no Service, and only call others. @internal */
export const PEER_WITHOUT_SERVICE: Pick<Peer, 'serviceKind' | 'ports'> = { serviceKind: 'Service', ports: () => [] };

/** Registers a declaration as a peer. @internal */
export function declarePeer(peer: Peer): void {
  PEER.set(peer.construct, peer);
  PEERS.ofOrCreated(peer.construct.node.root, () => []).push(peer);
}

/** The peer of a construct; undefined if the construct is not a declaration of this library. @internal */
export function peerOf(construct: IConstruct): Peer | undefined {
  return PEER.of(construct);
}

/** All peers in a scope, in the order of the construct tree. @internal */
export function peersIn(scope: IConstruct): Peer[] {
  return scope.node.findAll().flatMap(construct => peerOf(construct) ?? []);
}

/** All peers in the app of a construct, in the order of their declaration. @internal */
export function peersInApp(construct: IConstruct): readonly Peer[] {
  return PEERS.of(construct.node.root) ?? [];
}

/**
 * The namespace of a cluster in which a construct declares pods. Charts whose profile has no cluster name may belong to different clusters, in which
 * pods can have the same labels, so that such a place includes the chart.
 *
 * @internal
 */
export function placeOf(construct: IConstruct, namespace: string | undefined): [place: string, namespace: string | undefined] {
  const cluster = namespace === undefined ? undefined : ClusterProfile._of(construct).cluster;
  return [cluster === undefined ? `chart ${Chart.of(construct).node.path}` : `cluster ${cluster}`, namespace];
}
