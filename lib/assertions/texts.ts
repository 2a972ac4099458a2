import { DOCUMENTATION } from '../rules/rule';

/**
 * Why policies of pods on the network of their node do not count.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods
 */
export const ON_NETWORK_OF_NODE = `are on the network of their node (hostNetwork), and most network plugins do not apply policies to such pods: ${DOCUMENTATION}/isolation.md#limits.`;
