import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** What the kubelet does when a container exits with an exit code of a `RestartRule`. */
export enum RestartAction {
  /** It restarts the container, as after any other exit: with its back-off delay. */
  RESTART = 'Restart',

  /**
   * It terminates all containers of the pod without a grace period, and starts the pod again with its init containers. The pod keeps its node, its IP
   * address and its volumes. Kubernetes 1.36 or newer.
   */
  RESTART_ALL_CONTAINERS = 'RestartAllContainers',
}

/**
 * Options of a restart rule.
 */
export interface RestartRuleOptions {
  /**
   * What the kubelet restarts.
   *
   * @default RestartAction.RESTART
   */
  readonly action?: RestartAction;
}

/**
 * A rule that restarts a container, or all containers of its pod, after certain exit codes. It takes precedence over the restart policy of the
 * container.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules
 */
export class RestartRule {
  /**
   * A rule for the exit codes of a list (operator `In`).
   *
   * @param exitCodes the exit codes, such as 42
   * @param options what the kubelet restarts
   */
  public static onExitCodes(exitCodes: number[], options: RestartRuleOptions = {}): RestartRule {
    const { values: [codes, set], wrong } = receive('RestartRule.onExitCodes', exitCodes, options);
    return new RestartRule('In', codes, set, wrong);
  }

  /**
   * A rule for all exit codes except those of a list (operator `NotIn`).
   *
   * @param exitCodes the other exit codes; an empty list for a rule that applies to each exit
   * @param options what the kubelet restarts
   */
  public static exceptExitCodes(exitCodes: number[], options: RestartRuleOptions = {}): RestartRule {
    const { values: [codes, set], wrong } = receive('RestartRule.exceptExitCodes', exitCodes, options);
    return new RestartRule('NotIn', codes, set, wrong);
  }

  /** @internal */
  public readonly _exitCodes: readonly number[];
  /** @internal */
  public readonly _action: RestartAction;

  private constructor(
    /** @internal */ public readonly _operator: 'In' | 'NotIn',
    exitCodes: readonly number[] | undefined,
    options: RestartRuleOptions | undefined,
    wrong: readonly unknown[],
  ) {
    mark(this, 'RestartRule', wrong);
    this._exitCodes = exitCodes ?? [];
    this._action = options?.action ?? RestartAction.RESTART;
  }
}
