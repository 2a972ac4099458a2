import type { IConstruct } from 'constructs';

/** Whether a construct is part of the tree. A construct that was refused has been removed from it. @internal */
export function isInTree(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isInTree(scope));
}
