import type { ContainerImage } from './container-image';
import type { ContainerProgram } from './container-program';
import type { ContainerSecurityOptions } from '../security/security-options';

/**
 * A container that runs before the other containers of a pod start. It has no health checks and no ports, because it terminates first.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export interface InitContainer extends ContainerProgram, ContainerImage {
  /** Name of the container, a DNS label that no other container of the pod has. */
  readonly name: string;

  /**
   * User and group of the processes, and exemptions from the security defaults. The exemptions of the workload do not apply to this container, but a
   * profile of the workload does unless this container has another one.
   *
   * @default - the security defaults, and the user and group of the pods
   */
  readonly security?: ContainerSecurityOptions;
}
