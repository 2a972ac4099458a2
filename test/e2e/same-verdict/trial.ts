/** Objects, as JSON, that are applied one after the other to a cluster with existing objects. */
export interface Trial {
  /** The source of the objects, so that they can be found again. */
  readonly name: string;
  /** The existing objects, which are applied first. */
  readonly live: readonly string[];
  readonly documents: readonly string[];
}
