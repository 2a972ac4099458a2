import type { Duration } from 'cdk8s';
import type { Problems, Rule } from './rule';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

const VALIDATION = 'core/validation/validation.go';

/** @internal */
export const workloadRules = {
  image: {
    id: 'image',
    limit: 'a container must have an image, whose name must not contain white space',
    showsValue: true,
    source: `validateContainerCommon in ${VALIDATION}`,
    cases: ['J33', 'R45'],
    hazard: 'The API server accepts white space in the name in a workload. It refuses spaces around the name in the pods, and no container runtime accepts other white space; before 1.34 it also accepts a StatefulSet without an image. This rule cannot be overridden, because no container ever starts.',
  },
  replicas: {
    id: 'replicas',
    limit: 'replicas must be an integer of at least 0',
    showsValue: true,
    source: 'ValidateDeploymentSpec in apps/validation/validation.go',
    cases: ['L04', 'L05'],
  },
  replicasOfDaemonSet: {
    id: 'daemonset-replicas',
    limit: 'a DaemonSet runs one pod on each node, so it cannot have replicas or an autoscaler',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/',
    cases: ['L25'],
  },
  seconds: {
    id: 'controller-seconds',
    limit: 'the durations of a controller or pod must be whole seconds from 0 to 2147483647, and minReady must be shorter than progressDeadline',
    showsValue: true,
    source: 'ValidateDeploymentSpec in apps/validation/validation.go',
    cases: ['R48', 'V28'],
    hazard: 'The API server accepts a grace period of more than 2147483647 seconds. This rule cannot be overridden.',
  },
  rollout: {
    id: 'rollout',
    limit: 'maxSurge and maxUnavailable of a rollout must each be an integer of at least 0 or a whole percentage (at most 100 %, except maxSurge of a Deployment), and must not both be 0; maxUnavailable of a StatefulSet must not be 0, one of the two must be 0 for a DaemonSet, and a partition must be an integer of at least 0',
    showsValue: true,
    source: 'ValidateRollingUpdateDeployment, ValidateRollingUpdateDaemonSet and ValidateStatefulSetSpec in apps/validation/validation.go',
    cases: ['L07', 'L10', 'V29', 'V30'],
  },
  rolloutKind: {
    id: 'rollout-kind',
    limit: 'a rollout must be one that the kind of controller supports: only a Deployment has Recreate, only a StatefulSet has a partition and no maxSurge, and only a StatefulSet and a DaemonSet have OnDelete',
    showsValue: true,
    source: 'ValidateDeploymentStrategy, ValidateStatefulSetSpec and ValidateDaemonSetUpdateStrategy in apps/validation/validation.go',
    cases: [],
  },
  controllerNumber: {
    id: 'controller-number',
    limit: 'firstOrdinal and revisionHistoryLimit must each be an integer from 0 to 2147483647',
    showsValue: true,
    source: 'ValidateDeploymentSpec and ValidateStatefulSetSpec in apps/validation/validation.go; WarningsOnCreate in pkg/registry/apps/statefulset/strategy.go',
    cases: [],
    hazard: 'The API server accepts a negative revisionHistoryLimit of a StatefulSet with a warning, and all revisions are kept. This rule cannot be overridden.',
  },
  governingService: {
    id: 'governing-service',
    limit: 'serviceName of a StatefulSet must be a DNS label (RFC 1123) or empty, and publishNotReadyAddresses and governingServiceMetadata require a headless Service of the declaration',
    showsValue: true,
    source: 'ValidateStatefulSetSpec in apps/validation/validation.go; https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
    cases: [],
    hazard: 'With serviceName, the library generates no headless Service to which the other options apply. This rule cannot be overridden.',
  },
  gracePeriod: {
    id: 'shutdown-grace-period',
    limit: 'the termination grace period of a pod must be longer than its shutdown delay and the wait of a preStop action, because they are part of it, and not shorter than the wait of a postStart action',
    showsValue: true,
    source: `validateSleepAction in ${VALIDATION}; https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination`,
    cases: ['K29', 'K30'],
    hazard: 'The API server accepts a grace period that is as long as the delay. No time is then left for requests in progress: the container is killed two seconds after the stop signal. This rule cannot be overridden. Set a longer grace period or a shorter delay.',
  },
  preStop: {
    id: 'shutdown-pre-stop',
    limit: 'a container can have only one action before it stops: the wait for the shutdown delay, or lifecycle.preStop',
    showsValue: true,
    source: `validateHandler in ${VALIDATION}`,
    cases: [],
  },
  singleWriter: {
    id: 'rollout-single-writer',
    limit: 'a Deployment or DaemonSet whose rollout waits for a new pod before it terminates an old one must not use a volume that only one pod can use at a time, nor a Deployment one that only one node can use',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes; isVolumeConflict and satisfyReadWriteOncePod in pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go',
    cases: [],
    hazard: 'The API server accepts the Deployment, and the rollout never completes: the new pod waits for the volume of the old pod, and the old pod stays until the new one is ready. Pods on the same node can share a volume that is limited to one node. If all pods run on one node, override the rule by setting the rollout explicitly, for example Rollout.rollingUpdate(). The rule cannot be overridden for a volume that is limited to one pod, because a second pod is never scheduled.',
  },
  surge: {
    id: 'rollout-surge',
    limit: 'a Deployment or DaemonSet whose rollout waits for a new pod before it terminates an old one must not have host ports or a required anti-affinity between its own pods',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment; Filter in pkg/scheduler/framework/plugins/nodeports/node_ports.go and in plugins/interpodaffinity/filtering.go',
    cases: [],
    hazard: 'The API server accepts the Deployment or DaemonSet. The new pod of a DaemonSet needs the node of the old pod, which occupies the port, so its rollout never completes, and the rule cannot be overridden. The new pod of a Deployment needs a node, or another domain of the topology key, where none of its pods runs. If there is none, for example because there are as many pods as nodes, the new pod stays pending, the old pods stay, and the rollout never completes. If there is always a free node, override the rule by setting the rollout explicitly, for example Rollout.rollingUpdate({ maxUnavailable: PodCount.of(0) }). With maxSurge 0 and one replica, no pod is available during a rollout.',
  },
  pullSecret: {
    id: 'image-pull-secret',
    limit: 'an image pull secret must have a name that is a DNS subdomain, and must be listed only once',
    showsValue: true,
    source: 'warningsForPodSpecAndMeta in pkg/api/pod/warnings.go',
    cases: [],
    hazard: 'The API server accepts any name (a duplicate or an empty name with a warning), and the kubelet pulls without the secret. This rule cannot be overridden.',
  },
  envName: {
    id: 'env-name',
    limit: 'the name of an environment variable must have at least one character, and only printable ASCII characters except =',
    showsValue: true,
    source: 'IsRelaxedEnvVarName in apimachinery/pkg/util/validation/validation.go (from 1.32)',
    cases: ['J19', 'J20', 'J21', 'J22', 'J26'],
    hazard: 'The API server never receives the names in injectedVariables. This rule cannot be overridden.',
  },
  envValue: {
    id: 'env-value',
    limit: 'an environment variable must have exactly one value: a string in env, or an EnvVarSource in envValueFrom',
    source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
    cases: [],
    hazard: 'The API server refuses a number or a boolean, but accepts a variable without a value, which is empty, and a list in which two variables have the same name, of which the last one takes effect. This rule cannot be overridden.',
  },
  mountPath: {
    id: 'mount-path',
    limit: 'each volume mount of a container must have a unique path that is not empty',
    showsValue: true,
    source: `ValidateVolumeMounts in ${VALIDATION}`,
    cases: ['R15', 'R16'],
  },
  subPath: {
    id: 'mount-sub-path',
    limit: 'the path within a volume must be relative, must not contain .., and must be set only once, as subPath or subPathExpr',
    showsValue: true,
    source: `validateLocalNonReservedPath in ${VALIDATION}`,
    cases: ['R17'],
  },
  existingTemplate: {
    id: 'existing-template',
    limit: 'name in existingTemplate must not be empty, and specifiesServiceLinks requires enableServiceLinks: true',
    showsValue: true,
    source: 'docs/adopting.md',
    cases: [],
    hazard: 'The API server stores an empty name as none. By default, the library writes enableServiceLinks: false, so that the template could not specify true. This rule cannot be overridden.',
  },
  serviceAccount: {
    id: 'service-account-name',
    limit: 'the name of a service account must be a DNS subdomain (RFC 1123): at most 253 lowercase letters, digits, hyphens and dots',
    showsValue: true,
    source: `ValidatePodSpec in ${VALIDATION}`,
    cases: ['R24'],
    hazard: 'The API server replaces an empty name with default. This rule cannot be overridden. Omit serviceAccount to use the default account.',
  },
  serviceAccountToken: {
    id: 'service-account-token',
    limit: 'a workload whose service account has a role must mount the token of the account, unless there is a justification',
    showsValue: true,
    source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
    cases: [],
    hazard: 'The API server accepts the pods, which then call it as system:anonymous and are refused. Another workload may use the account: override the rule with automountServiceAccountTokenJustification.',
  },
  sharedPort: {
    id: 'container-port-shared',
    limit: 'the containers of a pod must list different ports, because they share the network of the pod',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking; warningsForPodSpecAndMeta in pkg/api/pod/warnings.go',
    cases: [],
    hazard: 'The API server accepts duplicate ports with a warning. If two containers run at the same time, the second one cannot listen on the port. An init container can use the port without listing it. This rule cannot be overridden.',
  },
  claimName: {
    id: 'claim-name',
    limit: 'the name of a volume or volume claim must be a DNS label (RFC 1123) that no other volume or claim of the workload has',
    showsValue: true,
    source: `ValidateVolumes in ${VALIDATION}`,
    cases: ['R13', 'R14', 'R42'],
    hazard: 'The API server accepts two volume claims with the same name, and a claim with the name of a volume, which the claim silently replaces. This rule cannot be overridden.',
  },
  claim: {
    id: 'volume-claim',
    limit: 'a volume claim must request storage as a quantity of whole bytes, more than 0 and less than 8 EiB, such as 10Gi, and have at least one access mode (ReadWriteOncePod only by itself), the names of its storage class, its volume and its VolumeAttributesClass must be DNS subdomains, and its data source must have a kind, a name and an API group, without which it must be a PersistentVolumeClaim, and be the same in dataSource and dataSourceRef',
    showsValue: true,
    source: `ValidatePersistentVolumeClaimSpec in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server reads an amount of 8 EiB or more as 2^63 - 1 bytes, accepts a fraction of a byte with a warning, and does not check the name of the volume. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function isImage(image: unknown): boolean {
  return typeof image === 'string' && /^\S+$/.test(image);
}

/** @internal */
export function checkSeconds(problems: Problems, field: string, duration: Duration | undefined): boolean {
  const whole = duration === undefined || isInt32(secondsOf(duration), 0);
  if (!whole) {
    const rounded = Math.ceil(secondsOf(duration));
    problems.report(workloadRules.seconds, field, showDuration(duration), `Use Duration.seconds(${isInt32(rounded, 0) ? rounded : 30}).`);
  }
  return whole;
}
