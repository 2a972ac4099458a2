import type { RestartRule } from './restart-rule';
import { receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * Options of the restart policy of a container.
 */
export interface ContainerRestartOptions {
  /**
   * Rules for certain exit codes, at most 20. The first rule that matches the exit code takes precedence over the policy.
   *
   * @default - none: only the policy applies
   */
  readonly rules?: RestartRule[];
}

/**
 * Whether the kubelet restarts a container that has exited, instead of the policy of the pod, which always restarts its containers. Kubernetes 1.35 or
 * newer.
 *
 * A container that is not restarted stays terminated, and its pod is not ready. If all containers of a pod have terminated for good, or an init container
 * has failed for good, the controller of the workload replaces the pod.
 *
 * @example
 * new Worker(this, 'training', {
 *   image: 'registry.example.com/training:3.1.0',
 *   initContainers: [{ name: 'check-gpu', image: 'registry.example.com/training:3.1.0', args: ['check'], restart: ContainerRestart.never() }],
 *   // 42: the process has written a checkpoint. With other exit codes, another pod takes over.
 *   restart: ContainerRestart.never({ rules: [RestartRule.onExitCodes([42])] }),
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules
 */
export class ContainerRestart {
  /**
   * The container is restarted after each exit. Not for init containers, which this policy makes sidecars.
   *
   * @param options rules, such as one that restarts all containers of the pod
   */
  public static always(options: ContainerRestartOptions = {}): ContainerRestart {
    const { values: [set], wrong } = receive('ContainerRestart.always', options);
    return new ContainerRestart('Always', set, wrong);
  }

  /**
   * The container is restarted after each exit with another exit code than 0. Not for sidecars.
   *
   * @param options rules for certain exit codes
   */
  public static onFailure(options: ContainerRestartOptions = {}): ContainerRestart {
    const { values: [set], wrong } = receive('ContainerRestart.onFailure', options);
    return new ContainerRestart('OnFailure', set, wrong);
  }

  /**
   * The container is not restarted, except where a rule restarts it. Not for sidecars.
   *
   * @param options rules for certain exit codes
   */
  public static never(options: ContainerRestartOptions = {}): ContainerRestart {
    const { values: [set], wrong } = receive('ContainerRestart.never', options);
    return new ContainerRestart('Never', set, wrong);
  }

  /** @internal */
  public readonly _rules: readonly RestartRule[];

  private constructor(
    /** @internal */ public readonly _policy: 'Always' | 'OnFailure' | 'Never',
    options: ContainerRestartOptions | undefined,
    wrong: readonly unknown[],
  ) {
    mark(this, 'ContainerRestart', wrong);
    this._rules = options?.rules ?? [];
  }
}
