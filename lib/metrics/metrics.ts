import type { MetricsOptions, MonitorOptions } from './metrics-options';
import { NO_OPTIONS, receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * How Prometheus finds and reads the metrics of a workload. If the workload is isolated, its network policy allows the pods that read metrics (`monitoring` of
 * the ClusterProfile) to connect to the port, as with `scraped` of the port.
 *
 * `Metrics` only holds values. The construct that receives it checks them, and reports all problems in one error.
 *
 * @example
 * ClusterProfile.set(this, { monitoring: { namespace: 'monitoring' }, monitorLabels: { release: 'kube-prometheus-stack' } });
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080, { servicePort: 80 }), Port.http(9090, { name: 'metrics', exposed: false })],
 *   metrics: Metrics.podMonitor({ interval: Duration.seconds(30) }),
 * });
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/metrics.md
 */
export class Metrics {
  /**
   * A ServiceMonitor of the Prometheus Operator, which selects the Service of an `ExposedWorkload`. The Service must offer the port.
   *
   * @param options port, path, interval and other options
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor
   */
  public static serviceMonitor(options: MonitorOptions = {}): Metrics {
    const { values: [set], wrong } = receive('Metrics.serviceMonitor', options);
    return new Metrics('ServiceMonitor', set, wrong);
  }

  /**
   * A PodMonitor of the Prometheus Operator, which selects the pods: for a port that the Service does not offer, and for a `Worker`.
   *
   * @param options port, path, interval and other options
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor
   */
  public static podMonitor(options: MonitorOptions = {}): Metrics {
    const { values: [set], wrong } = receive('Metrics.podMonitor', options);
    return new Metrics('PodMonitor', set, wrong);
  }

  /**
   * The annotations `prometheus.io/scrape`, `port`, `path` and `scheme` of the pods. They have an effect only if the configuration of Prometheus reads
   * them, as that of its Helm chart does.
   *
   * @param options port and path
   * @see https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus/README.md#scraping-pod-metrics-via-annotations
   */
  public static annotations(options: MetricsOptions = {}): Metrics {
    const { values: [set], wrong } = receive('Metrics.annotations', options);
    return new Metrics('annotations', set, wrong);
  }

  /** @internal */
  public readonly _options: MonitorOptions;

  private constructor(
    /** @internal */ public readonly _kind: 'ServiceMonitor' | 'PodMonitor' | 'annotations',
    options: MonitorOptions | undefined,
    wrong: readonly unknown[],
  ) {
    mark(this, 'Metrics', wrong);
    this._options = options ?? NO_OPTIONS;
  }
}
