import { Chart } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../cluster/cluster-profile';
import { receiveCall } from '../options/receive';
import type { Port } from '../port/port';
import { discoveryRules } from '../rules/discovery';
import { SCHEME_FIX, hiddenScheme, isScheme, portRules } from '../rules/ports';
import { throwProblem } from '../rules/rule';
import { mark } from '../values/mark';

/** Options of `ServiceAddress.url()`. */
export interface UrlOptions {
  /**
   * Scheme of the URL, such as `https`. It can have several parts, such as `jdbc:postgresql`.
   *
   * @default - the scheme of the port
   */
  readonly scheme?: string;

  /**
   * Path of the URL, such as `/api`. A missing slash at the beginning is added.
   *
   * @default - no path
   */
  readonly path?: string;
}

/**
 * The values that an address consists of.
 *
 * @internal
 */
export interface AddressTarget {
  /** The name that resolves within the namespace: the name of the Service, or the name of a pod and the name of the Service, separated by a dot. */
  readonly name: string;
  /** Whether the name has no SRV records, because it belongs to a Service of type ExternalName or to a single address below a Service. */
  readonly alias: boolean;
  readonly ports: () => readonly Port[];
  /** Returns the port number that clients use, which is the number of the Service by default. */
  readonly numberOf?: (port: Port) => number;
  /** The namespace, if it is not that of the declaration's chart. */
  readonly namespace?: string;
  /** The DNS suffix after the namespace, if it is not `svc` and the domain of the cluster. */
  readonly suffix?: string;
  readonly tlsServerName?: string;
}

