import type { ClusterDns } from './cluster-dns';
import { NetworkPolicyProvider } from './network-policy-provider';
import type { PlatformPods } from './platform-pods';
import { checkAddressSyntax, checkCanonical, checkCidr } from '../rules/addresses';
import { isolationRules } from '../rules/isolation';
import { checkLabelMap } from '../rules/metadata';
import { isDnsLabel, nameRules } from '../rules/names';
import { checkPortNumber } from '../rules/ports';
import type { Problems } from '../rules/rule';
import { checkArray, checkEnum, checkMap } from '../rules/values';

/** Facts that network policies are made from. */
interface NetworkFacts {
  readonly nodeCidrs?: string[];
  readonly podCidrs?: string[];
  readonly dns?: ClusterDns;
  readonly monitoring?: PlatformPods;
  readonly networkPolicyProvider?: NetworkPolicyProvider;
}

/** @internal */
export function checkNetworkFacts(problems: Problems, facts: NetworkFacts): void {
  checkArray(problems, 'nodeCidrs', facts.nodeCidrs) && facts.nodeCidrs?.forEach((cidr, index) => checkCidr(problems, `nodeCidrs[${index}]`, cidr));
  checkArray(problems, 'podCidrs', facts.podCidrs) && facts.podCidrs?.forEach((cidr, index) => {
    if (String(cidr).endsWith('/0')) {
      problems.report(isolationRules.podCidr, `podCidrs[${index}]`, cidr, "Write it like '10.244.0.0/16'.");
    } else {
      checkCidr(problems, `podCidrs[${index}]`, cidr);
    }
  });
  checkDns(problems, facts.dns);
  checkPlatformPods(problems, 'monitoring', facts.monitoring);
  checkEnum(problems, 'networkPolicyProvider', facts.networkPolicyProvider, NetworkPolicyProvider);
}

function checkDns(problems: Problems, dns: ClusterDns | undefined): void {
  if (!checkMap(problems, 'dns', dns)) {
    return;
  }
  checkPlatformPods(problems, 'dns.pods', dns?.pods);
  if (dns?.port !== undefined) {
    checkPortNumber(problems, 'dns.port', dns.port);
  }
  checkArray(problems, 'dns.addresses', dns?.addresses)
    && dns?.addresses?.forEach((address, index) => {
      const field = `dns.addresses[${index}]`;
      return checkAddressSyntax(problems, field, address) && checkCanonical(problems, field, address);
    });
}

/** Notes pods of the platform that no selector could be made of. @internal */
export function checkPlatformPods(problems: Problems, field: string, pods: PlatformPods | undefined): void {
  if (!checkMap(problems, field, pods) || !pods) {
    return;
  }
  if (!isDnsLabel(pods.namespace)) {
    problems.report(nameRules.namespace, `${field}.namespace`, pods.namespace, "Write it like 'monitoring'.");
  }
  checkLabelMap(problems, `${field}.podLabels`, pods.podLabels);
}
