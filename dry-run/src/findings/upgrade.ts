import type { Entry, Inventory } from './inventory';
import type { Report } from './rule';

/** The objects before and after an update. */
export interface Upgrade {
  readonly before: Inventory;
  readonly after: Inventory;
}

export type UpgradeCheck = (upgrade: Upgrade, report: Report) => void;

/** The objects of a kind that exist before and after the update. */
export function updated({ before, after }: Upgrade, group: string, kind: string): readonly { readonly live: Entry; readonly document: Entry }[] {
  return after.checkedOfKind(group, kind).flatMap(document => {
    const live = before.find(document);
    return live === undefined ? [] : [{ live, document }];
  });
}
