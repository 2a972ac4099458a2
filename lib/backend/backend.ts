import type { IPodSelector } from 'cdk8s-plus-28';
import { snapshot } from '../rules/values';

/**
 * How to insist on a host name that is refused as a hazard.
 */
export interface HostnameOptions {
  /**
   * Why a name that is refused as a hazard is meant all the same: an IP address, or a cloud metadata server.
   *
   * @default - not insisted on
   */
  readonly justification?: string;
}

/**
 * One address of a backend, and what is known of it.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/discovery/endpoint-slice-v1/
 */
export interface BackendEndpoint {
  /** An IPv4 or IPv6 address. */
  readonly address: string;

  /**
   * Whether the address gets traffic. Somebody has to keep it true: nothing in the cluster asks addresses outside.
   *
   * @default true
   */
  readonly ready?: boolean;

  /**
   * Name below a headless Service that resolves to this address alone, a DNS label.
   *
   * @default - none
   */
  readonly hostname?: string;

  /**
   * Zone that the address is in.
   *
   * @default - not known
   */
  readonly zone?: string;

  /**
   * Node of the cluster that the address is on.
   *
   * @default - none
   */
  readonly nodeName?: string;

  /**
   * Zones whose clients should use this address, at most 8. Hints count only where every ready address has some.
   *
   * @default - all, where no address has hints
   * @see https://kubernetes.io/docs/concepts/services-networking/topology-aware-routing/
   */
  readonly forZones?: string[];

  /**
   * Nodes whose clients should use this address, at most 8. Hints count only where every ready address has some. Served from Kubernetes 1.34.
   *
   * @default - all, where no address has hints
   */
  readonly forNodes?: string[];

  /**
   * Why an address that is refused as a hazard is meant all the same: that of a cloud metadata server, a cluster IP, multicast or broadcast.
   *
   * @default - not insisted on
   */
  readonly justification?: string;
}

/** What a backend is told by. */
type BackendKind = 'addresses' | 'hostname' | 'hostnames' | 'pods';

/** What was said of a backend; of each kind one part. */
interface BackendParts {
  readonly endpoints?: readonly BackendEndpoint[];
  readonly hostnames?: readonly string[];
  readonly hostnameOptions?: HostnameOptions;
  readonly selector?: IPodSelector;
}

/**
 * What is behind an `ExternalService`: addresses or host names outside the cluster, or pods in their place.
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
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
   * IP addresses, among which connections are spread. IPv4 and IPv6 may mix.
   *
   * @param addresses at least one
   */
  public static addresses(...addresses: string[]): Backend {
    return new Backend('addresses', { endpoints: addresses.map(address => ({ address })) });
  }

  /**
   * IP addresses with what is known of each.
   *
   * @param endpoints at least one
   */
  public static endpoints(...endpoints: BackendEndpoint[]): Backend {
    return new Backend('addresses', { endpoints });
  }

  /**
   * A host name. The Service becomes an alias for it in DNS (ExternalName, a CNAME record), and no more: no port is remapped, clients send
   * the name of the Service as Host header and expect it in the certificate, unless told otherwise (`address.tlsServerName`).
   *
   * @param hostname a fully qualified name
   * @param options how to insist
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
   */
  public static hostname(hostname: string, options: HostnameOptions = {}): Backend {
    return new Backend('hostname', { hostnames: [hostname], hostnameOptions: options });
  }

  /**
   * Several host names, as the brokers of a cluster have them, for clients that know the members by name. Each gets a Service of its own,
   * called as pods of a StatefulSet are: `kafka-0`, `kafka-1`. The plain name, `kafka`, leads to the first host name alone.
   *
   * No name leads to all of them: a name in DNS has one CNAME record at most (RFC 1034), and kube-proxy ignores EndpointSlices of host
   * names. Clients get the list of members (`memberAddresses`), or the backend gets one name outside that resolves to all addresses.
   * Of each host name holds what `hostname()` says.
   *
   * @param hostnames fully qualified names, at least one; a new one goes to the end, because they are numbered
   * @see https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2
   */
  public static hostnames(...hostnames: string[]): Backend {
    return new Backend('hostnames', { hostnames });
  }

  /**
   * Pods in the place of what is outside, as in an environment for tests. The Service selects them, and ports are remapped as for addresses.
   *
   * @param selector a Deployment or another workload of cdk8s-plus, an `ExposedWorkload`, or `kplus.Pods.select(…)` for pods by their
   * labels; in the namespace of the chart, since a Service selects no others
   */
  public static pods(selector: IPodSelector): Backend {
    return new Backend('pods', { selector });
  }

  /** @internal */
  public readonly _endpoints: readonly BackendEndpoint[];

  /** @internal */
  public readonly _hostnames: readonly string[];

  /** @internal */
  public readonly _hostnameOptions: HostnameOptions;

  /** @internal */
  public readonly _selector?: IPodSelector;

  private constructor(/** @internal */ public readonly _kind: BackendKind, parts: BackendParts) {
    this._endpoints = snapshot(parts.endpoints ?? []);
    this._hostnames = [...parts.hostnames ?? []];
    this._hostnameOptions = snapshot(parts.hostnameOptions ?? {});
    this._selector = parts.selector;
  }

  /** Whether the Service is only a name for host names outside. @internal */
  public get _isAlias(): boolean {
    return this._kind === 'hostname' || this._kind === 'hostnames';
  }
}
