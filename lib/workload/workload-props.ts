import type { Duration } from 'cdk8s';
import type {
  ContainerLifecycle, ContainerProps, ContainerResources, EnvFrom, EnvValue, ImagePullPolicy, ISecret, IServiceAccount, Volume, VolumeMount,
} from 'cdk8s-plus-28';
import type { Controller } from './controller';
import type { SecurityOptions } from './security';
import type { HealthCheck } from '../health/health-check';
import type { MetadataOptions } from '../manifest/metadata-options';

/**
 * What the container of a workload runs, and with what.
 */
export interface WorkloadContainerProps {
  /** Image of the container, with its tag or digest. */
  readonly image: string;

  /**
   * When the image is pulled.
   *
   * @default - Kubernetes' own: always for `:latest` and images without a tag, else where the node lacks it
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Program that the container runs, with its first arguments. No shell runs it.
   *
   * @default - the image's entry point
   */
  readonly command?: string[];

  /**
   * Arguments of the program.
   *
   * @default - the image's own
   */
  readonly args?: string[];

  /**
   * Working directory of the program.
   *
   * @default - the image's own
   */
  readonly workingDir?: string;

  /**
   * Environment variables: texts, and values from config maps, secrets, the pod or the process that synthesizes.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string | EnvValue };

  /**
   * Config maps and secrets of which every key becomes an environment variable.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * Requests and limits. None is made up: the scheduler and an autoscaler can only reckon with what is said here.
   *
   * @default - neither requests nor limits
   */
  readonly resources?: ContainerResources;

  /**
   * Volumes that the container sees.
   *
   * @default - an empty, writable `/tmp`
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * What is done after the container starts and before it is stopped. Its `preStop` takes the place of the shutdown delay.
   *
   * @default - nothing after the start; before the stop, a wait for `shutdownDelay`
   */
  readonly lifecycle?: ContainerLifecycle;

  /**
   * When the container gets traffic.
   *
   * @default - when the first TCP port that the Service offers is open; at once where it offers UDP and SCTP alone, which can't be asked
   */
  readonly readiness?: HealthCheck;

  /**
   * When the container is restarted.
   *
   * @default - when its process ends
   */
  readonly liveness?: HealthCheck;

  /**
   * When the start of the container is over, before which neither readiness nor liveness are asked.
   *
   * @default - at once
   */
  readonly startup?: HealthCheck;
}

/**
 * The pods of a workload, and what runs them.
 */
export interface WorkloadPodProps extends WorkloadContainerProps {
  /**
   * Which controller runs the pods. Changing it recreates the workload where the kind, or of a StatefulSet the volume claims or the pod
   * management policy, change: delete the old one, a StatefulSet with `--cascade=orphan` first.
   *
   * @default Controller.deployment()
   */
  readonly controller?: Controller;

  /**
   * How many pods there are.
   *
   * @default - not written: one at first, and whatever an autoscaler or an operator has set since (docs/decisions/replicas.md)
   */
  readonly replicas?: number;

  /**
   * As whom the pods run, and which security defaults are lifted.
   *
   * @default - what Pod Security *restricted* asks for, and a read-only root file system with a writable `/tmp`
   */
  readonly security?: SecurityOptions;

  /**
   * Secrets for the registries of the images.
   *
   * @default - those of the service account
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * Service account of the pods.
   *
   * @default - the `default` account of the namespace
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Whether containers get the token of the service account, with which they can call the API server.
   *
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Volumes of the pods, besides those that a container mounts, which come by themselves.
   *
   * @default - none
   */
  readonly volumes?: Volume[];

  /**
   * Containers that run one after the other before the others start. They are hardened as the workload's own, with a read-only root file
   * system, but without a writable `/tmp`; a `securityContext` of their own lifts that.
   *
   * @default - none
   */
  readonly initContainers?: ContainerProps[];

  /**
   * Containers that start before the workload's own and end after it (init containers with `restartPolicy: Always`). They are hardened as the
   * workload's own, with a read-only root file system, but without a writable `/tmp`; a `securityContext` of their own lifts that.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly sidecars?: ContainerProps[];

  /**
   * How long a pod goes on serving after it was told to end, so that everything that still sends it traffic notices first. Whole seconds;
   * `Duration.seconds(0)` for none. Containers wait so long before they get the signal to stop (`preStop.sleep`), but for those that have a
   * `preStop` of their own; sidecars end after them.
   *
   * @default - 5 seconds; 30 seconds where a load balancer has to notice by its health checks, which is with `Exposure.loadBalancer()` and
   * with `externalTrafficPolicy: TrafficPolicy.LOCAL`, or more where its provider and `healthCheck` say that it takes longer
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
   */
  readonly shutdownDelay?: Duration;

  /**
   * How long a pod has in all, from when it was told to end until it is killed. Whole seconds; more than the shutdown delay, which is part
   * of it.
   *
   * @default - the shutdown delay and 30 seconds, Kubernetes' own, after it
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Labels and annotations of the pods.
   *
   * @default - the labels of the chart
   */
  readonly podMetadata?: MetadataOptions;

  /**
   * Keys of chart labels that the pods don't get. A label that changes with each release would replace every pod each time.
   *
   * @default - none: pods get them all
   */
  readonly excludedChartLabels?: string[];
}
