import type { Expression } from './expression';

const HINTS = new WeakMap<object, string>();

/** Proposes the name of the variable that an expression gets if it occurs more than once. */
export function withHint<T>(expression: T, name: string): T {
  HINTS.set(expression as object, name);
  return expression;
}

/** The proposed name of a variable. */
export function hintOf(expression: Expression): string | undefined {
  return HINTS.get(expression);
}
