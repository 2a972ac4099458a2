import type { PodExpression } from './expressions';
import { NO_OPTIONS, receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/** Options of a topology spread constraint. */
export interface TopologySpreadOptions {
  /**
   * Largest difference between the number of pods in a domain and the smallest number of pods in any domain.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * Labels of the pods that are counted. An empty map selects all pods of the namespace.
   *
   * @default - if `expressions` is not set either, the pods of the workload itself
   */
  readonly labels?: { [key: string]: string };

  /**
   * Conditions for the labels of the pods that are counted.
   *
   * @default - none
   */
  readonly expressions?: PodExpression[];

  /**
   * Keys of labels that the counted pods must have with the same value as the pod that is scheduled. With `pod-template-hash`, only pods of the same
   * revision of a Deployment are counted.
   *
   * @default - none
   */
  readonly matchLabelKeys?: string[];

  /**
   * Whether only the domains of nodes are counted that the node affinity and the node selector of the pod allow.
   *
   * @default true
   */
  readonly honorsNodeAffinity?: boolean;

  /**
   * Whether only the domains of nodes are counted whose taints the pod tolerates.
   *
   * @default false
   */
  readonly honorsNodeTaints?: boolean;
}

/** Options of a required topology spread constraint. */
export interface RequiredTopologySpreadOptions extends TopologySpreadOptions {
  /**
   * Number of domains that must exist. With fewer domains, the smallest number of pods in any domain is taken to be 0.
   *
   * @default 1
   */
  readonly minDomains?: number;
}

/**
 * Spreads pods across domains, such as zones or nodes.
 *
 * One explicit topology constraint switches off the scheduler's defaults, which spread the pods of a Service across nodes and zones. A constraint for
 * zones therefore needs another one for nodes.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   replicas: 6,
 *   placement: {
 *     topologySpread: [TopologySpread.required('topology.kubernetes.io/zone'), TopologySpread.preferred('kubernetes.io/hostname', { maxSkew: 2 })],
 *   },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export class TopologySpread {
  /**
   * A pod is not scheduled if the constraint cannot be satisfied (`DoNotSchedule`).
   *
   * @param topologyKey key of the label of nodes whose value is the domain, such as `topology.kubernetes.io/zone`
   * @param options difference and counted pods
   */
  public static required(topologyKey: string, options: RequiredTopologySpreadOptions = {}): TopologySpread {
    return new TopologySpread('DoNotSchedule', receive('TopologySpread.required', topologyKey, options));
  }

  /**
   * A pod is also scheduled if the constraint cannot be satisfied, to a node that minimizes the difference (`ScheduleAnyway`).
   *
   * @param topologyKey key of the label of nodes whose value is the domain
   * @param options difference and counted pods
   */
  public static preferred(topologyKey: string, options: TopologySpreadOptions = {}): TopologySpread {
    return new TopologySpread('ScheduleAnyway', receive('TopologySpread.preferred', topologyKey, options));
  }

  /** @internal */
  public readonly _topologyKey: string;
  /** @internal */
  public readonly _options: RequiredTopologySpreadOptions;

  private constructor(
    /** @internal */ public readonly _whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway',
    { values: [topologyKey, options = NO_OPTIONS], wrong }: Received<[string, RequiredTopologySpreadOptions]>,
  ) {
    mark(this, 'TopologySpread', wrong);
    this._topologyKey = topologyKey;
    this._options = options;
  }
}
