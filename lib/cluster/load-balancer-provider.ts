import type { CustomLoadBalancerProviderProps } from './custom-load-balancer-provider';
import { receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * The controller that creates the load balancers of a cluster. It determines which annotations and fields configure a load balancer, and
 * which settings are supported.
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/load-balancers.md
 */
export class LoadBalancerProvider {
  /** An unknown provider: only the settings that are fields of the Service are supported. The default. */
  public static readonly GENERIC = new LoadBalancerProvider('generic');

  /**
   * The cloud controller manager of AWS, formerly part of Kubernetes. It creates Classic Load Balancers.
   *
   * @see https://cloud-provider-aws.sigs.k8s.io/service_controller/
   */
  public static readonly AWS = new LoadBalancerProvider('aws');

  /**
   * The AWS Load Balancer Controller. It creates Network Load Balancers. It handles the Services of a class: every LoadBalancer Service gets
   * `loadBalancerClass: service.k8s.aws/nlb`, unless another class is set. A class cannot be changed: a Service without a class must be
   * deleted and created again.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/
   */
  public static readonly AWS_LOAD_BALANCER_CONTROLLER = new LoadBalancerProvider('aws-load-balancer-controller');

  /**
   * Google Kubernetes Engine. It creates passthrough Network Load Balancers.
   *
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer
   */
  public static readonly GKE = new LoadBalancerProvider('gke');

  /**
   * Azure Kubernetes Service, and other clusters with the cloud provider of Azure. It creates Standard Load Balancers.
   *
   * @see https://kubernetes-sigs.github.io/cloud-provider-azure/topics/loadbalancer/
   */
  public static readonly AKS = new LoadBalancerProvider('aks');

  /**
   * MetalLB, which allocates addresses and announces them to the network. The nodes distribute the traffic.
   *
   * @see https://metallb.io/usage/
   */
  public static readonly METALLB = new LoadBalancerProvider('metallb');

  /**
   * A provider that this library does not know, described by its annotations. `ClusterProfile.set` checks the description.
   *
   * @example
   * const provider = LoadBalancerProvider.custom({
   *   name: 'Hetzner Cloud',
   *   healthCheckInterval: Duration.seconds(15),
   *   unhealthyThreshold: 3,
   *   annotations: {
   *     proxyProtocol: { 'load-balancer.hetzner.cloud/uses-proxyprotocol': 'true' },
   *     healthCheckInterval: { 'load-balancer.hetzner.cloud/health-check-interval': '{seconds}s' },
   *   },
   * });
   * ClusterProfile.set(this, { loadBalancerProvider: provider });
   *
   * @param props name, defaults and annotations of the provider
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/load-balancers.md#custom-providers
   */
  public static custom(props: CustomLoadBalancerProviderProps): LoadBalancerProvider {
    const { values: [custom = {} as CustomLoadBalancerProviderProps], wrong } = receive('LoadBalancerProvider.custom', props);
    return new LoadBalancerProvider('custom', custom, wrong);
  }

  /** Name of the provider. */
  public readonly name: string;

  /** @internal */
  public readonly _custom?: CustomLoadBalancerProviderProps;

  /** Identifies the provider. An app can load several copies of this library, whose constants are different objects. @internal */
  public readonly _id: LoadBalancerProviderId;

  private constructor(id: LoadBalancerProviderId, custom?: CustomLoadBalancerProviderProps, wrong?: readonly unknown[]) {
    mark(this, 'LoadBalancerProvider', wrong);
    this._id = id;
    this._custom = custom;
    this.name = id === 'custom' ? custom?.name as string : id;
  }
}

/** @internal */
export type LoadBalancerProviderId = 'generic' | 'aws' | 'aws-load-balancer-controller' | 'gke' | 'aks' | 'metallb' | 'custom';
