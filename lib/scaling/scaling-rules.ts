import type { Duration } from 'cdk8s';
import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/** Which of several policies limits a change of the number of pods. */
export enum ScalingPolicySelect {
  /** The one that allows the greatest change. Kubernetes' default. */
  MAX = 'Max',

  /** The one that allows the smallest change. */
  MIN = 'Min',

  /** The number of pods does not change in this direction. */
  DISABLED = 'Disabled',
}

/**
 * How much the number of pods can change within a period.
 *
 * @example
 * new Worker(this, 'encoder', {
 *   image: 'registry.example.com/encoder:2.4.0',
 *   resources: { requests: { cpu: '1' } },
 *   scaling: Scaling.between(2, 20, {
 *     metrics: [ScalingMetric.cpu(80)],
 *     scaleDown: { policies: [ScalingPolicy.percent(10, Duration.minutes(1))] },
 *   }),
 * });
 */
export class ScalingPolicy {
  /**
   * A number of pods.
   *
   * @param pods an integer of at least 1
   * @param period the period; whole seconds, at most 30 minutes
   */
  public static pods(pods: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Pods', receive('ScalingPolicy.pods', pods, period));
  }

  /**
   * A percentage of the pods.
   *
   * @param percent a whole percentage of at least 1, such as 100 to double the number of pods
   * @param period the period; whole seconds, at most 30 minutes
   */
  public static percent(percent: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Percent', receive('ScalingPolicy.percent', percent, period));
  }

  /** @internal */
  public readonly _value?: number;
  /** @internal */
  public readonly _period?: Duration;

  private constructor(
    /** @internal */ public readonly _type: 'Pods' | 'Percent',
    { values: [value, period], wrong }: Received<[number, Duration]>,
  ) {
    mark(this, 'ScalingPolicy', wrong);
    this._value = value;
    this._period = period;
  }
}

/**
 * How the number of pods changes in one direction.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#configurable-scaling-behavior
 */
export interface ScalingRules {
  /**
   * Limits of the change.
   *
   * @default - up: 4 pods or 100 % in 15 seconds, whichever is more; down: no limit
   */
  readonly policies?: ScalingPolicy[];

  /**
   * Which of several policies applies.
   *
   * @default ScalingPolicySelect.MAX
   */
  readonly selectPolicy?: ScalingPolicySelect;

  /**
   * Time whose recommendations are considered before the number of pods changes, so that it does not change at each fluctuation of the metrics. Whole
   * seconds, at most one hour.
   *
   * @default - up: 0 seconds; down: 5 minutes, unless the cluster has another default
   */
  readonly stabilizationWindow?: Duration;

  /**
   * Relative difference between a metric and its target that changes nothing, such as 0.05 for 5 %. Requires Kubernetes 1.35.
   *
   * @default - 0.1, unless the cluster has another default
   * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#tolerance
   */
  readonly tolerance?: number;
}
