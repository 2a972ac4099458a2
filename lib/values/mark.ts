import { PROTOCOL } from './protocol';

/** Registered, because an app can load several copies of this library, whose classes are different objects. */
const MARK = Symbol.for('cdk8s-service-patterns.value');

/**
 * Identifies an instance of a value class, in place of `instanceof`. It is plain data, so that all copies of this library can read it.
 *
 * @internal
 */
export interface Mark {
  /** Name of the class. */
  readonly kind: string;
  /** The `PROTOCOL` of the copy that created the instance. */
  readonly protocol: number;
  /** The options that the instance was created with, if they are not an object with options. The construct that receives the instance refuses them. */
  readonly wrongOptions?: unknown;
}

/**
 * Marks an instance of a value class. The constructor of each value class calls it. No member of the class declares the mark: with one, the compiler
 * would refuse instances of another copy of this library.
 *
 * @param kind name of the class
 * @param options the options that a factory of the class received; null is accepted for options that are not set
 * @internal
 */
export function mark(instance: object, kind: string, options?: unknown): void {
  const value: Mark = { kind, protocol: PROTOCOL, wrongOptions: isStructure(options ?? {}) ? undefined : options };
  Object.defineProperty(instance, MARK, { value });
}

/** The mark of an instance of a value class; undefined for all other values. @internal */
export function markOf(value: unknown): Mark | undefined {
  return typeof value === 'object' && value !== null ? (value as { [MARK]?: Mark })[MARK] : undefined;
}

/** Whether a value is an instance of a value class, created by this copy of the library or by one with the same protocol. @internal */
export function isMarked(value: unknown, kind: string): boolean {
  const found = markOf(value);
  return found?.kind === kind && found.protocol === PROTOCOL;
}

/** Whether a value is an object, but not an array and not an instance of a value class. @internal */
export function isStructure(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && markOf(value) === undefined;
}
