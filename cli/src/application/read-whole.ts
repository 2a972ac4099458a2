import { reasonsFor } from './patches';
import type { Document } from '../document';
import { Fields, UnreadableField, type UnknownField } from '../read/fields';

/** What was read from an object, or why it cannot be read completely. */
export type ReadWhole<T> = { readonly read: T } | { readonly why: readonly string[] };

/** Reads an object of which no field may be lost. Without an option for one of them, the object cannot be declared. */
export function readWhole<T>(object: Document, reader: (fields: Fields) => T): ReadWhole<T> {
  const unknown: UnknownField[] = [];
  try {
    const read = Fields.readAll(object, unknown, reader);
    return unknown.length > 0 ? { why: reasonsFor(unknown) } : { read };
  } catch (error) {
    return { why: whyUnreadable(error) };
  }
}

/**
 * Why an object could not be read: a value has another type than the API defines.
 *
 * @throws the error if it has another cause
 */
export function whyUnreadable(error: unknown): string[] {
  if (error instanceof UnreadableField) {
    return [`${error.message}, so the API server refuses it.`];
  }
  throw error;
}
