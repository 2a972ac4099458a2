import type { PeerPods } from '../discovery/peer';
import type { Json } from '../manifest/manifest';

/** Pods of a namespace, all of them where no labels are given. */
type Pods = Pick<PeerPods, 'namespace'> & Partial<Pick<PeerPods, 'labels'>>;

/** The label that the control plane puts on every namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * Pods as a peer of a policy. Without a namespace they are those of the policy's own.
 *
 * @param own namespace of the policy
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name
 * @internal
 */
export function podsPeer({ namespace, labels }: Pods, own: string | undefined): Json {
  const elsewhere = namespace !== undefined && namespace !== own;
  const selector = labels && Object.keys(labels).length > 0 ? { matchLabels: labels } : elsewhere ? undefined : {};
  return {
    namespaceSelector: elsewhere ? { matchLabels: { [NAMESPACE_NAME]: namespace } } : undefined,
    podSelector: selector,
  };
}

/** @internal */
export function networkPeers(cidrs: readonly string[]): Json[] {
  return cidrs.map(cidr => ({ ipBlock: { cidr } }));
}
