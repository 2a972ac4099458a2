import type { Duration } from 'cdk8s';

/**
 * The description of a load balancer provider that this library does not know.
 */
export interface CustomLoadBalancerProviderProps {
  /** Name of the provider, for error messages, such as `Hetzner Cloud`. */
  readonly name: string;

  /**
   * Class of the provider's Services, such as `example.com/nlb`. Every LoadBalancer Service gets it, unless `Exposure.loadBalancer` sets another
   * class. A class cannot be changed: a Service without a class must be deleted and created again.
   *
   * @default - none, as for the load balancers of a cloud controller manager
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class
   */
  readonly loadBalancerClass?: string;

  /**
   * Whether the load balancers pass packets on with the address of the client. A load balancer that opens its own connections replaces that address
   * with its own: network policies of isolated pods then allow every address, because the addresses of load balancers are not known. This option has
   * an effect only with `externalTrafficPolicy: LOCAL`.
   *
   * @default false
   */
  readonly preservesClientAddress?: boolean;

  /**
   * Whether the provider or its load balancers enforce `spec.loadBalancerSourceRanges`. Otherwise `sourceRanges` is refused, because the load
   * balancer would accept all clients. kube-proxy enforces the ranges only if the status of the Service contains an IP address, and packets arrive at
   * the nodes with this address as their destination.
   *
   * @default false
   */
  readonly enforcesSourceRanges?: boolean;

  /**
   * The provider's default time between two health checks, in whole seconds. Together with `unhealthyThreshold` it determines the default of
   * `shutdownDelay`.
   *
   * @default - not known: `shutdownDelay` is 30 seconds, unless the health check of the load balancer sets interval and threshold
   */
  readonly healthCheckInterval?: Duration;

  /**
   * The provider's default number of consecutive failed checks after which a node or pod gets no more traffic.
   *
   * @default - not known
   */
  readonly unhealthyThreshold?: number;

  /**
   * The annotations for each setting.
   *
   * @default - none: only the settings that are fields of the Service are supported
   */
  readonly annotations?: LoadBalancerAnnotations;
}

/**
 * The annotations that a provider reads, for each setting of a load balancer. A setting without annotations here is refused. An empty map means that
 * the provider always behaves as the setting requires, so no annotation is written. It is accepted only for settings without a value, such as
 * `internal`.
 *
 * Values are templates: the placeholders of the setting are replaced with the values that a declaration sets. `{port}` in a key creates one
 * annotation for each TCP port that the Service exposes, with the port's number in its place.
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/load-balancers.md#custom-providers
 */
export interface LoadBalancerAnnotations {
  /**
   * Annotations for `internal: true`. No placeholders. If `external` is declared as well, every load balancer must state whether it is internal.
   *
   * @default - `internal: true` is refused
   */
  readonly internal?: { [key: string]: string };

  /**
   * Annotations for `internal: false`. No placeholders. If `internal` is declared as well, every load balancer must state whether it is internal.
   *
   * @default - `internal: false` is refused
   */
  readonly external?: { [key: string]: string };

  /**
   * Annotations for `addresses`. Placeholders: `{value}` for all addresses, separated by commas; `{value1}`, `{value2}` and so on for one of them;
   * `{ipv4}` and `{ipv6}` for the address of a family. An annotation whose address is not set is omitted, and an address that no annotation contains
   * is refused.
   *
   * @default - `addresses` is refused
   */
  readonly addresses?: { [key: string]: string };

  /**
   * Annotations for `addressNames`. Placeholders: `{value}` for all names, separated by commas; `{value1}`, `{value2}` and so on for one of them.
   *
   * @default - `addressNames` is refused
   */
  readonly addressNames?: { [key: string]: string };

  /**
   * Annotations for `addressPool`. Placeholder: `{value}`.
   *
   * @default - `addressPool` is refused
   */
  readonly addressPool?: { [key: string]: string };

