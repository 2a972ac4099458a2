import type { Duration } from 'cdk8s';
import type { ContainerLifecycle, ContainerProps, ImagePullPolicy, ISecret, IServiceAccount, Volume, VolumeMount } from 'cdk8s-plus-28';
import type { Controller } from './controller';
import type { ResizePolicy, ResourceRequirements } from '../container/resources';
import type { EnvFromSource } from '../environment/env-from-source';
import type { EnvVarSource } from '../environment/env-var-source';
import type { HealthCheck } from '../health/health-check';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { SecurityOptions } from '../security/security-options';

/**
 * The workload's own container.
 */
export interface WorkloadContainerProps {
  /**
   * Image of the container, with its tag or digest. Many official images, such as `mongo`, `nginx` and `memcached`, start as root or name their user.
   * They do not start without `security.user`, and often need a writable directory.
   *
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/security.md#official-images-of-databases
   */
  readonly image: string;

  /**
   * When the kubelet pulls the image.
   *
   * @default - the Kubernetes default: always for `:latest` and for images without a tag, otherwise if the image is not present on the node
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Program that the container runs, optionally with its first arguments. It does not run in a shell.
   *
   * @default - the entry point of the image
   */
  readonly command?: string[];

  /**
   * Arguments of the program.
   *
   * @default - the arguments of the image
   */
  readonly args?: string[];

  /**
   * Working directory of the program.
   *
   * @default - the working directory of the image
   */
  readonly workingDir?: string;

  /**
   * Environment variables whose values are strings. A value can refer to another variable of the container by `$(NAME)`; `$$(NAME)` is the text
   * `$(NAME)`. The order of the map does not matter: in the manifest, a variable follows the variables that it refers to, and otherwise variables are
   * ordered by name. The same holds for all containers of the pod.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables whose values come from a Secret, a ConfigMap, the pod or the resources of a container. A name can be only in one of
   * `env` and `envValueFrom`.
   *
   * @default - none
   */
  readonly envValueFrom?: { [name: string]: EnvVarSource };

  /**
   * ConfigMaps and Secrets whose keys all become environment variables. `env`, `envValueFrom` and the variables of `connectTo` take precedence.
   *
   * @default - none
   */
  readonly envFrom?: EnvFromSource[];

  /**
   * Resource requests and limits. There are no defaults, because the scheduler and autoscalers rely on these values.
   *
   * @default - neither requests nor limits
   */
  readonly resources?: ResourceRequirements;

  /**
   * What the kubelet does when the resources of the container change in a running pod.
   *
   * @default - the container continues to run
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/
   */
  readonly resize?: ResizePolicy;

  /**
   * Volumes that are mounted into the container.
   *
   * @default - an empty, writable `/tmp`
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * Actions after the container starts and before it is stopped. A `preStop` replaces the wait for the shutdown delay.
   *
   * @default - no action after the start; before the stop, a wait for `shutdownDelay`
   */
  readonly lifecycle?: ContainerLifecycle;

  /**
   * Determines when the container receives traffic.
   *
   * @default - when the first TCP port that the Service exposes accepts connections; immediately if the Service exposes only UDP and SCTP
   * ports, which the kubelet cannot check
   */
  readonly readiness?: HealthCheck;

  /**
   * Determines when the container is restarted.
   *
   * @default - when its process terminates
   */
  readonly liveness?: HealthCheck;

  /**
   * Determines when the container has started. Readiness and liveness are not checked before.
   *
   * @default - immediately
   */
  readonly startup?: HealthCheck;
}

/**
 * The pods of a workload, and the controller that runs them.
 */
export interface WorkloadPodProps extends WorkloadContainerProps {
  /**
   * Controller that runs the pods. If you change its kind, a new workload with new pods is created and the old one stays: delete the old one. If you
   * change the volume claims or the pod management policy of a StatefulSet, it must be recreated: delete it with `--cascade=orphan` first, then
   * apply.
   *
   * @default Controller.deployment()
   */
  readonly controller?: Controller;

