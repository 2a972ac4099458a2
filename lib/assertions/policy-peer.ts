import { isOfKind, shareCluster, type AppDocument } from './documents';
import { isFulfilled, requirementsOf, type LabelRequirement } from '../manifest/label-selector';
import type { Json } from '../manifest/manifest';
import { objectOf } from '../manifest/parts';

/** The label that the control plane sets on every namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The pods that a peer in a rule of a NetworkPolicy selects. */
export interface SelectedPods {
  readonly pods: readonly LabelRequirement[];
  /** Undefined for the namespace of the policy. */
  readonly namespaces: readonly LabelRequirement[] | undefined;
}

/** The pods that a peer selects; undefined if the API server refuses the peer. */
export function selectedPods({ podSelector, namespaceSelector }: Json): SelectedPods | undefined {
  const pods = requirementsOf(podSelector ?? {});
  const namespaces = requirementsOf(namespaceSelector ?? {});
  const isEmpty = (podSelector ?? namespaceSelector ?? undefined) === undefined;
  return isEmpty || !pods || !namespaces ? undefined : { pods, namespaces: namespaceSelector ? namespaces : undefined };
}

/**
 * Whether a selector requires a label, so that only pods or namespaces that are labeled for this purpose fulfill it. Otherwise, it selects all except
 * for some.
 */
export function requiresLabel(requirements: readonly LabelRequirement[]): boolean {
  return requirements.some(({ key, operator }) => operator === 'In' || (operator === 'Exists' && key !== NAMESPACE_NAME));
}

/**
 * The namespaces that a peer of a policy selects: those that it names, and those of the app with the labels that it requires. Undefined if it selects
 * all namespaces, or all except for some.
 */
export function namespacesOf(
  { namespaces }: SelectedPods, policy: AppDocument, documents: readonly AppDocument[],
): readonly (string | undefined)[] | undefined {
  if (namespaces === undefined) {
    return [policy.namespace];
  }
  if (!requiresLabel(namespaces)) {
    return undefined;
  }
  const inCluster = documents.filter(document => shareCluster(document, policy));
  const objects = inCluster.filter(document => isOfKind(document, '', 'Namespace')).map(({ document: { metadata } }) => objectOf(metadata));
  const declared = new Map(objects.map(({ name, labels }) => [name, objectOf(labels)]));
  const named = namespaces.find(({ key, operator }) => key === NAMESPACE_NAME && operator === 'In')?.values;
  const candidates = named ?? [...declared.keys(), ...inCluster.map(({ namespace }) => namespace)];
  // Labels of a namespace that is named, and not declared in the app, are not known
  const known = (name: string) => named && !declared.has(name) ? namespaces.filter(({ key }) => key === NAMESPACE_NAME) : namespaces;
  return [...new Set(candidates)].filter(name => (
    name !== undefined && known(name).every(requirement => isFulfilled(requirement, { ...declared.get(name), [NAMESPACE_NAME]: name }))
  ));
}

/** The pods of a selector in a namespace, in a message. */
export function describePods({ podSelector = {} }: Json, pods: readonly LabelRequirement[], place: string): string {
  if (pods.length === 0) {
    return `all pods of ${place}`;
  }
  return requiresLabel(pods) ? `pods with ${JSON.stringify(podSelector)} of ${place}` : `all pods of ${place} except for those that ${JSON.stringify(podSelector)} excludes`;
}

/** The namespaces of a selector, in a message. */
export function describeNamespaces({ namespaceSelector }: Json, namespaces: readonly LabelRequirement[]): string {
  if (namespaces.length === 0) {
    return 'all namespaces';
  }
  const selector = JSON.stringify(namespaceSelector);
  return requiresLabel(namespaces) ? `namespaces with ${selector}` : `all namespaces except for those that ${selector} excludes`;
}
