import { checkAddressSyntax } from '../../rules/address-checks';
import { containerRules } from '../../rules/containers';
import { isDnsLabel, isDnsSubdomain } from '../../rules/names';
import { podNetworkRules } from '../../rules/pod-network';
import type { Problems } from '../../rules/rule';
import { checkText } from '../../rules/text';
import { withDots, type PodSecurity } from '../../security/pod-security';
import { sortedEntries } from '../../values/compare-names';
import type { Controller } from '../controller';
import type { DeclaredContainer } from '../pod/declared-containers';
import { PodDnsPolicy, type PodDnsOptions, type PodNamespaces, type PodNetwork } from '../pod-network';
import type { WorkloadOptions } from '../workload-options';

const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_CHARACTERS = 2048;
const SEARCH = /^[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?(\.[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?)*$/;

/** The sysctls of the IPC namespace: GetNamespace in k8s.io/component-helpers/node/util/sysctl of Kubernetes 1.37. */
const IPC_SYSCTL = /^(kernel\.sem|kernel\.shm(all|max|mni|_rmid_forced)?|kernel\.msg(max|mnb|mni)?|fs\.mqueue\..*)$/;

/** The first port that does not need a capability on a node. */
const FIRST_UNPRIVILEGED_PORT = 1024;

/** Reports problems with the network and the namespaces of pods. @internal */
export function checkPodNetwork(problems: Problems, props: WorkloadOptions, controller: Controller): void {
  const { podNetwork = {}, podNamespaces = {}, security } = props;
  checkDns(problems, podNetwork);
  for (const name of ['hostname', 'subdomain'] as const) {
    const value = podNetwork[name];
    if (value !== undefined && !isDnsLabel(value)) {
      problems.report(podNetworkRules.hostname, `podNetwork.${name}`, value, "Use a name such as 'web'.");
    } else if (value !== undefined && controller._kind === 'StatefulSet') {
      problems.report(podNetworkRules.hostname, `podNetwork.${name}`, value, 'Remove it: podAddress returns the name of each pod.');
    }
  }
  for (const [address, hostnames] of sortedEntries(podNetwork.hostAliases)) {
    checkAlias(problems, `podNetwork.hostAliases['${address}']`, address, hostnames);
  }
  checkNamespaces(problems, podNamespaces, podNetwork);
  checkSysctls(problems, Object.keys(security?.sysctls ?? {}), podNetwork, podNamespaces);
}

/** Reports ports of containers that are not possible on the network of the node. @internal */
export function checkHostNetworkPorts(problems: Problems, containers: readonly DeclaredContainer[], security: PodSecurity): void {
  for (const { prefix, ports, security: options, securityField } of containers) {
    ports.all.forEach(({ number, hostPort }, index) => {
      if (number < FIRST_UNPRIVILEGED_PORT && !security.canBindPrivilegedPorts(options)) {
        const fix = `Use a port of 1024 or above, or add SecurityExemption.capabilities('the reason', 'NET_BIND_SERVICE') to ${securityField}.exemptions.`;
        problems.report(podNetworkRules.hostNetworkPort, `${prefix}ports[${index}].number`, number, fix);
      }
      if (hostPort !== undefined && hostPort !== number) {
        problems.report(containerRules.hostPort, `${prefix}ports[${index}].hostPort`, hostPort, `Remove it: the port of the node is ${number}.`);
      }
    });
  }
}

function checkDns(problems: Problems, { dnsPolicy, dns = {} }: PodNetwork): void {
  if (dnsPolicy === PodDnsPolicy.NONE && !dns.nameservers?.length) {
    problems.report(podNetworkRules.dnsPolicy, 'podNetwork.dnsPolicy', dnsPolicy, "Add podNetwork: { dns: { nameservers: ['10.0.0.53'] } }.");
  }
  checkDnsOptions(problems, 'podNetwork.dns', dns);
}

function checkDnsOptions(problems: Problems, field: string, { nameservers = [], searches = [], options = {} }: PodDnsOptions): void {
  if (nameservers.length > MAX_NAMESERVERS) {
    problems.report(podNetworkRules.dns, `${field}.nameservers`, nameservers.length, 'Remove some of them.');
  }
  nameservers.forEach((address, index) => checkAddressSyntax(problems, `${field}.nameservers[${index}]`, address));
  if (searches.length > MAX_SEARCHES || searches.join(' ').length > MAX_SEARCH_CHARACTERS) {
    problems.report(podNetworkRules.dns, `${field}.searches`, searches.length, 'Remove some of them.');
  }
  searches.forEach((search, index) => {
    const name = search.replace(/\.$/, '');
    if (search !== '.' && (name.length > 253 || !SEARCH.test(name))) {
      problems.report(podNetworkRules.dns, `${field}.searches[${index}]`, search, "Use a domain such as 'shop.example.com'.");
    }
  });
  for (const [name, value] of sortedEntries(options)) {
    if (name === '') {
      problems.report(podNetworkRules.dns, `${field}.options`, name, "Use a name such as 'ndots'.");
    }
    checkText(problems, `${field}.options['${name}']`, value);
  }
}

function checkAlias(problems: Problems, field: string, address: string, hostnames: readonly string[]): void {
  checkAddressSyntax(problems, field, address);
  if (hostnames.length === 0) {
    problems.report(podNetworkRules.hostAlias, field, [], "Add a host name such as 'db.example.com'.");
  }
  hostnames.forEach((hostname, index) => {
    if (typeof hostname === 'string' && !isDnsSubdomain(hostname)) {
      problems.report(podNetworkRules.hostAlias, `${field}[${index}]`, hostname, "Use a name such as 'db.example.com'.");
    }
  });
}

function checkNamespaces(problems: Problems, { hostPid, hostIpc, hostUsers, shareProcesses }: PodNamespaces, { hostNetwork }: PodNetwork): void {
  const shared = Object.entries({ 'podNetwork.hostNetwork': hostNetwork, 'podNamespaces.hostPid': hostPid, 'podNamespaces.hostIpc': hostIpc })
    .filter(([, isShared]) => isShared).map(([field]) => field);
  if (hostUsers === false && shared.length > 0) {
    problems.report(podNetworkRules.namespaces, 'podNamespaces.hostUsers', false, `Remove it, or remove ${shared.join(' and ')}.`);
  }
  if (hostPid && shareProcesses) {
    problems.report(podNetworkRules.namespaces, 'podNamespaces.shareProcesses', true, 'Remove it: with hostPid, the containers see all processes of the node.');
  }
}

function checkSysctls(problems: Problems, names: readonly string[], { hostNetwork }: PodNetwork, { hostIpc }: PodNamespaces): void {
  names.map(withDots).forEach(name => {
    if (hostNetwork && name.startsWith('net.')) {
      problems.report(containerRules.sysctl, 'security.sysctls', name, 'Remove it, or remove podNetwork.hostNetwork.');
    }
    if (hostIpc && IPC_SYSCTL.test(name)) {
      problems.report(containerRules.sysctl, 'security.sysctls', name, 'Remove it, or remove podNamespaces.hostIpc.');
    }
  });
}
