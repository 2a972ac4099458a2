import type { IConstruct } from 'constructs';

/** The page that lists all rules, each under a heading that is its id. */
const RULES_PAGE = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md';

/**
 * One limit that a declaration can break.
 *
 * @internal
 */
export interface Rule {
  /** Stable name, by which `docs/rules.md` lists the rule and a message refers to it. */
  readonly id: string;
  /** What is asked, in words that end a sentence which began with field and value. */
  readonly limit: string;
  /** The Kubernetes document, or source file, that it comes from. */
  readonly source: string;
  /** Ids of the cases in `test/apiserver/cases.json` that show it. */
  readonly cases: readonly string[];
  /**
   * Why it is refused although the API server takes it, and how to insist.
   * Absent where the server refuses as well.
   */
  readonly hazard?: string;
}

/**
 * Everything that is wrong with one declaration, reported as one error.
 *
 * @internal
 */
export class Problems {
  private readonly found: string[] = [];

  constructor(private readonly construct: IConstruct) {}

  /**
   * Notes that a value breaks a rule.
   *
   * @param rule the rule that is broken
   * @param field the property, as the user wrote it
   * @param value what stands there
   * @param fix what to write instead, as a sentence
   */
  public report(rule: Rule, field: string, value: unknown, fix: string): void {
    this.found.push(describe(rule, field, value, fix));
  }

  /** All that was noted, without the path, as the validations of cdk8s want it. */
  public get messages(): string[] {
    return [...this.found];
  }

  /** Throws all that was noted, a line each, every line with the path of the construct. */
  public throwIfAny(): void {
    if (this.found.length > 0) {
      throw new Error(this.found.map(problem => withPath(this.construct, problem)).join('\n'));
    }
  }
}

/**
 * The error of one broken rule, for what is asked of a construct after it was made.
 *
 * @internal
 */
export function ruleError(construct: IConstruct, rule: Rule, field: string, value: unknown, fix: string): Error {
  return new Error(withPath(construct, describe(rule, field, value, fix)));
}

function withPath(construct: IConstruct, message: string): string {
  return `${construct.node.path || 'app'}: ${message}`;
}

/** Whether a reason was given. @internal */
export function isJustification(reason: unknown): boolean {
  return typeof reason === 'string' && reason.trim() !== '';
}

/**
 * The message of a broken rule, without the path of the construct.
 *
 * @internal
 */
export function describe(rule: Rule, field: string, value: unknown, fix: string): string {
  return oneLine(`${field} ${show(value)}: ${rule.limit}. ${fix} [${rule.id}] ${RULES_PAGE}#${rule.id}`);
}

function show(value: unknown): string {
  if (value === undefined) {
    return '(not set)';
  }
  try {
    // JSON knows neither NaN nor bigint, nor functions and symbols
    return typeof value === 'string' || typeof value === 'object' ? JSON.stringify(value) : String(value);
  } catch {
    return `(${(value as object).constructor?.name ?? 'object'})`;
  }
}

/** Keys and names that a user chose may hold line breaks. */
function oneLine(message: string): string {
  return message.replace(/[\n\r\u2028\u2029]/g, character => JSON.stringify(character).slice(1, -1));
}
