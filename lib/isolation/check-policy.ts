import type { PodsPeer } from './graph';
import { policySpec } from './policy-spec';
import { isObject, providerPolicyOf } from './provider-policy';
import { isolationRules } from '../rules/isolation';
import { isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { valueRules } from '../rules/values';

/** Reports problems with the policies of isolated pods. @internal */
export function checkPolicy(problems: Problems, peer: PodsPeer, name: string): void {
  if (!isDnsSubdomain(name)) {
    problems.report(isolationRules.name, 'id', name, "Use an id for the construct such as 'worker'.");
  }
  if (peer.hostNetwork) {
    problems.report(isolationRules.hostNetwork, 'isolate', undefined, 'Set isolate: false.');
  }
  policySpec(problems, peer);
  checkProviderPolicy(problems, peer, name);
}

/** Reports a spec from the network policy provider that is not an object. */
function checkProviderPolicy(problems: Problems, peer: PodsPeer, name: string): void {
  const policy = providerPolicyOf(peer, name);
  if (policy && !isObject(policy.spec)) {
    problems.report(valueRules.type, 'networkPolicyProvider.hostnamePolicies.renderSpec', policy.spec, 'Return an object: the spec of the policy.');
  }
}
