import type { ApiObject } from 'cdk8s';
import { ContainerRestartPolicy } from 'cdk8s-plus-28';
import type { Json } from '../../manifest/manifest';
import type { Problems } from '../../rules/rule';
import { scalingRules } from '../../rules/scaling';
import { workloadRules } from '../../rules/workloads';
import { checkScaling } from '../../scaling/check-scaling';
import type { KedaTrigger } from '../../scaling/keda-trigger';
import type { Scaling } from '../../scaling/scaling';
import type { ScalingContext } from '../../scaling/scaling-context';
import type { ControllerKind } from '../controller';

const REPLICAS_FIX = 'Remove replicas. If it was deployed before, hand the number of pods over in two releases (docs/scaling.md), because the first deployment without the field sets it to 1.';

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
 * Reports more than one scaler for a workload.
 *
 * @param scaling the scaler that the declaration sets
 * @param others the scalers of the app for the workload that no declaration has generated
 * @internal
 */
export function checkScalers(problems: Problems, scaling: Scaling | undefined, others: readonly ApiObject[]): void {
  const paths = others.map(({ node }) => (node.id === 'Resource' ? node.scope! : { node }).node.path);
  if (scaling && paths.length > 0) {
    problems.report(scalingRules.target, 'scaling', scaling._kind, `'${paths[0]}' also scales the workload. Remove it, or remove scaling.`);
  } else if (paths.length > 1) {
    problems.report(scalingRules.target, 'scaling', paths, `All of these scale the workload. Remove all but '${paths[0]}'.`);
  }
}

/**
 * Reports utilizations of resources that the pods do not request.
 *
 * @param pod the finished spec of the pods; its first container is the workload's own
 * @internal
 */
export function checkRequestsOfScaler(problems: Problems, { _options: { metrics, triggers } }: Scaling, pod: Json): void {
  metrics.forEach(({ _type: type, _parts: { name, target, containerName = pod.containers[0].name } }, index) => {
    const field = `scaling.metrics[${index}]`;
    if (target?._type !== 'Utilization' || name === undefined) {
      return;
    }
    if (type === 'Resource') {
      checkPodRequest(problems, field, name, pod);
    } else if (type === 'ContainerResource') {
      checkContainerRequest(problems, field, name, containerName, runningContainers(pod));
    }
  });
  triggers.forEach((trigger, index) => checkTrigger(problems, `scaling.triggers[${index}]`, trigger, pod));
}

/** KEDA passes the resource of a container, or of the whole pod, on to Kubernetes (pkg/scalers/cpu_memory_scaler.go of KEDA 2.20.2). */
function checkTrigger(problems: Problems, field: string, { _type: type, _metadata: { containerName } }: KedaTrigger, pod: Json): void {
  if (type !== 'cpu' && type !== 'memory') {
    return;
  }
  if (containerName) {
    checkContainerRequest(problems, field, type, containerName, runningContainers(pod));
  } else {
    checkPodRequest(problems, field, type, pod);
  }
}

function checkContainerRequest(problems: Problems, field: string, resource: string, name: string, containers: readonly Json[]): void {
  const container = containers.find(each => each.name === name);
  if (!container) {
    problems.report(scalingRules.request, `${field}.containerName`, name, `The pods have the containers ${containers.map(each => `'${each.name}'`).join(', ')}.`);
  } else if (!requests(container, resource)) {
    const fix = `The container '${name}' requests no ${resource}. Set resources: { requests: { ${resource}: … } }, or use an average value.`;
    problems.report(scalingRules.request, field, resource, fix);
  }
}

function checkPodRequest(problems: Problems, field: string, resource: string, pod: Json): void {
  const without = runningContainers(pod).filter(container => !requests(container, resource)).map(({ name }) => `'${name}'`);
  if (!requests(pod, resource) && without.length > 0) {
    const fix = `The pods have no request in podResources, and the containers ${without.join(', ')} have none. Add the requests, or use ScalingMetric.${resource}.`;
    problems.report(scalingRules.request, field, resource, fix);
  }
}

/** In pods, a limit without a request is the request as well (`SetDefaults_Pod` in pkg/apis/core/v1/defaults.go of Kubernetes 1.37). */
function requests({ resources }: Json, resource: string): boolean {
  return resources?.requests?.[resource] !== undefined || resources?.limits?.[resource] !== undefined;
}

function runningContainers({ containers, initContainers = [] }: Json): readonly Json[] {
  return [...containers, ...initContainers.filter(({ restartPolicy }: Json) => restartPolicy === ContainerRestartPolicy.ALWAYS)];
}
