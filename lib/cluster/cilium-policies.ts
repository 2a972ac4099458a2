import { dnsWithDefaults, type ClusterDns } from './cluster-dns';
import type { DestinationPort, HostnameDestination, HostnamePolicyRequest, IHostnamePolicies } from './hostname-policies';
import { cidrOf } from './ip-family';
import type { Json } from '../manifest/manifest';

/** The CustomResourceDefinition accepts at most this number of ports in a list. */
const MAX_PORTS = 40;

/**
 * The values of the fields `fromEntities` and `toEntities`.
 *
 * @see https://github.com/cilium/cilium/blob/main/pkg/policy/api/entity.go
 * @internal
 */
export const CILIUM_ENTITIES: readonly string[] = [
  'all', 'world', 'world-ipv4', 'world-ipv6', 'cluster', 'host', 'init', 'ingress', 'unmanaged', 'remote-node', 'health', 'none', 'kube-apiserver',
];

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
      egress: [...toDns(dns), ...destinations.map(toHostnames)],
    };
  }
}

/**
 * Cilium learns addresses from the DNS answers that its DNS proxy forwards. The proxy forwards only queries that a DNS rule allows. The address of a
 * DNS cache on the node belongs to the entity `host`, or is outside the cluster if the cache has started after the agent of Cilium.
 *
 * @see https://github.com/cilium/cilium/issues/18644
 */
function toDns(dns: ClusterDns): Json[] {
  const { pods, port, addresses } = dnsWithDefaults(dns);
  const labels = Object.entries(pods.podLabels ?? {}).map(([key, value]) => [`k8s:${key}`, value]);
  const queries = (number: number) => [{ ports: [{ port: String(number), protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }];
  const servers = [{ toEntities: ['host'] }, { toCIDR: addresses.map(cidrOf) }];
  return [
    {
      toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': pods.namespace, ...Object.fromEntries(labels) } }],
      toPorts: queries(port),
    },
    ...addresses.length > 0 ? servers.map(server => ({ ...server, toPorts: queries(53) })) : [],
  ];
}

/**
 * The rule for host names also lists the names of the Services, because clients query those: Cilium compares the name in the query, not the CNAME
 * records in the answer.
 *
 * @see https://github.com/cilium/cilium/issues/30588
 */
function toHostnames({ hostnames, serviceNames, ports }: HostnameDestination): Json {
  const names = [...hostnames, ...serviceNames].map(name => name.includes('*') ? { matchPattern: name } : { matchName: name });
  return { toFQDNs: names, toPorts: ciliumPorts(ports) };
}

/** The field `toPorts` of a rule. @internal */
export function ciliumPorts(ports: readonly DestinationPort[]): Json[] {
  const rendered = ports.map(({ number, protocol }) => ({ port: String(number), protocol }));
  const lists = Array.from({ length: Math.ceil(ports.length / MAX_PORTS) }, (_, index) => rendered.slice(index * MAX_PORTS, (index + 1) * MAX_PORTS));
  return lists.map(list => ({ ports: list }));
}
