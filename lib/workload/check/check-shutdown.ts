import { Duration } from 'cdk8s';
import { checkSleeps } from '../../container/check-lifecycle';
import type { LifecycleHooks } from '../../container/lifecycle-hooks';
import type { Problems } from '../../rules/rule';
import { checkSeconds, workloadRules } from '../../rules/workloads';
import { secondsOf, showDuration } from '../../values/durations';
import type { DeclaredContainer } from '../pod/declared-containers';
import type { Shutdown, ShutdownTimes } from '../pod/shutdown';

/** Kubernetes' default of `terminationGracePeriodSeconds`. */
const DEFAULT_GRACE_PERIOD = Duration.seconds(30);

/** The parts of a declaration that determine the termination of its pods. */
type DeclaredShutdown = ShutdownTimes & { readonly lifecycle?: LifecycleHooks };

/** Reports problems with the termination of the pods of a workload. @internal */
export function checkShutdown(problems: Problems, declared: DeclaredShutdown, shutdown: Shutdown, containers: readonly DeclaredContainer[]): void {
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
  if (valid && terminationGracePeriod) {
    checkAllSleeps(problems, containers, terminationGracePeriod);
  }
}

/**
 * Reports a grace period that is too short for the delay that Services and routes need which were declared later, or for containers that were added:
 * they can wait before they stop even if the workload's own container does not. Also reports actions that wait longer than the default of the grace
 * period, which is final only at synth.
 *
 * @param waits whether a container waits for the shutdown delay
 * @internal
 */
export function checkShutdownOfContainers(
  problems: Problems, { terminationGracePeriod }: ShutdownTimes, shutdown: Shutdown, containers: readonly DeclaredContainer[], waits: boolean,
): void {
  if (shutdown.isTooLong && waits) {
    checkGracePeriod(problems, shutdown);
  }
  if (!terminationGracePeriod) {
    checkAllSleeps(problems, containers, shutdown.gracePeriod ?? DEFAULT_GRACE_PERIOD);
  }
}

function checkAllSleeps(problems: Problems, containers: readonly DeclaredContainer[], gracePeriod: Duration): void {
  for (const { prefix, options: { lifecycle } } of containers) {
    if (lifecycle) {
      checkSleeps(problems, prefix, lifecycle, secondsOf(gracePeriod));
    }
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
