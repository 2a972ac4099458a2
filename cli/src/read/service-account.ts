import { unlessDefault, withoutUndefined, type Fields } from './fields';
import { readMetadata, type Metadata } from './metadata';
import type { Mode } from './mode';

/** The options that declare the account of a workload. */
export interface ReadServiceAccount {
  readonly createServiceAccount: true;
  readonly serviceAccountName?: string;
  readonly serviceAccountMetadata?: Metadata;
}

/** What is known about an account before it is read. */
export interface AccountContext {
  /** The name of the account without `serviceAccountName`. */
  readonly implied: string;
  /** Whether the account determines if the pods of its workload mount its token. */
  readonly determinesToken: boolean;
  readonly mode: Mode;
}

/**
 * Reads a ServiceAccount. The library creates accounts whose token is not mounted unless the pods state it, or accounts without the field. In place, the
 * account stays as it is, because pods that are not known may use it.
 */
export function readServiceAccount(account: Fields, { implied, determinesToken, mode }: AccountContext): ReadServiceAccount {
  account.expect('apiVersion', 'v1');
  account.read('kind');
  const token = account.read<boolean>('automountServiceAccountToken');
  // An account without the field mounts its token.
  if (determinesToken && token === false) {
    account.report('automountServiceAccountToken', 'pods without this field get an account without it');
  } else if (!determinesToken && token !== false && (mode.inPlace || token !== undefined)) {
    account.report('automountServiceAccountToken', 'an account that is created with a workload has the value false');
  }
  return account.readObject('metadata', metadata => withoutUndefined<ReadServiceAccount>({
    createServiceAccount: true,
    serviceAccountName: unlessDefault(metadata.read<string>('name'), implied),
    serviceAccountMetadata: readMetadata(metadata),
  }))!;
}
