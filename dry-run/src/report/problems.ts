import type { ApplyResult, DryRunAnswer } from '../answer';
import type { Finding, Severity } from '../finding';
import { Certainty, certaintyOf, mostCertainFirst } from './ranking';
import { escaped } from '../messages/escaped';
import { nameOf, type Identified } from '../messages/title';

/** A reason not to apply an object, or a warning about it. */
export interface Problem {
  /** The rule id of a finding, or the server's reason. */
  readonly rule: string;
  readonly severity: Severity;
  /** Path of the field. Empty if there is none. */
  readonly field: string;
  readonly message: string;
  readonly certainty: Certainty;
}

/** The result and the problems of one document. */
export interface Report {
  /** The index of the document. */
  readonly index: number;
  readonly result: ApplyResult;
  readonly problems: readonly Problem[];
}

/**
 * The content of an answer, by document. The problems of a document are sorted by certainty. `liveFindings` are the findings about live
 * objects that no document declares.
 */
export function reportsOf({ results, findings }: DryRunAnswer, documents: readonly unknown[]): { reports: Report[]; liveFindings: Finding[] } {
  const indexOf = documentFinder(results, documents);
  const found = findings.map(finding => ({ finding, index: indexOf(finding) }));
  const reports = results.map((result, index) => ({
    index,
    result,
    problems: mostCertainFirst(
      [...problemsOf(result), ...found.filter(each => each.index === index).map(each => problemOf(each.finding))], ({ certainty }) => certainty,
    ),
  }));
  return { reports, liveFindings: found.filter(({ index }) => index === undefined).map(({ finding }) => finding) };
}

/** A function that returns the index of the document of an object. */
export function documentFinder(results: readonly ApplyResult[], documents: readonly unknown[]): (object: Identified) => number | undefined {
  const indexes = new Map<string, number>();
  results.forEach((result, index) => {
    const key = identity({ ...result, name: nameOf(result, documents[index]) });
    indexes.set(key, indexes.get(key) ?? index);
  });
  return object => object.document ?? indexes.get(identity(object));
}

export function problemOf(finding: Finding): Problem {
  const { rule, severity, field = '', message } = finding;
  return { rule, severity, field, message, certainty: certaintyOf(finding) };
}

/** Sorts blocks of problems by the certainty of their most certain problem. A block has at least one problem. */
export function rankedBlocks<Block extends Pick<Report, 'problems'>>(blocks: readonly Block[]): Block[] {
  return mostCertainFirst(blocks, ({ problems: [first] }) => first.certainty);
}

function problemsOf({ causes, droppedFields, warnings }: ApplyResult): Problem[] {
  return [
    ...causes.map(({ reason, field, message }): Problem => ({ rule: reason, severity: 'error', field, message, certainty: Certainty.REFUSED })),
    ...droppedFields.map((field): Problem => ({
      rule: 'DroppedField', severity: 'error', field, message: 'the server drops this field from the object that it stores', certainty: Certainty.DROPPED,
    })),
    ...warnings.map((message): Problem => ({ rule: 'Warning', severity: 'warning', field: '', message, certainty: Certainty.WARNING })),
  ];
}

function identity({ apiVersion, kind, namespace = 'default', name }: Identified): string {
  return `${apiVersion}/${kind}/${namespace}/${name}`;
}

/** A problem as one line of text. */
export function lineOf(problem: Problem): string {
  return `${escaped(textOf(problem))} [${problem.rule}]`;
}

/** The field and the message of a problem. */
export function textOf({ field, message }: Problem): string {
  return `${field && `${field}: `}${message}`;
}
