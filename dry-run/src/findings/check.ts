import type { ConfigIndex } from './config';
import type { Inventory } from './inventory';
import type { PodIndex } from './pods';
import type { Report } from './rule';

/** The objects that a check examines. */
export interface CheckContext {
  readonly objects: Inventory;
  readonly pods: PodIndex;
  readonly config: ConfigIndex;
}

export type Check = (context: CheckContext, report: Report) => void;
