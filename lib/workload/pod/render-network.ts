import type { Json } from '../../manifest/manifest';
import { sortedEntries } from '../../values/compare-names';
import { PodDnsPolicy, type PodDnsOptions, type PodNamespaces, type PodNetwork } from '../pod-network';

/** The policies that a pod has unless it is set. */
const CLUSTER_FIRST: unknown = PodDnsPolicy.CLUSTER_FIRST;

/**
 * Writes the network of pods into their spec, before what methods of cdk8s-plus have added there.
 *
 * The kubelet treats ClusterFirst as Default for pods on the network of their node, so that names of Services do not resolve (`getPodDNSType` in
 * pkg/kubelet/network/dns/dns.go of Kubernetes 1.37).
 *
 * @internal
 */
export function renderNetwork(spec: Json, { hostNetwork, hostname, subdomain, hostnameAsFqdn, dnsPolicy, dns, hostAliases }: PodNetwork): void {
  if (hostNetwork) {
    spec.hostNetwork = true;
  }
  const needed = hostNetwork ? PodDnsPolicy.CLUSTER_FIRST_WITH_HOST_NET : undefined;
  const policy = dnsPolicy ?? needed;
  spec.dnsPolicy = spec.dnsPolicy === CLUSTER_FIRST ? policy : spec.dnsPolicy;
  spec.hostname ??= hostname;
  spec.subdomain ??= subdomain;
  spec.setHostnameAsFQDN = hostnameAsFqdn || spec.setHostnameAsFQDN;
  if (dns) {
    spec.dnsConfig = toDnsConfig(dns, spec.dnsConfig ?? {});
  }
  const aliases = sortedEntries(hostAliases).map(([ip, hostnames]) => ({ ip, hostnames }));
  if (aliases.length > 0) {
    spec.hostAliases = [...aliases, ...spec.hostAliases ?? []];
  }
}

function toDnsConfig({ nameservers = [], searches = [], options }: PodDnsOptions, added: Json): Json | undefined {
  const set = sortedEntries(options).map(([name, value]) => ({ name, value: value === '' ? undefined : value }));
  const config: Json = Object.fromEntries(Object.entries({
    nameservers: [...nameservers, ...added.nameservers ?? []],
    searches: [...searches, ...added.searches ?? []],
    options: [...set, ...added.options ?? []],
  }).filter(([, list]) => list.length > 0));
  return Object.keys(config).length > 0 ? config : undefined;
}

/** Writes the namespaces of pods into their spec, except those that are defaults of the API server. @internal */
export function renderNamespaces(spec: Json, { hostPid, hostIpc, hostUsers, shareProcesses }: PodNamespaces): void {
  Object.assign(spec, {
    hostPID: hostPid || undefined,
    hostIPC: hostIpc || undefined,
    hostUsers: hostUsers === false ? false : undefined,
    shareProcessNamespace: shareProcesses || undefined,
  });
}
