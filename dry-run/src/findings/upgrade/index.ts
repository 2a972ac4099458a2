import type { ApiObject } from '../../finding';
import { Inventory } from '../inventory';
import type { FindingRule, Report } from '../rule';
import { budgetRules, checkBudgets } from './budgets';
import { checkConfigUpgrades, configUpgradeRules } from './configs';
import { checkServiceExposure, exposureRules } from './exposure';
import { checkLeavingPods, leavingPodRules } from './leaving-pods';
import { checkNetworkPolicyUpgrades, networkPolicyUpgradeRules } from './network-policies';
import { checkPortReferences, portReferenceRules } from './port-references';
import { checkRemovedObjects, removedRules } from './removed-objects';
import { checkReplicas, replicaRules } from './replicas';
import { checkRouteExposure } from './route-exposure';
import { RunningPods } from './running-pods';
import { checkServiceUpgrades, serviceUpgradeRules } from './services';
import type { Upgrade, UpgradeCheck } from './upgrade';
import { checkVolumeUpgrades, volumeRules } from './volumes';

const CHECKS: readonly UpgradeCheck[] = [
  checkRemovedObjects, checkServiceUpgrades, checkPortReferences, checkLeavingPods, checkServiceExposure, checkRouteExposure, checkReplicas,
  checkBudgets, checkNetworkPolicyUpgrades, checkVolumeUpgrades, checkConfigUpgrades,
];

/** The rules about updates. */
export const UPGRADE_RULES: readonly Readonly<Record<string, FindingRule>>[] = [
  removedRules, serviceUpgradeRules, portReferenceRules, leavingPodRules, exposureRules, replicaRules, budgetRules, networkPolicyUpgradeRules,
  volumeRules, configUpgradeRules,
];

/** Reports what updates break. The parameters are those of `upgradeFindings`. */
export function findUpgradeProblems(
  live: readonly ApiObject[], documents: readonly ApiObject[], elsewhere: readonly ApiObject[], stored: Upgrade['stored'], report: Report,
): void {
  const before = new Inventory(live);
  const upgrade = {
    before,
    after: new Inventory(documents, [], elsewhere),
    together: new Inventory(documents, live),
    running: new RunningPods(before),
    stored,
  };
  CHECKS.forEach(check => check(upgrade, report));
}
