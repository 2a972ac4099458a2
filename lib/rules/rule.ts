import type { IConstruct } from 'constructs';
import { cut, escapeUnprintable, textInMessage, withoutAssignment, withoutCredentialsOfUrls } from './show';
import { throwError } from './throw-error';

/** Address of the documentation, for messages and generated pages. @internal */
export const DOCUMENTATION = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs';

/** Fields and fixes are longer only if they contain a key or a name of this length. */
const MAX_FIELD = 200;
const MAX_FIX = 1000;

/** The number of problems that an error lists. A list with thousands of wrong items would otherwise have a message of megabytes. */
const MAX_PROBLEMS = 45;

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
  /**
   * Whether a message shows the value that breaks the rule: a name, a number, an address, a path or a constant. Otherwise it states only the type and
   * the size of the value, because the value of an environment variable, argument, header or annotation can be a secret. `shown` and `hidden`
   * override this for a single problem.
   */
  readonly showsValue?: true;
}

/** A broken rule, with the arguments of `Problems.report`. @internal */
export interface Finding {
  readonly rule: Rule;
  readonly field: string;
  readonly value: unknown;
  readonly fix: string;
}

/** What a message says about options that come from an enclosing scope. @internal */
export interface Origin {
  /** Follows the value in parentheses, such as `default of 'shop'`; not set for a value of the declaration itself. */
  readonly note?: string;
  /** Sentences at the end of the fix, such as which other option comes from a scope; empty if there is nothing to say. */
  readonly fix: string;
}

/** Where the options of a declaration come from. @internal */
export interface Origins {
  /**
   * Returns where the value of a field comes from, and the options that the message mentions.
   *
   * @param text limit and fix of the message
   */
  of(field: string, text: string): Origin;
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

  /** @param origins where the options of the construct come from, if some of them are defaults of its scopes */
  constructor(private readonly construct: IConstruct, private readonly origins?: Origins) {}

  /**
   * Records that a value breaks a rule.
   *
   * @param rule the broken rule
   * @param field the property, as the user wrote it
   * @param value the value of the property, which the message shows only if the rule allows it; or `shown(…)` or `hidden(…)`
   * @param fix what to write instead, as one or more sentences
   */
  public report(rule: Rule, field: string, value: unknown, fix: string): void {
    this.found.push(describe(rule, field, value, fix, this.origins?.of(field, `${rule.limit} ${fix}`)));
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

  /**
   * Throws an error that has one line for each recorded problem, each with the path of the construct.
   *
   * @param others problems of other constructs, which the error also has
   */
  public throwIfAny(others: readonly Problems[] = []): void {
    if (this.found.length > 0) {
      const all = [this, ...others].flatMap(({ construct, found }) => found.map(problem => withPath(construct, problem)));
      const more = all.length - MAX_PROBLEMS;
      throwError([...all.slice(0, MAX_PROBLEMS), ...more > 0 ? [`There are ${more} more problems.`] : []].join('\n'));
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
 * Throws the error for one broken rule, for methods that are called after the constructor.
 *
 * @internal
 */
export function throwProblem(construct: IConstruct, rule: Rule, field: string, value: unknown, fix: string): never {
  return throwError(withPath(construct, describe(rule, field, value, fix)));
}

function withPath(construct: IConstruct, message: string): string {
  return `${escapeUnprintable(construct.node.path) || 'app'}: ${message}`;
}

/** Whether a text is a justification: it is not blank. @internal */
export function isJustification(text: string | undefined): boolean {
  return Boolean(text?.trim());
}

/**
 * The message for a broken rule, without the path of the construct.
 *
 * @internal
 */
export function describe(rule: Rule, field: string, value: unknown, fix: string, origin?: Origin): string {
  const note = origin?.note === undefined ? '' : ` (${origin.note})`;
  const found = `${cut(withoutAssignment(field), MAX_FIELD)} ${textInMessage(value, rule.showsValue ?? false)}${note}`;
  const written = cut(withoutCredentialsOfUrls(fix), MAX_FIX) + (origin?.fix ?? '');
  return escapeUnprintable(`${found}: ${rule.limit}. ${written} [${rule.id}] ${DOCUMENTATION}/rules.md#${rule.id}`);
}
