import { Lazy } from 'cdk8s';
import { hasOnlyHostnames, outgoingConnections, type OutgoingConnection } from './egress';
import { callerOf, podsKey, type PodsPeer } from './graph';
import { connectedPorts, isolatedPods } from './isolated-pods';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { HostnameDestination, HostnamePolicyRequest } from '../cluster/hostname-policies';
import { Connections, type Connection } from '../discovery/connections';
import { peerOf } from '../discovery/peer';
import type { ServiceAddress } from '../discovery/service-address';
import { manifest } from '../manifest/manifest';

const ID = 'IsolationByName';

/**
 * Creates a policy of the cluster's network policy provider in addition to the NetworkPolicy of pods if the pods connect to host names, through
 * existing connections or connections that are made later.
 *
 * @param name name of the policy
 * @internal
 */
export function allowHostnames(peer: PodsPeer, name: string): void {
  const provider = ClusterProfile.of(peer.construct).networkPolicyProvider;
  if (!provider) {
    return;
  }
  const { apiVersion, kind, hostnamePolicies } = provider._options;
  const createOnce = (connection: Connection) => {
    const needed = hasOnlyHostnames(peerOf(connection.target)!) && podsKey(callerOf(connection)) === podsKey(peer);
    if (needed && !peer.construct.node.tryFindChild(ID)) {
      const spec = Lazy.any({ produce: () => hostnamePolicies.renderSpec(requestOf(peer, name)) });
      manifest(peer.construct, ID, { apiVersion, kind, metadata: { name }, spec });
    }
  };
  Connections._inApp(peer.construct).forEach(createOnce);
  Connections._observe(peer.construct, createOnce);
}

/** The policy on host names of pods, with the spec that the network policy provider renders; undefined if there is none. @internal */
export function hostnamePolicyOf(peer: PodsPeer, name: string): { readonly spec: unknown } | undefined {
  const provider = ClusterProfile.of(peer.construct).networkPolicyProvider;
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
