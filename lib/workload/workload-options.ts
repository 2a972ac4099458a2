import type { Duration } from 'cdk8s';
import type { ISecret, IServiceAccount } from 'cdk8s-plus-28';
import type { Controller } from './controller';
import type { DisruptionBudget } from './disruption-budget';
import type { ExistingTemplate } from './existing-template';
import type { PodNamespaces, PodNetwork } from './pod-network';
import type { AdditionalContainer } from '../container/additional-container';
import type { ContainerOptions } from '../container/container-options';
import type { InitContainer } from '../container/init-container';
import type { ResourceRequirements } from '../container/resources';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { Metrics } from '../metrics/metrics';
import type { Placement } from '../placement/placement';
import type { Scaling } from '../scaling/scaling';
import type { SecurityOptions } from '../security/security-options';
import type { VolumeSource } from '../volume/volume-source';

/**
 * The pods of a workload, and the controller that runs them.
 */
export interface WorkloadOptions extends ContainerOptions {
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
   * What sets the number of pods, such as a HorizontalPodAutoscaler, instead of `replicas`. Not for DaemonSets. If `replicas` was deployed before, hand the
   * number over in two releases: the first deployment without `replicas` sets it to one.
   *
   * @default - none
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/scaling.md
   */
  readonly scaling?: Scaling;

  /**
   * How many pods the drain of a node and other voluntary disruptions can remove at the same time (PodDisruptionBudget). Not for DaemonSets, whose pods a
   * drain leaves on their node.
   *
   * @default - at most one pod, or 10 % of the pods if there are ten or more, for a Deployment or StatefulSet with at least two
   * `replicas`, or with a scaler whose minimum is at least two. No budget if
   * the number of pods is not known, and if another PodDisruptionBudget of the app selects the pods: Kubernetes evicts no pod that has two.
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/disruption.md
   */
  readonly disruption?: DisruptionBudget;

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
   * Where the pods run: nodes, tolerations, affinities, topology spread and priority.
   *
   * @default - the scheduler selects the nodes
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/placement.md
   */
  readonly placement?: Placement;

  /**
   * Network, host name and DNS of the pods.
   *
   * @default - a network of the pods' own, and the DNS of the cluster
   */
  readonly podNetwork?: PodNetwork;

  /**
   * Namespaces of the Linux kernel that the pods share with their node, or the containers with each other.
   *
   * @default - the pods share only the users with their node, and the containers share only the network
   */
  readonly podNamespaces?: PodNamespaces;

  /**
   * Whether the containers get environment variables for all Services of the namespace, such as `ORDERS_SERVICE_HOST`.
   *
   * @default false
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Secrets with the credentials for the registries of the images.
   *
   * @default - the image pull secrets of the service account
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * Service account of the pods, if it is declared elsewhere.
   *
   * @default - the account that `createServiceAccount` creates, otherwise the `default` account of the namespace
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Whether a service account is created for the pods, with the name of the workload or `serviceAccountName`. Its token is mounted only if a role is bound to
   * the workload, or with `automountFromServiceAccount`. The account is `workload.serviceAccount` of the declaration, such as `mailer.workload.serviceAccount`.
   *
   * @default false
   * @see https://kubernetes.io/docs/concepts/security/service-accounts/
   */
  readonly createServiceAccount?: boolean;

  /**
   * Name of the service account that `createServiceAccount` creates, such as that of an existing one.
   *
   * @default - the name of the workload
   */
  readonly serviceAccountName?: string;

  /**
   * Labels and annotations of the service account that `createServiceAccount` creates, such as the annotation with which a cloud gives its pods a role.
   *
   * @default - the labels of the chart
   */
  readonly serviceAccountMetadata?: MetadataOptions;

  /**
   * Whether the token of the service account is mounted into the containers. With the token they can call the API server.
   *
   * @default - true if a role binding of the app has the workload or its `serviceAccount` as a subject, otherwise false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Whether the service account determines if its token is mounted: the pods then have no `automountServiceAccountToken`, as those of many existing
   * workloads. An account without this field mounts its token, such as the one that `createServiceAccount` then creates.
   *
   * @default false
   */
  readonly automountFromServiceAccount?: boolean;

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
   * Whether the containers notice changes of their ConfigMaps and Secrets themselves, so that a change does not have to replace the pods. Variables of a
   * container never change while it runs.
   *
   * @default false: if the pods use ConfigMaps or Secrets of the app, an annotation of the pods has a hash of what they use, so that a change replaces the
   * pods
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/configuration.md
   */
  readonly reloadsConfiguration?: boolean;

