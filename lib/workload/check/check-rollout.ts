import type { Problems } from '../../rules/rule';
import { workloadRules } from '../../rules/workloads';
import { isInt32 } from '../../values/numbers';
import type { Controller } from '../controller';

/** Reports problems with the update strategy of a controller. @internal */
export function checkRollout(problems: Problems, controller: Controller): void {
  const { strategy } = controller._deployment;
  const { updateStrategy } = controller._statefulSet;
  if (strategy) {
    const { maxSurge, maxUnavailable } = strategy._toKube().rollingUpdate ?? {};
    checkAmount(problems, 'controller.strategy.maxSurge', maxSurge?.value);
    checkAmount(problems, 'controller.strategy.maxUnavailable', maxUnavailable?.value, 100);
    if (maxSurge && maxUnavailable && [maxSurge.value, maxUnavailable.value].every(value => (typeof value === 'string' ? parseInt(value, 10) : value) === 0)) {
      problems.report(workloadRules.rollout, 'controller.strategy.maxUnavailable', maxUnavailable.value, 'Set one of them to 1 or more.');
    }
  }
  if (updateStrategy) {
    const partition = updateStrategy._toKube().rollingUpdate?.partition;
    if (partition !== undefined && !isInt32(partition, 0)) {
      problems.report(workloadRules.rollout, 'controller.updateStrategy.partition', partition, 'Use an integer such as 3, or omit it.');
    }
  }
}

/** @param maxPercentage the highest percentage */
function checkAmount(problems: Problems, field: string, value: unknown, maxPercentage = Infinity): void {
  const [, percent] = /^(\d+)%$/.exec(typeof value === 'string' ? value : '') ?? [];
  const valid = typeof value === 'number' ? isInt32(value, 0) : percent !== undefined && Number(percent) <= maxPercentage;
  if (value !== undefined && !valid) {
    problems.report(workloadRules.rollout, field, value, 'Use kplus.PercentOrAbsolute.percent(25) or kplus.PercentOrAbsolute.absolute(1).');
  }
}
