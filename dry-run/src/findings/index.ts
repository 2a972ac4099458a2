import type { ApiObject, Finding } from '../finding';
import { applyRules, checkApplyLists } from './apply-lists';
import type { Check } from './check';
import { checkClasses, classRules } from './classes';
import { ConfigIndex } from './config';
import { checkDocuments, checkOrder, documentRules } from './documents';
import { checkEndpoints, endpointRules } from './endpoints';
import { checkIngresses, ingressRules } from './ingresses';
import { Inventory, type Files } from './inventory';
import { checkNames, nameRules } from './names';
import { checkOverlaps, overlapRules } from './overlaps';
import { checkPodNeeds, podNeedRules } from './pod-needs';
import { checkAutoscalers, checkBudgets, checkNetworkPolicies, podPolicyRules } from './pod-policies';
import { PodIndex } from './pods';
import { checkRoles, roleRules } from './roles';
import { checkRoutes, routeRules } from './routes';
import { reportTo, type FindingRule } from './rule';
import { checkServices, serviceRules } from './services';
import { checkStatefulSets, statefulSetRules } from './stateful-sets';
import { findUpgradeProblems, UPGRADE_RULES } from './upgrade';

const CHECKS: readonly Check[] = [
  checkDocuments, checkOrder, checkNames, checkApplyLists, checkServices, checkEndpoints, checkIngresses, checkRoutes, checkPodNeeds,
  checkStatefulSets, checkAutoscalers, checkBudgets, checkNetworkPolicies, checkOverlaps, checkRoles, checkClasses,
];

/** The rules of all findings of this package's own checks. The server has its own: see `SERVER_FINDINGS`. */
export const FINDING_RULES: readonly FindingRule[] = [
  documentRules, nameRules, applyRules, serviceRules, endpointRules, ingressRules, routeRules, podNeedRules, statefulSetRules,
  podPolicyRules, overlapRules, roleRules, classRules, ...UPGRADE_RULES,
].flatMap<FindingRule>(rules => Object.values(rules));

/**
 * Findings about objects that the server accepts one by one but that do not work together.
 *
 * @param documents the objects to check
 * @param live live objects: they satisfy references, and are not checked
 * @param elsewhere objects that exist elsewhere: they satisfy references, and are not checked
 * @param files the files of the documents, if they are known
 */
export function referenceFindings(
  documents: readonly ApiObject[], live: readonly ApiObject[] = [], elsewhere: readonly ApiObject[] = [], files: Files = new Map(),
): Finding[] {
  const objects = new Inventory(documents, live, elsewhere, files);
  const context = { objects, pods: new PodIndex(objects), config: new ConfigIndex(objects) };
  const findings: Finding[] = [];
  CHECKS.forEach(check => check(context, reportTo(findings, documents)));
  return findings;
}

/**
 * Findings about updates that the server accepts but that break clients or lose data.
 *
 * @param live the objects before the update
 * @param documents the objects after the update
 * @param elsewhere objects that exist elsewhere, which the update does not remove
 * @param stored what the server would store for a document
 */
export function upgradeFindings(
  live: readonly ApiObject[], documents: readonly ApiObject[], elsewhere: readonly ApiObject[] = [],
  stored: ReadonlyMap<ApiObject, ApiObject> = new Map(),
): Finding[] {
  const findings: Finding[] = [];
  findUpgradeProblems(live, documents, elsewhere, stored, reportTo(findings, documents));
  return findings;
}
