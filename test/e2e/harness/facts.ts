import { existsSync } from 'fs';
import { KUBERNETES_VERSIONS } from '../../../lib/rules/kubernetes-versions';

/** Facts about a test cluster. Each cluster has its own network namespaces, so several clusters with these addresses can run at the same time. */

/** The minor version of Kubernetes, in the format of a ClusterProfile. */
export const KUBERNETES_VERSION = KUBERNETES_VERSIONS[KUBERNETES_VERSIONS.length - 1];

/** Whether the kernel has IPv6. Without it, the cluster is single-stack. */
export const HAS_IPV6 = existsSync('/proc/net/if_inet6');

/** Addresses by IP family. */
export interface Addresses {
  readonly ipv4: string;
  readonly ipv6: string;
}

export const NODE = { name: 'node1', ipv4: '10.77.0.2', ipv6: 'fd00:77::2' };

/** A client machine outside the cluster. */
export const CLIENT: Addresses = { ipv4: '10.77.0.10', ipv6: 'fd00:77::10' };

/** Machines outside the cluster, on which databases run. */
export const OUTSIDE: readonly Addresses[] = [
  { ipv4: '10.20.0.11', ipv6: 'fd00:20::11' },
  { ipv4: '10.20.0.12', ipv6: 'fd00:20::12' },
];
/** The ports on which these machines serve. */
export const OUTSIDE_PORTS = [5432, 5433];
/** The port on which these machines serve HTTP. */
export const OUTSIDE_HTTP_PORT = 8080;
/** The name of the first of these machines, in a DNS zone outside the cluster's domain. */
export const OUTSIDE_HOST = 'db.example.com';
export const OUTSIDE_GATEWAY: Addresses = { ipv4: '10.20.0.1', ipv6: 'fd00:20::1' };

export const POD_CIDRS: Addresses = { ipv4: '10.244.0.0/24', ipv6: 'fd00:244::/64' };
export const SERVICE_CIDRS: Addresses = { ipv4: '10.96.0.0/16', ipv6: 'fd00:10:96::/112' };
export const DNS_ADDRESS = '10.96.0.10';
export const CLUSTER_DOMAIN = 'cluster.local';

/** The addresses that the load balancer assigns. The client reaches all of them through the node. */
export const LOAD_BALANCER = { cidr: '198.51.100.0/24', prefix: '198.51.100.' };

/** Names of the network namespaces other than the node's. */
export const NAMESPACES = { client: 'client', outside: 'outside' };

export const API_SERVER = `https://${NODE.ipv4}:6443`;
/** The address of `kubectl proxy`, which accepts requests without credentials. */
export const API_PROXY = 'http://127.0.0.1:8001';

/** Values of both IP families, or only of IPv4 without IPv6 in the kernel, in the format of Kubernetes flags. */
export function families({ ipv4, ipv6 }: Addresses): string {
  return HAS_IPV6 ? `${ipv4},${ipv6}` : ipv4;
}
