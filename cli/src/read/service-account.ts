import { unlessDefault, withoutUndefined, type Fields } from './fields';
import { readMetadata, type Metadata } from './metadata';
import type { Mode } from './mode';

/** The options that declare the account of a workload. */
export interface ReadServiceAccount {
  readonly createServiceAccount: true;
  readonly serviceAccountName?: string;
  readonly serviceAccountMetadata?: Metadata;
}

/**
 * Reads a ServiceAccount. The library creates accounts whose token is not mounted. In place, an account without the field stays as it is, because pods
 * that are not known may use it.
 *
 * @param implied the name of the account without `serviceAccountName`
 */
export function readServiceAccount(account: Fields, implied: string, mode: Mode): ReadServiceAccount {
  account.expect('apiVersion', 'v1');
  account.read('kind');
  const token = account.read<boolean>('automountServiceAccountToken');
  if (token !== false && (mode.inPlace || token !== undefined)) {
    account.report('automountServiceAccountToken', 'an account that is created with a workload has the value false');
  }
  return account.readObject('metadata', metadata => withoutUndefined<ReadServiceAccount>({
    createServiceAccount: true,
    serviceAccountName: unlessDefault(metadata.read<string>('name'), implied),
    serviceAccountMetadata: readMetadata(metadata),
  }))!;
}
