import type { ApiObject, Finding } from './finding';

/** What the API server says about the objects of one `apply`. */
export interface DryRunAnswer {
  /** Whether every object is accepted, no field of it dropped, and no finding an error. */
  readonly passed: boolean;
  /** One for each document, in their order. */
  readonly results: readonly ApplyResult[];
  /** What is wrong with objects that are accepted, in no particular order. */
  readonly findings: readonly Finding[];
}

/** What the API server says about one object. */
export interface ApplyResult {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for an object that is not in a namespace, `default` for one that names none. */
  readonly namespace?: string;
  /** Empty for an object that has a `generateName`. */
  readonly name: string;
  readonly accepted: boolean;
  /** Why it is refused: none where it is accepted. */
  readonly causes: readonly Cause[];
  /** The warnings that kubectl would print. */
  readonly warnings: readonly string[];
  /** Fields of the document that the stored object does not have, because the server silently leaves them out. */
  readonly droppedFields: readonly string[];
  /** The object that would be stored, with all defaults, where it is accepted: without what is another in each cluster, such as its UID. */
  readonly stored?: ApiObject;
}

/** One reason for which an object is refused. */
export interface Cause {
  /** Path of the field, such as `spec.ports[0].port`; empty where the server names none. */
  readonly field: string;
  /** The server's kind of reason, such as `FieldValueInvalid`. */
  readonly reason: string;
  readonly message: string;
}

/** One document of a text. */
export interface DecodedDocument {
  /** The document. Numbers are those of JavaScript: `80.0` is 80. */
  readonly document?: unknown;
  /** The document as JSON in which numbers are as they were written: what to hand to `apply`. */
  readonly json?: string;
  /** The line where it begins, counted from 1. For an object of a List it is the line of the list. */
  readonly line: number;
  /** Why it cannot be read, in which case there is no document. */
  readonly error?: string;
}

/** Whether nothing speaks against applying what was answered so. */
export function hasPassed(results: readonly ApplyResult[], findings: readonly Finding[]): boolean {
  return results.every(({ accepted, droppedFields }) => accepted && droppedFields.length === 0)
    && findings.every(({ severity }) => severity !== 'error');
}
