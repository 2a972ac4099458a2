import { applyListCases } from './apply-list-cases';
import { documentCases } from './document-cases';
import type { RuleCases } from './objects';
import { podCases } from './pod-cases';
import { roleCases } from './role-cases';
import { routeCases } from './route-cases';
import { serviceCases } from './service-cases';
import { exposureCases } from './upgrade/exposure-cases';
import { leavingPodCases } from './upgrade/leaving-pod-cases';
import { policyCases } from './upgrade/policy-cases';
import { portReferenceCases } from './upgrade/port-reference-cases';
import { workloadUpgradeCases } from './upgrade/workload-upgrade-cases';
import { removalCases } from './upgrade-cases';
import { workloadCases } from './workload-cases';


/** The test cases of all rules about references. */
export const referenceCases: readonly RuleCases[] = [
  ...documentCases, ...applyListCases, ...serviceCases, ...routeCases, ...podCases, ...workloadCases, ...roleCases,
];

/** The test cases of all rules about updates. */
export const upgradeCases: readonly RuleCases[] = [
  ...removalCases, ...leavingPodCases, ...exposureCases, ...workloadUpgradeCases, ...policyCases,
  ...portReferenceCases,
];
