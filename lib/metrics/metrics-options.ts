import type { Duration } from 'cdk8s';
import type { MetadataOptions } from '../manifest/metadata-options';

/**
 * A key of a ConfigMap or Secret in the namespace of the workload.
 */
export interface KeyReference {
  /** Name of the ConfigMap or Secret. */
  readonly name: string;

  /** The key. */
  readonly key: string;
}

/**
 * User name and password with which Prometheus reads metrics, each from a Secret.
 */
export interface MetricsBasicAuth {
  /** The user name. */
  readonly username: KeyReference;

  /** The password. */
  readonly password: KeyReference;
}

/**
 * How Prometheus verifies the certificate of a port with TLS, and which certificate it presents.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.SafeTLSConfig
 */
export interface MetricsTls {
  /**
   * The name that the certificate must have. Prometheus connects to the address of the pod, which certificates usually do not contain.
   *
   * @default - the address of the pod
   */
  readonly serverName?: string;

  /**
   * The certificate authority, from a Secret.
   *
   * @default - that of `caConfigMap`, otherwise those of the image of Prometheus
   */
  readonly caSecret?: KeyReference;

  /**
   * The certificate authority, from a ConfigMap.
   *
   * @default - that of `caSecret`, otherwise those of the image of Prometheus
   */
  readonly caConfigMap?: KeyReference;

  /**
   * The certificate that Prometheus presents, from a Secret. It requires `keySecret`.
   *
   * @default - none
   */
  readonly certificateSecret?: KeyReference;

  /**
   * The private key of this certificate, from a Secret.
   *
   * @default - none
   */
  readonly keySecret?: KeyReference;

  /**
   * Whether Prometheus accepts every certificate.
   *
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
}

/**
 * Where a workload serves its metrics.
 */
export interface MetricsOptions {
  /**
   * Name of the port, which must be declared: a port of any container of the workload.
   *
   * @default - `metrics`
   */
  readonly port?: string;

  /**
   * Path of the metrics, without parameters.
   *
   * @default - `/metrics`, the default of Prometheus
   */
  readonly path?: string;
}

/**
 * Options of a ServiceMonitor or a PodMonitor.
 */
export interface MonitorOptions extends MetricsOptions {
  /**
   * Parameters of the URL: lists of values by name, such as `{ format: ['prometheus'] }`.
   *
   * @default - none
   */
  readonly params?: { [name: string]: string[] };

  /**
   * Time from one scrape to the next. Whole seconds, at least 1.
   *
   * @default - the interval of Prometheus
   */
  readonly interval?: Duration;

  /**
   * Time after which a scrape fails. Whole seconds, at least 1, and not more than the interval, which is 30 seconds by
   * default.
   *
   * @default - the timeout of Prometheus, at most the interval
   */
  readonly scrapeTimeout?: Duration;

  /**
   * Whether labels of the metrics take precedence over those of the target, such as `namespace` and `pod`: for exporters that serve metrics of other
   * pods.
   *
   * @default false
   */
  readonly honorLabels?: boolean;

  /**
   * TLS of the connection. Required for a port of `Port.https`, and not allowed for others.
   *
   * @default - no TLS
   */
  readonly tls?: MetricsTls;

  /**
   * The bearer token with which Prometheus reads the metrics, from a Secret.
   *
   * @default - none
   */
  readonly bearerTokenSecret?: KeyReference;

  /**
   * User name and password with which Prometheus reads the metrics.
   *
   * @default - none
   */
  readonly basicAuth?: MetricsBasicAuth;

  /**
   * Name of the ServiceMonitor or PodMonitor, such as that of an existing one. It is part of the label `job` of the metrics for a PodMonitor.
   *
   * @default - the name of the Service for a ServiceMonitor, otherwise that of the workload
   */
  readonly name?: string;

  /**
   * Labels and annotations of the monitor. Labels take precedence over `monitorLabels` of the ClusterProfile.
   *
   * @default - the labels of the chart, and `monitorLabels` of the ClusterProfile
   */
  readonly metadata?: MetadataOptions;
}
