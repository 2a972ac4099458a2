import type { Random } from './random';
import { label } from './texts';
import { PodDnsPolicy, type PodDnsOptions, type PodNamespaces, type PodNetwork } from '../../lib';

const ODD_ADDRESSES = ['', 'a', '10.0.0.01', '10.0.0.1/32'];

export function podNetwork(random: Random): PodNetwork {
  const address = (what: string) => random.mostly(what, () => random.pick('10.0.0.5', '2001:db8::5', '192.0.2.1'), ...ODD_ADDRESSES);
  const network = random.some<PodNetwork>('PodNetwork', 0.25, {
    hostNetwork: () => random.chance(0.3),
    hostname: () => label(random, 'hostname'),
    subdomain: () => label(random, 'subdomain'),
    hostnameAsFqdn: () => random.chance(0.5),
    dnsPolicy: () => random.pick(...Object.values(PodDnsPolicy)),
    dns: () => random.some<PodDnsOptions>('PodDnsOptions', 0.5, {
      nameservers: () => random.list(1, random.odd('many name servers') ? 5 : 3, () => address('name server')),
      searches: () => random.list(0, 2, () => random.mostly('search', () => random.pick('shop.example.com', '.', '_a.example.com', 'a.'), '', 'A', '-a', 'a..b')),
      options: () => ({ [random.mostly('DNS option', () => 'ndots', '')]: random.pick('2', '') }),
    }),
    hostAliases: () => ({ [address('host alias')]: random.list(random.odd('no names') ? 0 : 1, 2, () => random.mostly('alias', () => 'db.example.com', '', 'A_b')) }),
  });
  random.unrestricted ||= network.hostNetwork === true;
  return network;
}

export function podNamespaces(random: Random): PodNamespaces {
  random.unrestricted = true;
  return random.some<PodNamespaces>('PodNamespaces', 0.3, {
    hostPid: () => random.chance(0.3),
    hostIpc: () => random.chance(0.3),
    hostUsers: () => random.chance(0.5),
    shareProcesses: () => random.chance(0.5),
  });
}
