import { isDeepStrictEqual } from 'util';
import type { Json } from './manifest';

/** The path of a value, with `*` for every item of a list, and the default value at this path. */
export interface Default {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * A default value of the API server.
 *
 * @param path a path whose parts are separated by dots
 * @internal
 */
export function defaultAt(path: string, value: unknown): Default {
  return { path: path.split('.'), value };
}

/**
 * Removes values that are defaults of the API server, so that the manifest is short and easy to review. They are set to undefined, which cdk8s omits:
 * V8 would turn an object from which a property is deleted into a hash table.
 *
 * @internal
 */
export function prune(document: Json, defaults: readonly Default[]): void {
  for (const { path, value } of defaults) {
    pruneAt(document, path, 0, value);
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
  } else if (parent[key] !== undefined && isEqual(parent[key], value)) {
    parent[key] = undefined;
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && isDeepStrictEqual(a, b));
}
