import type { ApiObject } from '../../finding';
import { at, text } from '../fields';
import { annotation, type Entry, type Inventory } from '../inventory';
import type { Report } from '../rule';
import type { RunningPods } from './running-pods';

/** The objects before and after an update. */
export interface Upgrade {
  readonly before: Inventory;
  readonly after: Inventory;
  /** The documents, and the live objects that no document updates. */
  readonly together: Inventory;
  readonly running: RunningPods;
  /** What the server would store for a document, if it accepts the document. */
  readonly stored: ReadonlyMap<ApiObject, ApiObject>;
}

export type UpgradeCheck = (upgrade: Upgrade, report: Report) => void;

/** A live object and the document that updates it. */
export interface Update {
  readonly live: Entry;
  readonly document: Entry;
  /** The object after the update. The document, if the server refuses it, or if nobody knows which fields the update removes. */
  readonly result: Entry;
}

/** The objects of a kind that exist before and after the update. */
export function updated({ before, after, stored }: Pick<Upgrade, 'before' | 'after' | 'stored'>, group: string, kind: string): readonly Update[] {
  return after.checkedOfKind(group, kind).flatMap(document => {
    const live = before.find(document);
    const object = stored.get(document.object);
    return live === undefined ? [] : [{ live, document, result: object !== undefined && ownersAreKnown(live) ? { ...document, object } : document }];
  });
}

/** The annotation in which client-side apply stores what it applied. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Whether a server printed a live object. Otherwise it is a manifest. */
export function isPrinted({ object }: Entry): boolean {
  return text(object, 'metadata', 'uid') !== undefined || text(object, 'metadata', 'resourceVersion') !== undefined;
}

/** Whether a live object tells which of its fields were applied: see docs/decisions/live-objects.md. */
function ownersAreKnown(live: Entry): boolean {
  const owners = at(live.object, 'metadata', 'managedFields');
  return !isPrinted(live) || (Array.isArray(owners) && owners.length > 0) || annotation(live, LAST_APPLIED) !== undefined;
}
