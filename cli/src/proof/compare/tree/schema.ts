import { canonical, type Order } from './nodes';
import type { Document } from '../../../document';
import type { Context } from '../objects/context';

/** How the objects of a type are brought into the normal form. */
export interface Type {
  /** Fields that need more than a comparison of their values. */
  readonly fields?: Readonly<Record<string, Field>>;
  /** The other fields. */
  readonly others?: Field;
  /** Completes a copy of an object, before its fields are normalized. It can set fields to `Assumed` values. */
  readonly complete?: (object: Document, context: Context) => Document;
  /** Whether an object without fields differs from none. */
  readonly isWhole?: boolean;
}

/** How a field is brought into the normal form. */
export interface Field {
  /** The value that the server or a controller assumes if the field is not set. */
  readonly assumed?: unknown;
  /** The type of the object, or of the items of the list. */
  readonly type?: Type;
  /** If the field is a list: what identifies its items. A list without it has an order that has a meaning. */
  readonly list?: List;
  /** The value that is compared. If it is undefined, the field counts as not set. */
  readonly convert?: (value: Document) => unknown;
  /** Whether empty and false values differ from none. */
  readonly isExact?: boolean;
}

/** A list without an order, or with items that have an identity. */
export interface List {
  readonly order: Order;
  /** The identity of an item. */
  readonly by: (item: Document) => string;
}

/** A list of different values whose order has no meaning. */
export const SET: List = { order: 'anonymous', by: canonical };

/** A list whose order has no meaning, and whose items have the values of these fields as identity. */
export function by(...names: readonly string[]): List {
  return { order: 'unordered', by: item => names.flatMap(name => item?.[name] ?? []).join('/') };
}

/** A field that the server or a controller assumes to have this value if it is not set. */
export function assumed(value: unknown, field: Field = {}): Field {
  return { ...field, assumed: value };
}

/** A number for which 0 means the same as none. */
export function positive(value: number): Field {
  return { assumed: value, convert: each => each === 0 ? undefined : each };
}

/** A map of values that are compared exactly: also an empty value differs from none. */
export const MAP: Type = { others: { isExact: true } };

/** An object of which nothing is known: only fields that are null mean the same as none. */
export const EXACT: Type = { isWhole: true, others: { isExact: true } };

/** An object of a kind of Kubernetes with fields of which nothing is known. */
export const LOOSE: Type = { isWhole: true };

/** A selector of which nothing may change, not even the order: the server refuses changes, or the objects that select would not. */
export const SELECTOR: Type = { isWhole: true, fields: { matchLabels: { type: MAP } } };
