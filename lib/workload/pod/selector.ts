import { LabelSelector, type PodSelectorConfig, type Workload } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { identityLabels } from './identity';
import { ConstructState } from '../../app/construct-state';
import type { Labels } from '../../app/declaration-labels';

/** The selector of an existing workload. */
export interface ExistingSelector {
  readonly labels: Labels;
  /** Whether the pods also have the label of this library. */
  readonly hasWorkloadLabel: boolean;
}

/** The selectors of existing workloads, at their declarations. */
const SELECTORS = new ConstructState<ExistingSelector>('Selector');

/**
 * Sets the selector of the workload of a declaration, before the workload is created: the constructors of cdk8s-plus read it.
 *
 * @internal
 */
export function setSelector(declaration: IConstruct, selector: ExistingSelector): void {
  SELECTORS.set(declaration, selector);
}

/** The labels by which a workload selects its pods, and by which all other objects select them. @internal */
export function selectorLabels(workload: Workload): Labels {
  return SELECTORS.of(workload.node.scope!)?.labels ?? identityLabels(workload);
}

/** The labels that the pods of a workload always have: those of its selector, and the label of this library. @internal */
export function fixedLabels(workload: Workload): Labels {
  const selector = SELECTORS.of(workload.node.scope!);
  return selector ? { ...selector.labels, ...selector.hasWorkloadLabel ? identityLabels(workload) : {} } : identityLabels(workload);
}

/**
 * All labels of the pods of a workload. They include all labels by which it selects its pods, also labels that were added to the selector later.
 *
 * @param commonLabels labels of the chart that the pods get, and those of the declaration
 * @param own labels of the pod metadata
 * @internal
 */
export function labelsOfPods(
  workload: Workload, commonLabels: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...commonLabels, ...own, ...workload.matchLabels, ...fixedLabels(workload) };
}

/**
 * The selector of a workload. Constructors of cdk8s-plus call it before the constructors of this library have run, so it reads only kind, name and scope.
 *
 * @internal
 */
export function podSelector(workload: Workload): PodSelectorConfig {
  const namespace = workload.metadata.namespace;
  return {
    labelSelector: exactSelector(selectorLabels(workload)),
    namespaces: namespace === undefined ? undefined : { names: [namespace] },
  };
}

/** A selector whose labels can all have empty values. cdk8s-plus omits such labels. */
function exactSelector(matchLabels: Labels): LabelSelector {
  return Object.assign(LabelSelector.of({ labels: matchLabels }), { _toKube: () => ({ matchLabels: { ...matchLabels } }) });
}
