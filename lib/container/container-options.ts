import type { ContainerProgram } from './container-program';
import type { LifecycleHooks } from './lifecycle-hooks';
import type { ResizePolicy } from './resources';
import type { HealthCheck } from '../health/health-check';

/**
 * A container that runs as long as its pod: the workload's own container, a sidecar or an additional container.
 */
export interface ContainerOptions extends ContainerProgram {
  /**
   * What the kubelet does when the resources of the container change in a running pod.
   *
   * @default - the container continues to run
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/
   */
  readonly resize?: ResizePolicy;

  /**
   * Actions after the container starts and before it is stopped. A `preStop` replaces the wait for the shutdown delay.
   *
   * @default - no action after the start; before the stop, a wait for `shutdownDelay`
   */
  readonly lifecycle?: LifecycleHooks;

  /**
   * Determines when the container receives traffic.
   *
   * @default - when the first TCP port of the container that the Service exposes accepts connections; immediately if the Service exposes none of its
   * ports, or only UDP and SCTP ports, which the kubelet cannot check
   */
  readonly readiness?: HealthCheck;

  /**
   * Determines when the container is restarted.
   *
   * @default - when its process terminates
   */
  readonly liveness?: HealthCheck;

  /**
   * Determines when the container has started. Readiness and liveness are not checked before.
   *
   * @default - immediately
   */
  readonly startup?: HealthCheck;
}
