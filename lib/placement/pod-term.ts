import type { PodExpression } from './expressions';
import { NO_OPTIONS, receive } from '../options/receive';
import type { IPodSource } from '../pods/pod-selection';
import { mark } from '../values/mark';

/** The pods to which a `PodTerm` refers. A pod must have all labels and fulfill all expressions. */
export interface PodTermOptions {
  /**
   * The pods of another declaration: an `ExposedWorkload`, a `Worker`, `ExposedPods`, or a `PodSelection`. Instead of `labels`, `expressions` and
   * the options for namespaces.
   *
   * @default - the pods that `labels` and `expressions` select
   */
  readonly pods?: IPodSource;

  /**
   * Labels of the pods. An empty map selects all pods.
   *
   * @default - if neither `expressions` nor `pods` is set, the pods of the workload itself
   */
  readonly labels?: { [key: string]: string };

  /**
   * Conditions for the labels of the pods.
   *
   * @default - none
   */
  readonly expressions?: PodExpression[];

  /**
   * Namespaces of the pods, by name.
   *
   * @default - the namespace of the workload, unless `namespaceLabels` or `namespaceExpressions` select others
   */
  readonly namespaces?: string[];

  /**
   * Labels of the namespaces of the pods. An empty map selects all namespaces.
   *
   * @default - no namespaces are selected by labels
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * Conditions for the labels of the namespaces of the pods.
   *
   * @default - no namespaces are selected by expressions
   */
  readonly namespaceExpressions?: PodExpression[];

  /**
   * Keys of labels that the pods must have with the same value as the pod that is scheduled. With `pod-template-hash`, the term applies only to pods of the
   * same revision of a Deployment.
   *
   * @default - none
   */
  readonly matchLabelKeys?: string[];

  /**
   * Keys of labels that the pods must not have with the same value as the pod that is scheduled.
   *
   * @default - none
   */
  readonly mismatchLabelKeys?: string[];
}

/**
 * Other pods near which, or apart from which, the pods of a workload run.
 *
 * @example
 * const cache = new ExposedWorkload(this, 'cache', { image: 'registry.example.com/cache:7', ports: [Port.tcp(6379, { name: 'redis' })] });
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   placement: {
 *     podAffinity: [PodTerm.preferred(50, 'topology.kubernetes.io/zone', { pods: cache })],
 *     podAntiAffinity: [PodTerm.preferred(100, 'kubernetes.io/hostname')], // apart from the other pods of this workload
 *   },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 */
export class PodTerm {
  /**
   * The pods must run in the same domain as one of the other pods (affinity), or in another domain than all of them (anti-affinity).
   *
   * @param topologyKey key of the label of nodes whose value is the domain, such as `kubernetes.io/hostname` or `topology.kubernetes.io/zone`
   * @param pods the other pods; by default, the pods of the workload itself
   */
  public static required(topologyKey: string, pods: PodTermOptions = {}): PodTerm {
    const { values: [key, options], wrong } = receive('PodTerm.required', topologyKey, pods);
    return new PodTerm(key, options, wrong);
  }

  /**
   * The pods run in such a domain if possible. The scheduler adds the weights of all terms that a node matches.
   *
   * @param weight weight of the term, from 1 to 100
   * @param topologyKey key of the label of nodes whose value is the domain
   * @param pods the other pods; by default, the pods of the workload itself
   */
  public static preferred(weight: number, topologyKey: string, pods: PodTermOptions = {}): PodTerm {
    const { values: [number, key, options], wrong } = receive('PodTerm.preferred', weight, topologyKey, pods);
    return new PodTerm(key, options, wrong, true, number);
  }

  /** @internal */
  public readonly _pods: PodTermOptions;

  private constructor(
    /** @internal */ public readonly _topologyKey: string,
    pods: PodTermOptions = NO_OPTIONS,
    wrong: readonly unknown[],
    /** @internal */ public readonly _isPreferred = false,
    /** @internal */ public readonly _weight = 1,
  ) {
    mark(this, 'PodTerm', wrong);
    this._pods = pods;
  }
}
