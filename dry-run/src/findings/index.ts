import type { ApiObject, Finding } from '../finding';
import { applyRules, checkApplyLists } from './apply-lists';
import { checkClasses, classRules } from './classes';
import { ConfigIndex } from './config';
import { checkConfigUpgrades, configUpgradeRules } from './config-upgrades';
import { checkDocuments, checkOrder, documentRules } from './documents';
import { checkEndpoints, endpointRules } from './endpoints';
import type { Check } from './given';
import { checkIngresses, ingressRules } from './ingresses';
import { Inventory } from './inventory';
import { checkNames, nameRules } from './names';
import { checkOverlaps, overlapRules } from './overlaps';
import { checkPodNeeds, podNeedRules } from './pod-needs';
import { checkAutoscalers, checkBudgets, checkNetworkPolicies, podPolicyRules } from './pod-policies';
import { PodIndex } from './pods';
import { checkRoles, roleRules } from './roles';
import { checkRoutes, routeRules } from './routes';
import { reportTo, type FindingRule } from './rule';
import { checkServiceUpgrades, serviceUpgradeRules } from './service-upgrades';
import { checkServices, serviceRules } from './services';
import { checkStatefulSets, statefulSetRules } from './stateful-sets';
import { checkVanished, vanishedRules } from './vanished';

const CHECKS: readonly Check[] = [
  checkDocuments, checkOrder, checkNames, checkApplyLists, checkServices, checkEndpoints, checkIngresses, checkRoutes, checkPodNeeds,
  checkStatefulSets, checkAutoscalers, checkBudgets, checkNetworkPolicies, checkOverlaps, checkRoles, checkClasses,
];

/** All that can be found. */
export const FINDING_RULES: readonly FindingRule[] = [
  documentRules, nameRules, applyRules, serviceRules, endpointRules, ingressRules, routeRules, podNeedRules, statefulSetRules,
  podPolicyRules, overlapRules, roleRules, classRules, vanishedRules, serviceUpgradeRules, configUpgradeRules,
].flatMap<FindingRule>(rules => Object.values(rules));

/**
 * What the server takes object by object, and what does not fit together.
 *
 * @param documents the objects that are judged
 * @param known live objects: they satisfy references, and are not judged themselves
 */
export function referenceFindings(documents: readonly ApiObject[], known: readonly ApiObject[] = []): Finding[] {
  const objects = new Inventory(documents, known);
  const given = { objects, pods: new PodIndex(objects), config: new ConfigIndex(objects) };
  const findings: Finding[] = [];
  CHECKS.forEach(check => check(given, reportTo(findings)));
  return findings;
}

/**
 * What the server takes as an update, and those regret who depend on what was there.
 *
 * @param live the objects as they are
 * @param documents the objects as they will be
 */
export function upgradeFindings(live: readonly ApiObject[], documents: readonly ApiObject[]): Finding[] {
  const upgrade = { before: new Inventory(live), after: new Inventory(documents) };
  const findings: Finding[] = [];
  [checkVanished, checkServiceUpgrades, checkConfigUpgrades].forEach(check => check(upgrade, reportTo(findings)));
  return findings;
}