  /**
   * Number of pods.
   *
   * @default - not set: one pod at first, and later the number that an autoscaler or an operator has set
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/decisions/replicas.md
   */
  readonly replicas?: number;

  /**
   * Requests and limits of CPU, memory and huge pages of a pod, which its containers share: a container without a limit can use what the others do not
   * need. Requires Kubernetes 1.34.
   *
   * @default - the sum of the resources of the containers
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/
   */
  readonly podResources?: ResourceRequirements;

  /**
   * User and groups of the processes, exemptions from the security defaults, and other security settings.
   *
   * @default - the settings that Pod Security *restricted* requires, and a read-only root file system with a writable `/tmp`
   */
  readonly security?: SecurityOptions;

  /**
   * Secrets with the credentials for the registries of the images.
   *
   * @default - the image pull secrets of the service account
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * Service account of the pods.
   *
   * @default - the `default` account of the namespace
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Whether the token of the service account is mounted into the containers. With the token they can call the API server.
   *
   * @default - true if a role binding of the app has the workload or its `serviceAccount` as a subject, otherwise false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Why the token is not mounted although a role binding of the app has the service account as a subject, such as the name of the other workload that uses
   * the account. Required only with `automountServiceAccountToken: false`.
   *
   * @default - the declaration is refused
   */
  readonly automountServiceAccountTokenJustification?: string;

  /**
   * Names of variables that an admission webhook adds to the containers, such as `AWS_ROLE_ARN`. Other variables, commands and arguments can refer to them by
   * `$(NAME)`. For a reference in a variable, the webhook must add its variable at the beginning of the list.
   *
   * @default - none
   */
  readonly injectedVariables?: string[];

  /**
   * Volumes of the pods that no container mounts, such as a volume that a JSON patch mounts. Volumes that a container mounts are added automatically.
   *
   * @default - none
   */
  readonly volumes?: Volume[];

  /**
   * Containers that run one after the other and terminate before the other containers start. They have the same security defaults as the
   * workload's own container, including a read-only root file system, but no writable `/tmp`. Set their `securityContext` to change that.
   *
   * @default - none
   */
  readonly initContainers?: ContainerProps[];

  /**
   * Containers that start before the workload's own container and terminate after it (init containers with `restartPolicy: Always`). They have
   * the same security defaults as the workload's own container, including a read-only root file system, but no writable `/tmp`. Set their
   * `securityContext` to change that.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly sidecars?: ContainerProps[];

  /**
   * Time for which a pod continues to serve after its termination begins, so that clients and load balancers notice first. Whole seconds;
   * `Duration.seconds(0)` disables the delay. Each container waits for this time (`preStop.sleep`) before it receives the stop signal, except
   * containers that have a `preStop` action. Sidecars terminate after the other containers.
   *
   * @default - 5 seconds; 30 seconds or more if a Service with a load balancer or with `externalTrafficPolicy: TrafficPolicy.LOCAL` leads to the
   * pods, or a route to load balancers with pods as targets (`podTargets` of a `RouteClass`), because these notice later. All Services and routes of
   * the app count, also those that are declared later.
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/shutdown.md#load-balancers
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
   */
  readonly shutdownDelay?: Duration;

  /**
   * Time from the beginning of the termination until the containers are killed. Whole seconds; it includes the shutdown delay, so it must be
   * longer than that.
   *
   * @default - the shutdown delay plus 30 seconds, which is the Kubernetes default grace period
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Labels and annotations of the pods.
   *
   * @default - the labels of the chart
   */
  readonly podMetadata?: MetadataOptions;

  /**
   * Keys of labels of the chart that the pods do not get. A label that changes with each release would replace all pods at each release, even if
   * nothing else changes.
   *
   * @default - none: the pods get all labels of the chart
   */
  readonly excludedChartLabels?: string[];
}
