import type { IConstruct } from 'constructs';
import { ConstructState } from './construct-state';

/** The classes by which a program sets defaults of a scope. @internal */
export type DefaultsKind = 'WorkloadDefaults' | 'DefaultsVersion';

/** What has read the defaults for a construct: its declaration, or a call of `of` in the program. @internal */
export type Reading = 'declaration' | 'call';

/** How each construct has read the defaults of its scopes, by their kind. */
const READ = {
  WorkloadDefaults: new ConstructState<Reading>('WorkloadDefaults.read'),
  DefaultsVersion: new ConstructState<Reading>('DefaultsVersion.read'),
} satisfies Record<DefaultsKind, ConstructState<Reading>>;

/** Records that the defaults of a construct have been read, so that those of its scopes can no longer change. @internal */
export function recordReader(construct: IConstruct, kind: DefaultsKind, reading: Reading): void {
  if (reading === 'declaration' || !READ[kind].of(construct)) {
    READ[kind].set(construct, reading);
  }
}

/** A construct that has read defaults. @internal */
export interface DefaultsReader {
  readonly construct: IConstruct;
  readonly reading: Reading;
}

/** The first construct of a scope that has read the defaults. A construct that was refused is not in the tree. @internal */
export function readerIn(scope: IConstruct, kind: DefaultsKind): DefaultsReader | undefined {
  for (const construct of scope.node.findAll()) {
    const reading = READ[kind].of(construct);
    if (reading) {
      return { construct, reading };
    }
  }
  return undefined;
}
