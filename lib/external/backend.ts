import type { IPodSelector } from 'cdk8s-plus-28';
import { receive } from '../options/receive';
import { selectionOf, type IPodSource } from '../pods/pod-selection';
import type { Finding, Findings } from '../rules/rule';
import { mark } from '../values/mark';

/**
 * Options of a host name outside the cluster.
 */
export interface HostnameOptions {
  /**
   * Why the host name is correct although the rule `hostname-hazard` refuses it. Such names are an IP address, a cloud metadata server,
   * `localhost`, and the name of the Service itself. A justification overrides that rule.
   *
   * @default - the rule is not overridden
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md#hostname-hazard
   */
  readonly justification?: string;
}

/**
 * One address of a backend outside the cluster, with its properties.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/discovery/endpoint-slice-v1/
 */
export interface BackendEndpoint {
  /** An IPv4 or IPv6 address. */
  readonly address: string;

  /**
   * Whether the address receives traffic. Kubernetes does not check addresses outside the cluster, so you must keep this value up to date.
   *
   * @default true
   */
  readonly ready?: boolean;

  /**
   * DNS label that names this address below a headless Service: `db-0` makes `db-0.<name of the Service>` resolve to this address only.
   *
   * @default - the address has no DNS name
   */
  readonly hostname?: string;

  /**
   * Zone of the address, such as `eu-west-1a`.
   *
   * @default - unknown
   */
  readonly zone?: string;

  /**
   * Name of the cluster node that hosts the address.
   *
   * @default - unknown
   */
  readonly nodeName?: string;

  /**
   * Zones whose clients should use this address (hints), at most 8. kube-proxy uses hints only if every ready address has them.
   *
   * @default - clients in all zones, if no address has such hints
   * @see https://kubernetes.io/docs/concepts/services-networking/topology-aware-routing/
   */
  readonly forZones?: string[];

  /**
   * Nodes whose clients should use this address (hints), at most 8. kube-proxy uses hints only if every ready address has them.
   * Requires Kubernetes 1.34.
   *
   * @default - clients on all nodes, if no address has such hints
   */
  readonly forNodes?: string[];

  /**
   * Why the address is correct although a rule refuses it. The rule `backend-address-hazard` refuses those of cloud metadata servers, cluster IPs,
   * and multicast and broadcast addresses; the rule `endpoint-local-traffic` refuses an address without `nodeName` if the exposure has the traffic
   * policy Local; the rule `load-balancer-outside` refuses an address behind a load balancer whose targets are pods. A justification overrides these
   * rules for this address.
   *
   * @default - the rules are not overridden
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md#backend-address-hazard
   */
  readonly justification?: string;
}

/** How a backend is specified. */
type BackendKind = 'addresses' | 'hostname' | 'hostnames' | 'pods';

/** The values of a backend. Each kind of backend has one of `endpoints`, `hostnames` and `selector`. */
interface BackendParts {
  readonly endpoints?: readonly BackendEndpoint[];
  readonly endpointsField?: 'endpoints';
  readonly hostnames?: readonly string[];
  readonly hostnameOptions?: HostnameOptions;
  readonly selector?: IPodSelector;
}

/**
 * A backend of an `ExternalService`: IP addresses or host names outside the cluster, or pods that replace them.
 *
 * A `Backend` only holds values. The `ExternalService` that receives it checks them, and reports all problems in one error.
 *
 * @example
 * new ExternalService(this, 'orders-db', {
 *   backend: Backend.endpoints(
 *     { address: '10.20.0.11', zone: 'eu-west-1a' },
 *     { address: '10.20.0.12', zone: 'eu-west-1b' },
 *   ),
 *   ports: [Port.tcp(5432, { name: 'postgres' })],
 * });
 */
export class Backend {
  /**
   * A backend with IP addresses. The Service distributes connections among them.
   *
   * @param addresses IPv4 and IPv6 addresses, at least one
   */
  public static addresses(...addresses: string[]): Backend {
    const { values: [list = []], wrong } = receive('Backend.addresses', addresses);
    return new Backend('addresses', { endpoints: list.map(address => ({ address })) }, wrong);
  }

