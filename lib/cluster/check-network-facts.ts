import type { ClusterDns } from './cluster-dns';
import type { NetworkPolicyProvider } from './network-policy-provider';
import type { PlatformPods } from './platform-pods';
import { checkAddressSyntax, checkCanonical, checkCidr, rangeOfPods } from '../rules/address-checks';
import { isolationRules } from '../rules/isolation';
import { checkLabelMap } from '../rules/metadata';
import { isDnsLabel, isDnsSubdomain, nameRules } from '../rules/names';
import { checkPortNumber } from '../rules/ports';
import type { Problems } from '../rules/rule';

/** The properties of a profile from which network policies and monitors are generated. */
interface NetworkFacts {
  readonly nodeCidrs?: string[];
  readonly podCidrs?: string[];
  readonly dns?: ClusterDns;
  readonly monitoring?: PlatformPods;
  readonly monitorLabels?: { [key: string]: string };
  readonly networkPolicyProvider?: NetworkPolicyProvider;
}

/** Reports invalid properties for network policies and monitors. @internal */
export function checkNetworkFacts(problems: Problems, facts: NetworkFacts): void {
  facts.nodeCidrs?.forEach((cidr, index) => checkCidr(problems, `nodeCidrs[${index}]`, cidr));
  facts.podCidrs?.forEach((cidr, index) => {
    if (cidr.endsWith('/0')) {
      problems.report(isolationRules.podCidr, `podCidrs[${index}]`, cidr, "Use a range such as '10.244.0.0/16'.");
    } else {
      checkCidr(problems, `podCidrs[${index}]`, cidr, rangeOfPods);
    }
  });
  checkDns(problems, facts.dns);
  checkPlatformPods(problems, 'monitoring', facts.monitoring);
  checkLabelMap(problems, 'monitorLabels', facts.monitorLabels);
  checkProvider(problems, 'networkPolicyProvider', facts.networkPolicyProvider);
}

function checkProvider(problems: Problems, field: string, provider: NetworkPolicyProvider | undefined): void {
  if (!provider) {
    return;
  }
  const { name, apiVersion, kind, hostnamePolicies } = provider._options;
  const report = (property: string, value: unknown, fix: string) => problems.report(isolationRules.provider, `${field}.${property}`, value, fix);
  if (name === '') {
    report('name', name, "Set a name such as 'Antrea'.");
  }
  if (!isGroupVersion(apiVersion)) {
    report('apiVersion', apiVersion, "Use a value such as 'crd.antrea.io/v1beta1'.");
  }
  if (!/^[A-Z][A-Za-z0-9]*$/.test(kind)) {
    report('kind', kind, "Use a value such as 'NetworkPolicy'.");
  }
  if (typeof hostnamePolicies.renderSpec !== 'function') {
    report('hostnamePolicies', hostnamePolicies, 'Use an object with the method renderSpec.');
  }
}

function isGroupVersion(value: string): boolean {
  const [group, version, ...rest] = value.split('/');
  return isDnsSubdomain(group) && isDnsLabel(version) && rest.length === 0;
}

function checkDns(problems: Problems, dns: ClusterDns | undefined): void {
  checkPlatformPods(problems, 'dns.pods', dns?.pods);
  if (dns?.port !== undefined) {
    checkPortNumber(problems, 'dns.port', dns.port);
  }
  dns?.addresses?.forEach((address, index) => {
    const field = `dns.addresses[${index}]`;
    return checkAddressSyntax(problems, field, address) && checkCanonical(problems, field, address);
  });
}

/** Reports an invalid namespace and invalid labels, from which no selector can be generated. @internal */
export function checkPlatformPods(problems: Problems, field: string, pods: PlatformPods | undefined): void {
  if (!pods) {
    return;
  }
  if (!isDnsLabel(pods.namespace)) {
    problems.report(nameRules.namespace, `${field}.namespace`, pods.namespace, "Use a value such as 'monitoring'.");
  }
  checkLabelMap(problems, `${field}.podLabels`, pods.podLabels);
}
