import { MetricTarget } from './metric-target';
import { NO_OPTIONS, receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * Options of a metric of the resources of a container.
 */
export interface ContainerMetricOptions {
  /**
   * Name of the container.
   *
   * @default - the workload's own container
   */
  readonly containerName?: string;
}

/**
 * Options of a metric that a metrics adapter serves.
 */
export interface CustomMetricOptions {
  /**
   * Labels that select one of several metrics with the same name.
   *
   * @default - none
   */
  readonly metricLabels?: { [key: string]: string };
}

/**
 * The object that a metric describes.
 */
export interface MetricObject {
  /** Version of the API of the object, such as `networking.k8s.io/v1`. */
  readonly apiVersion: string;

  /** Kind of the object, such as `Ingress`. */
  readonly kind: string;

  /** Name of the object, in the namespace of the workload. */
  readonly name: string;
}

/** The types of metrics in the API. @internal */
export type ScalingMetricType = 'ContainerResource' | 'Resource' | 'Pods' | 'Object' | 'External';

/** The parts of a metric. @internal */
export interface MetricParts {
  /** Name of the resource, or of the metric. */
  readonly name?: string;
  readonly target?: MetricTarget;
  readonly containerName?: string;
  readonly object?: MetricObject;
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * A metric by which a HorizontalPodAutoscaler computes the number of pods. With several metrics, the one that needs most pods determines it.
 *
 * A `ScalingMetric` only holds values. The construct that receives it checks them, and reports all problems in one error.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#scaling-on-resource-metrics
 */
export class ScalingMetric {
  /**
   * CPU utilization of the workload's own container. Containers that a mesh injects do not count.
   *
   * @param percent a whole percentage of the container's CPU request, such as 70
   */
  public static cpu(percent: number): ScalingMetric {
    const { values: [value], wrong } = receive('ScalingMetric.cpu', percent);
    return new ScalingMetric('ContainerResource', { name: 'cpu', target: value === undefined ? undefined : MetricTarget.utilization(value) }, wrong);
  }

  /**
   * Memory utilization of the workload's own container.
   *
   * @param percent a whole percentage of the container's memory request, such as 80
   */
  public static memory(percent: number): ScalingMetric {
    const { values: [value], wrong } = receive('ScalingMetric.memory', percent);
    return new ScalingMetric('ContainerResource', { name: 'memory', target: value === undefined ? undefined : MetricTarget.utilization(value) }, wrong);
  }

  /**
   * A resource of one container.
   *
   * @param resourceName name of the resource: `cpu` or `memory`
   * @param target a utilization, or an average value
   * @param options another container than the workload's own
   */
  public static containerResource(resourceName: string, target: MetricTarget, options: ContainerMetricOptions = {}): ScalingMetric {
    const { values: [name, goal, { containerName } = NO_OPTIONS as ContainerMetricOptions], wrong } = receive('ScalingMetric.containerResource', resourceName, target, options);
    return new ScalingMetric('ContainerResource', { name, target: goal, containerName }, wrong);
  }

  /**
   * A resource of all containers of a pod, also of those that a mesh injects. A utilization needs a request of each container, or of the pod.
   *
   * @param resourceName name of the resource: `cpu` or `memory`
   * @param target a utilization, or an average value
   */
  public static podResource(resourceName: string, target: MetricTarget): ScalingMetric {
    const { values: [name, goal], wrong } = receive('ScalingMetric.podResource', resourceName, target);
    return new ScalingMetric('Resource', { name, target: goal }, wrong);
  }

  /**
   * A metric of each pod, such as its requests per second, from the API `custom.metrics.k8s.io`.
   *
   * @param name name of the metric
   * @param averageValue the amount for each pod, on average: a quantity such as `100`
   * @param options labels of the metric
   */
  public static pods(name: string, averageValue: string, options: CustomMetricOptions = {}): ScalingMetric {
    const { values: [metric, amount, { metricLabels: labels } = NO_OPTIONS as CustomMetricOptions], wrong } = receive('ScalingMetric.pods', name, averageValue, options);
    return new ScalingMetric('Pods', { name: metric, target: amount === undefined ? undefined : MetricTarget.averageValue(amount), labels }, wrong);
  }

  /**
   * A metric of another object of the namespace, such as the requests of an Ingress, from the API `custom.metrics.k8s.io`.
   *
   * @param name name of the metric
   * @param object the object
   * @param target a value, or an average value
   * @param options labels of the metric
   */
  public static object(name: string, object: MetricObject, target: MetricTarget, options: CustomMetricOptions = {}): ScalingMetric {
    const { values: [metric, described, goal, { metricLabels: labels } = NO_OPTIONS as CustomMetricOptions], wrong } = receive('ScalingMetric.object', name, object, target, options);
    return new ScalingMetric('Object', { name: metric, object: described, target: goal, labels }, wrong);
  }

  /**
   * A metric from outside of the cluster, such as the length of a queue, from the API `external.metrics.k8s.io`.
   *
   * @param name name of the metric
   * @param target a value, or an average value
   * @param options labels of the metric
   */
  public static external(name: string, target: MetricTarget, options: CustomMetricOptions = {}): ScalingMetric {
    const { values: [metric, goal, { metricLabels: labels } = NO_OPTIONS as CustomMetricOptions], wrong } = receive('ScalingMetric.external', name, target, options);
    return new ScalingMetric('External', { name: metric, target: goal, labels }, wrong);
  }

  private constructor(
    /** @internal */ public readonly _type: ScalingMetricType,
    /** @internal */ public readonly _parts: MetricParts,
    wrong: readonly unknown[],
  ) {
    mark(this, 'ScalingMetric', wrong);
  }
}
