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
  readonly insist?: string;
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
  readonly insist?: string;
}

/**
 * What is behind an `ExternalService`: addresses or a host name outside the cluster.
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
    return new Backend(addresses.map(address => ({ address })));
  }

  /**
   * IP addresses with what is known of each.
   *
   * @param endpoints at least one
   */
  public static endpoints(...endpoints: BackendEndpoint[]): Backend {
    return new Backend(endpoints);
  }

  /**
   * A host name. The Service becomes an alias for it in DNS (ExternalName, a CNAME record), and no more: no port is remapped, clients send
   * the name of the Service as Host header and expect it in the certificate, unless told otherwise.
   *
   * @param hostname a fully qualified name
   * @param options how to insist
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
   */
  public static hostname(hostname: string, options: HostnameOptions = {}): Backend {
    return new Backend([], hostname, options);
  }

  private constructor(
    /** @internal */ public readonly _endpoints: readonly BackendEndpoint[],
    /** @internal */ public readonly _hostname?: string,
    /** @internal */ public readonly _hostnameOptions: HostnameOptions = {},
  ) {
    this._endpoints = snapshot(_endpoints);
    this._hostnameOptions = snapshot(_hostnameOptions);
  }
}
