import { shareCluster, shareNamespace, type AppDocument, type AppPods } from './documents';
import { selectsLabels } from '../manifest/label-selector';
import type { Json } from '../manifest/manifest';

/** The network policies of an app that select pods. */
export function policiesOf(pods: AppPods, documents: readonly AppDocument[], type: 'Ingress' | 'Egress'): AppDocument[] {
  return documents.filter(policy => shareNamespace(policy, pods) && selects(policy.document, pods, type));
}

function selects({ kind, spec = {} }: Json, { labels }: AppPods, type: 'Ingress' | 'Egress'): boolean {
  if (kind === 'NetworkPolicy') {
    const { podSelector = {}, policyTypes = spec.egress ? ['Ingress', 'Egress'] : ['Ingress'] } = spec;
    return policyTypes.includes(type) && selectsLabels(podSelector, labels);
  }
  // https://docs.cilium.io/en/stable/security/policy/intro/#policy-enforcement-modes: a rule of a direction isolates the pods in this direction
  return kind === 'CiliumNetworkPolicy' && spec[type.toLowerCase()] !== undefined && selectsLabels(spec.endpointSelector ?? {}, labels);
}

/** Whether a peer of a NetworkPolicy matches pods, whose namespace has only the labels that documents of the app declare. */
export function matchesPeer(peer: Json, policy: AppDocument, pods: AppPods, documents: readonly AppDocument[]): boolean {
  const { podSelector, namespaceSelector } = peer;
  if (!shareCluster(policy, pods) || !selectsLabels(podSelector ?? {}, pods.labels)) {
    return false;
  }
  return namespaceSelector ? selectsLabels(namespaceSelector, labelsOfNamespace(pods, documents)) : policy.namespace === pods.namespace;
}

/** The labels of the namespace of pods. Kubernetes adds the label with its name. */
function labelsOfNamespace(pods: AppPods, documents: readonly AppDocument[]): Record<string, string> {
  const declared = documents.find(each => each.document.kind === 'Namespace' && each.document.metadata.name === pods.namespace && shareCluster(each, pods));
  return { ...declared?.document.metadata.labels, ...pods.namespace === undefined ? {} : { 'kubernetes.io/metadata.name': pods.namespace } };
}
