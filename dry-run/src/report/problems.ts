import type { ApplyResult, DryRunAnswer } from '../answer';
import type { ApiObject, Finding, Severity } from '../finding';

/** One thing that speaks against applying an object, or that its author should know. */
export interface Problem {
  /** The rule of a finding, or the server's reason. */
  readonly rule: string;
  readonly severity: Severity;
  /** Path of the field, empty where none is named. */
  readonly field: string;
  readonly message: string;
}

/** What is said of one document. */
export interface Report {
  /** Which document it is, counted from 0. */
  readonly index: number;
  readonly result: ApplyResult;
  readonly problems: readonly Problem[];
}

/** Everything in an answer, by document. A finding about a live object that is no document comes separately. */
export function reportsOf({ results, findings }: DryRunAnswer, documents: readonly unknown[]): { reports: Report[]; elsewhere: Finding[] } {
  const indexOf = documentFinder(results, documents);
  const found = findings.map(finding => ({ finding, index: indexOf(finding) }));
  const reports = results.map((result, index) => ({
    index,
    result,
    problems: [...problemsOf(result), ...found.filter(each => each.index === index).map(each => problemOf(each.finding))],
  }));
  return { reports, elsewhere: found.filter(({ index }) => index === undefined).map(({ finding }) => finding) };
}

/** A function that says which document an object is, counted from 0. */
export function documentFinder(results: readonly ApplyResult[], documents: readonly unknown[]): (object: Identified) => number | undefined {
  const indexes = new Map<string, number>();
  results.forEach((result, index) => {
    const key = identity({ ...result, name: nameOf(result, documents[index]) });
    indexes.set(key, indexes.get(key) ?? index);
  });
  return object => indexes.get(identity(object));
}

export function problemOf({ rule, severity, field = '', message }: Finding): Problem {
  return { rule, severity, field, message };
}

function problemsOf({ causes, droppedFields, warnings }: ApplyResult): Problem[] {
  return [
    ...causes.map(({ reason, field, message }): Problem => ({ rule: reason, severity: 'error', field, message })),
    ...droppedFields.map((field): Problem => ({
      rule: 'DroppedField', severity: 'error', field, message: 'the server leaves it out of the object that it stores',
    })),
    ...warnings.map((message): Problem => ({ rule: 'Warning', severity: 'warning', field: '', message })),
  ];
}

/** What an object is called. */
export interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

function identity({ apiVersion, kind, namespace = 'default', name }: Identified): string {
  return `${apiVersion}/${kind}/${namespace}/${name}`;
}

/** The name of an object, or what the server would make one from. */
export function nameOf({ name }: Identified, document: unknown): string {
  return name || ((document as ApiObject | undefined)?.metadata?.generateName ?? '');
}

/** How a problem is written on one line. */
export function lineOf({ field, message, rule }: Problem): string {
  return `${field && `${field}: `}${message} [${rule}]`;
}

/** How an object is named to a reader. */
export function titleOf(object: Identified, document?: unknown): string {
  const { kind, namespace } = object;
  return `${kind || 'object without a kind'} ${namespace ? `${namespace}/` : ''}${nameOf(object, document) || '(without a name)'}`;
}
