import { PodManagementPolicy } from 'cdk8s-plus-28';
import type { Controller } from './controller';
import type { Problems } from '../rules/rule';
import { checkEnum, checkMade, isInt32 } from '../rules/values';
import { workloadRules } from '../rules/workloads';

/** Notes what is wrong with how pods of a new version replace those of the old one. @internal */
export function checkRollout(problems: Problems, controller: Controller): void {
  const { strategy } = controller._deployment;
  const { updateStrategy, podManagementPolicy } = controller._statefulSet;
  checkEnum(problems, 'controller.podManagementPolicy', podManagementPolicy, PodManagementPolicy);
  if (strategy && checkMade(problems, 'controller.strategy', strategy, '_toKube', 'kplus.DeploymentStrategy.recreate()')) {
    const { maxSurge, maxUnavailable } = strategy._toKube().rollingUpdate ?? {};
    checkAmount(problems, 'controller.strategy.maxSurge', maxSurge?.value);
    checkAmount(problems, 'controller.strategy.maxUnavailable', maxUnavailable?.value, 100);
    if (maxSurge && maxUnavailable && [maxSurge.value, maxUnavailable.value].every(value => parseInt(String(value), 10) === 0)) {
      problems.report(workloadRules.rollout, 'controller.strategy.maxUnavailable', maxUnavailable.value, 'Give one of them 1 or more.');
    }
  }
  if (updateStrategy && checkMade(problems, 'controller.updateStrategy', updateStrategy, '_toKube', 'kplus.StatefulSetUpdateStrategy.onDelete()')) {
    const partition = updateStrategy._toKube().rollingUpdate?.partition;
    if (partition !== undefined && !isInt32(partition, 0)) {
      problems.report(workloadRules.rollout, 'controller.updateStrategy.partition', partition, 'Write it like 3, or leave it out.');
    }
  }
}

/** @param most the highest percentage */
function checkAmount(problems: Problems, field: string, value: unknown, most = Infinity): void {
  const [, percent] = /^(\d+)%$/.exec(String(value)) ?? [];
  const right = typeof value === 'number' ? isInt32(value, 0) : percent !== undefined && Number(percent) <= most;
  if (value !== undefined && !right) {
    problems.report(workloadRules.rollout, field, value, 'Write it like kplus.PercentOrAbsolute.percent(25) or kplus.PercentOrAbsolute.absolute(1).');
  }
}
