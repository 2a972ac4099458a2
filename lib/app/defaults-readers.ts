import type { IConstruct } from 'constructs';
import { ConstructState } from './construct-state';

/** Whether a construct has read the defaults of its scopes or their version. */
const READ = new ConstructState<true>('Defaults.read');

/** Records that a construct has read the defaults of its scopes, which can no longer change. @internal */
export function recordReader(construct: IConstruct): void {
  READ.set(construct, true);
}

/** The first construct of a scope that has read the defaults. A construct that was refused is not in the tree. @internal */
export function readerIn(scope: IConstruct): IConstruct | undefined {
  return scope.node.findAll().find(construct => READ.of(construct));
}
