import { NO_OPTIONS, receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/** Kinds of objects with which KEDA authenticates at the source of an event. */
export enum KedaAuthenticationKind {
  /** An object of the namespace. */
  TRIGGER_AUTHENTICATION = 'TriggerAuthentication',

  /** An object of the cluster. */
  CLUSTER_TRIGGER_AUTHENTICATION = 'ClusterTriggerAuthentication',
}

/** How KEDA compares the value of a trigger with its threshold. */
export enum KedaMetricType {
  /** The value of all pods together, divided by their number. */
  AVERAGE_VALUE = 'AverageValue',

  /** The value of all pods together. */
  VALUE = 'Value',

  /** A percentage of the request. Only for the types `cpu` and `memory`. */
  UTILIZATION = 'Utilization',
}

/**
 * Options of a KEDA trigger.
 */
export interface KedaTriggerOptions {
  /**
   * Name of the trigger.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * Name of the TriggerAuthentication, or of the object of `authenticationKind`.
   *
   * @default - the trigger needs no authentication, or has it in its metadata
   * @see https://keda.sh/docs/2.20/concepts/authentication/
   */
  readonly authenticationName?: string;

  /**
   * Kind of the object that `authenticationName` names.
   *
   * @default KedaAuthenticationKind.TRIGGER_AUTHENTICATION
   */
  readonly authenticationKind?: KedaAuthenticationKind;

  /**
   * How the value is compared with the threshold.
   *
   * @default - `AverageValue`; required by KEDA for the types `cpu` and `memory`
   */
  readonly metricType?: KedaMetricType;

  /**
   * Whether the scaler uses the value of the last poll, so that the source is asked only once in each polling interval. Not for the types `cpu`,
   * `memory` and `cron`.
   *
   * @default false
   */
  readonly useCachedMetrics?: boolean;
}

/**
 * A source of events by which KEDA scales a workload, such as a queue.
 *
 * A `KedaTrigger` only holds values. The construct that receives it checks them, and reports all problems in one error.
 *
 * @see https://keda.sh/docs/2.20/scalers/
 */
export class KedaTrigger {
  /**
   * A trigger.
   *
   * @param type type of the scaler, such as `rabbitmq`
   * @param metadata settings of the scaler. All values are strings. They are part of the manifest: keep secrets in a TriggerAuthentication.
   * @param options name and authentication
   */
  public static of(type: string, metadata: { [key: string]: string }, options: KedaTriggerOptions = {}): KedaTrigger {
    return new KedaTrigger(receive('KedaTrigger.of', type, metadata, options));
  }

  /** @internal */
  public readonly _type?: string;
  /** @internal */
  public readonly _metadata: Readonly<Record<string, string>>;
  /** @internal */
  public readonly _options: KedaTriggerOptions;

  private constructor({ values: [type, metadata, options], wrong }: Received<[string, { [key: string]: string }, KedaTriggerOptions]>) {
    mark(this, 'KedaTrigger', wrong);
    this._type = type;
    this._metadata = metadata ?? NO_OPTIONS;
    this._options = options ?? NO_OPTIONS;
  }
}
