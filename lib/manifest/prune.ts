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
    pruneAt(document, path.split('.'), 0, value);
  }
}

function pruneAt(node: unknown, path: readonly string[], depth: number, value: unknown): void {
  if (typeof node !== 'object' || node === null) {
    return;
  }
  const parent = node as Json;
  const key = path[depth];
  if (key === '*') {
    Object.values(parent).forEach(item => pruneAt(item, path, depth + 1, value));
  } else if (depth < path.length - 1) {
    pruneAt(parent[key], path, depth + 1, value);
  } else if (key in parent && isDeepStrictEqual(parent[key], value)) {
    delete parent[key];
  }
}
