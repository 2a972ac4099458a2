import { Protocol } from 'cdk8s-plus-28';
import type { PortOptions, TargetPort } from './port-options';
import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/** Properties of a kind of port. */
interface PortKind {
  readonly kind: string;
  readonly protocol: Protocol;
  readonly scheme: string;
  readonly appProtocol?: string;
}

/**
 * A port, declared once. The container port, the Service port and its `targetPort`, probes, endpoints and URLs are derived from it.
 *
 * A `Port` only holds values. The construct that receives it checks them, and reports all problems in one error.
 *
 * @example
 * const ports = [
 *   Port.http(8080, { servicePort: 80 }),
 *   Port.grpc(9090),
 *   Port.udp(5353, { name: 'dns' }),
 * ];
 */
export class Port {
  /**
   * A port that speaks HTTP/1.1 without TLS.
   *
   * @param number the number of the port that the server listens on, from 1 to 65535
   * @param options name, Service port and other options
   */
  public static http(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'http', protocol: Protocol.TCP, scheme: 'http' }, receive('Port.http', number, options));
  }

  /**
   * A port that speaks HTTP with TLS. The server in the pod terminates TLS; this library does not manage its certificates.
   *
   * @param number the number of the port that the server listens on, from 1 to 65535
   * @param options name, Service port and other options
   */
  public static https(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'https', protocol: Protocol.TCP, scheme: 'https', appProtocol: 'https' }, receive('Port.https', number, options));
  }

  /**
   * A port that speaks HTTP/2 without TLS (h2c, RFC 9113).
   *
   * @param number the number of the port that the server listens on, from 1 to 65535
   * @param options name, Service port and other options
   */
  public static h2c(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'h2c', protocol: Protocol.TCP, scheme: 'http', appProtocol: 'kubernetes.io/h2c' }, receive('Port.h2c', number, options));
  }

  /**
   * A port that speaks gRPC without TLS. Its appProtocol is `kubernetes.io/h2c`, which the Gateway API and Istio support;
   * `grpc` is not a registered name.
   *
   * @param number the number of the port that the server listens on, from 1 to 65535
   * @param options name, Service port and other options
   */
  public static grpc(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'grpc', protocol: Protocol.TCP, scheme: 'http', appProtocol: 'kubernetes.io/h2c' }, receive('Port.grpc', number, options));
  }

  /**
   * A TCP port for any other protocol.
   *
   * @param number the number of the port that the server listens on, from 1 to 65535
   * @param options name, Service port and other options
   */
  public static tcp(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'tcp', protocol: Protocol.TCP, scheme: 'tcp' }, receive('Port.tcp', number, options));
  }

  /**
   * A UDP port. Kubernetes has no probe for UDP, so health checks cannot use it.
   *
   * @param number the number of the port that the server listens on, from 1 to 65535
   * @param options name, Service port and other options
   */
  public static udp(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'udp', protocol: Protocol.UDP, scheme: 'udp' }, receive('Port.udp', number, options));
  }

  /**
   * An SCTP port. Kubernetes has no probe for SCTP, so health checks cannot use it. The network plugin of the cluster must support the
   * protocol.
   *
   * @param number the number of the port that the server listens on, from 1 to 65535
   * @param options name, Service port and other options
   * @see https://kubernetes.io/docs/reference/networking/service-protocols/#protocol-sctp
   */
  public static sctp(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'sctp', protocol: Protocol.SCTP, scheme: 'sctp' }, receive('Port.sctp', number, options));
  }

  /** Number of the port that the server listens on. */
  public readonly number: number;

  /** Name of the port on the Service, specified or default. */
  public readonly name: string;

  /** Port number of the Service. */
  public readonly servicePort: number;

  /** Transport protocol. */
  public readonly protocol: Protocol;

  /** Application protocol, if the port has one. */
  public readonly appProtocol?: string;

  /** Scheme of the URLs of this port. */
  public readonly scheme: string;

  /** Whether the port is part of the Service. */
  public readonly exposed: boolean;

  /** Whether the monitoring system scrapes metrics from the port. */
  public readonly scraped: boolean;

  /** Port of the node that leads to the port, if there is one. */
  public readonly hostPort?: number;

  /** IP address of the node on which `hostPort` leads to the port; undefined for all addresses. */
  public readonly hostIp?: string;

  /** Kind of the port, which is the name of its factory method: `http`, `https`, `h2c`, `grpc`, `tcp`, `udp` or `sctp`. */
  public readonly kind: string;

  /** Whether the port has no name on the Service. @internal */
  public readonly _unnamed: boolean;

  /** The name of the container port, if it is set: empty for none. @internal */
  public readonly _containerPortName?: string;

  /** Whether the container does not list the port. @internal */
  public readonly _unlisted: boolean;

  /** How the Service refers to the container port, if it is set. @internal */
  public readonly _target?: TargetPort;

  /** Whether `appProtocol` is set by the options, and not by the kind of port. @internal */
  public readonly _setsAppProtocol: boolean;

  private constructor(kind: PortKind, { values: [number, options = {}], wrong }: Received<[number, PortOptions]>) {
    mark(this, 'Port', wrong);
    const { name, unnamed, containerPortName, listed, targetPort, servicePort, appProtocol, scheme, exposed, scraped, hostPort, hostIp } = options;
    this.kind = kind.kind;
    this.number = number;
    this.protocol = kind.protocol;
    this.name = name ?? (['tcp', 'udp', 'sctp'].includes(kind.kind) ? `${kind.kind}-${number}` : kind.kind);
    this._unnamed = unnamed ?? false;
    this._containerPortName = containerPortName;
    this._unlisted = listed === false;
    this._target = targetPort;
    this.servicePort = servicePort ?? number;
    this.appProtocol = appProtocol ?? kind.appProtocol;
    this._setsAppProtocol = appProtocol !== undefined;
    this.scheme = scheme ?? kind.scheme;
    this.exposed = exposed ?? true;
    this.scraped = scraped ?? false;
    this.hostPort = hostPort;
    this.hostIp = hostIp;
  }

  /**
   * Name of the port on the Service; undefined if it has none.
   *
   * @internal
   */
  public get _serviceName(): string | undefined {
    return this._unnamed ? undefined : this.name;
  }

  /**
   * A name that consists of the kind and the number, and is always valid.
   *
   * @internal
   */
  public get _plainName(): string {
    return `${this.kind}-${this.number}`;
  }
}
