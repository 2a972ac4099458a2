import { dnsWithDefaults, type ClusterDns } from './cluster-dns';
import type { HostnameDestination, HostnamePolicyRequest, IHostnamePolicies } from './hostname-policies';
import type { Json } from '../manifest/manifest';

/** The CustomResourceDefinition accepts at most this number of ports in a list. */
const MAX_PORTS = 40;

/**
 * The CiliumNetworkPolicy of pods that connect to host names. Cilium allows traffic that either this policy or the NetworkPolicy of the pods allows.
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

/** Cilium learns addresses from the DNS answers that its DNS proxy forwards. The proxy forwards only queries that a DNS rule allows. */
function toDns(dns: ClusterDns): Json {
  const { pods, port } = dnsWithDefaults(dns);
  const labels = Object.entries(pods.podLabels ?? {}).map(([key, value]) => [`k8s:${key}`, value]);
  return {
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': pods.namespace, ...Object.fromEntries(labels) } }],
    toPorts: [{ ports: [{ port: String(port), protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
  };
}

/**
 * The rule for host names also lists the names of the Services, because clients query those: Cilium compares the name in the query, not the CNAME
 * records in the answer.
 *
 * @see https://github.com/cilium/cilium/issues/30588
 */
function toHostnames({ hostnames, serviceNames, ports }: HostnameDestination): Json {
  const names = [...hostnames, ...serviceNames].map(name => name.includes('*') ? { matchPattern: name } : { matchName: name });
  const rendered = ports.map(({ number, protocol }) => ({ port: String(number), protocol }));
  const lists = Array.from({ length: Math.ceil(ports.length / MAX_PORTS) }, (_, index) => rendered.slice(index * MAX_PORTS, (index + 1) * MAX_PORTS));
  return { toFQDNs: names, toPorts: lists.map(list => ({ ports: list })) };
}
