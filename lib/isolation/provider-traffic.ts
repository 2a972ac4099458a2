import type { IConstruct } from 'constructs';
import { hasOnlyHostnames, isApiServer } from './egress';
import { callerOf, isPods, podsKey, type PodsPeer } from './graph';
import { ConstructState } from '../app/construct-state';
import { isCilium, type NetworkPolicyProvider } from '../cluster/network-policy-provider';
import { Connections, type Connection } from '../discovery/connections';
import type { InboundRoute } from '../discovery/inbound-route';
import { inboundRoutesTo, observeInboundRoutes } from '../discovery/inbound-routes';
import { peerOf, peersInApp } from '../discovery/peer';

/** The traffic of an app that only policies of a provider can allow, at its root. */
const TRAFFIC = new ConstructState<ProviderTraffic>('Isolation.providerTraffic');

/**
 * Calls a function when pods have traffic that no NetworkPolicy can allow, but a policy of their provider can, and now if they already have it.
 *
 * @internal
 */
export function whenProviderIsNeeded(peer: PodsPeer, provider: NetworkPolicyProvider, observer: () => void): void {
  const traffic = TRAFFIC.ofOrCreated(peer.construct.node.root, () => new ProviderTraffic(peer.construct));
  traffic.byHostnames.whenAdded(peer, observer);
  if (isCilium(provider)) {
    traffic.byEntities.whenAdded(peer, observer);
  }
}

class ProviderTraffic {
  /** Pods that connect to host names. */
  public readonly byHostnames = new ObservedPods();
  /** Pods with traffic that Cilium matches by entities. */
  public readonly byEntities = new ObservedPods();

  /** @param construct any construct of the app */
  constructor(construct: IConstruct) {
    Connections._inApp(construct).forEach(connection => this.addConnection(connection));
    Connections._observe(construct, connection => this.addConnection(connection));
    peersInApp(construct).flatMap(peer => inboundRoutesTo(peer.construct)).forEach(inbound => this.addRoute(inbound));
    observeInboundRoutes(construct, inbound => this.addRoute(inbound));
  }

  private addConnection(connection: Connection): void {
    const target = peerOf(connection.target)!;
    if (hasOnlyHostnames(target)) {
      this.byHostnames.add(callerOf(connection));
    }
    if (isApiServer(target)) {
      this.byEntities.add(callerOf(connection));
    }
  }

  private addRoute({ target, ciliumEntities = [] }: InboundRoute): void {
    const peer = peerOf(target);
    if (ciliumEntities.length > 0 && isPods(peer)) {
      this.byEntities.add(peer);
    }
  }
}

/**
 * Pods with certain traffic. Several declarations can have the same pods, so that another declaration than the one with the traffic can have the
 * policy. They are compared by the labels that they have when the traffic is declared, and when they are isolated.
 */
class ObservedPods {
  private readonly added = new Set<IConstruct | string>();
  private readonly observers = new Map<IConstruct | string, () => void>();

  public whenAdded(peer: PodsPeer, observer: () => void): void {
    const keys = keysOf(peer);
    keys.forEach(key => this.observers.set(key, observer));
    if (keys.some(key => this.added.has(key))) {
      observer();
    }
  }

  public add(peer: PodsPeer): void {
    const keys = keysOf(peer);
    keys.forEach(key => this.added.add(key));
    (this.observers.get(keys[0]) ?? this.observers.get(keys[1]))?.();
  }
}

function keysOf(peer: PodsPeer): [IConstruct, string] {
  return [peer.construct, podsKey(peer)];
}
