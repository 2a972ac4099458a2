import type { ContainerLifecycle, Workload } from 'cdk8s-plus-28';
import type { Problems } from '../../rules/rule';
import { checkSeconds, workloadRules } from '../../rules/workloads';
import { secondsOf, showDuration } from '../../values/durations';
import type { Shutdown, ShutdownTimes } from '../pod/shutdown';

/** Reports problems with the termination of the pods of a workload. @internal */
export function checkShutdown(problems: Problems, declared: ShutdownTimes & { readonly lifecycle?: ContainerLifecycle }, shutdown: Shutdown): void {
  const { shutdownDelay, terminationGracePeriod, lifecycle } = declared;
  const valid = [
    checkSeconds(problems, 'shutdownDelay', shutdownDelay),
    checkSeconds(problems, 'terminationGracePeriod', terminationGracePeriod),
  ].every(Boolean);
  if (lifecycle?.preStop && shutdownDelay && shutdown.delay > 0) {
    const fix = 'lifecycle.preStop is also set. Remove shutdownDelay and wait in lifecycle.preStop, or remove lifecycle.preStop.';
    problems.report(workloadRules.preStop, 'shutdownDelay', showDuration(shutdownDelay), fix);
  }
  if (valid && !lifecycle?.preStop) {
    checkGracePeriod(problems, shutdown);
  }
}

/**
 * Reports a grace period that is too short for the delay that Services and routes need which were declared later, or for containers that were added:
 * they can wait before they stop even if the workload's own container does not.
 *
 * @internal
 */
export function checkShutdownOfContainers(problems: Problems, shutdown: Shutdown, workload: Workload): void {
  if (shutdown.isTooLong && workload.containers.some(container => !container._toKube().lifecycle?.preStop)) {
    checkGracePeriod(problems, shutdown);
  }
}

function checkGracePeriod(problems: Problems, shutdown: Shutdown): void {
  if (shutdown.isTooLong) {
    const fix = `${describeDelay(shutdown)} Use Duration.seconds(${secondsOf(shutdown.sufficientGracePeriod!)}), or a shorter shutdownDelay. Duration.seconds(0) disables the delay.`;
    problems.report(workloadRules.gracePeriod, 'terminationGracePeriod', showDuration(shutdown.gracePeriod!), fix);
  }
}

function describeDelay({ delay, defaultDelay, own }: Shutdown): string {
  const reason = defaultDelay && defaultDelay.construct !== own?.construct ? `, because '${defaultDelay.construct.node.path}' leads to the pods` : '';
  return `The delay is ${delay} seconds${defaultDelay ? ' by default' : ''}${reason}.`;
}
