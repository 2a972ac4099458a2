import type { Problems } from '../../rules/rule';
import { checkServed, type KubernetesVersion } from '../../rules/versions';
import { workloadRules } from '../../rules/workloads';
import { isInt32 } from '../../values/numbers';
import type { Controller, ControllerKind } from '../controller';
import { isZero, surges } from '../pod/rollout';
import type { RolloutAmounts, RolloutType } from '../rollout';

/** The first version of Kubernetes that serves `maxUnavailable` of a StatefulSet: MaxUnavailableStatefulSet in pkg/features/kube_features.go (1.37). */
const MAX_UNAVAILABLE_OF_STATEFUL_SET = '1.37';

const MAX_PERCENT = 100;

/** What a kind of controller supports. */
interface Supported {
  readonly types: readonly RolloutType[];
  readonly amounts: readonly (keyof RolloutAmounts)[];
  /** The alternatives to a rollout that it does not support. */
  readonly fix: string;
}

const SUPPORTED: Readonly<Record<ControllerKind, Supported>> = {
  Deployment: {
    types: ['RollingUpdate', 'Recreate'],
    amounts: ['maxSurge', 'maxUnavailable'],
    fix: 'For a Deployment, use Rollout.rollingUpdate() with maxSurge and maxUnavailable, or Rollout.recreate().',
  },
  StatefulSet: {
    types: ['RollingUpdate', 'OnDelete'],
    amounts: ['maxUnavailable', 'partition'],
    fix: 'For a StatefulSet, use Rollout.rollingUpdate() with maxUnavailable and partition, or Rollout.onDelete().',
  },
  DaemonSet: {
    types: ['RollingUpdate', 'OnDelete'],
    amounts: ['maxSurge', 'maxUnavailable'],
    fix: 'For a DaemonSet, use Rollout.rollingUpdate() with either maxSurge or maxUnavailable, or Rollout.onDelete().',
  },
};

/** Reports problems with the rollout of a controller. @internal */
export function checkRollout(problems: Problems, controller: Controller, version: KubernetesVersion): void {
  const { _kind: kind, _deployment, _statefulSet, _daemonSet } = controller;
  const rollout = _deployment.rollout ?? _statefulSet.rollout ?? _daemonSet.rollout;
  if (!rollout) {
    return;
  }
  const { types, amounts, fix } = SUPPORTED[kind];
  if (!types.includes(rollout._type)) {
    problems.report(workloadRules.rolloutKind, 'controller.rollout', rollout._type, fix);
    return;
  }
  for (const [name, value] of Object.entries(rollout._amounts)) {
    if (value !== undefined && !amounts.includes(name as keyof RolloutAmounts)) {
      problems.report(workloadRules.rolloutKind, `controller.rollout.${name}`, value, fix);
    }
  }
  checkAmounts(problems, kind, rollout._amounts, version);
}

function checkAmounts(problems: Problems, kind: ControllerKind, amounts: RolloutAmounts, version: KubernetesVersion): void {
  const { maxSurge, maxUnavailable, partition } = amounts;
  const valid = [
    kind === 'StatefulSet' || checkAmount(problems, 'maxSurge', maxSurge, kind === 'Deployment' ? Infinity : MAX_PERCENT),
    checkAmount(problems, 'maxUnavailable', maxUnavailable, MAX_PERCENT),
  ].every(Boolean);
  if (kind === 'StatefulSet' && maxUnavailable !== undefined) {
    checkServed(problems, 'controller.rollout.maxUnavailable', maxUnavailable, MAX_UNAVAILABLE_OF_STATEFUL_SET, version);
  }
  if (valid) {
    checkSum(problems, kind, { maxSurge, maxUnavailable });
  }
  if (kind === 'StatefulSet' && partition !== undefined && !isInt32(partition, 0)) {
    problems.report(workloadRules.rollout, 'controller.rollout.partition', partition, 'Use an integer such as 3, or omit it.');
  }
}

/** Reports rollouts that replace no pod, and amounts of a DaemonSet that exclude each other. */
function checkSum(problems: Problems, kind: ControllerKind, { maxSurge, maxUnavailable }: RolloutAmounts): void {
  const replacesNone = isZero(maxUnavailable) && (kind === 'Deployment' ? isZero(maxSurge) : kind === 'StatefulSet' || !surges({ maxSurge }));
  if (replacesNone) {
    const fix = kind === 'StatefulSet' ? 'Use PodCount.of(1) or more.' : 'Set one of maxSurge and maxUnavailable to PodCount.of(1) or more.';
    problems.report(workloadRules.rollout, 'controller.rollout.maxUnavailable', maxUnavailable, fix);
  }
  if (kind === 'DaemonSet' && surges({ maxSurge }) && maxUnavailable !== undefined && !isZero(maxUnavailable)) {
    problems.report(workloadRules.rollout, 'controller.rollout.maxSurge', maxSurge, 'Remove maxSurge or maxUnavailable.');
  }
}

/** @param maxPercentage the highest percentage */
function checkAmount(problems: Problems, name: string, value: unknown, maxPercentage: number): boolean {
  const [, percent] = /^(\d+)%$/.exec(typeof value === 'string' ? value : '') ?? [];
  const valid = value === undefined || (typeof value === 'number' ? isInt32(value, 0) : percent !== undefined && Number(percent) <= maxPercentage);
  if (!valid) {
    problems.report(workloadRules.rollout, `controller.rollout.${name}`, value, 'Use PodCount.percent(25) or PodCount.of(1).');
  }
  return valid;
}
