import type { Construct } from 'constructs';
import type { Metrics } from './metrics';
import type { KeyReference, MetricsTls } from './metrics-options';
import { metricsPort } from './scraped-ports';
import { Manifest, type Json } from '../manifest/manifest';
import type { Port } from '../port/port';
import type { Ports } from '../port/ports';
import { secondsOf } from '../values/durations';

/** Id of the monitor in its declaration. */
const ID = 'Monitor';

/** The annotation of pods with the number of the port. @internal */
export const PORT_ANNOTATION = 'prometheus.io/port';

/** What a monitor selects, and the labels by which Prometheus selects the monitor. */
export interface MonitorContext {
  readonly name: string;
  readonly ports: Ports;
  readonly monitorLabels?: Readonly<Record<string, string>>;
  /** Labels that only the Service has, or only the pods have. */
  readonly matchLabels: Readonly<Record<string, string>>;
}

/**
 * Creates the ServiceMonitor or PodMonitor of a workload, which has been checked. The fields are those of pkg/apis/monitoring/v1 of the Prometheus Operator
 * 0.93. A monitor without a `namespaceSelector` selects objects of its own namespace.
 *
 * @internal
 */
export function createMonitor(declaration: Construct, metrics: Metrics, { name, ports, monitorLabels, matchLabels }: MonitorContext): void {
  const { _kind: kind, _options: { metadata } } = metrics;
  const endpoints = kind === 'ServiceMonitor' ? 'endpoints' : 'podMetricsEndpoints';
  new Manifest(declaration, ID, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    metadata: { ...metadata, name, labels: { ...monitorLabels, ...metadata?.labels } },
    spec: { [endpoints]: [endpoint(metrics, ports)], selector: { matchLabels } },
  });
}

/** The annotations of pods by which Prometheus finds the metrics, if its configuration reads them. @internal */
export function metricsAnnotations(metrics: Metrics, ports: Ports): Record<string, string> {
  const port = metricsPort(metrics, ports)!;
  const { path } = metrics._options;
  return {
    'prometheus.io/scrape': 'true',
    [PORT_ANNOTATION]: String(port.number),
    ...path === undefined ? {} : { 'prometheus.io/path': path },
    ...port.scheme === 'https' ? { 'prometheus.io/scheme': 'https' } : {},
  };
}

function endpoint(metrics: Metrics, ports: Ports): Json {
  const { path, params, interval, scrapeTimeout, honorLabels, tls, bearerTokenSecret, basicAuth } = metrics._options;
  const port = metricsPort(metrics, ports)!;
  return {
    // a ServiceMonitor refers to the port of the Service, a PodMonitor to that of the container
    ...metrics._kind === 'ServiceMonitor' ? ofService(port) : ofContainer(port, ports.containerPortName(port)),
    path,
    params,
    interval: interval && `${secondsOf(interval)}s`,
    scrapeTimeout: scrapeTimeout && `${secondsOf(scrapeTimeout)}s`,
    scheme: port.scheme === 'https' ? 'https' : undefined,
    honorLabels,
    tlsConfig: tls && tlsConfig(tls),
    authorization: bearerTokenSecret && { credentials: { ...bearerTokenSecret } },
    basicAuth: basicAuth && { username: { ...basicAuth.username }, password: { ...basicAuth.password } },
  };
}

/** A port without a name is selected by the number of the container port. */
function ofService({ _serviceName, number }: Port): Json {
  return _serviceName === undefined ? { targetPort: number } : { port: _serviceName };
}

function ofContainer({ number }: Port, name: string | undefined): Json {
  return name === undefined ? { portNumber: number } : { port: name };
}

function tlsConfig({ serverName, caSecret, caConfigMap, certificateSecret, keySecret, insecureSkipVerify }: MetricsTls): Json {
  const ca = caSecret ? { secret: { ...caSecret } } : caConfigMap && { configMap: { ...caConfigMap } };
  const key: KeyReference | undefined = keySecret && { ...keySecret };
  return { ca, cert: certificateSecret && { secret: { ...certificateSecret } }, keySecret: key, serverName, insecureSkipVerify };
}
