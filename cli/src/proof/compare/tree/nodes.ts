import type { Document } from '../../../document';

/**
 * Where a value is from. It is `set` by the document, `assumed` by the server or a controller because the document does not set it, or `idle`: set by
 * the document to a value that means the same as none.
 */
export type Origin = 'set' | 'assumed' | 'idle';

/** A part of the normal form of an object. */
export type Node = Leaf | Fields | Items;

/** A value that is compared as a whole. */
export class Leaf {
  /**
   * @param value what is compared
   * @param shown the value as the document has it
   */
  constructor(public readonly value: unknown, public readonly origin: Origin = 'set', public readonly shown: unknown = value) {}
}

/** An object with fields. */
export class Fields {
  /** @param isWhole whether an object without fields differs from none, so that an object that only one side has is one difference */
  constructor(public readonly entries: ReadonlyMap<string, Node>, public readonly isWhole: boolean) {}
}

/** A list whose items have identities. */
export class Items {
  constructor(public readonly entries: ReadonlyMap<string, Node>, public readonly order: Order) {}
}

/** `ordered`: the order has a meaning. `unordered`: it has none. `anonymous`: it has none, and the identities are the contents. */
export type Order = 'ordered' | 'unordered' | 'anonymous';

/** A value in a document that the document does not set itself. */
export class Assumed {
  constructor(public readonly value: unknown) {}
}

/**
 * The value of a node as JSON.
 *
 * @param isComplete whether it has the values that are compared, also the assumed ones, so that it is equal for equal nodes; otherwise those of the document
 */
export function plain(node: Node, isComplete = false): Document {
  if (node instanceof Leaf) {
    return isComplete ? node.value : node.shown;
  }
  const shown = [...node.entries].filter(([, each]) => isComplete ? !isIdle(each) : !isAssumed(each));
  if (node instanceof Fields) {
    return Object.fromEntries(shown.map(([name, each]) => [name, plain(each, isComplete)]));
  }
  const ordered = isComplete && node.order !== 'ordered' ? shown.sort(([a], [b]) => a < b ? -1 : 1) : shown;
  return ordered.map(([, each]) => plain(each, isComplete));
}

/** A copy of an object in which the values of fields count as assumed. */
export function assumingFields(object: Document, names: readonly string[]): Document {
  return { ...object, ...Object.fromEntries(names.filter(name => object[name] !== undefined).map(name => [name, new Assumed(object[name])])) };
}

/** Whether the document sets nothing of a node. */
export function isAssumed(node: Node | undefined): boolean {
  if (node === undefined) {
    return true;
  }
  return node instanceof Leaf ? node.origin === 'assumed' : !(node instanceof Fields && node.isWhole) && [...node.entries.values()].every(isAssumed);
}

/** Whether a node means the same as none. */
export function isIdle(node: Node | undefined): boolean {
  if (node === undefined) {
    return true;
  }
  if (node instanceof Leaf) {
    return node.origin === 'idle';
  }
  return node instanceof Fields ? !node.isWhole && [...node.entries.values()].every(isIdle) : node.entries.size === 0;
}

/** JSON text of a value that is the same for equal values: it has the keys in alphabetical order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each) => typeof each === 'object' && each !== null && !Array.isArray(each)
    ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => a < b ? -1 : 1))
    : each);
}
