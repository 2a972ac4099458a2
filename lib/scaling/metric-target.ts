import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/** The types of targets in the API. @internal */
export type MetricTargetType = 'Utilization' | 'AverageValue' | 'Value';

/**
 * The value of a metric that a scaler aims at.
 *
 * A `MetricTarget` only holds a value. The construct that receives it checks it, and reports all problems in one error.
 */
export class MetricTarget {
  /**
   * A percentage of the requested resource, on average over the pods. For the resources of containers and pods, which must have a request.
   *
   * @param percent a whole percentage of at least 1, such as 70
   */
  public static utilization(percent: number): MetricTarget {
    return new MetricTarget('Utilization', receive('MetricTarget.utilization', percent));
  }

  /**
   * An amount for each pod, on average.
   *
   * @param quantity a quantity of more than 0, such as `500Mi` or `100`
   */
  public static averageValue(quantity: string): MetricTarget {
    return new MetricTarget('AverageValue', receive('MetricTarget.averageValue', quantity));
  }

  /**
   * An amount for all pods together. For metrics of objects and external metrics.
   *
   * @param quantity a quantity of more than 0, such as `2k`
   */
  public static value(quantity: string): MetricTarget {
    return new MetricTarget('Value', receive('MetricTarget.value', quantity));
  }

  /** The percentage or quantity; undefined if it has another type. @internal */
  public readonly _amount?: number | string;

  private constructor(
    /** @internal */ public readonly _type: MetricTargetType,
    { values: [amount], wrong }: Received<[number | string]>,
  ) {
    mark(this, 'MetricTarget', wrong);
    this._amount = amount;
  }
}
