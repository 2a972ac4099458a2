import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { RandomCluster } from './clusters';
import type { Random } from './random';
import { label, labelValue, subdomain } from './texts';
import {
  Backend, EndpointsApi, ExternalService, IpFamily, PodSelection, Port, type BackendEndpoint, type HostnameOptions,
  type ImportedServiceOptions,
} from '../../lib';
import { isAtLeast } from '../../lib/rules/versions';

const ODD_ADDRESSES = [
  '127.0.0.1', '169.254.169.254', '0.0.0.0', '224.0.0.1', '224.0.1.1', '239.1.1.1', '255.255.255.255', '010.0.0.1', '::1', 'fe80::1', '::', 'ff02::1',
  'ff01::1', 'ff05::2', '::ffff:1.2.3.4', '2001:DB8::1', '2001:db8:0::1', 'db.example.com', '', '240.0.0.1', 'ff12::1', 'ff32::1', '64:ff9b::1.2.3.4',
  '::1.2.3.4', '1:0:0:2:0:0:0:3', '1:2:3:4:5:6:7::', '10.96.0.1', 'fe80::1%eth0', '224.0.0.255', '1.2.3', '168.63.129.16',
];
const HOSTNAMES = ['db.example.com', 'db.example.com.', 'x', 'a--b.c', '1.2', `${'a.'.repeat(126)}a`];
const ODD_HOSTNAMES = [
  'DB.example.com', 'a_b.c', '', '*.a', `${'a.'.repeat(126)}a.`, 'a'.repeat(254), 'a..b', '.', 'ü.de', '-a', 'a.b:80', `${'a'.repeat(64)}.de`, '2001:db8::1', '::1',
  'x..', ' x', '10.1.2.3', 'metadata', 'localhost', 'a.localhost',
];
const ZONES = ['eu-west-1a', 'A', 'z'.repeat(63), '1'];
const ODD_ZONES = ['', 'a b', 'z'.repeat(64), 'a/b', 'eu-'];

export function hostnameBackend(random: Random): Backend {
  if (random.chance(0.3)) {
    const hostname = (index: number) => random.mostly('one of several host names', () => `b-${index}.example.com`, 'b-0.example.com', ...ODD_HOSTNAMES);
    return Backend.hostnames(...random.list(random.odd('no host names') ? 0 : 1, 4, hostname));
  }
  const options = random.some<HostnameOptions>('HostnameOptions', 0.2, { justification: () => random.mostly('justification', () => 'known to be right', '', ' ') });
  return Backend.hostname(random.mostly('hostname', () => random.pick(...HOSTNAMES), ...ODD_HOSTNAMES), options);
}

/** A backend of pods that replace a backend outside the cluster. */
export function podBackend(random: Random, chart: Chart): Backend {
  const podsWithLabel = () => PodSelection.labels({ app: labelValue(random, 'label of pods') });
  return Backend.pods(random.mostly('pods', podsWithLabel, PodSelection.of(kplus.Pods.all(chart, 'every-pod')), {}));
}

export function tlsServerName(random: Random): string {
  return random.mostly('tlsServerName', () => 'db.example.com', '*.example.com', '10.20.0.11', 'db.example.com.', '');
}

export function networks(random: Random): string[] {
  return random.mostly('networks', () => random.pick(['203.0.113.0/24'], ['10.0.0.0/8', '2001:db8::/32']), [], ['10.1.2.3/8'], ['x'], '10.0.0.0/8');
}

/** Imports an existing Service, which generates no documents. */
export function importService(random: Random, chart: Chart): void {
  const options = random.some<ImportedServiceOptions>('ImportedServiceOptions', 0.5, {
    namespace: () => 'billing',
    ports: () => random.pick([Port.http(8080, { servicePort: 80 })], []),
    clusterSet: () => random.mostly('clusterSet', () => random.chance(0.5), 'yes'),
    podLabels: () => random.pick<Record<string, string>>({}, { app: 'payments' }),
    networks: () => networks(random),
    tlsServerName: () => tlsServerName(random),
  });
  ExternalService.fromServiceName(chart, 'imported', 'payments', options);
}

/** The IP families of the addresses of a backend, which are usually families of the cluster. */
export function familiesOfBackend(random: Random, { families }: RandomCluster): readonly IpFamily[] {
  const generated = random.pick([IpFamily.IPV4], [IpFamily.IPV6], [IpFamily.IPV4, IpFamily.IPV6]);
  return random.odd('families that the cluster does not have') || generated.every(family => families.includes(family)) ? generated : families;
}

export function addressBackend(random: Random, families: readonly IpFamily[], api: EndpointsApi | undefined, { version }: RandomCluster): Backend {
  const count = random.chance(0.02) ? random.pick(999, 1000, 1001, 2500) : random.integer(random.odd('no addresses') ? 0 : 1, 8);
  const hints = api === EndpointsApi.ENDPOINTS && !random.odd('hints in Endpoints') ? 'none' : random.pick('none', 'none', 'forZones', 'forNodes');
  const address = (index: number) => families[index % families.length] === IpFamily.IPV4
    ? `11.0.${Math.floor(index / 256)}.${index % 256}`
    : `2001:db8::${(index + 1).toString(16)}`;
  const addresses = Array.from({ length: count }, (_, index) => address(index));
  if (count > 100 || random.chance(0.2)) {
    return Backend.addresses(...addresses);
  }
  const hint = (name: 'forZones' | 'forNodes') => hints !== name || (name === 'forNodes' && !isAtLeast(version, '1.34') && !random.odd('forNodes'))
    ? undefined
    : random.mostly(name, () => Array.from(new Set(['a', ...random.list(0, 7, () => random.pick('b', 'c.d', 'e', 'f', 'g'))])), ['a', 'a'], [...'abcdefghi'], [''], ['A b'], []);
  return Backend.endpoints(...addresses.map((each, index) => ({
    ...random.all<Pick<BackendEndpoint, 'address' | 'forZones' | 'forNodes'>>('BackendEndpoint', {
      address: () => random.mostly('address', () => each, ...ODD_ADDRESSES),
      forZones: () => hint('forZones'),
      forNodes: () => hint('forNodes'),
    }),
    ...random.some<Omit<BackendEndpoint, 'address' | 'forZones' | 'forNodes'>>('BackendEndpoint', 0.15, {
      ready: () => random.mostly('ready', () => random.chance(0.5), 'true'),
      hostname: () => label(random, 'endpoint hostname', index),
      zone: () => api === EndpointsApi.ENDPOINTS && !random.odd('zone in Endpoints') ? undefined : random.mostly('zone', () => random.pick(...ZONES), ...ODD_ZONES),
      nodeName: () => subdomain(random, 'nodeName'),
      justification: () => random.mostly('justification', () => 'known to be right', '', ' '),
    }),
  })));
}
