import type { LifecycleHandler } from './lifecycle-handler';

/**
 * Actions in the lifecycle of a container, and the signal that stops it.
 *
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export interface LifecycleHooks {
  /**
   * Action after the container has started, at the same time as its program. The container is not ready before the action has finished, and is
   * restarted if it fails.
   *
   * @default - none
   */
  readonly postStart?: LifecycleHandler;

  /**
   * Action before the container receives the stop signal, within the termination grace period.
   *
   * @default - a wait for the shutdown delay of the pod
   */
  readonly preStop?: LifecycleHandler;

  /**
   * Signal that stops the container, such as `SIGUSR1`. API servers remove the field unless the feature gate `ContainerStopSignals` is enabled, which is
   * disabled by default. It is refused without `stopSignalJustification`. With it, the pods have `os: linux`, which the field requires.
   *
   * @default - the signal of the image, or else `SIGTERM`
   */
  readonly stopSignal?: string;

  /**
   * Why `stopSignal` has an effect, such as that the feature gate is enabled in the cluster.
   *
   * @default - `stopSignal` is refused
   */
  readonly stopSignalJustification?: string;
}
