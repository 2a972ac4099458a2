import type { Json } from '../manifest/manifest';
import { nanosOf, quantityOf } from '../rules/quantities';
import { resourceRules } from '../rules/resources';
import type { Problems } from '../rules/rule';
import { stringCode } from '../values/code';
import { compareNames } from '../values/compare-names';

/**
 * Reports resources of a pod that are not enough for its containers. In a pod, other than in its template, a container that has only a limit requests
 * as much, and a pod that has only a limit requests the sum of its containers (`SetDefaults_Pod` in pkg/apis/core/v1/defaults.go and
 * `DefaultPodLevelResources` in pkg/api/pod/util.go of Kubernetes 1.37).
 *
 * @param pod the finished spec of the pods, in which JSON patches can have written anything
 * @internal
 */
export function checkContainersFit(problems: Problems, pod: Json): void {
  const { requests = {}, limits = {} } = pod.resources ?? {};
  for (const name of [...new Set([...Object.keys(requests), ...Object.keys(limits)])].sort(compareNames)) {
    const field = (side: string) => `podResources.${side}[${stringCode(name)}]`;
    const requested = sumOfRequests(pod, name);
    const [side, available] = name in requests ? ['requests', requests[name]] : ['limits', limits[name]];
    if (isLess(available, requested)) {
      problems.report(resourceRules.pod, field(side), available, `The containers request ${quantityOf(requested)}. Increase the amount, or decrease their requests.`);
    }
    for (const container of listOf(pod.containers)) {
      const limit = nanosIn(container.resources?.limits?.[name]);
      if (limit !== undefined && isLess(limits[name], limit)) {
        const fix = `The limit of the container '${container.name}' is ${quantityOf(limit)}. Increase the amount, or decrease the limit of the container.`;
        problems.report(resourceRules.pod, field('limits'), limits[name], fix);
      }
    }
  }
}

/**
 * What the containers of a pod request at the same time: the other containers and the sidecars together, or an init container and the sidecars before
 * it, if that is more (`aggregateContainerResourcesByFn` in resource/helpers.go of k8s.io/component-helpers 0.37).
 */
function sumOfRequests({ containers, initContainers }: Json, name: string): bigint {
  const requestOf = ({ resources }: Json) => nanosIn(resources?.requests?.[name] ?? resources?.limits?.[name]) ?? 0n;
  let sidecars = 0n;
  let most = 0n;
  for (const container of listOf(initContainers)) {
    const request = requestOf(container);
    most = max(most, sidecars + request);
    sidecars += container.restartPolicy === 'Always' ? request : 0n;
  }
  return max(most, listOf(containers).reduce((sum, container) => sum + requestOf(container), sidecars));
}

function isLess(quantity: unknown, nanos: bigint): boolean {
  const amount = nanosIn(quantity);
  return amount !== undefined && amount < nanos;
}

function nanosIn(quantity: unknown): bigint | undefined {
  return typeof quantity === 'string' || typeof quantity === 'number' ? nanosOf(String(quantity)) : undefined;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value : [];
}
