import type { Duration } from 'cdk8s';
import type { LoadBalancerSettings } from './load-balancer-settings';
import type { IpFamily } from '../cluster/ip-family';
import { NO_OPTIONS, receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/**
 * How many IP families a Service has.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services
 */
export enum IpFamilyPolicy {
  /** One family. */
  SINGLE_STACK = 'SingleStack',
  /** Both families if the cluster has both, otherwise one. */
  PREFER_DUAL_STACK = 'PreferDualStack',
  /** Both families. The API server refuses the Service if the cluster has only one. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/**
 * Which pods receive the traffic that arrives at a node.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies
 */
export enum TrafficPolicy {
  /** All ready pods. */
  CLUSTER = 'Cluster',
  /** Only ready pods on the same node. If the node has none, it drops the traffic. */
  LOCAL = 'Local',
}

/**
 * Which ready pods are preferred. If no preferred pod is ready, other pods receive the traffic.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution
 */
export enum TrafficDistribution {
  /** Pods in the zone of the client. Only for Kubernetes 1.33: later versions call it `PREFER_SAME_ZONE`. */
  PREFER_CLOSE = 'PreferClose',
  /** Pods in the zone of the client. Served from Kubernetes 1.34. */
  PREFER_SAME_ZONE = 'PreferSameZone',
  /** Pods on the node of the client, then those in its zone. Served from Kubernetes 1.34. */
  PREFER_SAME_NODE = 'PreferSameNode',
}

/**
 * External IP addresses. Nodes that receive traffic for these addresses send it to the Service.
 */
export interface ExternalIps {
  /** The addresses. Kubernetes does not verify that they belong to the owner of the Service. */
  readonly addresses: string[];

  /**
   * Why the addresses are needed. A reason is required, because everyone who can create a Service can intercept traffic with external IPs
   * (CVE-2020-8554).
   */
  readonly justification: string;
}

/**
 * Options of a headless Service, which all other exposures also have.
 */
export interface HeadlessOptions {
  /**
   * IP families of the Service, the primary one first: one with `SINGLE_STACK`, both with the other policies.
   * The primary family of a Service cannot be changed: delete the Service first, then apply.
   *
   * @default - the primary family of the cluster
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * How many IP families the Service has.
   *
   * @default - `PREFER_DUAL_STACK` if two families or cluster IPs are set, otherwise one family, the default of Kubernetes
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;

  /**
   * Whether DNS returns pods before they are ready. Servers that form a cluster need this to find each other.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;
}

/**
 * Options of a Service with a virtual IP address inside the cluster.
 */
export interface ClusterIpOptions extends HeadlessOptions {
  /**
   * The virtual addresses: one, or one of each family, the primary one first. They cannot be changed: delete the Service first, then apply.
   *
   * @default - allocated by the cluster
   * @see https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/
   */
  readonly clusterIps?: string[];

  /**
   * Time for which new connections of a client are sent to the same pod as its last connection, in whole seconds from 1 to 86400. It sets
   * `sessionAffinity: ClientIP`, which identifies clients by their address. Behind proxies and NAT, many clients share an address.
   *
   * @default - each connection can be sent to any pod
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity
   */
  readonly sessionAffinityTimeout?: Duration;

  /**
   * Which pods receive traffic from inside the cluster.
   *
   * @default TrafficPolicy.CLUSTER
   */
  readonly internalTrafficPolicy?: TrafficPolicy;

  /**
   * Which pods are preferred.
   *
   * @default - none
   */
  readonly trafficDistribution?: TrafficDistribution;

  /**
   * External IP addresses. Nodes that receive traffic for these addresses send it to the Service. Deprecated in Kubernetes 1.36.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#external-ips
   */
  readonly externalIps?: ExternalIps;
}

/**
 * Options of a Service that can be reached on a port of every node.
 */
export interface NodePortOptions extends ClusterIpOptions {
  /**
   * Node ports, by the names of the ports. Ports of one Service with the same Service port number and different protocols can share a node
   * port. No other Service of the cluster can have the same node port.
   *
   * @default - allocated by the cluster
   */
  readonly nodePorts?: { [port: string]: number };

  /**
   * Which pods receive traffic from outside the cluster. `LOCAL` preserves the address of the client.
   *
   * @default TrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: TrafficPolicy;
}

/**
 * Options of a Service with a load balancer that the provider of the cluster creates.
 */
export interface LoadBalancerOptions extends NodePortOptions, LoadBalancerSettings {
  /**
   * Ranges of client addresses that the load balancer accepts, at least one. How they are enforced depends on the provider. They do not
   * protect node ports and external IPs.
   *
   * @default - not set: most providers accept all clients
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/load-balancers.md#which-clients-can-connect
   */
  readonly sourceRanges?: string[];

  /**
   * Why `sourceRanges` is set together with an annotation because of which the provider ignores the ranges, in whole or in part. Without a reason, such
   * a combination is refused.
   *
   * @default - none
   */
  readonly sourceRangesJustification?: string;

  /**
   * Class that determines which controller creates the load balancer, such as `service.k8s.aws/nlb`. It cannot be changed: delete the Service
   * first, then apply.
   *
   * @default - the class of the profile's `loadBalancerProvider`: `service.k8s.aws/nlb` for the AWS Load Balancer Controller, the declared class
   * for a custom provider, otherwise none
   */
  readonly loadBalancerClass?: string;

  /**
   * Whether node ports are allocated. Some load balancers do not need them. `false` is refused if those of the profile's `loadBalancerProvider`
   * need them.
   *
   * @default true
   */
  readonly allocateLoadBalancerNodePorts?: boolean;

  /**
   * Node port on which the load balancer checks whether a node has ready pods, with `externalTrafficPolicy: LOCAL`. It cannot be changed: delete
   * the Service first, then apply.
   *
   * @default - allocated by the cluster
   */
  readonly healthCheckNodePort?: number;

  /**
   * Address that is requested from the provider. Kubernetes deprecated the field, because its meaning depends on the provider. If the
   * `ClusterProfile` names the provider, use `addresses` instead.
   *
   * @default - the provider chooses
   */
  readonly loadBalancerIp?: string;
}

/** @internal */
export type ExposureType = 'ClusterIP' | 'Headless' | 'NodePort' | 'LoadBalancer';

/**
 * How a workload is reached through its Service.
 *
 * An `Exposure` only holds options. The construct that receives it checks them, and reports all problems in one error.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080, { servicePort: 80 })],
 *   exposure: Exposure.nodePort({ nodePorts: { http: 30080 } }),
 * });
 */
export class Exposure {
  /**
   * Only inside the cluster, at one virtual IP address for all ready pods. The default.
   *
   * @param options address, IP families and policies
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-clusterip
   */
  public static clusterIp(options: ClusterIpOptions = {}): Exposure {
    return new Exposure('ClusterIP', receive('Exposure.clusterIp', options));
  }

  /**
   * Only inside the cluster, without a virtual address: the name resolves to the addresses of the pods, for clients that choose among them and for
   * StatefulSets. It cannot map a Service port to another container port.
   *
   * @param options IP families and readiness
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
   */
  public static headless(options: HeadlessOptions = {}): Exposure {
    return new Exposure('Headless', receive('Exposure.headless', options));
  }

  /**
   * From outside the cluster at a port of every node, and from inside as with `clusterIp()`.
   *
   * @param options node ports and policies
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
   */
  public static nodePort(options: NodePortOptions = {}): Exposure {
    return new Exposure('NodePort', receive('Exposure.nodePort', options));
  }

  /**
   * From outside the cluster through a load balancer that the provider of the cluster creates, and from inside as with `clusterIp()`.
   *
   * @param options load balancer, node ports and policies
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
   */
  public static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    return new Exposure('LoadBalancer', receive('Exposure.loadBalancer', options));
  }

  /** @internal */
  public readonly _options: LoadBalancerOptions;

  private constructor(
    /** @internal */ public readonly _type: ExposureType,
    { values: [options = NO_OPTIONS], wrong }: Received<[LoadBalancerOptions]>,
  ) {
    mark(this, 'Exposure', wrong);
    this._options = options;
  }
}
