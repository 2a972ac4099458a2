import { createHash } from 'crypto';
import { LabelSelector, type PodSelectorConfig, type Workload } from 'cdk8s-plus-28';

/**
 * Label by which Deployment and Service select the pods of a workload. Never changed: the selector of a running Deployment can't be
 * (docs/decisions/selectors.md).
 *
 * @internal
 */
export const WORKLOAD_LABEL = 'cdk8s-service-patterns/workload';

const MAX_LABEL_VALUE = 63;
const HASH_LENGTH = 8;

/**
 * The value of that label: kind and name of the workload, which are unique in a namespace. Too long ones end in a hash of the whole.
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

/** The labels by which the pods of a workload of ours are told from all others. @internal */
export function identityLabels(workload: Workload): Record<string, string> {
  return { [WORKLOAD_LABEL]: identity(workload.kind, workload.name) };
}

/**
 * The selector of a workload of ours. It is asked for by constructors of cdk8s-plus too, before ours have run, so it reads kind and name only.
 *
 * @internal
 */
export function identitySelector(workload: Workload): PodSelectorConfig {
  const namespace = workload.metadata.namespace;
  return {
    labelSelector: LabelSelector.of({ labels: identityLabels(workload) }),
    namespaces: namespace === undefined ? undefined : { names: [namespace] },
  };
}
