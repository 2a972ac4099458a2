import type { PodNamespaces, PodNetwork } from 'cdk8s-service-patterns';
import { unlessEmpty, withoutUndefined, type Fields } from './fields';
import { enumerationMember } from '../code/enumerations';

/** Reads the network, the host name and the DNS of pods. */
export function readNetwork(pod: Fields): PodNetwork | undefined {
  const aliases = pod.readList('hostAliases', alias => [alias.read<string>('ip')!, alias.readTexts('hostnames') ?? []] as const);
  const hostNetwork = pod.read<boolean>('hostNetwork') || undefined;
  return unlessEmpty(withoutUndefined<PodNetwork>({
    hostNetwork,
    hostname: pod.read('hostname'),
    subdomain: pod.read('subdomain'),
    hostnameAsFqdn: pod.read<boolean>('setHostnameAsFQDN') || undefined,
    dnsPolicy: readDnsPolicy(pod, hostNetwork),
    dns: pod.readObject('dnsConfig', dns => withoutUndefined({
      nameservers: dns.readTexts('nameservers'),
      searches: dns.readTexts('searches'),
      options: toMap(dns.readList('options', option => [option.read<string>('name')!, String(option.read('value') ?? '')] as const)),
    })),
    hostAliases: toMap(aliases),
  }));
}

/** On the network of the node, the default of the library is another one than that of Kubernetes. */
function readDnsPolicy(pod: Fields, hostNetwork: boolean | undefined): PodNetwork['dnsPolicy'] {
  const member = pod.readMember('dnsPolicy', 'PodDnsPolicy') ?? enumerationMember('PodDnsPolicy', 'ClusterFirst');
  const isDefault = (pod.read('dnsPolicy') ?? 'ClusterFirst') === (hostNetwork ? 'ClusterFirstWithHostNet' : 'ClusterFirst');
  return isDefault ? undefined : member;
}

function toMap<T>(entries: readonly (readonly [string, T])[] | undefined): Record<string, T> | undefined {
  return entries && Object.fromEntries(entries);
}

/** Reads which namespaces of the Linux kernel the pods share. */
export function readNamespaces(pod: Fields): PodNamespaces | undefined {
  return unlessEmpty(withoutUndefined<PodNamespaces>({
    hostPid: pod.read<boolean>('hostPID') || undefined,
    hostIpc: pod.read<boolean>('hostIPC') || undefined,
    hostUsers: pod.read('hostUsers'),
    shareProcesses: pod.read<boolean>('shareProcessNamespace') || undefined,
  }));
}
