import type { ConfigIndex } from './config';
import type { Inventory } from './inventory';
import type { PodIndex } from './pods';
import type { Report } from './rule';

/** What a check looks at. */
export interface Given {
  readonly objects: Inventory;
  readonly pods: PodIndex;
  readonly config: ConfigIndex;
}

export type Check = (given: Given, report: Report) => void;
