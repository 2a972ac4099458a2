import { budgetsOf, isScaler, lowestNumber, podsWith, scales } from './belonging';
import { hasLabels, type DeclaredWorkload, type Scope } from './scope';
import type { Code } from '../code/expression';
import { DisruptionBudget } from '../code/library';
import type { Document } from '../document';

const HANDOVER = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/adopting.md#autoscalers';

/** Kinds whose selector selects pods. */
const SELECTING = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'];

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

/** Selectors that already overlap cannot be changed. The library refuses overlaps unless there is a reason. */
export function justifyOverlap(declared: DeclaredWorkload, scope: Scope): void {
  if (overlaps(declared, scope)) {
    declared.options.selectorOverlapJustification = 'the existing selectors overlap';
  }
}

/** Whether the selector of a workload also selects pods of other objects, or the selector of another object those of the workload. */
function overlaps({ workload }: DeclaredWorkload, scope: Scope): boolean {
  const others = scope.documents.map(({ object }) => object).filter(object => object !== workload && SELECTING.includes(object.kind));
  return podsWith(scope, workload.spec.selector.matchLabels).some(object => object !== workload)
    || others.some(({ spec }) => spec?.selector?.matchLabels && hasLabels(workload, spec.selector.matchLabels));
}

/**
 * In place, no budget is added. The library adds one to a workload of two or more pods whose pods no other budget selects. Pods that two workloads select would
 * have two, so that they could not be evicted. Overlaps must have been justified before.
 */
export function preventBudget({ workload, options, mode }: DeclaredWorkload, scope: Scope): void {
  const hasBudget = options.disruption !== undefined || budgetsOf(workload, scope).length > 0;
  const hasOverlap = options.selectorOverlapJustification !== undefined;
  if ((mode.inPlace || hasOverlap) && workload.kind !== 'DaemonSet' && !hasBudget && lowestNumber(options) > 1) {
    options.disruption = DisruptionBudget.none() as unknown as Code;
  }
}
