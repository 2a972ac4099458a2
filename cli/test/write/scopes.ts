import type { Scope } from '../../src/application/scope';
import { Call, Reference, THIS, Variable, callMethod, type Code, type Expression, type Statement } from '../../src/code/expression';

const LIBRARY = 'cdk8s-service-patterns';

/** A statement that declares a construct of the library, in a variable with its id. */
export function construct(className: string, id: string, ...options: readonly Code[]): Statement & { readonly variable: Variable } {
  return { variable: new Variable(id), expression: new Call(new Reference(LIBRARY, [className]), [THIS, id, ...options], true) };
}

/** Statements that have a line each. */
export function lines(number: number, target: Expression = THIS): Statement[] {
  return Array.from({ length: number }, (_, index) => ({ expression: callMethod(target, 'note', index) }));
}

/** The code of a namespace: the statements of its workloads, and others. */
export function scopeOf(namespace: string | undefined, workloads: readonly (readonly Statement[])[], others: Partial<Scope> = {}): Scope {
  const scope = { namespace, chartId: namespace ?? 'application', profile: {}, workloads, statements: [], statementsOf: (each: unknown) => each, ...others };
  return scope as unknown as Scope;
}
