import { Deployment, StatefulSet, type Workload } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { throwProblem } from '../../rules/rule';
import { workloadRules } from '../../rules/workloads';

/** Whether an autoscaler can set the number of pods. @internal */
export function isScalable(workload: Workload): workload is Deployment | StatefulSet {
  return workload instanceof Deployment || workload instanceof StatefulSet;
}

/**
 * The workload, if an autoscaler can set the number of its pods.
 *
 * @throws for a DaemonSet
 * @internal
 */
export function scalable(declaration: IConstruct, workload: Workload): Deployment | StatefulSet {
  if (!isScalable(workload)) {
    throwProblem(declaration, workloadRules.replicasOfDaemonSet, 'controller', 'DaemonSet', 'Use Controller.deployment().');
  }
  return workload;
}
