/**
 * The order in which a StatefulSet creates and terminates its pods.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies
 */
export enum PodManagement {
  /** One pod after the other: the next pod is created when the one before it is ready, and terminated when the one after it is gone. */
  ORDERED_READY = 'OrderedReady',
  /** All pods at the same time. */
  PARALLEL = 'Parallel',
}