  /**
   * Annotations for `subnets`. Placeholders: `{value}` for all subnets, separated by commas; `{value1}`, `{value2}` and so on for one of them.
   *
   * @default - `subnets` is refused
   */
  readonly subnets?: { [key: string]: string };

  /**
   * Annotations for `tls`. Placeholders: `{value}` for all certificates, separated by commas; `{value1}`, `{value2}` and so on for one of them;
   * `{ports}` for the numbers of the ports with TLS, separated by commas. `{port}` in a key stands for each port with TLS. If no annotation
   * names ports, TLS must be for all TCP ports.
   *
   * @default - `tls` is refused
   */
  readonly tls?: { [key: string]: string };

  /**
   * Additional annotations for `tls` if a port with TLS is a `Port.https`, to which the load balancer must encrypt the traffic again. Placeholder:
   * `{ports}` for the numbers of these ports. `{port}` in a key stands for each of them.
   *
   * @default - TLS for a `Port.https` is refused
   */
  readonly tlsToPods?: { [key: string]: string };

  /**
   * Annotations for `tls.policy`. Placeholder: `{value}`. `{port}` in a key stands for each port with TLS.
   *
   * @default - `tls.policy` is refused
   */
  readonly tlsPolicy?: { [key: string]: string };

  /**
   * Annotations for `proxyProtocol: true`. No placeholders.
   *
   * @default - `proxyProtocol: true` is refused
   */
  readonly proxyProtocol?: { [key: string]: string };

  /**
   * Annotations for `proxyProtocol: false`. No placeholders.
   *
   * @default - `proxyProtocol: false` is refused
   */
  readonly proxyProtocolDisabled?: { [key: string]: string };

  /**
   * Annotations for `idleTimeout`. Placeholders: `{milliseconds}`, `{seconds}`, `{minutes}`. With `{minutes}`, whole minutes must be set.
   *
   * @default - `idleTimeout` is refused
   */
  readonly idleTimeout?: { [key: string]: string };

  /**
   * Annotations for `crossZone: true`. No placeholders.
   *
   * @default - `crossZone: true` is refused
   */
  readonly crossZone?: { [key: string]: string };

  /**
   * Annotations for `crossZone: false`. No placeholders.
   *
   * @default - `crossZone: false` is refused
   */
  readonly crossZoneDisabled?: { [key: string]: string };

  /**
   * Annotations for `healthCheck.protocol`. Placeholders: `{value}` for `TCP`, `HTTP` or `HTTPS`; `{lowercase}` for `tcp`, `http` or `https`.
   *
   * @default - `healthCheck.protocol` is refused
   */
  readonly healthCheckProtocol?: { [key: string]: string };

  /**
   * Annotations for `healthCheck.path`. Placeholder: `{value}`. If no protocol is set, the annotations of `healthCheckProtocol` are written for HTTP.
   *
   * @default - `healthCheck.path` is refused
   */
  readonly healthCheckPath?: { [key: string]: string };

  /**
   * Annotations for `healthCheck.port`. Placeholders: `{name}` for the port's name, `{servicePort}` for its number in the Service,
   * `{containerPort}` for its number in the container, `{nodePort}` for its node port, which must then be set in `nodePorts`.
   *
   * @default - `healthCheck.port` is refused
   */
  readonly healthCheckPort?: { [key: string]: string };

  /**
   * Annotations for `healthCheck.interval`. Placeholders: `{milliseconds}`, `{seconds}`, `{minutes}`. With `{minutes}`, whole minutes must be set.
   *
   * @default - `healthCheck.interval` is refused
   */
  readonly healthCheckInterval?: { [key: string]: string };

  /**
   * Annotations for `healthCheck.healthyThreshold`. Placeholder: `{value}`.
   *
   * @default - `healthCheck.healthyThreshold` is refused
   */
  readonly healthyThreshold?: { [key: string]: string };

  /**
   * Annotations for `healthCheck.unhealthyThreshold`. Placeholder: `{value}`.
   *
   * @default - `healthCheck.unhealthyThreshold` is refused
   */
  readonly unhealthyThreshold?: { [key: string]: string };
}
