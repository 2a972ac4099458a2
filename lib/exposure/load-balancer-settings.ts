import type { Duration } from 'cdk8s';

/**
 * The protocol of a load balancer's health check.
 */
export enum LoadBalancerHealthCheckProtocol {
  /** The check succeeds if a connection is accepted. */
  TCP = 'TCP',
  /** The check succeeds if the response has a status code that the provider accepts, such as 200. */
  HTTP = 'HTTP',
  /** Like HTTP, but over TLS. The certificate is not verified. */
  HTTPS = 'HTTPS',
}

/**
 * How a load balancer finds out which nodes or pods are healthy. The readiness of the pods, which Kubernetes checks itself, applies as well:
 * traffic reaches only ready pods.
 */
export interface LoadBalancerHealthCheck {
  /**
   * Protocol of the check. It cannot be set with `externalTrafficPolicy: LOCAL` if the load balancer then checks whether a node has ready pods.
   * All providers do, except for the AWS Load Balancer Controller with pods as targets, and AKS with a Private Link Service that sends the PROXY
   * protocol.
   *
   * @default - HTTP if `path` is set; TCP on AKS, also for a port with the `appProtocol` http or https; otherwise the provider's default
   */
  readonly protocol?: LoadBalancerHealthCheckProtocol;

  /**
   * Path that the load balancer requests, over HTTP or HTTPS. The condition of `protocol` for `externalTrafficPolicy: LOCAL` applies.
   *
   * @default - the provider's default
   */
  readonly path?: string;

  /**
   * Name of the port that the load balancer checks: a TCP port that the Service exposes. The condition of `protocol` for
   * `externalTrafficPolicy: LOCAL` applies.
   *
   * @default - the provider's default, which for most providers is the port that receives the traffic
   */
  readonly port?: string;

  /**
   * Time between two checks, in whole seconds.
   *
   * @default - the provider's default
   */
  readonly interval?: Duration;

  /**
   * Number of consecutive successful checks after which a node or pod is healthy.
   *
   * @default - the provider's default
   */
  readonly healthyThreshold?: number;

  /**
   * Number of consecutive failed checks after which a node or pod gets no more traffic. `interval` times this number is the time for which a
   * terminating pod must keep serving requests. The default of `shutdownDelay` covers it.
   *
   * @default - the provider's default
   */
  readonly unhealthyThreshold?: number;
}

/**
 * TLS termination at the load balancer. The pods receive plain text, except at a `Port.https`: the load balancer encrypts the traffic to
 * such a port again.
 */
export interface LoadBalancerTls {
  /**
   * Certificates, by the identifiers of the provider (on AWS their ARNs). At least one. The first certificate serves clients that send no
   * server name.
   */
  readonly certificates: string[];

  /**
   * Names of the ports with TLS. They must be TCP ports that the Service exposes.
   *
   * @default - all TCP ports
   */
  readonly ports?: string[];

  /**
   * The provider's name for a set of TLS versions and ciphers, such as `ELBSecurityPolicy-TLS13-1-2-2021-06` on AWS.
   *
   * @default - the provider's default
   */
  readonly policy?: string;
}

/**
 * Settings of a load balancer that have the same meaning for every provider. They become the annotations and fields that the load balancer provider
 * of the cluster profile reads. A setting that the provider does not support is refused.
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/load-balancers.md
 */
export interface LoadBalancerSettings {
  /**
   * Whether the load balancer can be reached only from the provider's private network (`true`), or from the internet (`false`). If the cluster
   * profile names AWS, the AWS Load Balancer Controller, GKE or AKS, or a custom provider with annotations for both, it must be set, unless an
   * annotation in `serviceMetadata` or a class of GKE determines it.
   *
   * @default - not determined: with MetalLB, the address pool determines which networks can reach the load balancer; if the profile names no
   * provider, the provider determines it
   */
  readonly internal?: boolean;

  /**
   * IP addresses of the load balancer. The provider must own them: with MetalLB they belong to a pool, with the AWS Load Balancer Controller
   * they are private addresses, one from each subnet, and with GKE and AKS they are reserved beforehand, one of each IP family.
   *
   * @default - the provider chooses
   */
  readonly addresses?: string[];

  /**
   * Names or IDs of addresses that are reserved at the provider: allocation IDs of Elastic IPs (`eipalloc-…`), names of static addresses of
   * Google Cloud, or names of public IP addresses of Azure in the order of `ipFamilies`.
   *
   * @default - the provider chooses
   */
  readonly addressNames?: string[];

  /**
   * Pool from which the provider allocates an address: the name of an IPAddressPool of MetalLB, or the ID of a public IP prefix of Azure.
   *
   * @default - the provider chooses
   */
  readonly addressPool?: string;

  /**
   * Subnets of the load balancer, by the identifiers of the provider: on AWS one or more IDs or names, each in a different zone; with GKE and
   * AKS the name of one subnet, for an internal load balancer.
   *
   * @default - the provider chooses
   */
  readonly subnets?: string[];

  /**
   * TLS termination at the load balancer.
   *
   * @default - none
   */
  readonly tls?: LoadBalancerTls;

  /**
   * Whether the load balancer sends the PROXY protocol, which passes the address of the client to the server. The server must expect it on
   * every connection: version 1 from a Classic Load Balancer, version 2 from a Network Load Balancer.
   *
   * @default false
   * @see https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
   */
  readonly proxyProtocol?: boolean;

  /**
   * How long a TCP connection can be without traffic before the load balancer closes it, in whole seconds (for AKS in whole minutes).
   *
   * @default - the provider's default
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether traffic that arrives in one zone is also sent to nodes or pods in other zones.
   *
   * @default - the provider's default
   */
  readonly crossZone?: boolean;

  /**
   * How the load balancer finds out which nodes or pods are healthy.
   *
   * @default - the provider's default
   */
  readonly healthCheck?: LoadBalancerHealthCheck;
}
