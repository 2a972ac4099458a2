import type { Duration } from 'cdk8s';

/**
 * How a load balancer asks whether a node or pod is well.
 */
export enum LoadBalancerHealthCheckProtocol {
  /** A connection that is accepted. */
  TCP = 'TCP',
  /** A response with a status of success. */
  HTTP = 'HTTP',
  /** As HTTP, over TLS. The certificate is not checked. */
  HTTPS = 'HTTPS',
}

/**
 * How a load balancer finds out which nodes or pods are well. Kubernetes' own readiness decides besides, before traffic reaches a pod.
 */
export interface LoadBalancerHealthCheck {
  /**
   * How it asks. Not with `externalTrafficPolicy: LOCAL`, where it asks each node whether it has ready pods.
   *
   * @default - HTTP where a path is given, else the provider's own
   */
  readonly protocol?: LoadBalancerHealthCheckProtocol;

  /**
   * Path that it asks for, by HTTP or HTTPS. Not with `externalTrafficPolicy: LOCAL`.
   *
   * @default - the provider's own
   */
  readonly path?: string;

  /**
   * Name of the port that it asks, one that the Service offers over TCP. Not with `externalTrafficPolicy: LOCAL`.
   *
   * @default - the provider's own: the port that the traffic goes to, for most
   */
  readonly port?: string;

  /**
   * How often it asks; whole seconds.
   *
   * @default - the provider's own
   */
  readonly interval?: Duration;

  /**
   * How many answers in a row make a node or pod well.
   *
   * @default - the provider's own
   */
  readonly healthyThreshold?: number;

  /**
   * How many failures in a row keep traffic away from a node or pod. With `interval` it says how long a pod that ends has to go on serving:
   * the default of `shutdownDelay` covers it.
   *
   * @default - the provider's own
   */
  readonly unhealthyThreshold?: number;
}

/**
 * TLS that ends at the load balancer. The pods get plain text; to a `Port.https` the load balancer speaks TLS again.
 */
export interface LoadBalancerTls {
  /** Certificates as the provider names them, on AWS by ARN, at least one. The first is for clients that name no server. */
  readonly certificates: string[];

  /**
   * Names of the ports with TLS, which the Service offers over TCP.
   *
   * @default - all TCP ports
   */
  readonly ports?: string[];

  /**
   * The provider's name for a set of TLS versions and ciphers, on AWS as in `ELBSecurityPolicy-TLS13-1-2-2021-06`.
   *
   * @default - the provider's own
   */
  readonly policy?: string;
}

/**
 * What a load balancer should be. The provider of the cluster's profile decides how it is told; what it can't be told is refused.
 */
export interface LoadBalancerIntents {
  /**
   * Whether the load balancer is reached from the provider's private network alone, or from the internet.
   *
   * @default - the provider's own: from the internet with AWS, GKE and AKS, from the private network with the AWS Load Balancer Controller,
   * from wherever the pool is reached with MetalLB
   */
  readonly internal?: boolean;

  /**
   * IP addresses that the load balancer has, which the provider has to own: with MetalLB from a pool, with the AWS Load Balancer Controller
   * private ones from each subnet, with GKE and AKS reserved before, one of each IP family.
   *
   * @default - the provider chooses
   */
  readonly addresses?: string[];

  /**
   * Names by which the provider knows addresses that were reserved before: allocation IDs of Elastic IPs (`eipalloc-…`), names of static
   * addresses of Google Cloud, names of public IP addresses of Azure, these in the order of `ipFamilies`.
   *
   * @default - the provider chooses
   */
  readonly addressNames?: string[];

  /**
   * Pool that the provider takes an address from: the name of an IPAddressPool of MetalLB, or the ID of a public IP prefix of Azure.
   *
   * @default - the provider chooses
   */
  readonly addressPool?: string;

  /**
   * Subnets that the load balancer is in, as the provider names them: on AWS several, by ID or name, each in another zone; with GKE and AKS
   * one by name, of an internal load balancer.
   *
   * @default - the provider chooses
   */
  readonly subnets?: string[];

  /**
   * TLS that ends at the load balancer.
   *
   * @default - none
   */
  readonly tls?: LoadBalancerTls;

  /**
   * Whether the load balancer sends the PROXY protocol, by which servers learn the address of the client. They have to expect it on every
   * connection: version 1 from a Classic Load Balancer, version 2 from a Network Load Balancer.
   *
   * @default false
   * @see https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
   */
  readonly proxyProtocol?: boolean;

  /**
   * How long a TCP connection may be without traffic before the load balancer drops it; whole seconds, for AKS whole minutes.
   *
   * @default - the provider's own
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether traffic that arrives in one zone goes to nodes or pods of the others too.
   *
   * @default - the provider's own
   */
  readonly crossZone?: boolean;

  /**
   * How the load balancer finds out what is well.
   *
   * @default - the provider's own
   */
  readonly healthCheck?: LoadBalancerHealthCheck;
}
