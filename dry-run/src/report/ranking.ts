import type { Finding } from '../finding';

/** How certain a problem is, from the most to the least certain. */
export enum Certainty {
  /** The server refuses the object. */
  REFUSED,
  /** The server drops a field. */
  DROPPED,
  /** A finding that is an error. */
  ERROR,
  /** A warning of the server, or a finding that is a warning. */
  WARNING,
}

export function certaintyOf({ severity }: Finding): Certainty {
  return severity === 'error' ? Certainty.ERROR : Certainty.WARNING;
}

/** Sorts by certainty, the most certain first. Items with the same certainty keep their order. */
export function mostCertainFirst<Item>(list: readonly Item[], certainty: (item: Item) => Certainty): Item[] {
  return [...list].sort((a, b) => certainty(a) - certainty(b));
}
