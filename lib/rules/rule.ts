import type { IConstruct } from 'constructs';
import { markOf } from '../values/mark';

/** Address of the documentation, for messages and generated pages. @internal */
export const DOCUMENTATION = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs';

/**
 * A rule that a declaration must follow.
 *
 * @internal
 */
export interface Rule {
  /** Stable name of the rule: its heading in `docs/rules.md`, to which messages link. */
  readonly id: string;
  /** What the rule requires. In a message it follows the field and its value. */
  readonly limit: string;
  /** The Kubernetes page or source file that the rule is based on. */
  readonly source: string;
  /** Ids of the cases in `test/against-server/recorded/cases.json` that demonstrate the rule. */
  readonly cases: readonly string[];
  /**
   * Why the value is refused although the API server accepts it, and how to override the rule.
   * Not set if the server refuses the value too.
   */
  readonly hazard?: string;
}

/** A broken rule, with the arguments of `Problems.report`. @internal */
export interface Finding {
  readonly rule: Rule;
  readonly field: string;
  readonly value: unknown;
  readonly fix: string;
}

/** Records broken rules. @internal */
export type Findings = Pick<Problems, 'report'>;

/**
 * Collects all problems of one declaration and reports them as one error.
 *
 * @internal
 */
export class Problems {
  private readonly found: string[] = [];

  constructor(private readonly construct: IConstruct) {}

  /**
   * Records that a value breaks a rule.
   *
   * @param rule the broken rule
   * @param field the property, as the user wrote it
   * @param value the value of the property
   * @param fix what to write instead, as one or more sentences
   */
  public report(rule: Rule, field: string, value: unknown, fix: string): void {
    this.found.push(describe(rule, field, value, fix));
  }

  /** Runs checks, and returns whether they recorded no problem. */
  public accepts(check: () => void): boolean {
    const before = this.found.length;
    check();
    return this.found.length === before;
  }

  /** All recorded problems, without the path of the construct: cdk8s adds it to the results of validations. */
  public get messages(): string[] {
    return [...this.found];
  }

  /** Throws an error that has one line for each recorded problem, each with the path of the construct. */
  public throwIfAny(): void {
    if (this.found.length > 0) {
      throw new Error(this.found.map(problem => withPath(this.construct, problem)).join('\n'));
    }
  }

  /**
   * Like `throwIfAny`, for the constructor of the construct: also removes the construct from the tree. The app then synthesizes as if the
   * construct had not been declared, and another construct can have its id.
   */
  public refuseIfAny(): void {
    if (this.found.length > 0) {
      const { scope, id } = this.construct.node;
      scope?.node.tryRemoveChild(id);
    }
    this.throwIfAny();
  }
}

/**
 * The error for one broken rule, for methods that are called after the constructor.
 *
 * @internal
 */
export function ruleError(construct: IConstruct, rule: Rule, field: string, value: unknown, fix: string): Error {
  return new Error(withPath(construct, describe(rule, field, value, fix)));
}

function withPath(construct: IConstruct, message: string): string {
  return `${construct.node.path || 'app'}: ${message}`;
}

/** Whether a value is a justification: a string that is not blank. @internal */
export function isJustification(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/**
 * The message for a broken rule, without the path of the construct.
 *
 * @internal
 */
export function describe(rule: Rule, field: string, value: unknown, fix: string): string {
  return oneLine(`${field} ${show(value)}: ${rule.limit}. ${fix} [${rule.id}] ${DOCUMENTATION}/rules.md#${rule.id}`);
}

function show(value: unknown): string {
  if (value === undefined) {
    return '(not set)';
  }
  const kind = markOf(value)?.kind;
  if (kind !== undefined) {
    return kind;
  }
  try {
    // JSON cannot represent NaN, bigint, functions and symbols
    return typeof value === 'string' || typeof value === 'object' ? JSON.stringify(value, withoutInternals) : String(value);
  } catch {
    return `(${(value as object).constructor?.name ?? 'object'})`;
  }
}

/** Replaces instances of value classes in structures with the names of their classes. */
function withoutInternals(_: string, value: unknown): unknown {
  return markOf(value)?.kind ?? value;
}

/** Escapes line breaks, which user-defined keys and names may contain. */
function oneLine(message: string): string {
  return message.replace(/[\n\r\u2028\u2029]/g, character => JSON.stringify(character).slice(1, -1));
}
