/**
 * What enforces network policies, where it understands more than Kubernetes' own.
 */
export enum NetworkPolicyProvider {
  /**
   * Cilium: connections to host names are allowed by name, with a CiliumNetworkPolicy.
   *
   * @see https://docs.cilium.io/en/stable/security/policy/layer3/#dns-based
   */
  CILIUM = 'Cilium',
}
