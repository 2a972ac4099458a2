import type { IConstruct } from 'constructs';
import { isJustification, type Problems } from '../../rules/rule';
import { workloadRules } from '../../rules/workloads';
import type { WorkloadOptions } from '../workload-options';

/**
 * Reports pods without a token although a role is bound to their service account.
 *
 * @param binding a role binding that has the service account as a subject
 * @internal
 */
export function checkServiceAccountToken(problems: Problems, props: WorkloadOptions, binding: IConstruct | undefined): void {
  if (binding && props.automountServiceAccountToken === false && !isJustification(props.automountServiceAccountTokenJustification)) {
    const fix = `The role binding '${binding.node.path}' has the service account as a subject. Remove automountServiceAccountToken, or state in automountServiceAccountTokenJustification which other pods use the account.`;
    problems.report(workloadRules.serviceAccountToken, 'automountServiceAccountToken', false, fix);
  }
}
