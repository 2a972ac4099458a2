import type { WorkloadOptions } from '../workload-options';

/**
 * The lowest and the highest number of pods that a workload is declared to have; undefined if they are not known. Times without pods, to which a scaler
 * can bring a workload, do not count: nothing can be done with no pods.
 */
export interface PodNumbers {
  readonly min?: number;
  readonly max?: number;
}

/** The numbers of pods of a workload: `replicas`, or the limits of its scaler. @internal */
export function podNumbers({ replicas, scaling }: WorkloadOptions): PodNumbers {
  if (!scaling) {
    return { min: replicas, max: replicas };
  }
  const { _min: min, _max: max } = scaling;
  return { min: min === undefined ? undefined : Math.max(min, 1), max };
}
