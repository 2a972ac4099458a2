import type { Sample } from '../measure/sample';

/** One way to do what a row measures. */
export interface Side {
  readonly name: string;
  measure(): Sample;
}

/** One comparison. Each round measures all sides of a row, one after the other. */
export interface Row {
  readonly id: string;
  /** The side to which all others are compared. */
  readonly baseline: string;
  readonly rounds: number;
  /** Compares what the sides write, which is not measured, and returns the sides. Throws an error if they write different documents. */
  prepare(directory: string): readonly Side[];
}

/** The side to which most rows compare the others. */
export const BASELINE = 'cdk8s-plus';
