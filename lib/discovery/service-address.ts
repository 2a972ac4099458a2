import { Chart } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { Port } from '../port/port';
import { discoveryRules } from '../rules/discovery';
import { SCHEME_MEND, isScheme, portRules } from '../rules/ports';
import { ruleError } from '../rules/rule';

/** What `url()` may differ in. */
export interface UrlOptions {
  /**
   * Scheme of the URL.
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

/** What an address is made of. */
interface Target {
  readonly name: string;
  /** Whether the Service is only a name for another one. */
  readonly alias: boolean;
  readonly ports: () => readonly Port[];
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
  public static _of(declaration: IConstruct, target: Target): ServiceAddress {
    return new ServiceAddress(declaration, target);
  }

  /** Namespace of the Service, where its chart has one. */
  public readonly namespace?: string;

  private readonly clusterDomain: string;

  private constructor(private readonly declaration: IConstruct, private readonly target: Target) {
    this.namespace = Chart.of(declaration).namespace;
    this.clusterDomain = ClusterProfile.of(declaration).clusterDomain;
  }

  /** Name of the Service, which resolves within its own namespace. */
  public get name(): string {
    return this.target.name;
  }

  /** The fully qualified name where the namespace is known, else the short name. */
  public get host(): string {
    return this.namespace === undefined ? this.name : this.fqdn;
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
    return `${this.name}.${this.namespace}.svc.${this.clusterDomain}`;
  }

  /**
   * Number of a port as the Service offers it.
   *
   * @param portName name of the port; may be left out where there is one only
   * @throws when the Service offers no such port, and when it offers several and none is named
   */
  public port(portName?: string): number {
    return this.find(portName).servicePort;
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
      throw ruleError(this.declaration, portRules.scheme, 'address.url scheme', scheme, SCHEME_MEND);
    }
    const path = options.path ?? '';
    return `${scheme}://${this.hostAndPort(portName)}${/^[/?#]|^$/.test(path) ? path : `/${path}`}`;
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
