import { knownDns, type ClusterDns } from './cluster-dns';
import type { HostnameDestination, HostnamePolicyRequest, IHostnamePolicies } from './hostname-policies';
import type { Json } from '../manifest/manifest';

/** The CustomResourceDefinition accepts at most this number of ports in a list. */
const MAX_PORTS = 40;

/**
 * The CiliumNetworkPolicy of pods that connect to host names. Cilium allows what it or the NetworkPolicy of the pods allows.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/
 * @internal
 */
export class CiliumPolicies implements IHostnamePolicies {
  public renderSpec({ podLabels, destinations, dns }: HostnamePolicyRequest): any {
    return {
      endpointSelector: { matchLabels: podLabels },
      egress: [toDns(dns), ...destinations.map(toHostnames)],
    };
  }
}

/** Cilium learns addresses from the DNS answers that its DNS proxy forwards. It forwards only the queries that a rule on DNS allows. */
function toDns(dns: ClusterDns): Json {
  const { pods, port } = knownDns(dns);
  const labels = Object.entries(pods.podLabels ?? {}).map(([key, value]) => [`k8s:${key}`, value]);
  return {
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': pods.namespace, ...Object.fromEntries(labels) } }],
    toPorts: [{ ports: [{ port: String(port), protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
  };
}

/**
 * Cilium compares the name in the query, not the CNAME records in the answer. Clients query the name of the Service.
 *
 * @see https://github.com/cilium/cilium/issues/30588
 */
function toHostnames({ hostnames, serviceNames, ports }: HostnameDestination): Json {
  const names = [...hostnames, ...serviceNames].map(name => name.includes('*') ? { matchPattern: name } : { matchName: name });
  const rendered = ports.map(({ number, protocol }) => ({ port: String(number), protocol }));
  const lists = Array.from({ length: Math.ceil(ports.length / MAX_PORTS) }, (_, index) => rendered.slice(index * MAX_PORTS, (index + 1) * MAX_PORTS));
  return { toFQDNs: names, toPorts: lists.map(list => ({ ports: list })) };
}
