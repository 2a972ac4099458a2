/** What is measured of one server, from its start on. */
export interface Measures {
  /** Milliseconds until the first object is answered, the start of the process included. */
  readonly startUp: number;
  /** Milliseconds for all documents, right after that. */
  readonly first: number;
  /** Milliseconds for all documents once more. */
  readonly second: number;
  /** Most memory that the server's process has held, in MiB, where the system says. */
  readonly memory: number | undefined;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
