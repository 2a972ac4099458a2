import { budgetsOf, isScaler, lowestNumber, scales } from './belonging';
import type { DeclaredWorkload, Scope } from './scope';
import type { Code } from '../code/expression';
import { DisruptionBudget } from '../code/library';
import type { Document } from '../document';

const HANDOVER = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/adopting.md#autoscalers';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * A workload with a scaler has no `replicas`: with them, each apply would set the number, and the scaler would change it again. The first apply without the
 * field sets it to 1, unless another owner has it, so the person who applies has to hand it over.
 */
export function handOverReplicas({ workload, options, notes }: DeclaredWorkload, scope: Scope): void {
  const isScaled = options.scaling !== undefined || scope.documents.some(document => isScaler(document) && scales(document, workload));
  if (!isScaled || options.replicas === undefined) {
    return;
  }
  if (lastAppliedReplicas(workload) !== undefined) {
    notes.push(
      `A scaler sets the number of pods, and the manifest had replicas: ${lastAppliedReplicas(workload)}. Before the first apply, give this field another owner,`,
      `or the number becomes 1: ${HANDOVER}`,
    );
  }
  delete options.replicas;
}

/** The replicas of the manifest that was applied, which a live object has in an annotation. */
function lastAppliedReplicas({ metadata, spec }: Document): unknown {
  const applied = metadata.annotations?.[LAST_APPLIED];
  try {
    return typeof applied === 'string' ? JSON.parse(applied).spec?.replicas : spec.replicas;
  } catch {
    return spec.replicas;
  }
}

/** In place, no budget is added. The library adds one to a workload of two or more pods whose pods no other budget selects. */
export function preventBudget({ workload, options, mode }: DeclaredWorkload, scope: Scope): void {
  const hasBudget = options.disruption !== undefined || budgetsOf(workload, scope).length > 0;
  if (mode.inPlace && workload.kind !== 'DaemonSet' && !hasBudget && lowestNumber(options) > 1) {
    options.disruption = DisruptionBudget.none() as unknown as Code;
  }
}
