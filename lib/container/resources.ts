/**
 * The resources that a container or a pod requests, and those that it cannot exceed. Names and amounts are written as in a manifest.
 *
 * | Resource | Amounts |
 * | --- | --- |
 * | `cpu` | CPUs, such as `0.5` or `500m`, at least `1m` |
 * | `memory`, `ephemeral-storage` | bytes, such as `128Mi` (128 · 2^20) or `500M` (500 · 10^6) |
 * | `hugepages-2Mi`, and other sizes of pages | bytes, in whole pages |
 * | `nvidia.com/gpu`, and other extended resources | whole numbers |
 *
 * Amounts of cdk8s and cdk8s-plus have these texts: `Cpu.millis(100).amount` and `Size.mebibytes(128).asString()`.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface ResourceRequirements {
  /**
   * Resources that the scheduler reserves on a node, by name. A request must not be greater than the limit, and must be equal to it for huge pages and
   * extended resources.
   *
   * @default - the limits
   */
  readonly requests?: { [resource: string]: string };

  /**
   * Resources that the processes cannot exceed, by name.
   *
   * @default - none
   */
  readonly limits?: { [resource: string]: string };
}

/** Whether a container is restarted when one of its resources is resized. */
export enum ResizeRestart {
  /** The container continues to run, and its process can use the new amount. */
  NOT_REQUIRED = 'NotRequired',

  /** The kubelet restarts the container, for processes that read the amount only when they start. */
  RESTART_CONTAINER = 'RestartContainer',
}

/**
 * What the kubelet does when the resources of a container change in a running pod, for example through the Vertical Pod Autoscaler.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/
 */
export interface ResizePolicy {
  /**
   * Whether the container is restarted when its CPU is resized.
   *
   * @default ResizeRestart.NOT_REQUIRED
   */
  readonly cpu?: ResizeRestart;

  /**
   * Whether the container is restarted when its memory is resized.
   *
   * @default ResizeRestart.NOT_REQUIRED
   */
  readonly memory?: ResizeRestart;
}
