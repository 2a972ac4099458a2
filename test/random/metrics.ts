import type { RandomCluster } from './clusters';
import { metadata } from './metadata';
import type { Random } from './random';
import { seconds, subdomain } from './texts';
import {
  Metrics, type KeyReference, type MetricsBasicAuth, type MetricsOptions, type MetricsTls, type MonitorOptions, type Port,
} from '../../lib';

/** How metrics are read from one of these ports. A monitor needs its labels in the profile. */
export function metrics(random: Random, ports: readonly Port[], { profile }: RandomCluster): Metrics {
  const usable = ports.filter(({ protocol, _unlisted }) => protocol === 'TCP' && (!_unlisted || random.odd('metrics of a port that is not listed')));
  if (usable.length === 0 && !random.odd('metrics without a port')) {
    return undefined as never;
  }
  const kind = profile.monitorLabels || random.odd('a monitor without labels') ? random.pick('serviceMonitor', 'podMonitor', 'annotations') : 'annotations';
  const offered = kind === 'serviceMonitor' ? usable.filter(({ exposed }) => exposed) : usable;
  if (offered.length === 0 && usable.length > 0) {
    return undefined as never;
  }
  const withTls = random.chance(0.8) ? offered.filter(({ scheme }) => scheme === 'https') : [];
  const port = random.pick<Port | undefined>(...withTls.length > 0 ? withTls : offered);
  const common = {
    ...random.all<Pick<MetricsOptions, 'port'>>('MetricsOptions', { port: () => random.mostly('port of metrics', () => port?.name, 'unknown', '') }),
    ...random.some<Omit<MetricsOptions, 'port'>>('MetricsOptions', 0.5, { path: () => random.mostly('path of metrics', () => '/actuator/prometheus', '', 'a', '/metrics?a=b') }),
  };
  return kind === 'annotations' ? Metrics.annotations(common) : Metrics[kind as 'serviceMonitor']({ ...common, ...monitorOptions(random, port) });
}

function monitorOptions(random: Random, port: Port | undefined): Omit<MonitorOptions, keyof MetricsOptions> {
  const hasTls = port?.scheme === 'https';
  const { bearerTokenSecret } = random.some<Pick<MonitorOptions, 'bearerTokenSecret'>>('MonitorOptions', 0.4, { bearerTokenSecret: () => key(random) });
  return {
    bearerTokenSecret,
    ...random.all<Pick<MonitorOptions, 'tls'>>('MonitorOptions', { tls: () => hasTls !== random.odd('tls does not fit the port') ? tls(random) : undefined }),
    ...random.some<Omit<MonitorOptions, keyof MetricsOptions | 'bearerTokenSecret' | 'tls'>>('MonitorOptions', 0.3, {
      interval: () => seconds(random, 'interval', 30, 90),
      scrapeTimeout: () => seconds(random, 'scrapeTimeout', random.odd('a long timeout') ? 90 : 1, 30),
      params: () => random.pick<{ [name: string]: string[] }>({ format: ['prometheus'] }, { module: ['http', 'tcp'], debug: [] }),
      honorLabels: () => random.chance(0.7),
      basicAuth: () => bearerTokenSecret && !random.odd('two credentials') ? undefined as never : basicAuth(random),
      name: () => subdomain(random, 'name of a monitor'),
      metadata: () => metadata(random, 'monitor'),
    }),
  };
}

function basicAuth(random: Random): MetricsBasicAuth {
  return random.all<MetricsBasicAuth>('MetricsBasicAuth', { username: () => key(random), password: () => key(random) });
}

function tls(random: Random): MetricsTls {
  const [caSecret, certificate] = [random.chance(0.5), random.chance(0.6)];
  const set = (what: string, usual: boolean) => usual !== random.odd(what);
  return random.all<MetricsTls>('MetricsTls', {
    serverName: () => random.maybe(0.5, () => 'web.internal'),
    insecureSkipVerify: () => random.maybe(0.6, () => true),
    caSecret: () => caSecret ? key(random) : undefined,
    caConfigMap: () => set('two certificate authorities', !caSecret) ? key(random) : undefined,
    certificateSecret: () => certificate ? key(random) : undefined,
    keySecret: () => set('a key without a certificate', certificate) ? key(random) : undefined,
  });
}

function key(random: Random): KeyReference {
  return random.all<KeyReference>('KeyReference', {
    name: () => subdomain(random, 'object of a key'),
    key: () => random.mostly('key', () => random.pick('token', 'ca.crt'), '', 'a b', '..'),
  });
}
