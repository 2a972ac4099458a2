import type { PeerPods } from '../discovery/peer';
import type { Json } from '../manifest/manifest';

/** Pods in a namespace: all of them if there are no labels. */
type Pods = Pick<PeerPods, 'namespace'> & Partial<Pick<PeerPods, 'labels'>>;

/** The label that the control plane sets on every namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * Pods as a peer of a policy. Pods without a namespace are in the namespace of the policy.
 *
 * @param policyNamespace namespace of the policy
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name
 * @internal
 */
export function podsPeer({ namespace, labels }: Pods, policyNamespace: string | undefined): Json {
  const isOther = namespace !== undefined && namespace !== policyNamespace;
  const selector = labels && Object.keys(labels).length > 0 ? { matchLabels: labels } : isOther ? undefined : {};
  return {
    namespaceSelector: isOther ? { matchLabels: { [NAMESPACE_NAME]: namespace } } : undefined,
    podSelector: selector,
  };
}

/** @internal */
export function networkPeers(cidrs: readonly string[]): Json[] {
  return cidrs.map(cidr => ({ ipBlock: { cidr } }));
}
