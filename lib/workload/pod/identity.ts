import { createHash } from 'crypto';
import type { Workload } from 'cdk8s-plus-28';

/**
 * Label by which Deployment and Service select the pods of a workload, unless it has the selector of an existing workload. It must never change, because the selector of an existing Deployment
 * cannot change (docs/decisions/selectors.md).
 *
 * @internal
 */
export const WORKLOAD_LABEL = 'cdk8s-service-patterns/workload';

/**
 * Label by which a ServiceMonitor selects exactly one Service, with the name of the Service. Its other labels can also be those of other Services of the
 * same pods, which would then be scraped again.
 *
 * @internal
 */
export const SERVICE_LABEL = 'cdk8s-service-patterns/service';

/** The labels that users cannot set. @internal */
export const RESERVED_LABELS: readonly string[] = [WORKLOAD_LABEL, SERVICE_LABEL];

const MAX_LABEL_VALUE = 63;
const HASH_LENGTH = 8;

/**
 * The value of that label: kind and name of the workload, which are unique in a namespace. A value that is too long is cut and gets a hash.
 *
 * @internal
 */
export function identity(kind: string, name: string): string {
  const value = `${kind.toLowerCase()}.${name}`;
  if (value.length <= MAX_LABEL_VALUE) {
    return value;
  }
  const hash = createHash('sha256').update(value).digest('hex').slice(0, HASH_LENGTH);
  return `${value.slice(0, MAX_LABEL_VALUE - HASH_LENGTH - 1)}-${hash}`;
}

/** The labels that only the pods of this workload have. @internal */
export function identityLabels(workload: Workload): Record<string, string> {
  return { [WORKLOAD_LABEL]: identity(workload.kind, workload.name) };
}
