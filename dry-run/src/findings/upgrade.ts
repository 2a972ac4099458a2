import type { Entry, Inventory } from './inventory';
import type { Report } from './rule';

/** The objects as they are, and as they will be. */
export interface Upgrade {
  readonly before: Inventory;
  readonly after: Inventory;
}

export type UpgradeCheck = (upgrade: Upgrade, report: Report) => void;

/** The objects of a kind that are there before and after. */
export function updated({ before, after }: Upgrade, group: string, kind: string): readonly { readonly live: Entry; readonly document: Entry }[] {
  return after.judgedOfKind(group, kind).flatMap(document => {
    const live = before.find(document);
    return live === undefined ? [] : [{ live, document }];
  });
}
