import { PROTOCOL } from './protocol';

/** Registered, because an app can load several copies of this library, whose classes are different objects. */
const MARK = Symbol.for('cdk8s-service-patterns.value');

const NOTHING: readonly unknown[] = [];

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
  /** What is wrong with the arguments of the factory that created the instance. The construct that receives the instance reports it. */
  readonly wrong: readonly unknown[];
}

/**
 * Marks an instance of a value class. The constructor of each value class calls it. No member of the class declares the mark: with one, the compiler
 * would refuse instances of another copy of this library.
 *
 * @param kind name of the class
 * @param wrong what is wrong with the arguments of the factory
 * @internal
 */
export function mark(instance: object, kind: string, wrong: readonly unknown[] = NOTHING): void {
  const value: Mark = wrong.length === 0 ? markOfClass(kind) : { kind, protocol: PROTOCOL, wrong };
  Object.defineProperty(instance, MARK, { value });
}

/** The marks of the instances without mistakes, which all instances of a class share. */
const MARKS = new Map<string, Mark>();

function markOfClass(kind: string): Mark {
  const known = MARKS.get(kind);
  if (known) {
    return known;
  }
  const created: Mark = { kind, protocol: PROTOCOL, wrong: NOTHING };
  MARKS.set(kind, created);
  return created;
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
