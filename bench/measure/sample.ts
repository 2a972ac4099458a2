/** What one run of a side used. */
export interface Sample {
  /** CPU time in user mode, in milliseconds. */
  readonly user: number;
  /** Elapsed time, in milliseconds. */
  readonly wall: number;
  /** Maximum resident memory of the process, in MiB. */
  readonly memory: number;
}

/** The metrics of a sample. */
export const METRICS = ['user', 'wall', 'memory'] as const;

export type Metric = typeof METRICS[number];
