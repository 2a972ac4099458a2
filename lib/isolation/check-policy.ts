import type { PodsPeer } from './graph';
import type { PolicyOptions } from './policy-options';
import { policySpec } from './policy-spec';
import { isObject, providerPolicyOf } from './provider-policy';
import { isolationRules } from '../rules/isolation';
import { checkMetadata } from '../rules/metadata';
import { isDnsSubdomain, proposeLabel } from '../rules/names';
import type { Problems } from '../rules/rule';
import { valueRules } from '../rules/values';

/** Reports problems with the options that describe the policy of a declaration. @internal */
export function checkPolicyOptions(problems: Problems, { networkPolicyName: name, networkPolicyMetadata }: PolicyOptions): void {
  if (name !== undefined && !isDnsSubdomain(name)) {
    problems.report(isolationRules.name, 'networkPolicyName', name, `Use a name such as '${proposeLabel(name)}'.`);
  }
  checkMetadata(problems, 'networkPolicyMetadata', networkPolicyMetadata);
}

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
