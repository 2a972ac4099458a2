import { MAX_NESTING } from './nesting';

/** A value that JSON cannot represent, and the path to it. */
export interface UnsupportedValue {
  readonly path: string;
  readonly reason: string;
}

/** The path of a value that has more than MAX_NESTING levels is not of interest. */
export const NESTED_TOO_DEEPLY = Symbol('nested too deeply');

type Problem = UnsupportedValue | typeof NESTED_TOO_DEEPLY | undefined;

/**
 * The first value in a document that JSON cannot represent. `JSON.stringify` throws an error without a path for some of these values, and
 * silently omits or replaces the others.
 */
export function unsupportedValue(document: unknown): Problem {
  return find(document, []);
}

function find(value: unknown, ancestors: readonly object[]): Problem {
  const json = converted(value);
  const reason = reasonOf(json, ancestors);
  if (reason !== undefined || typeof json !== 'object' || json === null) {
    return reason === undefined ? undefined : { path: '', reason };
  }
  if (ancestors.length >= MAX_NESTING) {
    return NESTED_TOO_DEEPLY;
  }
  const below = [...ancestors, json];
  for (const [key, entry] of Object.entries(json)) {
    const problem = find(entry, below);
    if (problem !== undefined) {
      return problem === NESTED_TOO_DEEPLY ? problem : { ...problem, path: joined(Array.isArray(json) ? `[${key}]` : key, problem.path) };
    }
  }
  return undefined;
}

/** What `JSON.stringify` writes instead of a value such as a Date. */
function converted(value: unknown): unknown {
  const { toJSON } = Object(value ?? 0);
  return typeof toJSON === 'function' ? toJSON.call(value) : value;
}

function reasonOf(value: unknown, ancestors: readonly object[]): string | undefined {
  switch (typeof value) {
    case 'bigint': return `is the bigint ${value}, which JSON cannot represent. Use a number or a string`;
    case 'number': return Number.isFinite(value) ? undefined : `is ${value}, which JSON cannot represent. Use a finite number or a string`;
    case 'function': case 'symbol': return `is a ${typeof value}, which JSON cannot represent. Omit it`;
    case 'object': break;
    default: return undefined;
  }
  if (value !== null && ancestors.includes(value)) {
    return 'contains itself. Use a copy that does not refer to an object above it';
  }
  const [, type] = /^\[object (Map|Set|WeakMap|WeakSet|Promise)\]$/.exec(Object.prototype.toString.call(value)) ?? [];
  return type && `is a ${type}, which JSON cannot represent. Use an object or a list`;
}

function joined(key: string, rest: string): string {
  return rest === '' || rest.startsWith('[') ? `${key}${rest}` : `${key}.${rest}`;
}
