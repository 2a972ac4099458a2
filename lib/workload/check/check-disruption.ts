import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { areInSamePlace } from '../../cluster/unique-in-cluster';
import { disruptionRules } from '../../rules/disruption';
import { isJustification, type Problems } from '../../rules/rule';
import { isInt32 } from '../../values/numbers';
import type { ControllerKind } from '../controller';
import type { DisruptionBudget } from '../disruption-budget';
import type { PodNumbers } from '../pod/pod-numbers';

const AMOUNT_FIX = 'Use PodCount.of(1) or PodCount.percent(10).';
const DAEMON_SET_FIX = 'Remove it: the drain of a node leaves the pods of DaemonSets on it.';
const NEVER_FIX = 'Use DisruptionBudget.maxUnavailable(PodCount.of(1)), or state in noEvictionJustification why no pod may be evicted.';

/** Reports problems with the disruption budget of a declaration. @internal */
export function checkDisruption(problems: Problems, budget: DisruptionBudget, kind: ControllerKind, numbers: PodNumbers): void {
  const { _field: field, _pods: pods, _options: { noEvictionJustification: justification } } = budget;
  // amounts of a wrong type were reported
  if (field === undefined || pods === undefined) {
    return;
  }
  if (kind === 'DaemonSet') {
    problems.report(disruptionRules.daemonSet, 'disruption', field, DAEMON_SET_FIX);
  } else if (!isAmount(pods)) {
    problems.report(disruptionRules.amount, `disruption.${field}`, pods, AMOUNT_FIX);
  } else if (!isJustification(justification) && neverEvicts(budget, numbers)) {
    const { min } = numbers;
    const known = field === 'maxUnavailable' || min === undefined ? '' : `The workload has ${min === numbers.max ? '' : 'at least '}${min} ${min === 1 ? 'pod' : 'pods'}. `;
    problems.report(disruptionRules.never, `disruption.${field}`, pods, `${known}${NEVER_FIX}`);
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
