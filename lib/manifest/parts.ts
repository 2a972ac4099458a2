import type { Json } from './manifest';

/** Whether a part of a document is an object. @internal */
export function isObjectPart(part: unknown): part is Json {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}

/**
 * A part of a document that the library has not rendered. If the part is no object, the result has no members: the API server refuses such a document, so
 * that the part has no effect in a cluster.
 *
 * @internal
 */
export function objectOf(part: unknown): Json {
  return isObjectPart(part) ? part : {};
}

/** The items of a list in a document, like `objectOf`. @internal */
export function listOf(part: unknown): readonly unknown[] {
  return Array.isArray(part) ? part : [];
}

/** The objects in a list of a document, like `objectOf`. @internal */
export function objectsOf(part: unknown): readonly Json[] {
  return listOf(part).filter(isObjectPart);
}
