import type { KeyReference, MetricsTls, MonitorOptions } from 'cdk8s-service-patterns';
import { duration } from './durations';
import { unlessEmpty, withoutUndefined, type Fields } from './fields';
import { readMetadata } from './metadata';
import { Metrics, type Duration } from '../code/library';

/** What a monitor reads. */
export interface MonitoredPorts {
  readonly namespace: string | undefined;
  /** The name of the monitor if the declaration states none. */
  readonly defaultName: string;
  /** Labels that all monitors of the cluster have. */
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** The port of an endpoint, or why the declaration has none that the monitor would find in the same way. */
  readonly portOf: (endpoint: { readonly port?: string; readonly number?: number | string }) => MonitoredPort | string;
}

/** A port with metrics. */
export interface MonitoredPort {
  /** The name by which the declaration refers to the port. */
  readonly name: string;
  readonly isHttps: boolean;
}

const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** Reads a ServiceMonitor or a PodMonitor, apart from what it selects. */
export function readMonitor(object: Fields, kind: string, monitored: MonitoredPorts): Metrics {
  ['apiVersion', 'kind'].forEach(name => object.read(name));
  const { name, metadata } = object.readObject('metadata', fields => ({ name: fields.read<string>('name'), metadata: readMetadata(fields) }))!;
  const labels = unlessEmpty(Object.fromEntries(Object.entries(metadata?.labels ?? {}).filter(([key]) => !(key in monitored.monitorLabels))));
  const options = object.readObject('spec', spec => {
    spec.read('selector');
    readNamespaces(spec, monitored.namespace);
    const list = kind === 'ServiceMonitor' ? 'endpoints' : 'podMetricsEndpoints';
    const endpoints = spec.readList(list, endpoint => readEndpoint(endpoint, kind, monitored)) ?? [];
    if (endpoints.length !== 1) {
      spec.report(list, 'a workload has one endpoint with metrics');
    }
    return endpoints[0];
  });
  const all = withoutUndefined<MonitorOptions>({
    ...options,
    name: name === monitored.defaultName ? undefined : name,
    metadata: unlessEmpty(withoutUndefined({ labels, annotations: metadata?.annotations })),
  });
  return kind === 'ServiceMonitor' ? Metrics.serviceMonitor(all) : Metrics.podMonitor(all);
}

/** A monitor that lists only its own namespace selects the same as one without a list. */
function readNamespaces(spec: Fields, namespace: string | undefined): void {
  const isOwn = spec.readObject('namespaceSelector', selector => {
    const names = selector.readTexts('matchNames') ?? [];
    return selector.read('any') !== true && names.every(each => each === namespace);
  });
  if (isOwn === false) {
    spec.report('namespaceSelector', 'a declaration has a monitor only in its own namespace');
  }
}

function readEndpoint(endpoint: Fields, kind: string, { portOf }: MonitoredPorts): MonitorOptions {
  const port = portOf({ port: endpoint.read('port'), number: endpoint.read(kind === 'ServiceMonitor' ? 'targetPort' : 'portNumber') });
  if (typeof port === 'string') {
    endpoint.report(endpoint.has('port') ? 'port' : 'targetPort', port);
  }
  const isHttps = String(endpoint.read('scheme') ?? 'http').toLowerCase() === 'https';
  if (typeof port !== 'string' && port.isHttps !== isHttps) {
    endpoint.report('scheme', `the port ${port.name} is ${port.isHttps ? 'one' : 'none'} with TLS (appProtocol: https of the Service)`);
  }
  const tls = endpoint.readObject('tlsConfig', readTls);
  const path = endpoint.read<string>('path');
  return withoutUndefined<MonitorOptions>({
    port: typeof port === 'string' || port.name === 'metrics' ? undefined : port.name,
    path: path === '/metrics' ? undefined : path,
    params: readParams(endpoint),
    interval: readDuration(endpoint, 'interval'),
    scrapeTimeout: readDuration(endpoint, 'scrapeTimeout'),
    honorLabels: endpoint.read('honorLabels') || undefined,
    tls: tls ?? (isHttps ? {} : undefined),
    bearerTokenSecret: endpoint.readObject('authorization', readAuthorization),
    basicAuth: endpoint.readObject('basicAuth', each => ({
      username: each.readObject('username', readKey)!, password: each.readObject('password', readKey)!,
    })),
  });
}

function readParams(endpoint: Fields): Record<string, string[]> | undefined {
  const params = endpoint.read<Record<string, unknown>>('params');
  const entries = Object.entries(params ?? {}).map(([name, values]) => [name, Array.isArray(values) ? values.map(String) : []] as const);
  return params && Object.fromEntries(entries);
}

/** Reads a duration of Prometheus, such as 1m30s. Milliseconds have no option. */
function readDuration(endpoint: Fields, name: string): Duration | undefined {
  const text = endpoint.readText(name) ?? '';
  if (!/^(\d+[dhms])*$/.test(text)) {
    endpoint.report(name);
  }
  const seconds = [...text.matchAll(/(\d+)([dhms])/g)].reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit], 0);
  return text === '' ? undefined : duration(seconds);
}

function readTls(config: Fields): MetricsTls {
  const ca = config.readObject('ca', each => ({ caSecret: each.readObject('secret', readKey), caConfigMap: each.readObject('configMap', readKey) }));
  return withoutUndefined<MetricsTls>({
    serverName: config.read('serverName'),
    caSecret: ca?.caSecret,
    caConfigMap: ca?.caConfigMap,
    certificateSecret: config.readObject('cert', each => each.readObject('secret', readKey)),
    keySecret: config.readObject('keySecret', readKey),
    insecureSkipVerify: config.read('insecureSkipVerify') || undefined,
  });
}

function readAuthorization(authorization: Fields): KeyReference | undefined {
  authorization.expect('type', 'Bearer');
  return authorization.readObject('credentials', readKey);
}

function readKey(reference: Fields): KeyReference {
  return { name: reference.read('name')!, key: reference.read('key')! };
}
