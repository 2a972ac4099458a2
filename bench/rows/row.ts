import type { Sample } from '../measure/sample';

/** One way to do what a row measures. */
export interface Side {
  readonly name: string;
  measure(): Sample | Promise<Sample>;
  /** Ends the processes that continue to run between rounds. */
  close?(): void;
}

/** One comparison. Each round measures all sides of a row, one after the other. */
export interface Row {
  readonly id: string;
  /** The side to which all others are compared. */
  readonly baseline: string;
  readonly rounds: number;
  /** The number of workloads. */
  readonly workloads?: number;
  /** The number of Kubernetes objects, if the row is about them. */
  readonly objects?: number;
  /** Whether `--quick` leaves the row out. */
  readonly long?: boolean;
  /**
   * Compares what the sides write, which is not measured, and returns the sides. Throws an error if they write different documents.
   *
   * @param directory an empty directory, which is removed when the row has been measured
   */
  prepare(directory: string): PreparedRow;
}

/** The sides that can be measured on this machine. */
export interface PreparedRow {
  readonly sides: readonly Side[];
  /** Why other sides cannot be measured, by name. */
  readonly missing?: Readonly<Record<string, string>>;
}

/** The side to which most rows compare the others. */
export const BASELINE = 'cdk8s-plus';
