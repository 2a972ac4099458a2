import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Document } from '../document';

/** The label by which a declaration of the library selects the pods of a workload, unless it has another selector. Declarations cannot set it. */
const WORKLOAD_LABEL = 'cdk8s-service-patterns/workload';

/** The label by which a ServiceMonitor of a declaration selects the Service. Declarations cannot set it. */
const SERVICE_LABEL = 'cdk8s-service-patterns/service';

const MAX_LABEL_VALUE = 63;
const HASH_LENGTH = 8;

/** Whether the library selects the pods of a workload by the same label, so that a declaration needs no option `selector`. */
export function isSelectorOfLibrary({ kind, metadata, spec }: Document): boolean {
  return isDeepStrictEqual({ ...spec?.selector?.matchLabels }, { [WORKLOAD_LABEL]: workloadLabel(kind, metadata.name) });
}

/** Whether the pods of a workload have the label that the library sets. */
export function hasLabelOfLibrary({ kind, metadata, spec }: Document): boolean {
  return spec.template.metadata?.labels?.[WORKLOAD_LABEL] === workloadLabel(kind, metadata.name);
}

/** Labels of pods without the one that the library sets. */
export function withoutWorkloadLabel({ [WORKLOAD_LABEL]: _, ...others }: Record<string, string>): Record<string, string> {
  return others;
}

/** Labels of a Service without the one that the library sets for a ServiceMonitor. Another value is kept, so that the library refuses it. */
export function withoutServiceLabel({ [SERVICE_LABEL]: value, ...others }: Record<string, string>, name: string): Record<string, string> {
  return value === undefined || value === name ? others : { [SERVICE_LABEL]: value, ...others };
}

/** Why a declaration cannot have the label by which the library selects pods; undefined if it can. */
export function reasonAgainstLabel(workload: Document): string | undefined {
  const { kind, metadata, spec } = workload;
  const value = spec.template.metadata?.labels?.[WORKLOAD_LABEL];
  const own = workloadLabel(kind, metadata.name);
  if (value !== undefined && value !== own) {
    return `The pods have the label ${WORKLOAD_LABEL} with the value ${JSON.stringify(value)}, for which the library writes ${JSON.stringify(own)}.`;
  }
  return spec.selector.matchLabels[WORKLOAD_LABEL] === undefined || isSelectorOfLibrary(workload) ? undefined
    : `The selector has the label ${WORKLOAD_LABEL} and others. The library selects the pods by this label, or by others.`;
}

/** The value of the label: `identity` in lib/workload/pod/identity.ts of the library. It never changes, because selectors cannot change. */
function workloadLabel(kind: string, name: string): string {
  const value = `${kind.toLowerCase()}.${name}`;
  const hash = createHash('sha256').update(value).digest('hex').slice(0, HASH_LENGTH);
  return value.length <= MAX_LABEL_VALUE ? value : `${value.slice(0, MAX_LABEL_VALUE - HASH_LENGTH - 1)}-${hash}`;
}
