import { Assumed, canonical, Fields, Items, Leaf, plain, type Node, type Origin } from './nodes';
import { EXACT, LOOSE, type Field, type Type } from './schema';
import type { Document } from '../../../document';
import type { Context } from '../objects/context';

/** The normal form of an object. */
export function normalizedObject(object: Document, type: Type, context: Context, origin: Origin = 'set'): Fields {
  const completed: Document = type.complete?.({ ...object }, context) ?? object;
  const { fields = {}, others = {} } = type;
  const entries = new Map<string, Node>();
  for (const name of new Set([...Object.keys(completed), ...Object.keys(fields)])) {
    const field = Object.hasOwn(fields, name) ? fields[name] : others;
    const node = normalized(completed[name], field, context, origin) ?? normalized(new Assumed(field.assumed), field, context, origin);
    if (node) {
      entries.set(name, node);
    }
  }
  return new Fields(entries, type.isWhole ?? false);
}

/** The normal form of a value; undefined if it means the same as none. */
function normalized(value: unknown, field: Field, context: Context, origin: Origin): Node | undefined {
  if (value instanceof Assumed) {
    return normalized(value.value, field, context, 'assumed');
  }
  if (value === undefined || value === null) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return normalizedList(value, field, context, origin);
  }
  if (typeof value === 'object' && field.convert === undefined) {
    return normalizedObject(value, field.type ?? (field.isExact ? EXACT : LOOSE), context, origin);
  }
  const converted = field.convert ? field.convert(value) : value;
  if (converted === undefined) {
    return undefined;
  }
  return new Leaf(converted, (value === false || value === '') && !field.isExact && origin === 'set' ? 'idle' : origin, value);
}

function normalizedList(list: readonly Document[], field: Field, context: Context, origin: Origin): Node {
  const isOfObjects = list.some(item => typeof item === 'object' && item !== null);
  if (!isOfObjects) {
    const converted = list.map(item => field.convert?.(item) ?? item);
    const value = field.list ? [...new Set(converted)].sort() : converted;
    return new Leaf(value, list.length === 0 && !field.isExact && origin === 'set' ? 'idle' : origin, list);
  }
  const { order, by } = field.list ?? { order: 'ordered', by: undefined };
  const entries = new Map<string, Node>();
  const item: Field = { type: field.type, isExact: field.isExact };
  list.forEach((each, index) => {
    const node = normalized(each, item, context, origin);
    if (node) {
      const identity = order === 'anonymous' ? canonical(plain(node, true)) : by?.(each) ?? String(index);
      entries.set(order === 'anonymous' ? identity : unused(identity, entries), node);
    }
  });
  return new Items(entries, order);
}

/** An identity that no other item has. */
function unused(identity: string, entries: ReadonlyMap<string, Node>): string {
  let candidate = identity;
  for (let count = 2; entries.has(candidate); count++) {
    candidate = `${identity}#${count}`;
  }
  return candidate;
}
