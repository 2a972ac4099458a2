import type { Document } from '../document';
import type { ReplacedPods } from '../report/report';
import { keyOf, titleOf } from './compare/objects/identity';
import { Fields, Items, Leaf, type Node } from './compare/tree/nodes';
import { differencesBetween } from './compare/tree/walk';

/** The kinds whose pods are replaced when their template changes. */
const REPLACING = ['DaemonSet', 'Deployment', 'StatefulSet'];

/** The fields that identify the items of lists in pod templates. The first one that all items have, with different values, is used. */
const KEYS = ['mountPath', 'devicePath', 'containerPort', 'name', 'ip', 'topologyKey'];

/**
 * The workloads whose pods an update replaces, with the fields of the pod template that change. Templates are compared as they are stored, so that
 * the order of all lists counts, and a default value is not the same as no value. Only null is: clusters print it.
 *
 * @param live the objects before the update, with all defaults, and as they were read
 * @param updated the objects after the update, by their keys
 */
export function replacedPods(
  live: readonly { readonly original: Document; readonly live: Document }[], updated: ReadonlyMap<string, Document | undefined>,
): ReplacedPods[] {
  return live.flatMap(({ original, live: before }) => {
    const after = updated.get(keyOf(before));
    const fields = REPLACING.includes(before.kind) && after !== undefined ? changedFields(before.spec.template, after.spec.template) : [];
    return fields.length > 0 ? [{ object: titleOf(original), fields }] : [];
  });
}

function changedFields(before: unknown, after: unknown): ReplacedPods['fields'] {
  return differencesBetween(nodeOf(before), nodeOf(after), 'spec.template').map(({ path, was, is }) => ({ path, was, is }));
}

/** A value of JSON, of which each part counts. */
function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) {
    return value.some(isObject) ? itemsOf(value) : new Leaf(value);
  }
  return isObject(value)
    ? new Fields(new Map(Object.entries(value).filter(([, each]) => !isNull(each)).map(([name, each]) => [name, nodeOf(each)])), true)
    : new Leaf(value);
}

function itemsOf(list: readonly Document[]): Items {
  const key = KEYS.find(name => new Set(list.map(item => item?.[name]).filter(each => !isNull(each))).size === list.length);
  return new Items(new Map(list.map((item, index) => [String(key === undefined ? index : item[key]), nodeOf(item)])), 'ordered');
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null;
}

function isNull(value: unknown): boolean {
  return value === undefined || value === null;
}
