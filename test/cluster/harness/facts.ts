import { existsSync } from 'fs';

/** What one cluster of the tests looks like. Every address is in network namespaces of its own, so that several clusters can run at once. */

/** Minor version of Kubernetes, as the profile of a declaration takes it. */
export const KUBERNETES_VERSION = '1.37';

/** Whether the kernel has IPv6, without which the cluster is of one IP family. */
export const HAS_IPV6 = existsSync('/proc/net/if_inet6');

/** Host names and addresses by IP family. */
export interface Addresses {
  readonly ipv4: string;
  readonly ipv6: string;
}

export const NODE = { name: 'node1', ipv4: '10.77.0.2', ipv6: 'fd00:77::2' };

/** A machine that is neither a node nor a pod, from which people come in. */
export const CLIENT: Addresses = { ipv4: '10.77.0.10', ipv6: 'fd00:77::10' };

/** Machines beyond the cluster, on which databases run. */
export const OUTSIDE: readonly Addresses[] = [
  { ipv4: '10.20.0.11', ipv6: 'fd00:20::11' },
  { ipv4: '10.20.0.12', ipv6: 'fd00:20::12' },
];
/** Name of the first of them in a DNS zone that is not the cluster's. */
export const OUTSIDE_HOST = 'db.example.com';
export const OUTSIDE_GATEWAY: Addresses = { ipv4: '10.20.0.1', ipv6: 'fd00:20::1' };

export const POD_CIDRS: Addresses = { ipv4: '10.244.0.0/24', ipv6: 'fd00:244::/64' };
export const SERVICE_CIDRS: Addresses = { ipv4: '10.96.0.0/16', ipv6: 'fd00:10:96::/112' };
export const DNS_ADDRESS = '10.96.0.10';
export const CLUSTER_DOMAIN = 'cluster.local';

/** What the load balancer gives out; the client reaches all of it through the node. */
export const LOAD_BALANCER = { cidr: '198.51.100.0/24', prefix: '198.51.100.' };

/** Names of the network namespaces beside that of the node. */
export const NAMESPACES = { client: 'client', outside: 'outside' };

export const API_SERVER = `https://${NODE.ipv4}:6443`;
/** Where `kubectl proxy` takes requests without credentials. */
export const API_PROXY = 'http://127.0.0.1:8001';

/** Values of both families, or of the one that the kernel has, as flags of Kubernetes take them. */
export function families({ ipv4, ipv6 }: Addresses): string {
  return HAS_IPV6 ? `${ipv4},${ipv6}` : ipv4;
}
