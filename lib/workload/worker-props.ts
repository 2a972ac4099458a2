import type { WorkloadOptions } from './workload-options';
import type { ContainerImage } from '../container/container-image';
import type { Port } from '../port/port';

/**
 * Pods that serve nothing.
 */
export interface WorkerProps extends WorkloadOptions, ContainerImage {
  /**
   * Ports on which the container listens, for health checks and for metrics (`scraped`). No Service offers them.
   *
   * @default - none
   */
  readonly ports?: Port[];

  /**
   * Name of the Deployment, StatefulSet or DaemonSet, and of the container unless `containerName` is set. It selects the pods: if you change it, a new
   * workload is created and the old one stays. A StatefulSet has a headless Service with this name.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}
