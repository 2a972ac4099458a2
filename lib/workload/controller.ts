import type { Duration, Size } from 'cdk8s';
import type { DeploymentStrategy, PersistentVolumeAccessMode, PodManagementPolicy, StatefulSetUpdateStrategy } from 'cdk8s-plus-28';
import { snapshot } from '../rules/values';

/** Options of the Deployment that runs a workload. */
export interface DeploymentOptions {
  /**
   * How pods of a new version replace those of the old one.
   *
   * @default - a rolling update with at most 25 % more pods than asked for and never fewer: an old pod ends when a new one is ready
   */
  readonly strategy?: DeploymentStrategy;

  /**
   * How long a new pod has to be ready before it counts as available; whole seconds.
   *
   * @default - no time
   */
  readonly minReady?: Duration;

  /**
   * Time without progress after which a rollout counts as failed; longer than `minReady`, whole seconds.
   *
   * @default - 10 minutes, Kubernetes' own
   */
  readonly progressDeadline?: Duration;
}

/** A volume that each pod of a StatefulSet has for itself, and gets back when it is made again. */
export interface VolumeClaim {
  /** Name of the claim, a DNS label. Changing it recreates the StatefulSet: delete it with `--cascade=orphan` first, then apply. */
  readonly name: string;

  /** Where the container of the workload finds it. */
  readonly mountPath: string;

  /**
   * How much storage it asks for. Changing it recreates the StatefulSet: delete it with `--cascade=orphan` first, then apply; claims that
   * exist keep their size until they are resized themselves.
   */
  readonly storage: Size;

  /**
   * Kind of storage. Changing it recreates the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - the cluster's default storage class
   */
  readonly storageClassName?: string;

  /**
   * Who may mount it. Changing it recreates the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - one node at a time, for reading and writing (ReadWriteOnce)
   */
  readonly accessModes?: PersistentVolumeAccessMode[];
}

/** Options of the StatefulSet that runs a workload. */
export interface StatefulSetOptions {
  /**
   * Volumes that each pod has for itself. Changing it recreates the StatefulSet: delete it with `--cascade=orphan` first, so that its pods
   * and volumes stay, then apply.
   *
   * @default - none
   */
  readonly volumeClaims?: VolumeClaim[];

  /**
   * How pods of a new version replace those of the old one.
   *
   * @default - one after the other, the highest number first, Kubernetes' own
   */
  readonly updateStrategy?: StatefulSetUpdateStrategy;

  /**
   * Whether pods are made and removed one after the other. Changing it recreates the StatefulSet: delete it with `--cascade=orphan` first,
   * then apply.
   *
   * @default - one after the other, Kubernetes' own
   */
  readonly podManagementPolicy?: PodManagementPolicy;

  /**
   * How long a new pod has to be ready before it counts as available; whole seconds.
   *
   * @default - no time
   */
  readonly minReady?: Duration;

  /**
   * Whether the names of the pods resolve before they are ready, as peers that form a cluster among themselves need. It holds for the
   * headless Service, be it the workload's own or the one besides.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;
}

/** Options of the DaemonSet that runs a workload. */
export interface DaemonSetOptions {
  /**
   * How long a new pod has to be ready before it counts as available; whole seconds.
   *
   * @default - no time
   */
  readonly minReady?: Duration;
}

/** The options of one kind of controller. */
interface OptionsOfKind {
  readonly deployment?: DeploymentOptions;
  readonly statefulSet?: StatefulSetOptions;
  readonly daemonSet?: DaemonSetOptions;
}

/** @internal */
export type ControllerKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/**
 * Which of Kubernetes' workload controllers runs the pods.
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
 *
 * @example
 * new ExposedWorkload(this, 'queue', {
 *   image: 'registry.example.com/queue:3',
 *   ports: [Port.tcp(5672, { name: 'amqp' })],
 *   exposure: Exposure.headless(),
 *   controller: Controller.statefulSet({
 *     volumeClaims: [{ name: 'data', mountPath: '/var/lib/queue', storage: Size.gibibytes(10) }],
 *   }),
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/
 */
export class Controller {
  /**
   * Any number of equal pods. The default.
   *
   * @param options strategy and times
   */
  public static deployment(options: DeploymentOptions = {}): Controller {
    return new Controller('Deployment', { deployment: options });
  }

  /**
   * Pods with a number, a name and volumes of their own. Their names resolve through a headless Service: that of the workload where it is
   * exposed so, else one more, named as the Service with `-headless` behind.
   *
   * @param options volumes and strategy
   */
  public static statefulSet(options: StatefulSetOptions = {}): Controller {
    return new Controller('StatefulSet', { statefulSet: options });
  }

  /**
   * One pod on every node.
   *
   * @param options times
   */
  public static daemonSet(options: DaemonSetOptions = {}): Controller {
    return new Controller('DaemonSet', { daemonSet: options });
  }

  /** @internal */
  public readonly _kind: ControllerKind;
  /** @internal */
  public readonly _deployment: DeploymentOptions;
  /** @internal */
  public readonly _statefulSet: StatefulSetOptions;
  /** @internal */
  public readonly _daemonSet: DaemonSetOptions;

  private constructor(kind: ControllerKind, options: OptionsOfKind) {
    this._kind = kind;
    this._deployment = snapshot(options.deployment ?? {});
    this._statefulSet = snapshot(options.statefulSet ?? {});
    this._daemonSet = snapshot(options.daemonSet ?? {});
  }
}