/**
 * The address of a Service inside the cluster, in the forms that programs need: host, port, URL, SRV record and gRPC target.
 *
 * The host is the fully qualified name, which resolves in every namespace. If the chart of the Service has no namespace, the host is the short
 * name, which resolves only in the namespace that the manifests are applied to. `fqdn` and `srvName()` then throw an error, because the
 * library never guesses a namespace.
 *
 * @example
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080, { servicePort: 80 })] });
 *
 * web.address.host; // web.shop.svc.cluster.local
 * web.address.port('http'); // 80
 * web.address.url('http', { path: '/api' }); // http://web.shop.svc.cluster.local:80/api
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export class ServiceAddress {
  /** @internal */
  public static _of(declaration: IConstruct, target: AddressTarget): ServiceAddress {
    return new ServiceAddress(declaration, target, false);
  }

  /** Namespace of the Service; undefined if its chart has no namespace. */
  public readonly namespace?: string;

  /**
   * Name in the server's TLS certificate, if it is known and differs from `host`. Configure clients to expect this name in the certificate, and to
   * send it as the server name (SNI, RFC 6066).
   */
  public readonly tlsServerName?: string;

  /** The DNS suffix after the namespace in the full name. @internal */
  public readonly _suffix: string;

  private constructor(
    /** @internal */ public readonly _declaration: IConstruct,
    /** @internal */ public readonly _target: AddressTarget,
    /** Whether `host` is the short name although the namespace is known. @internal */ public readonly _short: boolean,
  ) {
    mark(this, 'ServiceAddress');
    this.namespace = _target.namespace ?? Chart.of(_declaration).namespace;
    this._suffix = _target.suffix ?? `svc.${ClusterProfile._of(_declaration).clusterDomain}`;
    this.tlsServerName = _target.tlsServerName;
  }

  /** Short name of the Service, which resolves within its namespace, such as `web`. */
  public get name(): string {
    return this._target.name;
  }

  /** Host name of the Service: the fully qualified name if the namespace is known, otherwise the short name. */
  public get host(): string {
    return this.namespace === undefined || this._short ? this.name : this.fqdn;
  }

  /**
   * The address as a certain caller can use it: with the short name as host if the caller is in the same namespace, otherwise unchanged. Short names
   * save DNS lookups, because a resolver first tries a name with few dots in the domains of its search list.
   *
   * @param caller the calling declaration, or any other construct in a chart
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services
   */
  public relativeTo(caller: IConstruct): ServiceAddress {
    const isInNamespace = this.namespace === Chart.of(caller).namespace && this._target.suffix === undefined && !this._isInOtherCluster(caller);
    return new ServiceAddress(this._declaration, this._target, isInNamespace);
  }

  /**
   * Fully qualified name of the Service, such as `web.shop.svc.cluster.local`.
   *
   * @throws if the chart of the Service has no namespace
   */
  public get fqdn(): string {
    if (this.namespace === undefined) {
      throwProblem(this._declaration, discoveryRules.namespace, 'address.namespace', undefined, "Set the namespace of the chart, such as new Chart(app, 'shop', { namespace: 'shop' }), or use address.host within the namespace.");
    }
    return `${this.name}.${this.namespace}.${this._suffix}`;
  }

  /**
   * Port number that clients of the Service use, such as `80`.
   *
   * @param portName name of the port; optional if the Service offers only one
   * @throws if the Service does not offer this port, or offers several ports and no name is specified
   */
  public port(portName?: string): number {
    const port = findPort(this, portName);
    return this._target.numberOf?.(port) ?? port.servicePort;
  }

  /**
   * Host and port with a colon in between, such as `web.shop.svc.cluster.local:80`.
   *
   * @param portName name of the port; optional if the Service offers only one
   * @throws under the same conditions as `port()`
   */
  public hostAndPort(portName?: string): string {
    return `${this.host}:${this.port(portName)}`;
  }

  /**
   * URL of a port, such as `http://web.shop.svc.cluster.local:80`.
   *
   * @param portName name of the port; optional if the Service offers only one
   * @param options scheme and path of the URL
   * @throws under the same conditions as `port()`, or if the scheme is not a valid URL scheme
   */
  public url(portName?: string, options: UrlOptions = {}): string {
    const [name, set = {}] = receiveCall(this._declaration, 'address.url', 'ServiceAddress.url', portName, options);
    const { scheme = findPort(this, name).scheme, path = '' } = set;
    if (!isScheme(scheme)) {
      throwProblem(this._declaration, portRules.scheme, 'address.url scheme', hiddenScheme(scheme), SCHEME_FIX);
    }
    return `${scheme}://${this.hostAndPort(name)}${/^[/?#]|^$/.test(path) ? path : `/${path}`}`;
  }

  /**
   * Target of a gRPC client, such as `dns:///orders.shop.svc.cluster.local:9090`. If the Service is headless, a client with this target resolves the
   * addresses of all pods and can distribute its calls among them (`round_robin`). With only host and port, some clients use one address for all
   * calls.
   *
   * @param portName name of the port; optional if the Service offers only one
   * @throws under the same conditions as `port()`
   * @see https://github.com/grpc/grpc/blob/master/doc/naming.md
   */
  public grpcTarget(portName?: string): string {
    return `dns:///${this.hostAndPort(portName)}`;
  }

  /**
   * Name of the SRV record of a port, such as `_http._tcp.web.shop.svc.cluster.local`.
   *
   * @param portName name of the port; optional if the Service offers only one
   * @throws under the same conditions as `port()` and `fqdn`, or if the address has no SRV records: that of a host name outside the cluster,
   * of a single pod or of a single IP address, and a port without a name (`unnamed`)
   * @see https://github.com/kubernetes/dns/blob/master/docs/specification.md
   */
  public srvName(portName?: string): string {
    if (this._target.alias) {
      throwProblem(this._declaration, discoveryRules.srv, 'address.srvName', portName, 'Use address.host and address.port() instead.');
    }
    const port = findPort(this, portName);
    if (port._unnamed) {
      throwProblem(this._declaration, discoveryRules.srv, 'address.srvName', portName, 'The port has no name on the Service. Use address.host and address.port() instead.');
    }
    const protocols: Record<Protocol, string> = { TCP: '_tcp', UDP: '_udp', SCTP: '_sctp' };
    return `_${port.name}.${protocols[port.protocol]}.${this.fqdn}`;
  }

  /** Whether a caller is known to be in another cluster, where the name refers to a different Service or does not exist. @internal */
  public _isInOtherCluster(caller: IConstruct): boolean {
    const [own, other] = [this._declaration, caller].map(construct => ClusterProfile._of(construct).cluster);
    return own !== undefined && other !== undefined && own !== other;
  }
}

function findPort({ _declaration, _target }: ServiceAddress, portName: string | undefined): Port {
  const ports = _target.ports();
  const port = portName === undefined && ports.length === 1 ? ports[0] : ports.find(candidate => candidate.name === portName);
  if (!port) {
    const known = ports.map(candidate => `'${candidate.name}'`).join(', ');
    throwProblem(_declaration, discoveryRules.port, 'address.port', portName, known ? `Use one of the ports that the Service offers: ${known}.` : 'Declare ports, such as ports: [Port.http(8080)].');
  }
  return port;
}
