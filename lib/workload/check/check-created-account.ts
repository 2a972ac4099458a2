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
