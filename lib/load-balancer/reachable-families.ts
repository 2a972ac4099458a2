import { familyOf, IpFamily } from '../cluster/ip-family';
import { IpFamilyPolicy, type LoadBalancerOptions } from '../exposure/exposure';

const BOTH = Object.values(IpFamily);

/**
 * The IP families at which clients reach a Service. With a dual-stack policy these are both families, unless the cluster has only one: whether a
 * cluster that is not known has both is visible only when the Service is created. Empty if only the cluster determines the family.
 *
 * @param ofBackend families of the backend, if the Service must have the same families
 * @param ofCluster families of the cluster, the primary one first; empty if they are not known
 * @internal
 */
export function reachableFamilies(
  { ipFamilies, ipFamilyPolicy, clusterIps }: LoadBalancerOptions, ofBackend: readonly IpFamily[] | undefined, ofCluster: readonly IpFamily[],
): readonly IpFamily[] {
  const listed = ipFamilies ?? ofBackend ?? clusterIps?.map(familyOf) ?? [];
  const isDual = ipFamilyPolicy === undefined ? Math.max(listed.length, clusterIps?.length ?? 0) > 1 : ipFamilyPolicy !== IpFamilyPolicy.SINGLE_STACK;
  if (isDual && ofCluster.length !== 1) {
    return BOTH;
  }
  return [...listed, ...ofCluster].slice(0, 1);
}
