import { IpFamily } from './ip-family';
import { addressRules } from '../rules/addresses';
import { clusterRules } from '../rules/cluster';
import type { Problems } from '../rules/rule';

/** @internal */
export function checkIpFamilies(problems: Problems, field: string, families: readonly IpFamily[]): boolean {
  const known = Array.isArray(families) && families.every(family => Object.values(IpFamily).includes(family));
  const valid = known && families.length > 0 && new Set(families).size === families.length;
  if (!valid) {
    problems.report(clusterRules.ipFamilies, field, families, 'Write [IpFamily.IPV4], [IpFamily.IPV6], or both with the primary one first.');
  }
  return valid;
}

/** Notes families that the cluster does not have, where its families are known. @internal */
export function checkFamiliesOfCluster(problems: Problems, field: string, families: readonly IpFamily[], known: readonly IpFamily[]): void {
  const missing = families.filter(family => known.length > 0 && !known.includes(family));
  if (missing.length > 0) {
    problems.report(addressRules.family, field, families, `The profile has ${known.join(' and ')}. Leave ${missing.join(' and ')} out, or set it in ClusterProfile's ipFamilies.`);
  }
}
