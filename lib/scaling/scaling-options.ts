import type { Duration } from 'cdk8s';
import type { KedaTrigger } from './keda-trigger';
import type { ScalingMetric } from './scaling-metric';
import type { ScalingRules } from './scaling-rules';
import type { MetadataOptions } from '../manifest/metadata-options';

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
   * Why pods that a Service selects can all be absent at times, such as the name of the program that holds the requests until there is a pod. Required only
   * if the scaler can remove all pods of an `ExposedWorkload`, or of another workload that a Service of the app selects: connections to the Service
   * are then refused.
   *
   * @default - a workload with a Service that scales to zero is refused
   */
  readonly noEndpointsJustification?: string;

  /**
   * Name of the HorizontalPodAutoscaler or ScaledObject, such as that of an existing one. An object with another name would be a second scaler of the
   * workload until the first one is deleted.
   *
   * @default - the name of the workload
   */
  readonly name?: string;

  /**
   * Labels and annotations of the HorizontalPodAutoscaler or ScaledObject. KEDA copies those of a ScaledObject to the HorizontalPodAutoscaler that it creates.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: MetadataOptions;
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
   * Number of pods while there are no events, which must be 0: KEDA supports no other number (https://github.com/kedacore/keda/issues/2314). With events, the
   * workload has at least the minimum again.
   *
   * @default - the minimum
   * @see https://keda.sh/docs/2.20/reference/scaledobject-spec/#idlereplicacount
   */
  readonly idleReplicas?: number;

  /**
   * Name of the HorizontalPodAutoscaler that KEDA creates: of an existing one that the ScaledObject takes over, which also requires the annotation
   * `scaledobject.keda.sh/transfer-hpa-ownership` in `metadata`.
   *
   * @default - `keda-hpa-` and the name of the ScaledObject
   * @see https://keda.sh/docs/2.20/reference/scaledobject-spec/#transfer-ownership-of-an-existing-hpa
   */
  readonly horizontalPodAutoscalerName?: string;

  /**
   * The number of pods while KEDA cannot read a trigger.
   *
   * @default - the number of pods does not change
   */
  readonly fallback?: KedaFallback;
}
