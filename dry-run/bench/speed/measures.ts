/** The measurements of one server. */
export interface Measures {
  /** Milliseconds from the start of the process to the answer to the first object. */
  readonly startUp: number;
  /** Milliseconds for all documents, directly afterwards. */
  readonly first: number;
  /** Milliseconds for all documents a second time. */
  readonly second: number;
  /** The maximum memory of the server's process in MiB. Undefined if the system does not report it. */
  readonly memory: number | undefined;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
