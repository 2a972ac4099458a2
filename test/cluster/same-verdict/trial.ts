/** Objects that are applied one after the other, as JSON, to a cluster that holds others. */
export interface Trial {
  /** Where the objects come from, to find them again. */
  readonly name: string;
  /** What is applied before, and is there then. */
  readonly live: readonly string[];
  readonly documents: readonly string[];
}
