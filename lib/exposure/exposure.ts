import type { Duration } from 'cdk8s';
import type { LoadBalancerIntents } from './load-balancer/intents';
import type { IpFamily } from '../cluster/ip-family';
import { snapshot } from '../rules/values';

/**
 * How many IP families a Service has.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services
 */
export enum IpFamilyPolicy {
  /** One family. */
  SINGLE_STACK = 'SingleStack',
  /** Both families where the cluster has both. */
  PREFER_DUAL_STACK = 'PreferDualStack',
  /** Both families, or the API server refuses. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/**
 * Which pods may answer traffic that a node sees.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies
 */
export enum TrafficPolicy {
  /** All ready pods. */
  CLUSTER = 'Cluster',
  /** Only ready pods on the same node; where it has none, the traffic is dropped. */
  LOCAL = 'Local',
}

/**
 * Which ready pods are preferred. Others answer where there are none of those.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution
 */
export enum TrafficDistribution {
  /** Pods in the zone of the client. For Kubernetes 1.33 alone: later versions call it `PREFER_SAME_ZONE`. */
  PREFER_CLOSE = 'PreferClose',
  /** Pods in the zone of the client. Served from Kubernetes 1.34. */
  PREFER_SAME_ZONE = 'PreferSameZone',
  /** Pods on the node of the client, then those in its zone. Served from Kubernetes 1.34. */
  PREFER_SAME_NODE = 'PreferSameNode',
}

/**
 * IP addresses outside the cluster whose traffic the nodes take for a Service.
 */
export interface ExternalIps {
  /** The addresses. Nobody checks that they belong to whoever claims them. */
  readonly addresses: string[];

  /** Why they are needed. Anyone who may write a Service can take over traffic by them (CVE-2020-8554), so they have to be insisted on. */
  readonly justification: string;
}

/**
 * What any exposure can say.
 */
export interface HeadlessOptions {
  /**
   * IP families of the Service, the primary one first: one with `SINGLE_STACK`, both with the other policies.
   * Changing it recreates the Service where the primary one changes: delete the Service first, then apply.
   *
   * @default - the primary family of the cluster
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * How many IP families the Service has.
   *
   * @default - `PREFER_DUAL_STACK` where two families or cluster IPs are given, else one, Kubernetes' own
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;

  /**
   * Whether pods are found before they are ready, as peers that form a cluster among themselves need.
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
   * The virtual addresses themselves: one, or one of each family, the primary one first. Changing it recreates the Service: delete the
   * Service first, then apply.
   *
   * @default - allocated by the cluster
   * @see https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/
   */
  readonly clusterIps?: string[];

  /**
   * How long after its last connection a client goes on to get the same pod; a whole number of seconds, 1 to 86400.
   * Sets `sessionAffinity: ClientIP`. Behind proxies and NAT many clients share an address.
   *
   * @default - each connection gets any pod
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity
   */
  readonly sessionAffinityTimeout?: Duration;

  /**
   * Which pods answer traffic from inside the cluster.
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
   * IP addresses outside the cluster whose traffic the nodes take for the Service. Kubernetes 1.36 deprecates them.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#external-ips
   */
  readonly externalIps?: ExternalIps;
}

/**
 * Options of a Service that every node offers on a port of its own.
 */
export interface NodePortOptions extends ClusterIpOptions {
  /**
   * Node ports by the names of the ports. Ports of one Service that offer the same number for different protocols
   * can share one; no other Service of the cluster can have it.
   *
   * @default - allocated by the cluster
   */
  readonly nodePorts?: { [port: string]: number };

  /**
   * Which pods answer traffic from outside. `LOCAL` keeps the address of the client.
   *
   * @default TrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: TrafficPolicy;
}

/**
 * Options of a Service behind a load balancer that the cluster's provider makes.
 */
export interface LoadBalancerOptions extends NodePortOptions, LoadBalancerIntents {
  /**
   * Ranges of client addresses that the load balancer lets in, at least one. Whether it does is up to the provider; node ports are not protected.
   *
   * @default - not set: most providers let the whole world in
   */
  readonly sourceRanges?: string[];

  /**
   * Which controller makes the load balancer, as in `service.k8s.aws/nlb`. Changing it recreates the Service: delete the Service first,
   * then apply.
   *
   * @default - `service.k8s.aws/nlb` where the profile says that the AWS Load Balancer Controller makes them, else the provider's own
   */
  readonly loadBalancerClass?: string;

  /**
   * Whether node ports are allocated for a load balancer that may not need them.
   *
   * @default true
   */
  readonly allocateLoadBalancerNodePorts?: boolean;

  /**
   * Node port on which the load balancer asks each node whether it has ready pods, with `externalTrafficPolicy: LOCAL`.
   * Changing it recreates the Service: delete the Service first, then apply.
   *
   * @default - allocated by the cluster
   */
  readonly healthCheckNodePort?: number;

  /**
   * Address that the provider is asked for. Deprecated in Kubernetes, because providers differ in what they make of it: use `addresses`
   * where the provider is one of those that a `ClusterProfile` knows.
   *
   * @default - chosen by the provider
   */
  readonly loadBalancerIp?: string;
}

/** @internal */
export type ExposureType = 'ClusterIP' | 'Headless' | 'NodePort' | 'LoadBalancer';

/**
 * How a workload is reached through its Service.
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
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
   * Inside the cluster, by one virtual IP address for all ready pods. The default.
   *
   * @param options address, families and policies
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-clusterip
   */
  public static clusterIp(options: ClusterIpOptions = {}): Exposure {
    return new Exposure('ClusterIP', options);
  }

  /**
   * Inside the cluster, without a virtual address: the name resolves to the pods themselves, for clients that choose among them, and
   * for StatefulSets. It remaps no port.
   *
   * @param options families and readiness
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
   */
  public static headless(options: HeadlessOptions = {}): Exposure {
    return new Exposure('Headless', options);
  }

  /**
   * From outside, by a port of every node; from inside as with `clusterIp()`.
   *
   * @param options node ports and policies
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
   */
  public static nodePort(options: NodePortOptions = {}): Exposure {
    return new Exposure('NodePort', options);
  }

  /**
   * From outside, by a load balancer that the cluster's provider makes; from inside as with `clusterIp()`.
   *
   * @param options load balancer, node ports and policies
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
   */
  public static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    return new Exposure('LoadBalancer', options);
  }

  private constructor(
    /** @internal */ public readonly _type: ExposureType,
    /** @internal */ public readonly _options: LoadBalancerOptions,
  ) {
    this._options = snapshot(_options);
  }
}
