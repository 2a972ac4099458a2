import { Chart } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { Port } from '../port/port';
import { discoveryRules } from '../rules/discovery';
import { SCHEME_FIX, isScheme, portRules } from '../rules/ports';
import { ruleError } from '../rules/rule';

/** What `url()` may differ in. */
export interface UrlOptions {
  /**
   * Scheme of the URL, also one of several parts, as in `jdbc:postgresql`.
   *
   * @default - that of the port
   */
  readonly scheme?: string;

  /**
   * Path of the URL; the slash before it may be left out.
   *
   * @default - none
   */
  readonly path?: string;
}

/**
 * What an address is made of.
 *
 * @internal
 */
export interface AddressTarget {
  /** What resolves within the namespace: the name of the Service, or that of a pod and the Service with a dot between. */
  readonly name: string;
  /** Whether it has no SRV records: a Service that is only a name for another one, or one address below a Service. */
  readonly alias: boolean;
  readonly ports: () => readonly Port[];
  /** The number by which clients ask for a port; that of the Service by default. */
  readonly numberOf?: (port: Port) => number;
  /** Where it is not that of the declaration's chart. */
  readonly namespace?: string;
  /** What stands after the namespace, where it is not `svc` and the domain of the cluster. */
  readonly suffix?: string;
  readonly tlsServerName?: string;
}

/**
 * How a Service is reached from inside the cluster.
 *
 * Where the namespace is not known, because its chart has none, the host is the short name, which resolves in the namespace that the
 * manifests are applied to; what needs the full name is an error, because no namespace is ever guessed.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export class ServiceAddress {
  /** @internal */
  public static _of(declaration: IConstruct, target: AddressTarget): ServiceAddress {
    return new ServiceAddress(declaration, target, false);
  }

  /** Namespace of the Service, where its chart has one. */
  public readonly namespace?: string;

  /**
   * Name that the certificate of a server with TLS has, where that is known and differs from `host`: clients have to be told to expect it,
   * and to send it as server name (SNI, RFC 6066).
   */
  public readonly tlsServerName?: string;

  /** What stands after the namespace in the full name. @internal */
  public readonly _suffix: string;

  private constructor(private readonly declaration: IConstruct, private readonly target: AddressTarget, private readonly short: boolean) {
    this.namespace = target.namespace ?? Chart.of(declaration).namespace;
    this._suffix = target.suffix ?? `svc.${ClusterProfile.of(declaration).clusterDomain}`;
    this.tlsServerName = target.tlsServerName;
  }

  /** Name of the Service, which resolves within its own namespace. */
  public get name(): string {
    return this.target.name;
  }

  /** The fully qualified name where the namespace is known, else the short name. */
  public get host(): string {
    return this.namespace === undefined || this.short ? this.name : this.fqdn;
  }

  /**
   * The same address as a caller may write it: with the short name as host where the caller has the same namespace, unchanged otherwise.
   * Short names spare lookups: a resolver tries a name with few dots in the domains of its search list first.
   *
   * @param caller who calls: a declaration, or anything else in a chart
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services
   */
  public relativeTo(caller: IConstruct): ServiceAddress {
    const near = this.namespace === Chart.of(caller).namespace && this.target.suffix === undefined && !this._isInOtherCluster(caller);
    return new ServiceAddress(this.declaration, this.target, near);
  }

  /**
   * The fully qualified name, as in `web.shop.svc.cluster.local`.
   *
   * @throws when the chart of the Service has no namespace
   */
  public get fqdn(): string {
    if (this.namespace === undefined) {
      throw ruleError(this.declaration, discoveryRules.namespace, 'address.namespace', undefined, "Give one to the chart, like new Chart(app, 'shop', { namespace: 'shop' }), or use address.host within the namespace.");
    }
    return `${this.name}.${this.namespace}.${this._suffix}`;
  }

  /**
   * Number of a port as the Service offers it.
   *
   * @param portName name of the port; may be left out where there is one only
   * @throws when the Service offers no such port, and when it offers several and none is named
   */
  public port(portName?: string): number {
    const port = this.find(portName);
    return this.target.numberOf?.(port) ?? port.servicePort;
  }

  /**
   * Host and port with a colon between, as in `web.shop.svc.cluster.local:80`.
   *
   * @param portName name of the port; may be left out where there is one only
   * @throws as `port()` does
   */
  public hostAndPort(portName?: string): string {
    return `${this.host}:${this.port(portName)}`;
  }

  /**
   * URL of a port, as in `http://web.shop.svc.cluster.local:80`.
   *
   * @param portName name of the port; may be left out where there is one only
   * @param options scheme and path
   * @throws as `port()` does, and for a scheme that is none
   */
  public url(portName?: string, options: UrlOptions = {}): string {
    const scheme = options.scheme ?? this.find(portName).scheme;
    if (!isScheme(scheme)) {
      throw ruleError(this.declaration, portRules.scheme, 'address.url scheme', scheme, SCHEME_FIX);
    }
    const path = options.path ?? '';
    return `${scheme}://${this.hostAndPort(portName)}${/^[/?#]|^$/.test(path) ? path : `/${path}`}`;
  }

  /**
   * What a gRPC client is given as target, as in `dns:///orders.shop.svc.cluster.local:9090`. Where the Service is headless, the client gets
   * the addresses of all pods, and can spread its calls over them (`round_robin`); a client that is given host and port alone may not.
   *
   * @param portName name of the port; may be left out where there is one only
   * @throws as `port()` does
   * @see https://github.com/grpc/grpc/blob/master/doc/naming.md
   */
  public grpcTarget(portName?: string): string {
    return `dns:///${this.hostAndPort(portName)}`;
  }

  /**
   * Name of the SRV record of a port, as in `_http._tcp.web.shop.svc.cluster.local`.
   *
   * @param portName name of the port; may be left out where there is one only
   * @throws as `port()` and `fqdn` do, and for a host name outside the cluster, which has no SRV records
   * @see https://github.com/kubernetes/dns/blob/master/docs/specification.md
   */
  public srvName(portName?: string): string {
    if (this.target.alias) {
      throw ruleError(this.declaration, discoveryRules.srv, 'address.srvName', portName, 'Use address.host and address.port().');
    }
    const port = this.find(portName);
    const protocols: Record<Protocol, string> = { TCP: '_tcp', UDP: '_udp', SCTP: '_sctp' };
    return `_${port.name}.${protocols[port.protocol]}.${this.fqdn}`;
  }

  /** Whether a caller is known to be in another cluster, where the name means another Service or none. @internal */
  public _isInOtherCluster(caller: IConstruct): boolean {
    const [own, other] = [this.declaration, caller].map(construct => ClusterProfile.of(construct).cluster);
    return own !== undefined && other !== undefined && own !== other;
  }

  private find(portName?: string): Port {
    const ports = this.target.ports();
    const port = portName === undefined && ports.length === 1 ? ports[0] : ports.find(candidate => candidate.name === portName);
    if (!port) {
      const known = ports.map(candidate => `'${candidate.name}'`).join(', ') || 'none';
      throw ruleError(this.declaration, discoveryRules.port, 'address.port', portName, `Ports offered: ${known}.`);
    }
    return port;
  }
}
