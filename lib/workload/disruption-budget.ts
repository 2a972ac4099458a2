import type { PodCount } from './pod-count';
import type { MetadataOptions } from '../manifest/metadata-options';
import { NO_OPTIONS, receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/** Which pods that run but are not ready a disruption budget lets evictions remove. */
export enum UnhealthyPodEvictionPolicy {
  /** Only if the number of ready pods is as high as the budget requires. Kubernetes' default. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',

  /** All of them. A drain then does not wait for pods that never become ready. */
  ALWAYS_ALLOW = 'AlwaysAllow',
}

/**
 * Options of a disruption budget.
 */
export interface DisruptionBudgetOptions {
  /**
   * Which pods that run but are not ready an eviction can remove.
   *
   * @default - `UnhealthyPodEvictionPolicy.ALWAYS_ALLOW` for a Deployment; not set for a StatefulSet, one of whose pods may not be ready because it still
   * receives the data of the others
   * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
   */
  readonly unhealthyPodEvictionPolicy?: UnhealthyPodEvictionPolicy;

  /**
   * Why the budget allows no eviction, such as the name of the operator that moves the pods before it drains a node. Required only for such a budget,
   * which lets every drain wait.
   *
   * @default - a budget that allows no eviction is refused
   */
  readonly noEvictionJustification?: string;

  /**
   * Name of the PodDisruptionBudget, such as that of an existing one. A budget with another name would be a second one for the pods until the first one
   * is deleted, and Kubernetes evicts no pod that has two.
   *
   * @default - the name of the workload
   */
  readonly name?: string;

  /**
   * Labels and annotations of the PodDisruptionBudget.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: MetadataOptions;
}

/** The fields of a budget in the API, of which it has one. @internal */
export type DisruptionBudgetField = 'maxUnavailable' | 'minAvailable';

/**
 * How many pods of a workload voluntary disruptions, such as the drain of a node, can remove at the same time (PodDisruptionBudget).
 *
 * A `DisruptionBudget` only holds values. The construct that receives it checks them, and reports all problems in one error.
 *
 * @example
 * new ExposedWorkload(this, 'search', {
 *   image: 'registry.example.com/search:5.2.0',
 *   ports: [Port.http(8080)],
 *   replicas: 6,
 *   disruption: DisruptionBudget.maxUnavailable(PodCount.of(2)),
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 */
export class DisruptionBudget {
  /**
   * A budget with the number of pods that can be unavailable.
   *
   * @param pods the number of pods, or a percentage of all pods, which Kubernetes rounds up
   * @param options which pods that are not ready can be evicted, name and metadata
   */
  public static maxUnavailable(pods: PodCount, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget('maxUnavailable', receive('DisruptionBudget.maxUnavailable', pods, options));
  }

  /**
   * A budget with the number of pods that must be available. Prefer `maxUnavailable`, which remains right if the number of pods changes.
   *
   * @param pods the number of pods, or a percentage of all pods, which Kubernetes rounds up
   * @param options which pods that are not ready can be evicted, name and metadata
   */
  public static minAvailable(pods: PodCount, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget('minAvailable', receive('DisruptionBudget.minAvailable', pods, options));
  }

  /** No budget: a drain can remove all pods at the same time, also those of a workload that has a budget by default. */
  public static none(): DisruptionBudget {
    return new DisruptionBudget(undefined, { values: [undefined, undefined], wrong: [] });
  }

  /** The number or percentage of pods; undefined without a budget. @internal */
  public readonly _pods?: number | string;
  /** @internal */
  public readonly _options: DisruptionBudgetOptions;

  private constructor(
    /** The field that the budget sets; undefined without a budget. @internal */
    public readonly _field: DisruptionBudgetField | undefined,
    { values: [pods, options], wrong }: Received<[PodCount | undefined, DisruptionBudgetOptions | undefined]>,
  ) {
    mark(this, 'DisruptionBudget', wrong);
    this._pods = pods?._value;
    this._options = options ?? NO_OPTIONS;
  }
}