  /**
   * Volumes that no container mounts, such as a volume that a JSON patch mounts. They need a `volumeName`, unless the name is that of an object. Volumes
   * that a container mounts are added automatically. You can list them too, in the order in which the pods of an existing workload list them: a different
   * order replaces the pods. The listed volumes precede the others.
   *
   * @default - only volumes that containers mount, in the order of the mounts
   */
  readonly volumes?: VolumeSource[];

  /**
   * Name of the workload's own container.
   *
   * @default - the name of the Service, or of the workload if it has no Service
   */
  readonly containerName?: string;

  /**
   * Containers that run one after the other and terminate before the other containers start. They have the same security defaults as the
   * workload's own container, including a read-only root file system with a writable `/tmp` of their own.
   *
   * @default - none
   */
  readonly initContainers?: InitContainer[];

  /**
   * Containers that start before the workload's own container and terminate after it (init containers with `restartPolicy: Always`). They have
   * the same options and security defaults as the workload's own container.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly sidecars?: AdditionalContainer[];

  /**
   * Containers that start and terminate together with the workload's own container. They have the same options and security defaults. Use `sidecars` for
   * a container that the workload's own container needs at its start or until its end, such as a proxy.
   *
   * @default - none
   */
  readonly additionalContainers?: AdditionalContainer[];

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
   * Whether the pods get a network policy that allows only the declared traffic. `false` excludes the pods from the isolation of their scope
   * (`Isolation.enable`).
   *
   * @default - the setting of the scope; nothing is isolated unless isolation is enabled
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly isolate?: boolean;

  /**
   * Name of the network policy, such as that of an existing one. A policy of the network policy provider (`networkPolicyProvider` of the `ClusterProfile`)
   * has the same name. It requires that the pods are isolated.
   *
   * @default - the name of the Service, or the id of the construct if there is no Service
   */
  readonly networkPolicyName?: string;

  /**
   * Labels and annotations of the network policy. They require that the pods are isolated.
   *
   * @default - the labels of the chart
   */
  readonly networkPolicyMetadata?: MetadataOptions;

  /**
   * Labels of all objects of the declaration and of its pods, in addition to the labels of the chart. The labels of a single object, such as
   * `serviceMetadata`, take precedence. Selectors and the volume claims of a StatefulSet do not contain them. A change replaces the pods, so a label
   * that changes with each release belongs to the chart, together with `excludedChartLabels`.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * How Prometheus finds and reads the metrics. The network policy of isolated pods allows it.
   *
   * @default - Prometheus is not configured; network policies allow ports with `scraped`
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/metrics.md
   */
  readonly metrics?: Metrics;

  /**
   * Labels by which an existing workload selects its pods, to declare it without replacing it: Kubernetes does not allow changes to a selector. Services,
   * network policies, disruption budgets and all other objects of the app select the pods by the same labels, so that they also apply to the pods that run
   * now. The pods get these labels, which take precedence over those of the chart and of `labels`. For a workload that is deployed, it cannot be changed, and
   * neither set nor removed: delete the workload first, then apply.
   *
   * @default - the label `cdk8s-service-patterns/workload`, with the kind and the name of the workload
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/adopting.md
   */
  readonly selector?: { [key: string]: string };

  /**
   * Why the `selector` may also select pods of another workload of the app, or why that of the other workload may select these pods.
   *
   * @default - the declaration is refused if selectors overlap
   */
  readonly selectorOverlapJustification?: string;

  /**
   * Whether the pods also have the label `cdk8s-service-patterns/workload` if there is a `selector`. With `false`, a workload can be declared without any
   * change to its pods, so that they are not replaced.
   *
   * @default true
   */
  readonly workloadLabel?: boolean;

  /**
   * Values of the pod template of an existing workload that have no effect, so that the library omits them by default. They keep its pods from being
   * replaced.
   *
   * @default - none
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/adopting.md#the-pod-template
   */
  readonly existingTemplate?: ExistingTemplate;

  /**
   * Labels and annotations of the Deployment, StatefulSet or DaemonSet.
   *
   * @default - the labels of the chart
   */
  readonly workloadMetadata?: MetadataOptions;

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

  /**
   * Paths of options for which the defaults of enclosing scopes (`WorkloadDefaults`) do not apply, such as `replicas`, `placement.nodeSelector` or
   * `env.LOG_LEVEL`. An option that is not set then has the default of Kubernetes or of this library. A key with other characters is written as in
   * `labels['example.com/team']`.
   *
   * @default - none: all defaults of the enclosing scopes apply
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/workload-defaults.md#setting-an-option-back
   */
  readonly ignoredDefaults?: string[];
}
