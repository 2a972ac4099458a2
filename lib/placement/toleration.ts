import type { Duration } from 'cdk8s';
import { NO_OPTIONS, receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * The effect of a taint.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export enum TolerationEffect {
  /** New pods are not scheduled to the node. */
  NO_SCHEDULE = 'NoSchedule',

  /** New pods are scheduled to another node if possible. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',

  /** New pods are not scheduled to the node, and running pods are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/** Options of a toleration. */
export interface TolerationOptions {
  /**
   * The effect of the taints that are tolerated.
   *
   * @default - all effects
   */
  readonly effect?: TolerationEffect;

  /**
   * Time for which a pod stays on the node after the taint was added. Whole seconds; it requires the effect `NO_EXECUTE`.
   *
   * @default - the pod is not evicted
   */
  readonly evictAfter?: Duration;
}

/**
 * Lets pods run on nodes with a taint.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   placement: { tolerations: [Toleration.equal('dedicated', 'web', { effect: TolerationEffect.NO_SCHEDULE })] },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export class Toleration {
  /**
   * Tolerates taints with a key and a value.
   *
   * @param key key of the taint
   * @param value value of the taint; empty for a taint without a value
   * @param options effect, and how long pods stay
   */
  public static equal(key: string, value: string, options: TolerationOptions = {}): Toleration {
    const { values: [name, text, set], wrong } = receive('Toleration.equal', key, value, options);
    return new Toleration('Equal', set, wrong, name, text);
  }

  /**
   * Tolerates taints with a key and any value.
   *
   * @param key key of the taint
   * @param options effect, and how long pods stay
   */
  public static exists(key: string, options: TolerationOptions = {}): Toleration {
    const { values: [name, set], wrong } = receive('Toleration.exists', key, options);
    return new Toleration('Exists', set, wrong, name);
  }

  /**
   * Tolerates all taints with an effect, or all taints. Agents that must run on each node need it.
   *
   * @param options effect, and how long pods stay
   */
  public static all(options: TolerationOptions = {}): Toleration {
    const { values: [set], wrong } = receive('Toleration.all', options);
    return new Toleration('Exists', set, wrong);
  }

  /** @internal */
  public readonly _options: TolerationOptions;

  private constructor(
    /** @internal */ public readonly _operator: 'Equal' | 'Exists',
    options: TolerationOptions = NO_OPTIONS,
    wrong: readonly unknown[],
    /** @internal */ public readonly _key?: string,
    /** @internal */ public readonly _value?: string,
  ) {
    mark(this, 'Toleration', wrong);
    this._options = options;
  }
}
