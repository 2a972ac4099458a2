import type { ResourceRequirements } from './resources';
import { isQualifiedName } from '../rules/metadata';
import { bytesFix, compareQuantities, isQuantity, nanosOf } from '../rules/quantities';
import { resourceRules } from '../rules/resources';
import type { Problems } from '../rules/rule';
import { checkServed, type KubernetesVersion } from '../rules/versions';
import { stringCode } from '../values/code';
import { sortedEntries } from '../values/compare-names';

/** Resources of a container whose amounts are bytes. */
const BYTES = ['memory', 'ephemeral-storage'];
const HUGE_PAGES = 'hugepages-';

/** The smallest amounts of CPUs and of other resources, in units of 10^-9. */
const MILLI = 10n ** 6n;
const WHOLE = 10n ** 9n;

const NAME_FIX = "Use cpu, memory, ephemeral-storage, or the name of an extended resource with its domain, such as 'nvidia.com/gpu'.";
const POD_NAME_FIX = 'Set it in resources of a container.';

/**
 * Reports problems with the resources of a container.
 *
 * @param prefix prefix of `resources` in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkResources(problems: Problems, prefix: string, resources: ResourceRequirements | undefined): void {
  if (resources) {
    checkRequirements(problems, `${prefix}resources`, resources);
  }
}

/**
 * Reports problems with the resources of a pod, without those of its containers.
 *
 * The feature gate PodLevelResources is enabled by default from Kubernetes 1.34 on (pkg/features/kube_features.go of Kubernetes 1.37). The API server of
 * 1.33 removes the field.
 *
 * @internal
 */
export function checkPodResources(problems: Problems, resources: ResourceRequirements | undefined, version: KubernetesVersion): void {
  if (!resources) {
    return;
  }
  if (namesOf(resources).length > 0) {
    checkServed(problems, 'podResources', resources, '1.34', version);
  }
  checkRequirements(problems, 'podResources', resources);
  for (const side of ['requests', 'limits'] as const) {
    for (const [name] of sortedEntries(resources[side])) {
      if (isResourceName(name) && name !== 'cpu' && name !== 'memory' && !name.startsWith(HUGE_PAGES)) {
        problems.report(resourceRules.pod, `podResources.${side}`, name, POD_NAME_FIX);
      }
    }
  }
}

function checkRequirements(problems: Problems, field: string, { requests = {}, limits = {} }: ResourceRequirements): void {
  for (const [side, amounts] of Object.entries({ requests, limits })) {
    for (const [name, amount] of sortedEntries(amounts)) {
      if (isResourceName(name)) {
        checkAmount(problems, `${field}.${side}[${stringCode(name)}]`, name, amount);
      } else {
        problems.report(resourceRules.name, `${field}.${side}`, name, nameFix(name));
      }
    }
  }
  for (const [name, request] of sortedEntries(requests)) {
    checkLimit(problems, `${field}.requests[${stringCode(name)}]`, name, request, limits[name]);
  }
  const names = namesOf({ requests, limits });
  const pages = names.find(name => name.startsWith(HUGE_PAGES));
  if (pages !== undefined && !names.includes('cpu') && !names.includes('memory')) {
    problems.report(resourceRules.hugePages, field, pages, "Also set memory, for example requests: { memory: '128Mi' }.");
  }
}

/** The names of all resources. Without any, no field is rendered. */
function namesOf({ requests = {}, limits = {} }: ResourceRequirements): string[] {
  return [...Object.keys(requests), ...Object.keys(limits)];
}

function checkLimit(problems: Problems, field: string, name: string, request: string, limit: string | undefined): void {
  const canDiffer = !isWhole(name);
  if (!isResourceName(name) || !isQuantity(request) || (limit === undefined ? canDiffer : !isQuantity(limit))) {
    return;
  }
  const difference = limit === undefined ? undefined : compareQuantities(request, limit);
  if (difference === undefined || (difference !== 0 && !canDiffer)) {
    const fix = `Its request and its limit must be equal. Use limits: { ${stringCode(name)}: '${request}' }.`;
    problems.report(resourceRules.limit, field, request, fix);
  } else if (difference > 0) {
    problems.report(resourceRules.limit, field, request, `The limit is ${limit}. Increase the limit, or remove it.`);
  }
}

function checkAmount(problems: Problems, field: string, name: string, amount: string): void {
  const nanos = nanosOf(amount);
  const unit = unitOf(name);
  if (nanos === undefined || nanos < 0n || nanos % unit !== 0n) {
    problems.report(resourceRules.quantity, field, amount, amountFix(name, amount, nanos, unit));
  }
}

/** The unit of a resource, of which an amount is a multiple. */
function unitOf(name: string): bigint {
  return name === 'cpu' ? MILLI : name.startsWith(HUGE_PAGES) ? nanosOf(name.slice(HUGE_PAGES.length))! : WHOLE;
}

function amountFix(name: string, amount: string, nanos: bigint | undefined, unit: bigint): string {
  if (name === 'cpu') {
    return nanos === undefined || nanos < 0n ? "Use a number of CPUs such as '0.5', or thousandths such as '500m'." : `Use '${nanos / unit + 1n}m'.`;
  }
  if (name.startsWith(HUGE_PAGES)) {
    return `Use a multiple of the size of a page, such as '${name.slice(HUGE_PAGES.length)}'.`;
  }
  return BYTES.includes(name) ? bytesFix(amount) : "Use a whole number such as '1'.";
}

function nameFix(name: string): string {
  const standard = ['cpu', ...BYTES].find(known => known.replace('-', '') === name.replace(/\W/g, '').toLowerCase());
  return standard ? `Use '${standard}'.` : NAME_FIX;
}

function isResourceName(name: string): boolean {
  if (name.startsWith(HUGE_PAGES)) {
    const size = nanosOf(name.slice(HUGE_PAGES.length));
    return size !== undefined && size > 0n && size % WHOLE === 0n && isQualifiedName(name);
  }
  return name === 'cpu' || BYTES.includes(name) || (name.includes('/') && isQualifiedName(isExtended(name) ? `requests.${name}` : name) && !name.startsWith('requests.'));
}

/** Whether a resource cannot be overcommitted, so that its request must be equal to its limit. */
function isWhole(name: string): boolean {
  return name.startsWith(HUGE_PAGES) || isExtended(name);
}

/** Whether a resource is not one of Kubernetes (`IsNativeResource` in pkg/apis/core/helper/helpers.go of Kubernetes 1.37). */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/');
}
