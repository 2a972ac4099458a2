import { Lazy } from 'cdk8s';
import { placeBeforePods } from './before-pods';
import { entityRules } from './cilium-entities';
import { hasOnlyHostnames, outgoingConnections, type OutgoingConnection } from './egress';
import type { PodsPeer } from './graph';
import { connectedPorts, isolatedPods, type IsolatedPods } from './isolated-pods';
import { whenProviderIsNeeded } from './provider-traffic';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { HostnameDestination, HostnamePolicyRequest } from '../cluster/hostname-policies';
import { isCilium, type NetworkPolicyProvider } from '../cluster/network-policy-provider';
import type { ServiceAddress } from '../discovery/service-address';
import { Manifest, type Json, type ObjectMetadata } from '../manifest/manifest';

const ID = 'IsolationByName';

/**
 * Creates a policy of the cluster's network policy provider in addition to the NetworkPolicy of pods if the pods have traffic that no NetworkPolicy
 * can allow, through existing connections and routes or those that are declared later.
 *
 * @param metadata metadata of the policy, which are those of the NetworkPolicy
 * @internal
 */
export function allowByProvider(peer: PodsPeer, metadata: ObjectMetadata): void {
  const provider = providerOf(peer);
  if (!provider) {
    return;
  }
  const { apiVersion, kind } = provider._options;
  const createOnce = () => {
    if (!peer.construct.node.tryFindChild(ID)) {
      const spec = Lazy.any({ produce: () => specOf(peer, metadata.name, provider) });
      placeBeforePods(new Manifest(peer.construct, ID, { apiVersion, kind, metadata, spec }), peer);
    }
  };
  if (isCilium(provider) && ClusterProfile._of(peer.construct).dns.addresses!.length > 0) {
    createOnce();
  }
  whenProviderIsNeeded(peer, provider, createOnce);
}

/** The policy that the network policy provider renders for pods; undefined if there is none. @internal */
export function providerPolicyOf(peer: PodsPeer, name: string): { readonly spec: unknown } | undefined {
  const provider = providerOf(peer);
  return provider && peer.construct.node.tryFindChild(ID) && { spec: specOf(peer, name, provider) };
}

function providerOf({ construct }: PodsPeer): NetworkPolicyProvider | undefined {
  return ClusterProfile._of(construct).networkPolicyProvider;
}

function specOf(peer: PodsPeer, name: string, provider: NetworkPolicyProvider): unknown {
  const isolated = isolatedPods(peer);
  const request = requestOf(isolated, name);
  const spec = request.destinations.length > 0
    ? provider._options.hostnamePolicies.renderSpec(request)
    : { endpointSelector: { matchLabels: request.podLabels } };
  return isCilium(provider) && isObject(spec) ? withRules(spec, entityRules(isolated)) : spec;
}

/** Whether a value is an object. A custom provider can return another value, which a check reports. @internal */
export function isObject(spec: unknown): spec is Json {
  return typeof spec === 'object' && spec !== null && !Array.isArray(spec);
}

function withRules(spec: Json, { ingress, egress }: Record<'ingress' | 'egress', Json[]>): Json {
  return {
    ...spec,
    ...ingress.length > 0 && { ingress: [...spec.ingress ?? [], ...ingress] },
    ...egress.length > 0 && { egress: [...spec.egress ?? [], ...egress] },
  };
}

function requestOf(isolated: IsolatedPods, name: string): HostnamePolicyRequest {
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
