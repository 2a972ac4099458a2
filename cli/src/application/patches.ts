import { callMethod, type Code, type Expression, type Statement } from '../code/expression';
import { ApiObject, JsonPatch } from '../code/library';
import type { UnknownField } from '../read/fields';

/** The fields that a JSON patch cannot set: it has no value, or the declaration gives the field another one. */
export function withoutPatch(unknown: readonly UnknownField[]): UnknownField[] {
  return unknown.filter(({ value, reason }) => value === undefined || reason !== undefined);
}

/** Sentences about fields that keep an object from being declared. */
export function reasonsFor(unknown: readonly UnknownField[]): string[] {
  return unknown.map(({ path, reason }) => reason === undefined ? `No option expresses ${path}.` : `No option expresses ${path}: ${reason}.`);
}

/** A statement that sets the fields of an object. */
export function patch(object: Expression, unknown: readonly UnknownField[]): Statement[] {
  if (unknown.length === 0) {
    return [];
  }
  const patches = unknown.map(({ pointer, value }) => JsonPatch.add(pointer, value));
  const apiObject = ApiObject.of(object as never);
  return [{ expression: callMethod(apiObject as unknown as Expression, 'addJsonPatch', ...patches as unknown as Code[]) }];
}
