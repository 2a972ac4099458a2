import { Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { hasOnlyHostnames, outgoingConnections, type OutgoingConnection } from './egress';
import { callerOf, podsKey, type PodsPeer } from './graph';
import { connectedPorts, isolatedPods } from './isolated-pods';
import { ConstructState } from '../app/construct-state';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { HostnameDestination, HostnamePolicyRequest } from '../cluster/hostname-policies';
import { Connections, type Connection } from '../discovery/connections';
import { peerOf } from '../discovery/peer';
import type { ServiceAddress } from '../discovery/service-address';
import { Manifest } from '../manifest/manifest';

const ID = 'IsolationByName';

/** The callers of host names of an app, at its root. */
const CALLERS = new ConstructState<HostnameCallers>('Isolation.hostnameCallers');

/**
 * Creates a policy of the cluster's network policy provider in addition to the NetworkPolicy of pods if the pods connect to host names, through
 * existing connections or connections that are made later.
 *
 * @param name name of the policy
 * @internal
 */
export function allowHostnames(peer: PodsPeer, name: string): void {
  const provider = ClusterProfile._of(peer.construct).networkPolicyProvider;
  if (!provider) {
    return;
  }
  const { apiVersion, kind, hostnamePolicies } = provider._options;
  const callers = CALLERS.ofOrCreated(peer.construct.node.root, () => new HostnameCallers(peer.construct));
  callers.whenCalling(peer, () => {
    if (!peer.construct.node.tryFindChild(ID)) {
      const spec = Lazy.any({ produce: () => hostnamePolicies.renderSpec(requestOf(peer, name)) });
      new Manifest(peer.construct, ID, { apiVersion, kind, metadata: { name }, spec });
    }
  });
}

/**
 * The pods of an app that connect to host names. Several declarations can have the same pods, so that another declaration than the caller can have
 * the policy. They are compared by the labels that they have when they connect, and when they are isolated.
 */
class HostnameCallers {
  private readonly callers = new Set<IConstruct | string>();
  private readonly observers = new Map<IConstruct | string, () => void>();

  /** @param construct any construct of the app */
  constructor(construct: IConstruct) {
    Connections._inApp(construct).forEach(connection => this.add(connection));
    Connections._observe(construct, connection => this.add(connection));
  }

  /** Calls a function when pods connect to a host name, and now if they already do. */
  public whenCalling(peer: PodsPeer, observer: () => void): void {
    const keys = [peer.construct, podsKey(peer)];
    keys.forEach(key => this.observers.set(key, observer));
    if (keys.some(key => this.callers.has(key))) {
      observer();
    }
  }

  private add(connection: Connection): void {
    if (hasOnlyHostnames(peerOf(connection.target)!)) {
      const keys = [connection.source, podsKey(callerOf(connection))];
      keys.forEach(key => this.callers.add(key));
      (this.observers.get(keys[0]) ?? this.observers.get(keys[1]))?.();
    }
  }
}

/** The policy on host names of pods, with the spec that the network policy provider renders; undefined if there is none. @internal */
export function hostnamePolicyOf(peer: PodsPeer, name: string): { readonly spec: unknown } | undefined {
  const provider = ClusterProfile._of(peer.construct).networkPolicyProvider;
  const created = provider && peer.construct.node.tryFindChild(ID);
  return created && { spec: provider._options.hostnamePolicies.renderSpec(requestOf(peer, name)) };
}

function requestOf(peer: PodsPeer, name: string): HostnamePolicyRequest {
  const isolated = isolatedPods(peer);
  const destinations = outgoingConnections(isolated).filter(({ target }) => hasOnlyHostnames(target)).map(destinationOf);
  const { pods: { namespace, labels }, profile: { dns } } = isolated;
  return { name, namespace, podLabels: { ...labels }, destinations, dns };
}

function destinationOf({ connection, target }: OutgoingConnection): HostnameDestination {
  const { hostnames = [], address, memberAddresses = [] } = target;
  const services = new Map([...address ? [address] : [], ...memberAddresses].map(service => [service.name, service]));
  return {
    hostnames: hostnames.map(hostname => hostname.replace(/\.$/, '')),
    serviceNames: [...services.values()].map(fullNameOf),
    ports: connectedPorts(target, connection).map(({ port, protocol = 'TCP' }) => ({ number: port, protocol })),
  };
}

function fullNameOf(address: ServiceAddress): string {
  return address.namespace === undefined ? `${address.name}.*.${address._suffix}` : address.fqdn;
}
