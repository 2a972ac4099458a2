import type { IpFamily } from './ip-family';
import { addressRules } from '../rules/addresses';
import { clusterRules } from '../rules/cluster';
import type { Problems } from '../rules/rule';

/** Reports a list that is not one or two different families. @internal */
export function checkIpFamilies(problems: Problems, field: string, families: readonly IpFamily[]): void {
  if (families.length === 0 || new Set(families).size < families.length) {
    problems.report(clusterRules.ipFamilies, field, families, 'Use [IpFamily.IPV4], [IpFamily.IPV6], or both with the primary family first.');
  }
}

/** Reports families that the cluster does not have, if its families are known. @internal */
export function checkFamiliesOfCluster(problems: Problems, field: string, families: readonly IpFamily[], known: readonly IpFamily[]): void {
  const missing = families.filter(family => known.length > 0 && !known.includes(family));
  if (missing.length > 0) {
    problems.report(addressRules.family, field, families, `The profile of the cluster has ${known.join(' and ')}. Remove ${missing.join(' and ')}, or add it to ClusterProfile's ipFamilies.`);
  }
}
