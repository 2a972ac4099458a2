import type { Rule } from './rule';

const OPERATOR = 'pkg/apis/monitoring/v1 of prometheus-operator/prometheus-operator';
const NOTHING_READ = 'The API server accepts the objects, and Prometheus reads no metrics.';

/** @internal */
export const metricsRules = {
  port: {
    id: 'metrics-port',
    limit: 'the port of metrics must be declared, and must use TCP',
    showsValue: true,
    source: 'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMetricsEndpoint',
    cases: [],
    hazard: `${NOTHING_READ} This rule cannot be overridden.`,
  },
  service: {
    id: 'metrics-service',
    limit: 'a ServiceMonitor requires a Service that offers the port of metrics',
    showsValue: true,
    source: 'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Endpoint',
    cases: [],
    hazard: `${NOTHING_READ} This rule cannot be overridden. Use Metrics.podMonitor.`,
  },
  monitorLabels: {
    id: 'metrics-monitor-labels',
    limit: 'a ServiceMonitor or PodMonitor requires monitorLabels of the ClusterProfile: the labels by which Prometheus selects monitors',
    showsValue: true,
    source: 'charts/kube-prometheus-stack/templates/prometheus/prometheus.yaml of prometheus-community/helm-charts: without other values, Prometheus selects only monitors with the label release',
    cases: [],
    hazard: `${NOTHING_READ} In a cluster without the Prometheus Operator, kubectl apply fails for the monitor. To override the rule, set monitorLabels: {} in the ClusterProfile.`,
  },
  path: {
    id: 'metrics-path',
    limit: 'the path of metrics must begin with /, and must not contain ? or #',
    showsValue: true,
    source: 'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config; https://github.com/prometheus/prometheus/issues/5488',
    cases: [],
    hazard: 'The API server accepts any path. Prometheus escapes the two characters, so that each scrape fails. This rule cannot be overridden.',
  },
  annotation: {
    id: 'metrics-annotation',
    limit: 'the annotation prometheus.io/port must have the port of the option metrics, because the network policy of isolated pods allows it',
    showsValue: true,
    source: 'docs/metrics.md',
    cases: [],
    hazard: 'Prometheus would follow the annotation, and the network policy of isolated pods the option. This rule cannot be overridden: to write all annotations yourself, remove metrics and set scraped: true on the port.',
  },
  time: {
    id: 'metrics-interval',
    limit: 'the interval and the timeout of a scrape must be whole seconds of at least 1, and the timeout must not be longer than the interval, which is 30 seconds by default',
    showsValue: true,
    source: `Endpoint and PodMetricsEndpoint in ${OPERATOR}`,
    cases: [],
    hazard: 'The API server accepts the monitor, and the Prometheus Operator refuses it. This rule cannot be overridden.',
  },
  tls: {
    id: 'metrics-tls',
    limit: 'metrics on a port with TLS require tls, which other ports must not have, with at most one certificate authority, and with both or none of certificateSecret and keySecret',
    showsValue: true,
    source: `SafeTLSConfig in ${OPERATOR}`,
    cases: [],
    hazard: 'The API server accepts the monitor. Prometheus connects to the address of the pod, which the certificate usually does not contain, and every scrape fails; or the operator refuses the monitor. If the certificate contains the addresses of the pods, set tls: {}.',
  },
  credentials: {
    id: 'metrics-credentials',
    limit: 'metrics must have at most one of bearerTokenSecret and basicAuth',
    showsValue: true,
    source: `HTTPConfigWithoutTLS in ${OPERATOR}`,
    cases: [],
    hazard: 'The API server accepts the monitor, and the Prometheus Operator refuses it. This rule cannot be overridden.',
  },
  key: {
    id: 'metrics-key',
    limit: 'a reference of a monitor must have the name of a ConfigMap or Secret, which is a DNS subdomain, and a key of at most 253 letters, digits, hyphens, underscores and dots',
    showsValue: true,
    source: 'ValidateConfigMap and ValidateSecret in core/validation/validation.go',
    cases: [],
    hazard: 'The API server accepts references to objects that cannot exist, and the Prometheus Operator refuses the monitor. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;
