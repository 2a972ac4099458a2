import type { PodsPeer } from './graph';
import { hostnamePolicyOf } from './hostname-policy';
import { policySpec } from './policy-spec';
import { isolationRules } from '../rules/isolation';
import { isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { valueRules } from '../rules/values';

/** Reports problems with the policies of isolated pods. @internal */
export function checkPolicy(problems: Problems, peer: PodsPeer, name: string): void {
  if (!isDnsSubdomain(name)) {
    problems.report(isolationRules.name, 'id', name, "Use an id for the construct such as 'worker'.");
  }
  policySpec(problems, peer);
  checkHostnamePolicy(problems, peer, name);
}

/** Reports a spec from the network policy provider that is not an object. */
function checkHostnamePolicy(problems: Problems, peer: PodsPeer, name: string): void {
  const policy = hostnamePolicyOf(peer, name);
  if (policy && (typeof policy.spec !== 'object' || policy.spec === null || Array.isArray(policy.spec))) {
    problems.report(valueRules.type, 'networkPolicyProvider.hostnamePolicies.renderSpec', policy.spec, 'Return an object: the spec of the policy.');
  }
}
