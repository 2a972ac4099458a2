import { Lazy } from 'cdk8s';
import { callsOf, isByName, type Call } from './egress';
import { callerOf, podsKey, type PodsPeer } from './graph';
import { calledPorts, subjectOf, type Subject } from './subject';
import { knownDns } from '../cluster/cluster-dns';
import { ClusterProfile } from '../cluster/cluster-profile';
import { NetworkPolicyProvider } from '../cluster/network-policy-provider';
import { Connections, type Connection } from '../discovery/connections';
import { peerOf, type Peer } from '../discovery/peer';
import type { ServiceAddress } from '../discovery/service-address';
import { manifest, type Json } from '../manifest/manifest';

const ID = 'IsolationByName';

/** How many ports a list has at most, by the CustomResourceDefinition. */
const MAX_PORTS = 40;

/**
 * Has a CiliumNetworkPolicy made beside the NetworkPolicy of pods where they are connected to host names, now or later. What the two allow
 * adds up.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/
 * @internal
 */
export function allowNames(peer: PodsPeer, name: string): void {
  if (ClusterProfile.of(peer.construct).networkPolicyProvider !== NetworkPolicyProvider.CILIUM) {
    return;
  }
  const make = (connection: Connection) => {
    const asked = isByName(peerOf(connection.target)!) && podsKey(callerOf(connection)) === podsKey(peer);
    if (asked && !peer.construct.node.tryFindChild(ID)) {
      manifest(peer.construct, ID, {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name },
        spec: Lazy.any({ produce: () => specOf(subjectOf(peer)) }),
      });
    }
  };
  Connections._around(peer.construct).forEach(make);
  Connections._observe(peer.construct, make);
}

function specOf(subject: Subject): Json {
  const calls = callsOf(subject).filter(({ called }) => isByName(called));
  return {
    endpointSelector: { matchLabels: subject.pods.labels },
    egress: [toDns(subject.profile), ...calls.map(toNames)],
  };
}

/** Cilium learns addresses from the answers that its DNS proxy sees, and that sees those alone for which a rule on DNS stands. */
function toDns(profile: ClusterProfile): Json {
  const { pods, port } = knownDns(profile.dns);
  const labels = Object.entries(pods.podLabels ?? {}).map(([key, value]) => [`k8s:${key}`, value]);
  return {
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': pods.namespace, ...Object.fromEntries(labels) } }],
    toPorts: [{ ports: [{ port: String(port), protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
  };
}

function toNames({ connection, called }: Call): Json {
  const ports = calledPorts(called, connection).map(({ port, protocol = 'TCP' }) => ({ port: String(port), protocol }));
  const lists = Array.from({ length: Math.ceil(ports.length / MAX_PORTS) }, (_, index) => ports.slice(index * MAX_PORTS, (index + 1) * MAX_PORTS));
  return { toFQDNs: namesOf(called), toPorts: lists.map(list => ({ ports: list })) };
}

/**
 * Cilium goes by the name that was asked for, not by the CNAME records of the answer: callers ask for the Service.
 *
 * @see https://github.com/cilium/cilium/issues/30588
 */
function namesOf({ hostnames = [], address, memberAddresses = [] }: Peer): Json[] {
  const services = new Map([...address ? [address] : [], ...memberAddresses].map(service => [service.name, service]));
  return [...hostnames.map(name => ({ matchName: name.replace(/\.$/, '') })), ...[...services.values()].map(nameOf)];
}

/** Where the namespace is not known, the name of any. */
function nameOf(address: ServiceAddress): Json {
  return address.namespace === undefined ? { matchPattern: `${address.name}.*.${address._suffix}` } : { matchName: address.fqdn };
}
