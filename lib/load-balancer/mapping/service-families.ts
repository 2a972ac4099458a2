import { familyOf, IpFamily } from '../../cluster/ip-family';
import { IpFamilyPolicy, type LoadBalancerOptions } from '../../exposure/exposure';

const BOTH: readonly IpFamily[] = [IpFamily.IPV4, IpFamily.IPV6];

/** The IP families of a Service, as far as they are known before the API server assigns them. Both lists are empty if nothing is known. */
export interface ServiceFamilies {
  /** Families that the Service has in any case. */
  readonly certain: readonly IpFamily[];
  /** Families that it also has if the cluster has them. */
  readonly possible: readonly IpFamily[];
}

/**
 * The IP families of a Service.
 *
 * @param ofBackend families of the backend, if the Service must have the same families
 * @param ofCluster families of the cluster, the primary one first; empty if they are not known
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services
 * @internal
 */
export function serviceFamilies(
  options: LoadBalancerOptions, ofBackend: readonly IpFamily[] | undefined, ofCluster: readonly IpFamily[],
): ServiceFamilies {
  const listed = options.ipFamilies ?? options.clusterIps?.map(familyOf) ?? ofBackend;
  const policy = options.ipFamilyPolicy ?? (listed?.length === 2 ? IpFamilyPolicy.PREFER_DUAL_STACK : IpFamilyPolicy.SINGLE_STACK);
  const first = (listed ?? ofCluster).slice(0, 1);
  if (policy === IpFamilyPolicy.REQUIRE_DUAL_STACK) {
    return { certain: BOTH, possible: [] };
  }
  if (policy === IpFamilyPolicy.PREFER_DUAL_STACK && ofCluster.length !== 1) {
    return ofCluster.length === 2 ? { certain: BOTH, possible: [] } : { certain: first, possible: BOTH.filter(family => !first.includes(family)) };
  }
  return { certain: first, possible: [] };
}
