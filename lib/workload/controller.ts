import type { Duration } from 'cdk8s';
import type { ClaimRetention } from './claim-retention';
import type { PodManagement } from './pod-management';
import type { Rollout } from './rollout';
import type { MetadataOptions } from '../manifest/metadata-options';
import { NO_OPTIONS, receive, type Received } from '../options/receive';
import { mark } from '../values/mark';
import type { VolumeClaim } from '../volume/volume-claim';

/** Options of the Deployment that runs a workload. */
export interface DeploymentOptions {
  /**
   * How pods of a new version replace pods of the old version.
   *
   * @default - a rolling update with at most 25 % more pods than `replicas` and never fewer: an old pod is terminated after a new one is ready
   */
  readonly rollout?: Rollout;

  /**
   * Time for which a new pod must be ready before it is available. Whole seconds.
   *
   * @default - 0 seconds
   */
  readonly minReady?: Duration;

  /**
   * Time without progress after which a rollout has failed. Whole seconds; it must be longer than `minReady`.
   *
   * @default - 10 minutes, the Kubernetes default
   */
  readonly progressDeadline?: Duration;

  /**
   * Number of old revisions that are kept for `kubectl rollout undo`, from 0.
   *
   * @default - 10, the Kubernetes default
   */
  readonly revisionHistoryLimit?: number;
}

/** Options of the StatefulSet that runs a workload. */
export interface StatefulSetOptions {
  /**
   * Volumes that each pod gets separately. If you change them, recreate the StatefulSet: delete it with `--cascade=orphan` first, so that its
   * pods and volumes stay, then apply.
   *
   * @default - none
   */
  readonly volumeClaims?: VolumeClaim[];

  /**
   * How pods of a new version replace pods of the old version.
   *
   * @default - one after the other, the highest ordinal first, which is the Kubernetes default
   */
  readonly rollout?: Rollout;

  /**
   * Whether pods are created and terminated one after the other or in parallel. If you change it, recreate the StatefulSet: delete it with
   * `--cascade=orphan` first, then apply.
   *
   * @default - one after the other, which is the Kubernetes default
   */
  readonly podManagement?: PodManagement;

  /**
   * Time for which a new pod must be ready before it is available. Whole seconds.
   *
   * @default - 0 seconds
   */
  readonly minReady?: Duration;

  /**
   * Whether the DNS names of the pods resolve before the pods are ready. Servers that form a cluster need this to find each other. It applies to
   * the headless Service, which is the workload's own Service or the additional one.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * Name of the Service that gives the pods their DNS names, the governing Service; an empty string if there is none, so that the pods have no DNS names. It can be an existing Service, another Service of the app, or the
   * workload's own Service. No additional headless Service is then generated. The Service should be headless: the DNS specification of Kubernetes
   * defines names of pods only for headless Services. If you change the name, recreate the StatefulSet: delete it with `--cascade=orphan` first,
   * then apply.
   *
   * @default - the workload's own Service if it is headless, otherwise a generated headless Service with the same name and the suffix `-headless`
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
   */
  readonly serviceName?: string;

  /**
   * Labels and annotations of the headless Service that is generated for the StatefulSet. If the workload's own Service is the governing one,
   * `serviceMetadata` of the workload has its labels and annotations.
   *
   * @default - the labels of the chart, and for an `ExposedWorkload` the labels of `serviceMetadata`
   */
  readonly governingServiceMetadata?: MetadataOptions;

  /**
   * Whether the claims of pods are deleted with the pods.
   *
   * @default - they are kept
   */
  readonly claimRetention?: ClaimRetention;

  /**
   * Ordinal of the first pod, from 0. With another number, the names of the pods do not begin with 0, for example to move pods to another cluster.
   *
   * @default 0
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#start-ordinal
   */
  readonly firstOrdinal?: number;

  /**
   * Number of old revisions that are kept for `kubectl rollout undo`, from 0.
   *
   * @default - 10, the Kubernetes default
   */
  readonly revisionHistoryLimit?: number;
}

/** Options of the DaemonSet that runs a workload. */
export interface DaemonSetOptions {
  /**
   * How pods of a new version replace pods of the old version.
   *
   * @default - one node after the other, and an old pod is terminated before the new one is created, which is the Kubernetes default
   */
  readonly rollout?: Rollout;

  /**
   * Time for which a new pod must be ready before it is available. Whole seconds.
   *
   * @default - 0 seconds
   */
  readonly minReady?: Duration;

  /**
   * Number of old revisions that are kept for `kubectl rollout undo`, from 0.
   *
   * @default - 10, the Kubernetes default
   */
  readonly revisionHistoryLimit?: number;
}

/** @internal */
export type ControllerKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/**
 * The Kubernetes workload controller that runs the pods.
 *
 * A `Controller` only holds options. The construct that receives it checks them, and reports all problems in one error.
 *
 * @example
 * new ExposedWorkload(this, 'queue', {
 *   image: 'registry.example.com/queue:3',
 *   ports: [Port.tcp(5672, { name: 'amqp' })],
 *   exposure: Exposure.headless(),
 *   controller: Controller.statefulSet({
 *     volumeClaims: [{ name: 'data', mountPath: '/var/lib/queue', storage: '10Gi' }],
 *   }),
 *   security: { user: 1000, group: 1000 }, // so that the server can write to its volume
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/
 */
export class Controller {
  /**
   * A Deployment: any number of interchangeable pods. This is the default.
   *
   * @param options rollout and durations
   */
  public static deployment(options: DeploymentOptions = {}): Controller {
    return new Controller('Deployment', receive('Controller.deployment', options));
  }

  /**
   * A StatefulSet: pods with an ordinal, a stable name and, optionally, volumes for each pod. The names resolve through a headless Service: the
   * workload's own Service if it is headless, otherwise an additional Service with the same name and the suffix `-headless`. `serviceName` overrides
   * this.
   *
   * @param options volumes, rollout and governing Service
   */
  public static statefulSet(options: StatefulSetOptions = {}): Controller {
    return new Controller('StatefulSet', receive('Controller.statefulSet', options));
  }

  /**
   * A DaemonSet: one pod on each node.
   *
   * @param options rollout and durations
   */
  public static daemonSet(options: DaemonSetOptions = {}): Controller {
    return new Controller('DaemonSet', receive('Controller.daemonSet', options));
  }

  /** @internal */
  public readonly _kind: ControllerKind;
  /** @internal */
  public readonly _deployment: DeploymentOptions;
  /** @internal */
  public readonly _statefulSet: StatefulSetOptions;
  /** @internal */
  public readonly _daemonSet: DaemonSetOptions;

  private constructor(kind: ControllerKind, { values: [options = NO_OPTIONS], wrong }: Received<[DeploymentOptions & StatefulSetOptions]>) {
    mark(this, 'Controller', wrong);
    this._kind = kind;
    this._deployment = kind === 'Deployment' ? options : NO_OPTIONS;
    this._statefulSet = kind === 'StatefulSet' ? options : NO_OPTIONS;
    this._daemonSet = kind === 'DaemonSet' ? options : NO_OPTIONS;
  }
}
