import { ContainerRestartPolicy } from 'cdk8s-plus-28';
import type { Json } from '../../manifest/manifest';
import { nanosOf } from '../../rules/quantities';
import type { Problems } from '../../rules/rule';
import { scalingRules } from '../../rules/scaling';
import { KedaMetricType, type KedaTrigger } from '../../scaling/keda-trigger';
import type { Scaling } from '../../scaling/scaling';
import type { ScalingMetric } from '../../scaling/scaling-metric';

/**
 * Reports problems of a scaler with the finished document of its workload: a number of pods, metrics of containers that the pods do not have, and
 * utilizations of resources that they do not request.
 *
 * @param spec the spec of the document
 * @param ownContainer name of the workload's own container in its declaration, which the scaler contains
 * @internal
 */
export function checkScaledDocument(problems: Problems, scaling: Scaling, spec: Json, ownContainer: string): void {
  const pod: Json = spec.template.spec;
  const { metrics, triggers } = scaling._options;
  if (spec.replicas !== undefined) {
    problems.report(scalingRules.replicas, 'spec.replicas', spec.replicas, 'Remove the JSON patch that adds it.');
  }
  metrics.forEach((metric, index) => checkMetric(problems, `scaling.metrics[${index}]`, metric, pod, ownContainer));
  triggers.forEach((trigger, index) => checkTrigger(problems, `scaling.triggers[${index}]`, trigger, pod));
}

function checkMetric(problems: Problems, field: string, { _type: type, _parts }: ScalingMetric, pod: Json, ownContainer: string): void {
  const { name: resource, target, containerName } = _parts;
  const isUtilization = target?._type === 'Utilization';
  if (type === 'ContainerResource') {
    const container = runningContainers(pod).find(({ name }) => name === (containerName ?? ownContainer));
    if (container && isUtilization && !requests(container, resource!)) {
      reportRequest(problems, field, resource!, container.name);
    } else if (!container && containerName === undefined) {
      const fix = `The workload's own container is '${ownContainer}' in the declaration, and the pods have ${namesOf(runningContainers(pod))}. Set containerName of the workload instead of a JSON patch.`;
      problems.report(scalingRules.container, field, ownContainer, fix);
    } else if (!container && isUtilization) {
      reportContainer(problems, `${field}.containerName`, containerName!, pod);
    }
  } else if (type === 'Resource' && isUtilization) {
    checkPodRequest(problems, field, resource!, pod);
  }
}

/**
 * KEDA passes the resource of a container, or of the whole pod, on to Kubernetes (pkg/scalers/cpu_memory_scaler.go of KEDA 2.20.2). Before that, its webhook
 * requires a request of each of the `containers` of the pods, or of the one that the trigger names, whatever `metricType` is (`verifyCPUMemoryScalers`).
 */
function checkTrigger(problems: Problems, field: string, trigger: KedaTrigger, pod: Json): void {
  const { _type: type, _metadata: { containerName }, _options: { metricType } } = trigger;
  if (type !== 'cpu' && type !== 'memory') {
    return;
  }
  const isUtilization = metricType === KedaMetricType.UTILIZATION;
  const running = runningContainers(pod);
  const measured = containerName ? running.filter(({ name }) => name === containerName) : running;
  const readsContainers = isUtilization && Boolean(containerName || !requests(pod, type));
  const verified = measured.filter(container => readsContainers || pod.containers.includes(container));
  const without = verified.filter(container => !requests(container, type));
  if (containerName && measured.length === 0 && isUtilization) {
    reportContainer(problems, `${field}.metadata.containerName`, containerName, pod);
  } else if (without.length > 0) {
    const other = running.find(container => requests(container, type));
    const choice = other ? `, or measure only '${other.name}' with the setting containerName of the trigger` : '';
    const fix = `There is none of ${namesOf(without)}. Set resources: { requests: { ${type}: … } } of each${choice}.`;
    problems.report(scalingRules.kedaRequest, field, type, fix);
  }
}

function reportContainer(problems: Problems, field: string, name: string, pod: Json): void {
  problems.report(scalingRules.container, field, name, `Use ${namesOf(runningContainers(pod), ' or ')}.`);
}

function reportRequest(problems: Problems, field: string, resource: string, name: string): void {
  const fix = `The container '${name}' requests no ${resource}. Set resources: { requests: { ${resource}: … } }, or use an average value.`;
  problems.report(scalingRules.request, field, resource, fix);
}

/**
 * Reports a resource of the pod without a request. If the pod has a request of any resource, Kubernetes reads that of the pod or the sum of the containers.
 * Otherwise each container must have one (`calculateRequests` in pkg/controller/podautoscaler/replica_calculator.go of Kubernetes 1.37).
 */
function checkPodRequest(problems: Problems, field: string, resource: string, pod: Json): void {
  const running = runningContainers(pod);
  const missing = running.filter(container => requestOf(container, resource) === undefined);
  const isComplete = missing.length === 0 || pod.resources !== undefined;
  if (!requests(pod, resource) && !(isComplete && running.some(container => requests(container, resource)))) {
    const without = namesOf(missing.length > 0 ? missing : running);
    const fix = `The pods have no request in podResources, and there is none of ${without}. Add the requests, or use ScalingMetric.${resource}.`;
    problems.report(scalingRules.request, field, resource, fix);
  }
}

/** Whether the request of a container or pod is more than 0. */
function requests(of: Json, resource: string): boolean {
  const amount = requestOf(of, resource);
  return amount !== undefined && nanosOf(String(amount)) !== 0n;
}

/** In pods, a limit without a request is the request as well (`SetDefaults_Pod` in pkg/apis/core/v1/defaults.go of Kubernetes 1.37). */
function requestOf({ resources }: Json, resource: string): unknown {
  return resources?.requests?.[resource] ?? resources?.limits?.[resource];
}

function namesOf(containers: readonly Json[], separator = ' and '): string {
  return containers.map(({ name }) => `'${name}'`).join(separator);
}

function runningContainers({ containers, initContainers = [] }: Json): readonly Json[] {
  return [...containers, ...initContainers.filter(({ restartPolicy }: Json) => restartPolicy === ContainerRestartPolicy.ALWAYS)];
}
