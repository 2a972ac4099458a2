import { Workload, type Container, type IPodSelector } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { peerOf } from '../discovery/peer';
import { exposureRules } from '../rules/exposure';
import { checkLabelMap } from '../rules/metadata';
import type { Problems } from '../rules/rule';

/**
 * Reports a pod selector that a Service in a namespace cannot have.
 *
 * @param namespace the namespace of the Service
 * @internal
 */
export function checkPodSelector(problems: Problems, field: string, selector: IPodSelector, namespace: string | undefined): void {
  const { labelSelector, namespaces } = selector.toPodSelectorConfig();
  const { matchLabels = {}, matchExpressions = [] } = labelSelector?._toKube() ?? {};
  if (matchExpressions.length > 0) {
    problems.report(exposureRules.podSelector, field, matchExpressions, "Select the pods only by labels, as in PodSelection.labels({ app: 'billing' }).");
  } else if (Object.keys(matchLabels).length === 0) {
    problems.report(exposureRules.podSelector, field, matchLabels, "The selector matches every pod. Select the pods by labels, as in PodSelection.labels({ app: 'billing' }).");
  }
  checkLabelMap(problems, field, matchLabels);
  const { names, labelSelector: ofNamespaces } = namespaces ?? {};
  const ownNamespace = names === undefined || (names.length === 1 && names[0] === namespace);
  if (!ownNamespace || Object.keys(ofNamespaces?._toKube() ?? {}).length > 0) {
    problems.report(exposureRules.podSelector, `${field} namespaces`, names ?? ofNamespaces?._toKube(), `The chart has ${namespace === undefined ? 'no namespace' : `the namespace '${namespace}'`}. Declare the Service in a chart with the namespace of the pods.`);
  }
}

/** The labels of a valid pod selector. @internal */
export function podLabels(selector: IPodSelector): Record<string, string> {
  return { ...selector.toPodSelectorConfig().labelSelector?._toKube().matchLabels };
}

/** The selected workload; undefined if the pods are selected by labels. @internal */
export function workloadOf(selector: IPodSelector | undefined): IConstruct | undefined {
  return selector instanceof Workload || (selector && peerOf(selector)) ? selector : undefined;
}

/** The containers of the selected pods if the selector is a workload; otherwise an empty list. @internal */
export function containersOf(selector: IPodSelector): readonly Container[] {
  const declared = peerOf(selector)?.containers?.();
  const { containers = [], initContainers = [] } = selector as { containers?: Container[]; initContainers?: Container[] };
  return declared ?? [...containers, ...initContainers];
}

/** The containers of a selected workload of cdk8s-plus, whose variables keep the order in which they were added. @internal */
export function unorderedContainersOf(selector: IPodSelector): readonly Container[] {
  const isOfPeer = peerOf(selector) ?? (selector instanceof Workload && peerOf(selector.node.scope!));
  return isOfPeer ? [] : containersOf(selector);
}
