import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { API_OBJECT_ID } from '../../manifest/manifest';
import { DOCUMENTATION, type Problems } from '../../rules/rule';
import { scalingRules } from '../../rules/scaling';
import { workloadRules } from '../../rules/workloads';
import { checkScaling } from '../../scaling/check-scaling';
import type { Scaling } from '../../scaling/scaling';
import type { ScalingContext } from '../../scaling/scaling-context';
import { unjustifiedZero } from '../../scaling/unjustified-zero';
import type { ControllerKind } from '../controller';
import type { WorkloadOptions } from '../workload-options';

const REPLICAS_FIX = `Remove replicas. If it was deployed before, hand the number of pods over first, because the first deployment without the field sets it to 1 (${DOCUMENTATION}/scaling.md#from-replicas-to-a-scaler).`;

/** Reports problems with the scaler of a declaration. @internal */
export function checkScaledWorkload(
  problems: Problems, scaling: Scaling, kind: ControllerKind, replicas: number | undefined, context: ScalingContext,
): void {
  if (kind === 'DaemonSet') {
    problems.report(workloadRules.replicasOfDaemonSet, 'scaling', scaling._kind, 'Remove it, or use Controller.deployment().');
  }
  if (replicas !== undefined) {
    problems.report(scalingRules.replicas, 'replicas', replicas, REPLICAS_FIX);
  }
  checkScaling(problems, scaling, context);
}

/**
 * Reports scalers that no declaration has generated, if the workload has another one or `replicas`.
 *
 * @param others the scalers of the app for the workload that no declaration has generated, at least one
 * @internal
 */
export function checkScalers(problems: Problems, { scaling, replicas }: WorkloadOptions, others: readonly ApiObject[]): void {
  const paths = others.map(pathOf);
  const [first] = paths;
  if (scaling) {
    problems.report(scalingRules.target, 'scaling', scaling._kind, `'${first}' also scales the workload. Remove it, or remove scaling.`);
  } else if (paths.length > 1) {
    problems.report(scalingRules.target, 'scaling', paths, `All of these scale the workload. Remove all but '${first}'.`);
  }
  if (replicas !== undefined) {
    problems.report(scalingRules.replicas, 'replicas', replicas, `'${first}' scales the workload. ${REPLICAS_FIX}`);
  }
}

/**
 * Reports Services for pods that a scaler can remove altogether. The workload's own Service was checked with its declaration.
 *
 * @param servicesOf returns the other Services of the app for the pods
 * @internal
 */
export function checkEndpoints(problems: Problems, scaling: Scaling, servicesOf: () => readonly IConstruct[]): void {
  const field = unjustifiedZero(scaling);
  const [path] = field === undefined ? [] : servicesOf().map(pathOf);
  if (field !== undefined && path !== undefined) {
    const fix = `The Service '${path}' leads to the pods. Use 1 or more, or state in noEndpointsJustification what happens to requests while there are no pods.`;
    problems.report(scalingRules.zero, field, 0, fix);
  }
}

/** The path of the construct that a user has created: cdk8s-plus creates its objects inside of constructs. */
function pathOf({ node }: IConstruct): string {
  return (node.id === API_OBJECT_ID ? node.scope! : { node }).node.path;
}
