import { configurationRules } from '../../rules/configuration';
import { checkMetadata } from '../../rules/metadata';
import { checkObjectName } from '../../rules/names';
import type { Problems } from '../../rules/rule';
import type { WorkloadOptions } from '../workload-options';

/** Reports options of a service account that is created with the workload, if they do not fit together. @internal */
export function checkCreatedAccount(problems: Problems, options: WorkloadOptions): void {
  const { createServiceAccount, serviceAccountName, serviceAccountMetadata, serviceAccount } = options;
  if (createServiceAccount && serviceAccount) {
    const fix = 'The pods can have only one account. Remove createServiceAccount, or remove serviceAccount.';
    problems.report(configurationRules.createdAccount, 'createServiceAccount', true, fix);
  }
  if (serviceAccountName !== undefined && !createServiceAccount) {
    const fix = "Set createServiceAccount: true. For an account that is declared elsewhere, use serviceAccount: kplus.ServiceAccount.fromServiceAccountName(this, 'account', 'orders').";
    problems.report(configurationRules.createdAccount, 'serviceAccountName', serviceAccountName, fix);
  }
  if (serviceAccountMetadata && !createServiceAccount) {
    const fix = 'Set createServiceAccount: true, or set the metadata where the account is declared.';
    problems.report(configurationRules.createdAccount, 'serviceAccountMetadata', Object.keys(serviceAccountMetadata), fix);
  }
  checkObjectName(problems, 'serviceAccountName', serviceAccountName);
  checkMetadata(problems, 'serviceAccountMetadata', serviceAccountMetadata);
}

/** Reports an option that determines whether the token is mounted, although the service account determines it. @internal */
export function checkAutomountFromAccount(problems: Problems, { automountServiceAccountToken }: WorkloadOptions): void {
  if (automountServiceAccountToken !== undefined) {
    const fix = 'The service account determines it. Remove automountServiceAccountToken, or remove automountFromServiceAccount.';
    problems.report(configurationRules.createdAccount, 'automountServiceAccountToken', automountServiceAccountToken, fix);
  }
}
