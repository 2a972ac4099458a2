import { CiliumPolicies } from './cilium-policies';
import type { IHostnamePolicies } from './hostname-policies';
import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** Options of a custom network policy provider: its policies that allow connections to host names. */
export interface CustomNetworkPolicyProviderProps {
  /** Name of the provider, for error messages, such as `Antrea`. */
  readonly name: string;

  /** API version of the policies, such as `crd.antrea.io/v1beta1`. */
  readonly apiVersion: string;

  /** Kind of the policies, such as `NetworkPolicy`. It must be a namespaced kind. */
  readonly kind: string;

  /** Renders the `spec` of the policies. */
  readonly hostnamePolicies: IHostnamePolicies;
}

/**
 * The component that enforces network policies, if it has policies of its own that allow connections to host names, which a NetworkPolicy cannot.
 *
 * Each isolated workload that connects to host names gets a policy of the provider in addition to its NetworkPolicy. The two must add up: the
 * provider must allow a connection that either of them allows.
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/isolation.md#host-names
 */
export class NetworkPolicyProvider {
  /**
   * Cilium. A CiliumNetworkPolicy allows the connections to host names, and the traffic that Cilium matches only by entities: requests of its own
   * Ingress and Gateway, and requests to the API server and to a DNS cache on the node.
   *
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/isolation.md#cilium
   * @see https://docs.cilium.io/en/stable/security/policy/layer3/#dns-based
   */
  public static readonly CILIUM = new NetworkPolicyProvider({
    name: 'Cilium', apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', hostnamePolicies: new CiliumPolicies(),
  });

  /**
   * A provider that has no constant, such as Antrea or Calico Enterprise. `ClusterProfile.set` checks the options, and throws an error that
   * lists all problems.
   *
   * @param options the policies of the provider
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/isolation.md#another-provider-with-host-names
   */
  public static custom(options: CustomNetworkPolicyProviderProps): NetworkPolicyProvider {
    const { values: [custom = {} as CustomNetworkPolicyProviderProps], wrong } = receive('NetworkPolicyProvider.custom', options);
    return new NetworkPolicyProvider(custom, wrong);
  }

  /** Name of the provider. */
  public readonly name: string;

  /** @internal */
  public readonly _options: CustomNetworkPolicyProviderProps;

  private constructor(options: CustomNetworkPolicyProviderProps, wrong?: readonly unknown[]) {
    mark(this, 'NetworkPolicyProvider', wrong);
    this.name = options.name;
    this._options = options;
  }
}

/** Whether the policies of a provider are those of Cilium, which a custom provider can have too. @internal */
export function isCilium(provider: NetworkPolicyProvider | undefined): boolean {
  return provider?._options.kind === 'CiliumNetworkPolicy';
}
