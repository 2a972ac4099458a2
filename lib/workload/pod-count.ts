import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/**
 * A number of pods, or a percentage of all pods of a workload.
 *
 * A `PodCount` only holds a number. The construct that receives it checks it, and reports all problems in one error.
 *
 * @example
 * Rollout.rollingUpdate({ maxSurge: PodCount.of(1), maxUnavailable: PodCount.percent(10) });
 */
export class PodCount {
  /**
   * A number of pods.
   *
   * @param pods an integer of at least 0
   */
  public static of(pods: number): PodCount {
    return new PodCount(receive('PodCount.of', pods), count => count);
  }

  /**
   * A percentage of the pods. Kubernetes rounds the number of additional pods up, and the number of unavailable pods of a Deployment down.
   *
   * @param percent a whole percentage
   */
  public static percent(percent: number): PodCount {
    return new PodCount(receive('PodCount.percent', percent), count => `${count}%`);
  }

  /** The value of the field. @internal */
  public readonly _value: number | string;

  private constructor({ values: [count], wrong }: Received<[number]>, toValue: (count: number) => number | string) {
    mark(this, 'PodCount', wrong);
    this._value = toValue(count);
  }
}
