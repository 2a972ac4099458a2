import type { Duration } from 'cdk8s';
import type { KedaTrigger } from './keda-trigger';
import type { ScalingMetric } from './scaling-metric';
import type { ScalingRules } from './scaling-rules';

/**
 * Options of all scalers.
 */
export interface CommonScalingOptions {
  /**
   * How the number of pods increases.
   *
   * @default - the defaults of Kubernetes
   */
  readonly scaleUp?: ScalingRules;

  /**
   * How the number of pods decreases.
   *
   * @default - the defaults of Kubernetes
   */
  readonly scaleDown?: ScalingRules;

  /**
   * Why an `ExposedWorkload` can have no pods at times, such as the name of the program that holds the requests until there is a pod. Required only if its
   * scaler can remove all pods: connections to its Service are then refused.
   *
   * @default - an `ExposedWorkload` that scales to zero is refused
   */
  readonly noEndpointsJustification?: string;
}

/**
 * Options of a HorizontalPodAutoscaler.
 */
export interface ScalingOptions extends CommonScalingOptions {
  /** The metrics, at least one. The one that needs most pods determines their number. */
  readonly metrics: ScalingMetric[];
}

/** What KEDA does while it cannot read a trigger. */
export enum KedaFallbackBehavior {
  /** It sets the number of the fallback. KEDA's default. */
  STATIC = 'static',

  /** It keeps the number of pods. */
  CURRENT_REPLICAS = 'currentReplicas',

  /** It keeps the number of pods if that is higher than the number of the fallback. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',

  /** It keeps the number of pods if that is lower than the number of the fallback. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
}

/**
 * The number of pods while KEDA cannot read a trigger.
 */
export interface KedaFallback {
  /** Number of failed polls after which the fallback applies, from 0. */
  readonly failureThreshold: number;

  /** Number of pods, from 0. */
  readonly replicas: number;

  /**
   * Whether the current number of pods matters.
   *
   * @default KedaFallbackBehavior.STATIC
   */
  readonly behavior?: KedaFallbackBehavior;
}

/**
 * Options of a ScaledObject of KEDA.
 */
export interface KedaScalingOptions extends CommonScalingOptions {
  /** The sources of events, at least one. */
  readonly triggers: KedaTrigger[];

  /**
   * Time between two polls of the triggers. Whole seconds, at least 1.
   *
   * @default - 30 seconds
   */
  readonly pollingInterval?: Duration;

  /**
   * Time without events after which KEDA removes the last pods. Whole seconds.
   *
   * @default - 5 minutes
   */
  readonly cooldownPeriod?: Duration;

  /**
   * Time after the creation of the scaler in which KEDA does not remove the last pods. Whole seconds.
   *
   * @default - 0 seconds
   */
  readonly initialCooldownPeriod?: Duration;

  /**
   * Number of pods while there are no events, less than the minimum.
   *
   * @default - the minimum
   */
  readonly idleReplicas?: number;

  /**
   * The number of pods while KEDA cannot read a trigger.
   *
   * @default - the number of pods does not change
   */
  readonly fallback?: KedaFallback;
}
