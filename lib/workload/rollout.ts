import type { DeploymentStrategy } from 'cdk8s-plus-28';
import type { PodCount } from './pod-count';
import { NO_OPTIONS, receive } from '../options/receive';
import { mark } from '../values/mark';

/** Options of a rolling update. Each kind of controller supports some of them, and an option that it does not support is refused. */
export interface RollingUpdateOptions {
  /**
   * How many pods can exist in addition to the number of pods that the workload has. For a Deployment and a DaemonSet.
   *
   * For a DaemonSet it is the number of nodes on which an old and a new pod can run at the same time; the old pod is terminated after the new one is
   * ready.
   *
   * @default - 25 % for a Deployment, 0 for a DaemonSet, which are the Kubernetes defaults
   */
  readonly maxSurge?: PodCount;

  /**
   * How many pods can be unavailable during the rollout. For a StatefulSet it is served from Kubernetes 1.37 on.
   *
   * @default - 25 % for a Deployment, 1 for a StatefulSet and a DaemonSet, which are the Kubernetes defaults; 0 for a DaemonSet with `maxSurge`, which
   * Kubernetes requires
   */
  readonly maxUnavailable?: PodCount;

  /**
   * The lowest ordinal whose pod is replaced. Pods with a lower ordinal keep the old version, also when they are recreated. For a StatefulSet.
   *
   * @default 0
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions
   */
  readonly partition?: number;
}

/** The names of types of rollouts in the API. @internal */
export type RolloutType = 'RollingUpdate' | 'Recreate' | 'OnDelete';

/** The values of the fields of a rolling update. @internal */
export interface RolloutAmounts {
  readonly maxSurge?: unknown;
  readonly maxUnavailable?: unknown;
  readonly partition?: unknown;
}

/**
 * How pods of a new version replace pods of the old version.
 *
 * A `Rollout` only holds options. The construct that receives it checks them, and reports all problems in one error.
 *
 * @example
 * new ExposedWorkload(this, 'notes', {
 *   image: 'registry.example.com/notes:4.0.1',
 *   ports: [Port.http(8080)],
 *   controller: Controller.deployment({ rollout: Rollout.rollingUpdate({ maxSurge: PodCount.of(1), maxUnavailable: PodCount.of(0) }) }),
 * });
 */
export class Rollout {
  /**
   * Pods are replaced gradually. For Deployments, StatefulSets and DaemonSets.
   *
   * @param options how many pods are replaced at a time
   */
  public static rollingUpdate(options: RollingUpdateOptions = {}): Rollout {
    const { values: [{ maxSurge, maxUnavailable, partition } = NO_OPTIONS as RollingUpdateOptions], wrong } = receive('Rollout.rollingUpdate', options);
    return new Rollout('RollingUpdate', { maxSurge: maxSurge?._value, maxUnavailable: maxUnavailable?._value, partition }, wrong);
  }

  /**
   * All old pods are terminated before new ones are created. Only for Deployments.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment
   */
  public static recreate(): Rollout {
    return new Rollout('Recreate');
  }

  /** A pod is replaced when it is deleted by others, such as an operator. For StatefulSets and DaemonSets. */
  public static onDelete(): Rollout {
    return new Rollout('OnDelete');
  }

  /**
   * The strategy of a Deployment of cdk8s-plus.
   *
   * @param strategy the strategy
   */
  public static fromDeploymentStrategy(strategy: DeploymentStrategy): Rollout {
    const { values: [given], wrong } = receive('Rollout.fromDeploymentStrategy', strategy);
    const { type, rollingUpdate = {} } = (given as DeploymentStrategy | undefined)?._toKube() ?? {};
    const amounts = { maxSurge: rollingUpdate.maxSurge?.value, maxUnavailable: rollingUpdate.maxUnavailable?.value };
    return new Rollout(type === 'Recreate' ? 'Recreate' : 'RollingUpdate', amounts, wrong);
  }

  private constructor(
    /** @internal */ public readonly _type: RolloutType,
    /** @internal */ public readonly _amounts: RolloutAmounts = NO_OPTIONS,
    wrong?: readonly unknown[],
  ) {
    mark(this, 'Rollout', wrong);
  }
}
