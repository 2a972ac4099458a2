import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { areInSamePlace } from '../../cluster/unique-in-cluster';
import { disruptionRules } from '../../rules/disruption';
import { checkMetadata } from '../../rules/metadata';
import { checkObjectName } from '../../rules/names';
import { isJustification, type Problems } from '../../rules/rule';
import { isInt32 } from '../../values/numbers';
import type { ControllerKind } from '../controller';
import type { DisruptionBudget } from '../disruption-budget';
import type { PodNumbers } from '../pod/pod-numbers';

const AMOUNT_FIX = 'Use PodCount.of(1) or PodCount.percent(10).';
const DAEMON_SET_FIX = 'Remove it: the drain of a node leaves the pods of DaemonSets on it.';
const NEVER_FIX = 'Use DisruptionBudget.maxUnavailable(PodCount.of(1)), or state in noEvictionJustification why no pod may be evicted.';

const ONE_POD_FIX = 'Without replicas, Kubernetes creates 1 pod. Set replicas, use DisruptionBudget.maxUnavailable(PodCount.of(1)), or state in noEvictionJustification what sets the number of pods outside of the app.';

/** Reports problems with the disruption budget of a declaration. @internal */
export function checkDisruption(problems: Problems, budget: DisruptionBudget, kind: ControllerKind, numbers: PodNumbers): void {
  const { _field: field, _pods: pods, _options: { noEvictionJustification: justification, name, metadata } } = budget;
  checkObjectName(problems, 'disruption.name', name);
  checkMetadata(problems, 'disruption.metadata', metadata);
  // amounts of a wrong type were reported
  if (field === undefined || pods === undefined) {
    return;
  }
  if (kind === 'DaemonSet') {
    problems.report(disruptionRules.daemonSet, 'disruption', field, DAEMON_SET_FIX);
  } else if (!isAmount(pods)) {
    problems.report(disruptionRules.amount, `disruption.${field}`, pods, AMOUNT_FIX);
  } else if (!isJustification(justification) && neverEvicts(budget, numbers)) {
    const known = field === 'maxUnavailable' || numbers.min === undefined ? '' : reasonOf(numbers);
    problems.report(disruptionRules.never, `disruption.${field}`, pods, `${known}${NEVER_FIX}`);
  }
}

function reasonOf({ min, max }: PodNumbers): string {
  const number = `${min} ${min === 1 ? 'pod' : 'pods'}`;
  return min === max ? `The workload has ${number}. ` : `With ${number}, the budget allows no eviction. `;
}

/**
 * Reports that the budget of a workload without `replicas` and without a scaler of its own never allows an eviction. Its declaration has been checked, and
 * does not determine the number of pods.
 *
 * @param numbers those of a scaler of the app, if there is one; otherwise there is one pod: the default of the API server (`SetDefaults_Deployment` and
 *   `SetDefaults_StatefulSet` in pkg/apis/apps/v1/defaults.go of Kubernetes 1.37)
 * @internal
 */
export function checkDisruptionAtSynth(problems: Problems, budget: DisruptionBudget, numbers: PodNumbers | undefined): void {
  const { _field: field, _pods: pods, _options: { noEvictionJustification: justification } } = budget;
  if (field === 'minAvailable' && !isJustification(justification) && neverEvicts(budget, numbers ?? { min: 1 })) {
    problems.report(disruptionRules.never, `disruption.${field}`, pods, numbers ? `${reasonOf(numbers)}${NEVER_FIX}` : ONE_POD_FIX);
  }
}

function isAmount(pods: number | string): boolean {
  const [, percent] = /^(\d+)%$/.exec(String(pods)) ?? [];
  return typeof pods === 'number' ? isInt32(pods, 0) : percent !== undefined && Number(percent) <= 100;
}

/**
 * Whether a budget certainly allows no eviction although all pods are ready. With a scaler, there are times with the lowest number of pods. A workload
 * without pods, or one that scales to zero, counts as one pod.
 */
function neverEvicts({ _field: field, _pods: pods }: DisruptionBudget, { min }: PodNumbers): boolean {
  if (field === 'maxUnavailable') {
    return parseInt(String(pods), 10) === 0;
  }
  if (typeof pods === 'string') {
    const percent = parseInt(pods, 10);
    return percent === 100 || (min !== undefined && percent > 0 && Math.ceil(percent * Math.max(min, 1) / 100) >= Math.max(min, 1));
  }
  return min !== undefined && (pods as number) >= Math.max(min, 1);
}

/**
 * Reports more than one budget for the pods of a workload.
 *
 * @param own the budget that the declaration sets
 * @param others the budgets of the app that select the pods and that no declaration has generated
 * @internal
 */
export function checkBudgetOverlap(
  problems: Problems, declaration: IConstruct, own: DisruptionBudget | undefined, others: readonly ApiObject[],
): void {
  const certain = others.filter(other => areInSamePlace(declaration, other)).map(({ node }) => node.path);
  const [first] = certain;
  if (own?._field !== undefined && certain.length > 0) {
    const fix = `'${first}' also selects the pods. Remove it, or set disruption: DisruptionBudget.none().`;
    problems.report(disruptionRules.overlap, `disruption.${own._field}`, own._pods, fix);
  } else if (certain.length > 1) {
    problems.report(disruptionRules.overlap, 'disruption', certain, `All of these select the pods. Remove all but '${first}'.`);
  }
}
