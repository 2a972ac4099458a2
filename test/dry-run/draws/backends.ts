import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { DrawnCluster } from './clusters';
import type { Draw } from './draw';
import { label, labelValue, subdomain } from './texts';
import {
  Backend, EndpointsApi, ExternalService, IpFamily, Port, type BackendEndpoint, type HostnameOptions, type ImportedServiceOptions,
} from '../../../lib';

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

export function hostnameBackend(draw: Draw): Backend {
  if (draw.chance(0.3)) {
    const hostname = (index: number) => draw.mostly('one of several host names', () => `b-${index}.example.com`, 'b-0.example.com', ...ODD_HOSTNAMES);
    return Backend.hostnames(...draw.list(draw.odd('no host names') ? 0 : 1, 4, hostname));
  }
  const options = draw.some<HostnameOptions>('HostnameOptions', 0.2, { justification: () => draw.mostly('justification', () => 'known to be right', '', ' ') });
  return Backend.hostname(draw.mostly('hostname', () => draw.pick(...HOSTNAMES), ...ODD_HOSTNAMES), options);
}

/** A backend of pods that replace a backend outside the cluster. */
export function podBackend(draw: Draw, chart: Chart): Backend {
  const podsWithLabel = () => kplus.Pods.select(chart, 'stand-in', { labels: { app: labelValue(draw, 'label of pods') } });
  return Backend.pods(draw.mostly('pods', podsWithLabel, kplus.Pods.all(chart, 'every-pod'), {}));
}

export function tlsServerName(draw: Draw): string {
  return draw.mostly('tlsServerName', () => 'db.example.com', '*.example.com', '10.20.0.11', 'db.example.com.', '');
}

export function networks(draw: Draw): string[] {
  return draw.mostly('networks', () => draw.pick(['203.0.113.0/24'], ['10.0.0.0/8', '2001:db8::/32']), [], ['10.1.2.3/8'], ['x'], '10.0.0.0/8');
}

/** Imports an existing Service, which generates no documents. */
export function importService(draw: Draw, chart: Chart): void {
  const options = draw.some<ImportedServiceOptions>('ImportedServiceOptions', 0.5, {
    namespace: () => 'billing',
    ports: () => draw.pick([Port.http(8080, { servicePort: 80 })], []),
    clusterSet: () => draw.mostly('clusterSet', () => draw.chance(0.5), 'yes'),
    podLabels: () => draw.pick<Record<string, string>>({}, { app: 'payments' }),
    networks: () => networks(draw),
    tlsServerName: () => tlsServerName(draw),
  });
  ExternalService.fromServiceName(chart, 'imported', 'payments', options);
}

/** The IP families of the addresses of a backend, which are usually families of the cluster. */
export function familiesOfBackend(draw: Draw, { families }: DrawnCluster): readonly IpFamily[] {
  const generated = draw.pick([IpFamily.IPV4], [IpFamily.IPV6], [IpFamily.IPV4, IpFamily.IPV6]);
  return draw.odd('families that the cluster does not have') || generated.every(family => families.includes(family)) ? generated : families;
}

export function addressBackend(draw: Draw, families: readonly IpFamily[], api: EndpointsApi | undefined, { version }: DrawnCluster): Backend {
  const count = draw.chance(0.02) ? draw.pick(999, 1000, 1001, 2500) : draw.integer(draw.odd('no addresses') ? 0 : 1, 8);
  const hints = api === EndpointsApi.ENDPOINTS && !draw.odd('hints in Endpoints') ? 'none' : draw.pick('none', 'none', 'forZones', 'forNodes');
  const address = (index: number) => families[index % families.length] === IpFamily.IPV4
    ? `11.0.${Math.floor(index / 256)}.${index % 256}`
    : `2001:db8::${(index + 1).toString(16)}`;
  const addresses = Array.from({ length: count }, (_, index) => address(index));
  if (count > 100 || draw.chance(0.2)) {
    return Backend.addresses(...addresses);
  }
  const hint = (name: 'forZones' | 'forNodes') => hints !== name || (name === 'forNodes' && version === '1.33' && !draw.odd('forNodes'))
    ? undefined
    : draw.mostly(name, () => Array.from(new Set(['a', ...draw.list(0, 7, () => draw.pick('b', 'c.d', 'e', 'f', 'g'))])), ['a', 'a'], [...'abcdefghi'], [''], ['A b'], []);
  return Backend.endpoints(...addresses.map((each, index) => ({
    ...draw.all<Pick<BackendEndpoint, 'address' | 'forZones' | 'forNodes'>>('BackendEndpoint', {
      address: () => draw.mostly('address', () => each, ...ODD_ADDRESSES),
      forZones: () => hint('forZones'),
      forNodes: () => hint('forNodes'),
    }),
    ...draw.some<Omit<BackendEndpoint, 'address' | 'forZones' | 'forNodes'>>('BackendEndpoint', 0.15, {
      ready: () => draw.mostly('ready', () => draw.chance(0.5), 'true'),
      hostname: () => label(draw, 'endpoint hostname', index),
      zone: () => api === EndpointsApi.ENDPOINTS && !draw.odd('zone in Endpoints') ? undefined : draw.mostly('zone', () => draw.pick(...ZONES), ...ODD_ZONES),
      nodeName: () => subdomain(draw, 'nodeName'),
      justification: () => draw.mostly('justification', () => 'known to be right', '', ' '),
    }),
  })));
}
