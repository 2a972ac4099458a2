import { applyListCases } from './apply-list-cases';
import { documentCases } from './document-cases';
import type { RuleCases } from './objects';
import { podCases } from './pod-cases';
import { roleCases } from './role-cases';
import { routeCases } from './route-cases';
import { serviceCases } from './service-cases';
import { workloadCases } from './workload-cases';

export { upgradeCases } from './upgrade-cases';

/** The test cases of all rules about references. */
export const referenceCases: readonly RuleCases[] = [
  ...documentCases, ...applyListCases, ...serviceCases, ...routeCases, ...podCases, ...workloadCases, ...roleCases,
];
