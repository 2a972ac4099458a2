import type { PlatformPods } from './platform-pods';

/**
 * Who answers the DNS queries of pods.
 */
export interface ClusterDns {
  /**
   * The pods of the cluster's DNS.
   *
   * @default - those in `kube-system` with the label `k8s-app: kube-dns`, which CoreDNS keeps
   * @see https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/
   */
  readonly pods?: PlatformPods;

  /**
   * Port that those pods listen on, which may differ from that of their Service.
   *
   * @default 53
   */
  readonly port?: number;

  /**
   * Addresses of a cache on each node (NodeLocal DNSCache), as in `169.254.20.10`; they are asked at port 53.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  readonly addresses?: string[];
}

/**
 * The same with nothing left out.
 *
 * @internal
 */
export function knownDns(dns?: ClusterDns): Required<ClusterDns> {
  return {
    pods: dns?.pods ?? { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
    port: dns?.port ?? 53,
    addresses: dns?.addresses ?? [],
  };
}
