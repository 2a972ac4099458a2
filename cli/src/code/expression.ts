/** A value in TypeScript code: a literal, a structure of literals and expressions, or an expression. */
export type Code = undefined | null | string | number | boolean | Expression | readonly Code[] | { readonly [key: string]: Code };

/** An expression that is not a literal. */
export abstract class Expression {}

/** An export of a module, or a member of one, such as `PullPolicy.ALWAYS`. */
export class Reference extends Expression {
  /** @param path the name of the export, and of its members */
  constructor(public readonly module: string, public readonly path: readonly string[]) {
    super();
  }
}

/** A variable of the file, or a name that all files have, such as `this` and `__dirname`. */
export class Variable extends Expression {
  /** @param preferred the name, unless the file has another variable with it */
  constructor(public readonly preferred: string, public readonly isFixed = false) {
    super();
  }
}

/** A property of an expression. */
export class Property extends Expression {
  constructor(public readonly target: Expression, public readonly name: string) {
    super();
  }
}

/** A call of a function or method, or the creation of an object. */
export class Call extends Expression {
  constructor(public readonly callee: Expression, public readonly args: readonly Code[], public readonly creates = false) {
    super();
  }
}

/** A literal in a notation of its own, such as `0o644`. */
export class Literal extends Expression {
  constructor(public readonly text: string) {
    super();
  }
}

/** A statement: an expression, whose value other statements can use by the variable. */
export interface Statement {
  readonly expression: Expression;
  readonly variable?: Variable;
  /** Sentences above the statement. */
  readonly comment?: string;
}

/** The scope in which a chart declares its constructs. */
export const THIS = new Variable('this', true);

/** A call of a method of an expression. */
export function callMethod(target: Expression, method: string, ...args: readonly Code[]): Call {
  return new Call(new Property(target, method), args);
}

/** The values of which a value consists; none if it is a literal or a name. */
export function partsOf(code: Code): readonly Code[] {
  if (code instanceof Call) {
    return [code.callee, ...code.args];
  }
  if (code instanceof Property) {
    return [code.target];
  }
  return typeof code === 'object' && code !== null && !(code instanceof Expression) ? Object.values(code) : [];
}

/** The expressions in a value, also those of inner values. An expression that occurs several times is returned each time. */
export function expressionsIn(code: Code): Expression[] {
  return [...code instanceof Expression ? [code] : [], ...partsOf(code).flatMap(expressionsIn)];
}
