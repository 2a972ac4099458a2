import type { ClusterDns } from './cluster-dns';

/** A port of a destination outside the cluster. */
export interface DestinationPort {
  /** Number of the port that the destination listens on. */
  readonly number: number;

  /** Transport protocol: `TCP`, `UDP` or `SCTP`. */
  readonly protocol: string;
}

/** A destination outside the cluster that is known only by its host names. */
export interface HostnameDestination {
  /** The host names, without a dot at the end. */
  readonly hostnames: string[];

  /**
   * Fully qualified names of the Services that stand for the host names, such as `payments.shop.svc.cluster.local`. Clients query these names, and
   * the DNS servers answer with a CNAME record for the host name. If the namespace of a Service is not known, `*` stands for it, as in
   * `payments.*.svc.cluster.local`.
   */
  readonly serviceNames: string[];

  /** The ports that the pods connect to. */
  readonly ports: DestinationPort[];
}

/** The connections of isolated pods to host names, which one policy must allow. */
export interface HostnamePolicyRequest {
  /** Name of the policy. It is also the name of the NetworkPolicy of the pods. */
  readonly name: string;

  /**
   * Namespace of the pods and of the policy.
   *
   * @default - the chart of the pods has no namespace
   */
  readonly namespace?: string;

  /** Labels that select the pods. */
  readonly podLabels: { [key: string]: string };

  /** The destinations, in the order in which the connections were declared. */
  readonly destinations: HostnameDestination[];

  /** The DNS servers of the cluster, with all defaults filled in, for a provider that reads DNS answers only if a policy has a rule for DNS. */
  readonly dns: ClusterDns;
}

/**
 * Renders the policies by which a network policy provider allows connections to host names.
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/isolation.md#another-provider-with-host-names
 */
export interface IHostnamePolicies {
  /**
   * Renders the `spec` of the policy of one workload. It is called when the app is synthesized, possibly several times, and must return the
   * same value for the same request.
   *
   * @param request the pods, and what they connect to
   * @returns the `spec` as plain data: maps, lists, strings, numbers and booleans
   */
  renderSpec(request: HostnamePolicyRequest): any;
}
