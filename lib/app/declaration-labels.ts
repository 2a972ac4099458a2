import type { IConstruct } from 'constructs';
import { ConstructState } from './construct-state';

/** Labels of objects. */
export type Labels = Readonly<Record<string, string>>;

/** The labels of a declaration for all its objects. */
const LABELS = new ConstructState<Labels>('Labels');

const NONE: Labels = {};

/**
 * Sets the labels of a declaration, before it creates objects.
 *
 * @internal
 */
export function setLabels(declaration: IConstruct, labels: Labels | undefined): void {
  // A declaration in another one does not have the labels of the other one
  if (labels || labelsOfDeclaration(declaration)) {
    LABELS.set(declaration, labels ?? NONE);
  }
}

/**
 * The labels of the declaration that a construct is part of, or that it is itself.
 *
 * @internal
 */
export function labelsOfDeclaration(construct: IConstruct): Labels | undefined {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const labels = LABELS.of(scope);
    if (labels) {
      return labels;
    }
  }
  return undefined;
}
