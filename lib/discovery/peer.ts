import type { Container } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { ServiceAddress } from './service-address';
import type { Exposure } from '../exposure/exposure';
import type { Port } from '../port/port';

const PEER = Symbol.for('cdk8s-service-patterns.Peer');
const PEERS = Symbol.for('cdk8s-service-patterns.Peers');

/** Pods of one namespace. */
export interface PeerPods {
  /** Namespace of the pods, where their chart has one. */
  readonly namespace?: string;
  /** Labels that tell them from all others. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * What connections, routes and network policies know of a declaration that takes part in traffic.
 *
 * @internal
 */
export interface Peer {
  readonly construct: IConstruct;

  /** How it is reached; absent where it offers nothing. */
  readonly address?: ServiceAddress;

  /** How its members are reached one by one, where they have names of their own. */
  readonly memberAddresses?: readonly ServiceAddress[];

  /** What the address names: a Service, or what the multi-cluster API calls one. */
  readonly serviceKind: 'Service' | 'ServiceImport';

  /** Ports that the Service offers; those that are added later too. */
  readonly ports: () => readonly Port[];

  /** Ports that metrics are read from, those too that the Service does not offer. */
  readonly scraped?: () => readonly Port[];

  /** How its Service is reached from outside, where the Service is made here. */
  readonly exposure?: Exposure;

  /** Annotations that its Service was declared with. */
  readonly annotations?: Readonly<Record<string, string>>;

  /** The pods behind it, where they are in the cluster and known by their labels. */
  readonly pods?: () => PeerPods;

  /** Ranges of the addresses behind it, where it is outside and they are known. */
  readonly networks?: readonly string[];

  /** Host names behind it, where it is outside and known by them. */
  readonly hostnames?: readonly string[];

  /** Containers that can be told where others are; the first one by default. */
  readonly containers?: () => readonly Container[];
}

type Root = IConstruct & { [PEERS]?: Peer[] };

/** Makes a declaration known as a peer. @internal */
export function declarePeer(peer: Peer): void {
  Object.defineProperty(peer.construct, PEER, { value: peer });
  const root = peer.construct.node.root as Root;
  if (!root[PEERS]) {
    Object.defineProperty(root, PEERS, { value: [] });
  }
  root[PEERS]!.push(peer);
}

/** What is known of a construct; nothing where it is no declaration of this library. @internal */
export function peerOf(construct: IConstruct): Peer | undefined {
  return (construct as IConstruct & { [PEER]?: Peer })[PEER];
}

/** All peers of an app, in the order of its tree. @internal */
export function peersIn(scope: IConstruct): Peer[] {
  return scope.node.findAll().flatMap(construct => peerOf(construct) ?? []);
}

/** All peers of the app that a construct is in, in the order in which they were declared. @internal */
export function peersAround(construct: IConstruct): readonly Peer[] {
  return (construct.node.root as Root)[PEERS] ?? [];
}
