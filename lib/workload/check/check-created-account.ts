import { configurationRules } from '../../rules/configuration';
import { checkMetadata } from '../../rules/metadata';
import type { Problems } from '../../rules/rule';
import type { WorkloadOptions } from '../workload-options';

/** Reports options of a service account that is created with the workload, if they do not fit together. @internal */
export function checkCreatedAccount(problems: Problems, { createServiceAccount, serviceAccountMetadata, serviceAccount }: WorkloadOptions): void {
  if (createServiceAccount && serviceAccount) {
    const fix = 'The pods can have only one account. Remove createServiceAccount, or remove serviceAccount.';
    problems.report(configurationRules.createdAccount, 'createServiceAccount', true, fix);
  }
  if (serviceAccountMetadata && !createServiceAccount) {
    const fix = 'Set createServiceAccount: true, or set the metadata where the account is declared.';
    problems.report(configurationRules.createdAccount, 'serviceAccountMetadata', Object.keys(serviceAccountMetadata), fix);
  }
  checkMetadata(problems, 'serviceAccountMetadata', serviceAccountMetadata);
}

/** Reports options that determine whether the token is mounted, although the service account determines it. @internal */
export function checkAutomountFromAccount(problems: Problems, { automountServiceAccountToken, createServiceAccount }: WorkloadOptions): void {
  if (automountServiceAccountToken !== undefined) {
    const fix = 'The service account determines it. Remove automountServiceAccountToken, or remove automountFromServiceAccount.';
    problems.report(configurationRules.createdAccount, 'automountServiceAccountToken', automountServiceAccountToken, fix);
  }
  if (createServiceAccount) {
    const fix = 'The account that is created does not mount its token. Remove automountFromServiceAccount: the token is mounted if a role is bound to the workload.';
    problems.report(configurationRules.createdAccount, 'automountFromServiceAccount', true, fix);
  }
}