  /**
   * A backend with IP addresses that have properties, such as a zone or a name.
   *
   * @param endpoints addresses with their properties, at least one
   */
  public static endpoints(...endpoints: BackendEndpoint[]): Backend {
    const { values: [list], wrong } = receive('Backend.endpoints', endpoints);
    return new Backend('addresses', { endpoints: list, endpointsField: 'endpoints' }, wrong);
  }

  /**
   * A backend with one host name. The Service has type ExternalName and is an alias in DNS only (a CNAME record). It cannot remap ports.
   * Clients send the name of the Service as Host header and expect that name in the certificate, unless you configure them with
   * `address.tlsServerName`.
   *
   * @param hostname a fully qualified host name
   * @param options the justification that overrides the rule `hostname-hazard`
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
   */
  public static hostname(hostname: string, options: HostnameOptions = {}): Backend {
    const { values: [name, set], wrong } = receive('Backend.hostname', hostname, options);
    return new Backend('hostname', { hostnames: [name], hostnameOptions: set }, wrong);
  }

  /**
   * A backend with several host names, such as the brokers of a Kafka cluster, for clients that address each member by name. Each host name
   * gets its own Service, numbered like the pods of a StatefulSet: `kafka-0`, `kafka-1`. The Service without a number, `kafka`, is an alias
   * for the first host name only.
   *
   * No Service leads to all host names: a DNS name has at most one CNAME record (RFC 1034), and kube-proxy ignores EndpointSlices with host
   * names. Pass the list of members (`memberAddresses`) to the clients, or create one host name outside the cluster that resolves to all
   * addresses and use `Backend.hostname()`. The limits of `Backend.hostname()` apply to each host name.
   *
   * @param hostnames fully qualified host names, at least one; append new ones at the end, because the Services are numbered
   * @see https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2
   */
  public static hostnames(...hostnames: string[]): Backend {
    const { values: [list], wrong } = receive('Backend.hostnames', hostnames);
    return new Backend('hostnames', { hostnames: list }, wrong);
  }

  /**
   * A backend with pods that replace the real backend, for example in a test environment. The Service selects the pods and can remap ports,
   * as for addresses.
   *
   * @param selector an `ExposedWorkload` or a `Worker`, `PodSelection.labels(…)` for pods with certain labels, or `PodSelection.of(…)` for a Deployment or
   * another workload of cdk8s-plus; the pods must be in the namespace of the chart, because a Service cannot select pods of other namespaces
   */
  public static pods(selector: IPodSource): Backend {
    const { values: [pods], wrong } = receive('Backend.pods', selector);
    const found: Finding[] = [...wrong];
    const findings: Findings = { report: (rule, field, value, fix) => found.push({ rule, field, value, fix }) };
    return new Backend('pods', { selector: (pods as IPodSource | undefined) && selectionOf(findings, 'selector', pods)?._selector }, found);
  }

  /** @internal */
  public readonly _endpoints: readonly BackendEndpoint[];

  /** The parameter that the endpoints come from, for messages. @internal */
  public readonly _endpointsField: 'addresses' | 'endpoints';

  /** @internal */
  public readonly _hostnames: readonly string[];

  /** @internal */
  public readonly _hostnameOptions: HostnameOptions;

  /** @internal */
  public readonly _selector?: IPodSelector;

  private constructor(
    /** @internal */ public readonly _kind: BackendKind,
    parts: BackendParts, wrong: readonly unknown[],
  ) {
    mark(this, 'Backend', wrong);
    this._endpoints = parts.endpoints ?? [];
    this._endpointsField = parts.endpointsField ?? 'addresses';
    this._hostnames = parts.hostnames ?? [];
    this._hostnameOptions = parts.hostnameOptions ?? {};
    this._selector = parts.selector;
  }

  /** Whether the Service is only an alias in DNS for host names outside the cluster. @internal */
  public get _isAlias(): boolean {
    return this._kind === 'hostname' || this._kind === 'hostnames';
  }
}
