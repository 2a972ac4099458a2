import { Duration, type Chart } from 'cdk8s';
import { web, type Broken } from './broken';
import { ClusterProfile, Metrics, Port, Worker, type MonitorOptions } from '../../lib';

const LOGIN = { name: 'metrics-login', key: 'token' };

/** Declares the workload `web` with a PodMonitor, in a cluster with the operator. */
function monitored(options: MonitorOptions, metrics: Port = Port.http(9090, { name: 'metrics' })): (chart: Chart) => unknown {
  return chart => {
    ClusterProfile.set(chart, { monitorLabels: {} });
    return web(chart, { ports: [Port.http(8080), metrics], metrics: Metrics.podMonitor(options) });
  };
}

/** A declaration for each rule about metrics. */
export const BROKEN_METRICS: Record<string, Broken> = {
  'metrics-port': {
    begins: 'metrics.port (not set)',
    declare: chart => web(chart, { metrics: Metrics.annotations() }),
    fixed: chart => web(chart, { metrics: Metrics.annotations({ port: 'http' }) }),
  },
  'metrics-service': {
    begins: 'metrics "ServiceMonitor"',
    declare: chart => {
      ClusterProfile.set(chart, { monitorLabels: {} });
      return new Worker(chart, 'web', { image: 'registry.example.com/web:1', ports: [Port.http(9090, { name: 'metrics' })], metrics: Metrics.serviceMonitor() });
    },
    fixed: chart => {
      ClusterProfile.set(chart, { monitorLabels: {} });
      return new Worker(chart, 'web', { image: 'registry.example.com/web:1', ports: [Port.http(9090, { name: 'metrics' })], metrics: Metrics.podMonitor() });
    },
  },
  'metrics-monitor-labels': {
    begins: 'metrics "PodMonitor"',
    declare: chart => web(chart, { ports: [Port.http(8080, { name: 'metrics' })], metrics: Metrics.podMonitor() }),
    fixed: monitored({}),
  },
  'metrics-path': {
    begins: 'metrics.path "metrics"',
    declare: monitored({ path: 'metrics' }),
    fixed: monitored({ path: '/metrics' }),
  },
  'metrics-annotation': {
    begins: 'podMetadata.annotations[\'prometheus.io/port\'] "8080"',
    declare: chart => web(chart, { metrics: Metrics.annotations({ port: 'http' }), ports: [Port.http(80)], podMetadata: { annotations: { 'prometheus.io/port': '8080' } } }),
    fixed: chart => web(chart, { metrics: Metrics.annotations({ port: 'http' }), ports: [Port.http(80)], podMetadata: { annotations: { 'prometheus.io/port': '80' } } }),
  },
  'metrics-interval': {
    begins: 'metrics.scrapeTimeout "1 minute"',
    declare: monitored({ interval: Duration.seconds(30), scrapeTimeout: Duration.minutes(1) }),
    fixed: monitored({ interval: Duration.seconds(30), scrapeTimeout: Duration.seconds(10) }),
  },
  'metrics-tls': {
    begins: 'metrics.tls (not set)',
    declare: monitored({}, Port.https(9443, { name: 'metrics' })),
    fixed: monitored({ tls: { serverName: 'web.internal', caSecret: { name: 'web-ca', key: 'ca.crt' } } }, Port.https(9443, { name: 'metrics' })),
  },
  'metrics-credentials': {
    begins: 'metrics.basicAuth "metrics-login"',
    declare: monitored({ bearerTokenSecret: LOGIN, basicAuth: { username: LOGIN, password: LOGIN } }),
    fixed: monitored({ bearerTokenSecret: LOGIN }),
  },
  'metrics-key': {
    begins: 'metrics.bearerTokenSecret.name ""',
    declare: monitored({ bearerTokenSecret: { name: '', key: 'token' } }),
    fixed: monitored({ bearerTokenSecret: LOGIN }),
  },
};
