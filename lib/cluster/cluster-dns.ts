import type { PlatformPods } from './platform-pods';

/**
 * The DNS servers of the cluster, which answer the queries of pods.
 */
export interface ClusterDns {
  /**
   * The pods of the DNS servers, such as those of CoreDNS.
   *
   * @default - the pods in `kube-system` with the label `k8s-app: kube-dns`, which CoreDNS has for compatibility with kube-dns
   * @see https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/
   */
  readonly pods?: PlatformPods;

  /**
   * Port that these pods listen on, from 1 to 65535. It can differ from the port of their Service.
   *
   * @default 53
   */
  readonly port?: number;

  /**
   * Addresses of DNS servers that are not pods with an address of their own, such as `169.254.20.10` of a DNS cache on each node (NodeLocal DNSCache).
   * Pods query them on port 53. Policies allow them in addition to `pods`.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  readonly addresses?: string[];
}

/**
 * The settings, with defaults for all properties that are not set.
 *
 * @internal
 */
export function dnsWithDefaults(dns?: ClusterDns): Required<ClusterDns> {
  return {
    pods: dns?.pods ?? { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
    port: dns?.port ?? 53,
    addresses: dns?.addresses ?? [],
  };
}
