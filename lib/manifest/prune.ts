import { isDeepStrictEqual } from 'util';
import type { Json } from './manifest';

/** A path whose parts are separated by dots, with `*` for every item of a list, and the default value at this path. */
export type Default = readonly [path: string, value: unknown];

/**
 * Removes values that are defaults of the API server, so that the manifest is short and easy to review.
 *
 * @internal
 */
export function prune(document: Json, defaults: readonly Default[]): void {
  for (const [path, value] of defaults) {
    pruneAt(document, path.split('.'), value);
  }
}

function pruneAt(node: unknown, [key, ...rest]: string[], value: unknown): void {
  if (typeof node !== 'object' || node === null) {
    return;
  }
  const parent = node as Json;
  if (key === '*') {
    Object.values(parent).forEach(item => pruneAt(item, rest, value));
  } else if (rest.length > 0) {
    pruneAt(parent[key], rest, value);
  } else if (isDeepStrictEqual(parent[key], value)) {
    delete parent[key];
  }
}
