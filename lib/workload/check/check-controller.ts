import { checkRollout } from './check-rollout';
import { checkMetadata } from '../../rules/metadata';
import { isDnsLabel, proposeLabel } from '../../rules/names';
import type { Problems } from '../../rules/rule';
import type { KubernetesVersion } from '../../rules/versions';
import { checkSeconds, workloadRules } from '../../rules/workloads';
import { secondsOf } from '../../values/durations';
import { isInt32 } from '../../values/numbers';
import type { Controller, StatefulSetOptions } from '../controller';

/** Kubernetes' default of `progressDeadlineSeconds`. */
const DEFAULT_DEADLINE = 600;

/** What determines which options a controller can have. */
export interface ControllerContext {
  /** Whether the workload has a Service of its own, which is headless. */
  readonly ownIsHeadless: boolean;
  readonly version: KubernetesVersion;
}

/** Reports problems with the options of a controller. @internal */
export function checkController(problems: Problems, controller: Controller, { ownIsHeadless, version }: ControllerContext): void {
  const { firstOrdinal } = controller._statefulSet;
  const { revisionHistoryLimit } = { ...controller._deployment, ...controller._statefulSet, ...controller._daemonSet };
  checkDurations(problems, controller);
  checkRollout(problems, controller, version);
  for (const [name, value] of Object.entries({ firstOrdinal, revisionHistoryLimit })) {
    if (value !== undefined && !isInt32(value, 0)) {
      problems.report(workloadRules.controllerNumber, `controller.${name}`, value, 'Use an integer such as 3, or omit it.');
    }
  }
  checkGoverningService(problems, controller, ownIsHeadless);
}

function checkDurations(problems: Problems, controller: Controller): void {
  const { minReady, progressDeadline } = { ...controller._deployment, ...controller._statefulSet, ...controller._daemonSet };
  const valid = [checkSeconds(problems, 'controller.minReady', minReady), checkSeconds(problems, 'controller.progressDeadline', progressDeadline)].every(Boolean);
  const ready = minReady ? secondsOf(minReady) : 0;
  const deadline = progressDeadline ? secondsOf(progressDeadline) : DEFAULT_DEADLINE;
  if (valid && controller._kind === 'Deployment' && ready >= deadline) {
    const [field, value] = minReady ? ['controller.minReady', ready] : ['controller.progressDeadline', deadline];
    problems.report(workloadRules.seconds, field, value, `minReady is ${ready} seconds, and progressDeadline is ${deadline} seconds. Increase progressDeadline, or decrease minReady.`);
  }
}

function checkGoverningService(problems: Problems, { _statefulSet }: Controller, ownIsHeadless: boolean): void {
  const { serviceName, publishNotReadyAddresses } = _statefulSet;
  checkGoverningMetadata(problems, _statefulSet, ownIsHeadless);
  if (serviceName === undefined) {
    return;
  }
  if (serviceName !== '' && !isDnsLabel(serviceName)) {
    problems.report(workloadRules.governingService, 'controller.serviceName', serviceName, `Use the name of the Service, such as '${proposeLabel(serviceName)}'.`);
  }
  if (publishNotReadyAddresses !== undefined && !ownIsHeadless) {
    const fix = 'With serviceName, no headless Service is generated. Set publishNotReadyAddresses of the exposure, or of the Service that serviceName names, or remove serviceName.';
    problems.report(workloadRules.governingService, 'controller.publishNotReadyAddresses', publishNotReadyAddresses, fix);
  }
}

/** Reports labels and annotations of a Service that is not generated. */
function checkGoverningMetadata(problems: Problems, options: StatefulSetOptions, ownIsHeadless: boolean): void {
  const { serviceName, governingServiceMetadata: metadata } = options;
  if (metadata && (ownIsHeadless || serviceName !== undefined)) {
    const fix = ownIsHeadless ? 'Use serviceMetadata of the workload.' : 'With serviceName, no headless Service is generated. Set the metadata where the Service is declared.';
    problems.report(workloadRules.governingService, 'controller.governingServiceMetadata', Object.keys(metadata), fix);
  }
  checkMetadata(problems, 'controller.governingServiceMetadata', metadata);
}
