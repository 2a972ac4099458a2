import { Protocol } from 'cdk8s-plus-28';

/**
 * How a port is called and offered, beyond its number.
 */
export interface PortOptions {
  /**
   * Name of the port, on the Service, in SRV records and wherever else the port is referred to.
   *
   * A DNS label of at most 63 characters. Where it can't be the name of a container port too, which has at most
   * 15 characters, the container port is called by kind and number, as in `http-8080`.
   *
   * @default - the kind of port for HTTP and gRPC (`http`, `https`, `h2c`, `grpc`), kind and number for the others (`tcp-5432`)
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
   */
  readonly name?: string;

  /**
   * Number that the Service offers. A headless Service and one for a hostname can't offer another than the port's own.
   *
   * @default - the number of the port itself
   */
  readonly servicePort?: number;

  /**
   * Application protocol, for gateways, meshes and load balancers that treat some protocols in their own way.
   *
   * A name from the IANA service names (`https`, `mysql`), one of Kubernetes' own (`kubernetes.io/ws`), or a name with the domain of
   * an implementation before it.
   *
   * @default - `kubernetes.io/h2c` for gRPC and cleartext HTTP/2, `https` for HTTPS, not set for all others
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   */
  readonly appProtocol?: string;

  /**
   * Scheme of the URLs that `address.url()` gives for this port, such as `postgresql` or `amqp`.
   *
   * @default - `http` for HTTP, cleartext HTTP/2 and gRPC (which is HTTP/2), `https` for HTTPS, else `tcp`, `udp` or `sctp`
   */
  readonly scheme?: string;

  /**
   * Whether the Service offers the port. One that is not offered can still be asked by health checks, as is usual for a port
   * of the administration.
   *
   * @default true
   */
  readonly exposed?: boolean;

  /**
   * Whether metrics are read from the port. Isolated pods let in to it what reads metrics in the cluster (`monitoring` of the profile); that
   * it is read at all is up to the monitoring.
   *
   * @default false
   */
  readonly scraped?: boolean;
}

/** What a factory knows of its kind of port. */
interface PortKind {
  readonly kind: string;
  readonly protocol: Protocol;
  readonly scheme: string;
  readonly appProtocol?: string;
}

/**
 * A port, declared once. Container port, Service port, named targetPort, probes, endpoints and URLs are all derived from it.
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
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
   * @param number the number that the server listens on, from 1 to 65535
   * @param options name and Service port
   */
  public static http(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'http', protocol: Protocol.TCP, scheme: 'http' }, number, options);
  }

  /**
   * A port that speaks HTTP with TLS. The server in the pod terminates TLS; certificates are its own affair.
   *
   * @param number the number that the server listens on, from 1 to 65535
   * @param options name and Service port
   */
  public static https(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'https', protocol: Protocol.TCP, scheme: 'https', appProtocol: 'https' }, number, options);
  }

  /**
   * A port that speaks HTTP/2 without TLS (h2c, RFC 9113).
   *
   * @param number the number that the server listens on, from 1 to 65535
   * @param options name and Service port
   */
  public static h2c(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'h2c', protocol: Protocol.TCP, scheme: 'http', appProtocol: 'kubernetes.io/h2c' }, number, options);
  }

  /**
   * A port that speaks gRPC without TLS. Its appProtocol is `kubernetes.io/h2c`, which the Gateway API and Istio read;
   * `grpc` is no registered name.
   *
   * @param number the number that the server listens on, from 1 to 65535
   * @param options name and Service port
   */
  public static grpc(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'grpc', protocol: Protocol.TCP, scheme: 'http', appProtocol: 'kubernetes.io/h2c' }, number, options);
  }

  /**
   * A TCP port of any other protocol.
   *
   * @param number the number that the server listens on, from 1 to 65535
   * @param options name and Service port
   */
  public static tcp(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'tcp', protocol: Protocol.TCP, scheme: 'tcp' }, number, options);
  }

  /**
   * A UDP port. No health check can ask it.
   *
   * @param number the number that the server listens on, from 1 to 65535
   * @param options name and Service port
   */
  public static udp(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'udp', protocol: Protocol.UDP, scheme: 'udp' }, number, options);
  }

  /**
   * An SCTP port. No health check can ask it, and the network plugin of the cluster has to support the protocol.
   *
   * @param number the number that the server listens on, from 1 to 65535
   * @param options name and Service port
   * @see https://kubernetes.io/docs/reference/networking/service-protocols/#protocol-sctp
   */
  public static sctp(number: number, options: PortOptions = {}): Port {
    return new Port({ kind: 'sctp', protocol: Protocol.SCTP, scheme: 'sctp' }, number, options);
  }

  /** Number that the server listens on. */
  public readonly number: number;

  /** Name of the port on the Service, given or derived. */
  public readonly name: string;

  /** Number that the Service offers. */
  public readonly servicePort: number;

  /** Transport protocol. */
  public readonly protocol: Protocol;

  /** Application protocol, where one is said. */
  public readonly appProtocol?: string;

  /** Scheme of the URLs of this port. */
  public readonly scheme: string;

  /** Whether the Service offers the port. */
  public readonly exposed: boolean;

  /** Whether metrics are read from the port. */
  public readonly scraped: boolean;

  /** Kind of port, as its factory is called: `http`, `https`, `h2c`, `grpc`, `tcp`, `udp` or `sctp`. */
  public readonly kind: string;

  private constructor(kind: PortKind, number: number, options: PortOptions) {
    this.kind = kind.kind;
    this.number = number;
    this.protocol = kind.protocol;
    this.name = options.name ?? (['tcp', 'udp', 'sctp'].includes(kind.kind) ? `${kind.kind}-${number}` : kind.kind);
    this.servicePort = options.servicePort ?? number;
    this.appProtocol = options.appProtocol ?? kind.appProtocol;
    this.scheme = options.scheme ?? kind.scheme;
    this.exposed = options.exposed ?? true;
    this.scraped = options.scraped ?? false;
  }

  /**
   * Kind and number, the name that is always free and always valid.
   *
   * @internal
   */
  public get _plainName(): string {
    return `${this.kind}-${this.number}`;
  }
}
