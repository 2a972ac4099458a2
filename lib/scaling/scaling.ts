import type { KedaScalingOptions, ScalingOptions } from './scaling-options';
import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/**
 * What sets the number of pods of a Deployment or StatefulSet, instead of `replicas`.
 *
 * A `Scaling` only holds values. The construct that receives it checks them, and reports all problems in one error.
 *
 * @example
 * new ExposedWorkload(this, 'shop', {
 *   image: 'registry.example.com/shop:7.1.0',
 *   ports: [Port.http(8080)],
 *   resources: { requests: { cpu: '250m', memory: '256Mi' } },
 *   scaling: Scaling.between(2, 10, { metrics: [ScalingMetric.cpu(70)] }),
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
 */
export class Scaling {
  /**
   * A HorizontalPodAutoscaler.
   *
   * @param min lowest number of pods, from 1; from Kubernetes 1.37 on, 0 with a metric of an object or an external metric
   * @param max highest number of pods
   * @param options the metrics, and how the number changes
   */
  public static between(min: number, max: number, options: ScalingOptions): Scaling {
    return new Scaling('HorizontalPodAutoscaler', receive('Scaling.between', min, max, options));
  }

  /**
   * A ScaledObject of KEDA, which must run in the cluster (`keda` of the `ClusterProfile`). KEDA creates a HorizontalPodAutoscaler, and removes and adds the
   * pods below its minimum itself.
   *
   * @param min lowest number of pods, from 0
   * @param max highest number of pods
   * @param options the triggers, and how the number changes
   * @see https://keda.sh/docs/2.20/reference/scaledobject-spec/
   */
  public static keda(min: number, max: number, options: KedaScalingOptions): Scaling {
    return new Scaling('ScaledObject', receive('Scaling.keda', min, max, options));
  }

  /** @internal */
  public readonly _min?: number;
  /** @internal */
  public readonly _max?: number;
  /** The options of the kind; the lists of the other kind are empty. @internal */
  public readonly _options: ScalingOptions & KedaScalingOptions;

  private constructor(
    /** @internal */ public readonly _kind: 'HorizontalPodAutoscaler' | 'ScaledObject',
    { values: [min, max, options], wrong }: Received<[number, number, Partial<ScalingOptions & KedaScalingOptions>]>,
  ) {
    mark(this, 'Scaling', wrong);
    this._min = min;
    this._max = max;
    this._options = { metrics: [], triggers: [], ...options };
  }
}
