import type { Duration } from 'cdk8s';
import type { Metrics } from './metrics';
import type { KeyReference, MetricsTls, MonitorOptions } from './metrics-options';
import { PORT_ANNOTATION } from './render-monitor';
import { metricsPort } from './scraped-ports';
import type { Port } from '../port/port';
import type { Ports } from '../port/ports';
import { isMapKey } from '../rules/configuration';
import { checkMetadata } from '../rules/metadata';
import { metricsRules } from '../rules/metrics';
import { isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

/** The parts of a workload and of its cluster that determine how its metrics can be read. */
export interface MetricsContext {
  readonly ports: Ports;
  /** Whether the workload has a Service for callers. */
  readonly hasService: boolean;
  /** Labels of the monitors that the Prometheus of the cluster selects; undefined if they are not known. */
  readonly monitorLabels?: Readonly<Record<string, string>>;
}

/** Reports problems with the metrics of a workload. @internal */
export function checkMetrics(problems: Problems, metrics: Metrics, context: MetricsContext): void {
  const { _kind: kind, _options: options } = metrics;
  const port = metricsPort(metrics, context.ports);
  checkPort(problems, metrics, port, context);
  checkPath(problems, metrics);
  if (kind === 'annotations') {
    return;
  }
  if (!context.monitorLabels) {
    const fix = "Set ClusterProfile's monitorLabels, such as { release: 'kube-prometheus-stack' }, or {} if Prometheus selects all monitors. If the cluster does not have the operator, use Metrics.annotations().";
    problems.report(metricsRules.monitorLabels, 'metrics', kind, fix);
  }
  checkTimes(problems, options);
  checkTls(problems, port, options.tls);
  checkCredentials(problems, options);
  checkMetadata(problems, 'metrics.metadata', options.metadata);
}

/** Reports an annotation with another port than that of `Metrics.annotations`, which the network policy allows. @internal */
export function checkMetricsAnnotations(problems: Problems, metrics: Metrics, ports: Ports, annotations: Record<string, string> = {}): void {
  const own = String(metricsPort(metrics, ports)!.number);
  const port = annotations[PORT_ANNOTATION] ?? own;
  if (port !== own) {
    problems.report(metricsRules.annotation, `podMetadata.annotations['${PORT_ANNOTATION}']`, port, `Remove it, and set port of metrics. It is port ${own} now.`);
  }
}

/** Prometheus escapes the characters that begin a query or a fragment (https://github.com/prometheus/prometheus/issues/5488). */
function checkPath(problems: Problems, { _kind: kind, _options: { path } }: Metrics): void {
  if (path !== undefined && !path.startsWith('/')) {
    problems.report(metricsRules.path, 'metrics.path', path, "Use a path such as '/metrics'.");
  } else if (path !== undefined && /[?#]/.test(path)) {
    const fix = kind === 'annotations' ? 'Only monitors can have parameters: use Metrics.podMonitor with params.' : "Move parameters to params, such as { format: ['prometheus'] }.";
    problems.report(metricsRules.path, 'metrics.path', path, fix);
  }
}

function checkPort(problems: Problems, metrics: Metrics, port: Port | undefined, { ports, hasService }: MetricsContext): void {
  const { _kind: kind, _options: { port: name } } = metrics;
  if (!port) {
    const others = ports.all.map(other => `'${other.name}'`);
    const fix = `Declare it, such as Port.http(9090, { name: '${name ?? 'metrics'}', exposed: false })${others.length > 0 ? `, or set port to ${others.join(' or ')}` : ''}.`;
    problems.report(metricsRules.port, 'metrics.port', name, fix);
  } else if (port.protocol !== 'TCP') {
    problems.report(metricsRules.port, 'metrics.port', port.name, `Prometheus uses HTTP. Set port to a port with TCP, not ${port.protocol}.`);
  }
  if (port?._unlisted && (kind === 'PodMonitor' || (kind === 'ServiceMonitor' && port._unnamed))) {
    // Prometheus drops targets whose container does not list the port (`portNumber` and `targetPort` in pkg/apis/monitoring/v1 of the Prometheus Operator 0.93)
    problems.report(metricsRules.port, 'metrics.port', port.name, 'The container does not list the port, so that Prometheus does not find it. Remove listed: false.');
  }
  if (kind === 'ServiceMonitor' && !hasService) {
    problems.report(metricsRules.service, 'metrics', kind, 'A Worker has no Service for callers. Use Metrics.podMonitor(…).');
  } else if (kind === 'ServiceMonitor' && port && !ports.isExposed(port)) {
    problems.report(metricsRules.service, 'metrics.port', port.name, 'The Service does not offer the port. Use Metrics.podMonitor(…), or remove exposed: false of the port.');
  }
}

/** The interval of a Prometheus whose `scrapeInterval` is not set: pkg/apis/monitoring/v1/prometheus_types.go of the Prometheus Operator 0.93. */
const DEFAULT_INTERVAL_SECONDS = 30;

/** The operator refuses a monitor whose timeout is longer than the interval: `ValidateScrapeIntervalAndTimeout` in pkg/prometheus/validation (0.93). */
function checkTimes(problems: Problems, { interval, scrapeTimeout }: MonitorOptions): void {
  for (const [field, duration] of Object.entries({ interval, scrapeTimeout })) {
    if (duration && !isWholeSeconds(duration)) {
      problems.report(metricsRules.time, `metrics.${field}`, showDuration(duration), 'Use whole seconds, such as Duration.seconds(30).');
    }
  }
  const [longest, fix] = interval ? [secondsOf(interval), 'Use at most the interval'] : [DEFAULT_INTERVAL_SECONDS, 'Set an interval that is not shorter'];
  if (scrapeTimeout && secondsOf(scrapeTimeout) > longest) {
    problems.report(metricsRules.time, 'metrics.scrapeTimeout', showDuration(scrapeTimeout), `${fix}: the interval is ${longest} seconds${interval ? '' : ' by default'}.`);
  }
}

function isWholeSeconds(duration: Duration): boolean {
  return isInt32(secondsOf(duration), 1);
}

function checkTls(problems: Problems, port: Port | undefined, tls: MetricsTls | undefined): void {
  if (port && !tls && port.scheme === 'https') {
    problems.report(metricsRules.tls, 'metrics.tls', undefined, `The port '${port.name}' has TLS. Set tls, such as { serverName: 'web.internal', caSecret: { name: 'web-ca', key: 'ca.crt' } }.`);
  }
  if (port && tls && port.scheme !== 'https') {
    problems.report(metricsRules.tls, 'metrics.tls', Object.keys(tls), `The port '${port.name}' has no TLS. Remove tls, or declare the port with Port.https.`);
  }
  if (tls?.caSecret && tls.caConfigMap) {
    problems.report(metricsRules.tls, 'metrics.tls.caConfigMap', tls.caConfigMap.name, 'Remove caConfigMap or caSecret.');
  }
  if (tls && Boolean(tls.certificateSecret) !== Boolean(tls.keySecret)) {
    const [set, missing] = tls.keySecret ? ['keySecret', 'certificateSecret'] : ['certificateSecret', 'keySecret'];
    problems.report(metricsRules.tls, `metrics.tls.${missing}`, undefined, `Set it, or remove ${set}.`);
  }
  for (const property of ['caSecret', 'caConfigMap', 'certificateSecret', 'keySecret'] as const) {
    checkKey(problems, `metrics.tls.${property}`, tls?.[property]);
  }
}

function checkCredentials(problems: Problems, { bearerTokenSecret, basicAuth }: MonitorOptions): void {
  if (bearerTokenSecret && basicAuth) {
    problems.report(metricsRules.credentials, 'metrics.basicAuth', basicAuth.username.name, 'Prometheus sends one of them. Remove basicAuth or bearerTokenSecret.');
  }
  checkKey(problems, 'metrics.bearerTokenSecret', bearerTokenSecret);
  checkKey(problems, 'metrics.basicAuth.username', basicAuth?.username);
  checkKey(problems, 'metrics.basicAuth.password', basicAuth?.password);
}

function checkKey(problems: Problems, field: string, reference: KeyReference | undefined): void {
  if (reference && !isDnsSubdomain(reference.name)) {
    problems.report(metricsRules.key, `${field}.name`, reference.name, "Use the name of an object, such as 'metrics-login'.");
  }
  if (reference && !isMapKey(reference.key)) {
    problems.report(metricsRules.key, `${field}.key`, reference.key, "Use a key such as 'token'.");
  }
}
