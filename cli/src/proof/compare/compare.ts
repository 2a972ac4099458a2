import { compareEndpoints, isWrittenByController } from './endpoints';
import { intentOfField } from './intents';
import { intentOfObject } from './intents-of-objects';
import { typeOf } from './kinds';
import { CUSTOM } from './kinds/others';
import { Context, Side } from './objects/context';
import { groupOf, keyOf, titleOf } from './objects/identity';
import type { Fields } from './tree/nodes';
import { normalizedObject } from './tree/normalize';
import type { Type } from './tree/schema';
import { differencesBetween, type NodeDifference } from './tree/walk';
import type { Document } from '../../document';
import type { Difference } from '../../report/report';

/** Versions of a kind that describe the same objects. Both are compared in the same form. */
const SAME_VERSIONS = ['autoscaling', 'gateway.networking.k8s.io'];

/** The declared kind of endpoints that are compared together. */
const ENDPOINTS = { kind: 'EndpointSlice' };

/** What is shown instead of a value of a Secret. */
const HIDDEN = '(not shown)';

/**
 * Compares objects in a normal form, in which objects that mean the same are equal: without values that the API server sets itself, with numbers
 * instead of the names of ports, and without an order where it has no meaning. Objects are the same if group, kind, namespace and name are: an
 * omitted namespace is `default`.
 *
 * @returns all differences: missing objects first, then changed fields in the order of the original objects, then objects that were added
 */
export function compare(originals: readonly Document[], declared: readonly Document[]): Difference[] {
  const before = new Side(originals.filter(document => !isWrittenByController(document, originals)));
  const after = new Side(declared.filter(document => !isWrittenByController(document, declared)));
  const endpoints = compareEndpoints(before.documents, after.documents);
  const remaining = new Map<string, Document[]>();
  after.documents.filter(document => !endpoints.compared.has(document))
    .forEach(document => remaining.set(keyOf(document), [...remaining.get(keyOf(document)) ?? [], document]));
  const missing: Difference[] = [];
  const changed: Difference[] = [];
  for (const original of before.documents.filter(document => !endpoints.compared.has(document))) {
    const counterpart = remaining.get(keyOf(original))?.shift();
    if (counterpart) {
      changed.push(...fieldDifferences(original, before, counterpart, after));
    } else {
      missing.push({ object: titleOf(original), path: '', was: original.kind, is: undefined });
    }
  }
  endpoints.found.forEach(({ title, differences }) => changed.push(...differences.map(each => toDifference(title, each, ENDPOINTS))));
  const added = [...remaining.values()].flat().map((document): Difference => (
    { object: titleOf(document), path: '', was: undefined, is: document.kind, ...intentOfObject(document, before, after) }
  ));
  return [...missing, ...changed, ...added];
}

/** The differences between the fields of an object. */
function fieldDifferences(original: Document, before: Side, declared: Document, after: Side): Difference[] {
  const title = titleOf(original);
  const [was, is] = normalForms([[original, before], [declared, after]]);
  const isSecret = original.kind === 'Secret' && groupOf(original) === '';
  const versions = original.apiVersion === declared.apiVersion || SAME_VERSIONS.includes(groupOf(original))
    ? []
    : [{ object: title, path: 'apiVersion', was: original.apiVersion, is: declared.apiVersion }];
  return [...versions, ...differencesBetween(was, is).map(difference => {
    const isHidden = isSecret && !difference.path.startsWith('metadata.labels');
    return toDifference(title, isHidden ? hidden(difference) : difference, declared);
  })];
}

/** The normal forms of two objects. Objects whose fields have other types than in the API, which the server refuses, are compared as they are. */
function normalForms(objects: readonly (readonly [object: Document, side: Side])[]): Fields[] {
  const formsBy = (type: (object: Document) => Type) => (
    objects.map(([object, side]) => normalizedObject(object, type(object), new Context(object, side)))
  );
  try {
    return formsBy(typeOf);
  } catch {
    return formsBy(() => CUSTOM);
  }
}

/** A difference with its reason. */
function toDifference(object: string, difference: NodeDifference, declared: Document): Difference {
  const { path, was, is } = difference;
  return { object, path, was, is, ...intentOfField(difference, declared) };
}

/** A difference in a Secret. Annotations can have a copy of its data. */
function hidden(difference: NodeDifference): NodeDifference {
  const hide = (value: unknown) => value === undefined ? undefined : HIDDEN;
  return { ...difference, was: hide(difference.was), is: hide(difference.is) };
}
