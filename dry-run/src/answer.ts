import type { ApiObject, Finding } from './finding';

/** The API server's answer to one call of `apply`. */
export interface DryRunAnswer {
  /** Whether every object is accepted, no field is dropped, and no finding is an error. */
  readonly passed: boolean;
  /** One result for each document, in the order of the documents. */
  readonly results: readonly ApplyResult[];
  /** Problems with objects that are accepted: errors first, then warnings. */
  readonly findings: readonly Finding[];
}

/** The API server's answer to one object. */
export interface ApplyResult {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for a cluster-scoped object. `default` for a namespaced object that specifies no namespace. */
  readonly namespace?: string;
  /** Empty for an object that has a `generateName`. */
  readonly name: string;
  readonly accepted: boolean;
  /** The reasons for which the object is refused. Empty if it is accepted. */
  readonly causes: readonly Cause[];
  /** The warnings that kubectl would print. */
  readonly warnings: readonly string[];
  /** Fields of the document that the server silently drops, so that the stored object does not have them. */
  readonly droppedFields: readonly string[];
  /**
   * Whether the kind has no definition, so that only the metadata of the object was checked: see the option `unknownKinds`. Absent if the
   * kind has a definition.
   */
  readonly definitionMissing?: boolean;
  /**
   * If accepted, the object that the server would store, with all defaults and without values that differ in every cluster, such as the UID or
   * a name that the server generates. Absent for reviews and bindings, which a server answers and does not store.
   */
  readonly stored?: ApiObject;
}

/** One reason for which an object is refused. */
export interface Cause {
  /** Path of the field, such as `spec.ports[0].port`. Empty if the server names no field. */
  readonly field: string;
  /** The server's reason, such as `FieldValueInvalid`. */
  readonly reason: string;
  readonly message: string;
}

/** One document of a YAML or JSON text. */
export interface DecodedDocument {
  /** The document. Its numbers are JavaScript numbers: `80.0` is 80. Absent if the document cannot be read. */
  readonly document?: unknown;
  /** The document as JSON text, with numbers as they were written. Pass this text to `apply`. */
  readonly json?: string;
  /** The line where the document begins, counted from 1. For an object of a List, the line where the List begins. */
  readonly line: number;
  /** The warnings about keys that are repeated in a map of a YAML document, with the option `fieldValidation: 'Warn'`. Absent if there are none. */
  readonly warnings?: readonly string[];
  /** The reason why the document cannot be read. */
  readonly error?: string;
}

/** The result of a document that is refused without the server. */
export function refusedResult(message: string, identity: Pick<ApplyResult, 'apiVersion' | 'kind' | 'namespace' | 'name'> = NO_IDENTITY): ApplyResult {
  return { ...identity, accepted: false, causes: [{ field: '', reason: 'BadRequest', message }], warnings: [], droppedFields: [] };
}

/** The identity of a document that cannot be read. */
const NO_IDENTITY = { apiVersion: '', kind: '', name: '' };

/** Whether an answer has no refused object, no dropped field and no finding that is an error. */
export function hasPassed(results: readonly ApplyResult[], findings: readonly Finding[]): boolean {
  return results.every(({ accepted, droppedFields }) => accepted && droppedFields.length === 0)
    && findings.every(({ severity }) => severity !== 'error');
}
