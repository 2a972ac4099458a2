/** What happens to the claims of pods of a StatefulSet. */
export enum ClaimRetentionPolicy {
  /** They are kept, with their data. */
  RETAIN = 'Retain',
  /** They are deleted, and usually their data with them: this depends on the reclaim policy of the storage class. */
  DELETE = 'Delete',
}

/**
 * When the claims of pods of a StatefulSet are deleted.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
export interface ClaimRetention {
  /**
   * What happens to the claims when the StatefulSet is deleted.
   *
   * @default ClaimRetentionPolicy.RETAIN
   */
  readonly whenDeleted?: ClaimRetentionPolicy;

  /**
   * What happens to the claims of the pods that are removed when the StatefulSet is scaled down.
   *
   * @default ClaimRetentionPolicy.RETAIN
   */
  readonly whenScaled?: ClaimRetentionPolicy;
}
