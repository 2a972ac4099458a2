import type { Duration } from 'cdk8s';
import type { Problems, Rule } from './rule';
import { isInt32, secondsOf, showDuration } from './values';

const RESTRICTED = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted';
const VALIDATION = 'core/validation/validation.go';

/** @internal */
export const workloadRules = {
  image: {
    id: 'image',
    limit: 'a container has an image, without spaces around its name',
    source: `validateContainerCommon in ${VALIDATION}`,
    cases: ['J33', 'R45'],
    hazard: 'Spaces around the name the server takes in a workload, and refuses in its pods; before 1.34 a StatefulSet without an image too. There is no way to insist, because no pod is ever made.',
  },
  replicas: {
    id: 'replicas',
    limit: 'replicas are a whole number of at least 0',
    source: 'ValidateDeploymentSpec in apps/validation/validation.go',
    cases: ['L04', 'L05', 'V18'],
  },
  replicasOfDaemonSet: {
    id: 'daemonset-replicas',
    limit: 'a DaemonSet has a pod on every node, and so neither replicas nor an autoscaler',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/',
    cases: ['L25'],
  },
  seconds: {
    id: 'controller-seconds',
    limit: 'times of a controller or pod are whole seconds, and minReady is shorter than progressDeadline',
    source: 'ValidateDeploymentSpec in apps/validation/validation.go',
    cases: ['R48', 'V28', 'V17'],
    hazard: 'A grace period of more than 2147483647 seconds the server takes. There is no way to insist.',
  },
  rollout: {
    id: 'rollout',
    limit: 'a rollout makes so many pods more and fewer: whole numbers, or whole percentages, of which at most 100 % fewer, and not both 0; its partition is a whole number',
    source: 'ValidateRollingUpdateDeployment and ValidateStatefulSetSpec in apps/validation/validation.go',
    cases: ['L10', 'V29', 'V30'],
  },
  gracePeriod: {
    id: 'shutdown-grace-period',
    limit: 'the grace period of a pod is longer than its shutdown delay, which is part of it',
    source: `validateSleepAction in ${VALIDATION}; https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination`,
    cases: ['K29', 'K30'],
    hazard: 'The server takes a grace period that is as long as the delay, of which nothing is left for the requests under way: two seconds after the signal the container is killed. There is no way to insist: give the pod more time or less delay.',
  },
  preStop: {
    id: 'shutdown-pre-stop',
    limit: 'a container does one thing before it stops: wait for the shutdown delay, or what its lifecycle says',
    source: `validateHandler in ${VALIDATION}`,
    cases: [],
  },
  singleWriter: {
    id: 'rollout-single-writer',
    limit: 'a rollout that waits for a new pod before it ends an old one has no volume that only one node or one pod at a time can have',
    source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes; isVolumeConflict and satisfyReadWriteOncePod in pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go',
    cases: [],
    hazard: 'The server takes it, and the rollout never ends: the new pod waits for the volume of the old one, which stays until the new one is ready. Pods on one node can share a volume that one node can have: if they all land there, insist by giving the strategy, like DeploymentStrategy.rollingUpdate(). There is no way to insist on a volume that one pod can have: a second pod is never scheduled.',
  },
  pullSecret: {
    id: 'image-pull-secret',
    limit: 'a secret for a registry has its name, a DNS subdomain, and is given once',
    source: 'warningsForPodSpecAndMeta in pkg/api/pod/warnings.go',
    cases: [],
    hazard: 'The server takes any name, a second time and an empty one with a warning, and pulls without the secret. There is no way to insist.',
  },
  envName: {
    id: 'env-name',
    limit: 'the name of an environment variable has printable ASCII characters, at least one, and no =',
    source: 'IsRelaxedEnvVarName in apimachinery/pkg/util/validation/validation.go (from 1.32)',
    cases: ['J19', 'J20', 'J21', 'J22', 'J26'],
  },
  envValue: {
    id: 'env-value',
    limit: 'the value of an environment variable is a string or an EnvValue',
    source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
    cases: ['J38'],
    hazard: 'A number or a boolean the server refuses; cdk8s-plus drops it before, and the variable is empty. There is no way to insist: write it as text.',
  },
  resources: {
    id: 'resources',
    limit: 'a request is at most the limit, and neither is negative',
    source: `ValidateContainerResourceRequirements in ${VALIDATION}`,
    cases: ['J37', 'R20'],
  },
  userId: {
    id: 'user-id',
    limit: 'user and group IDs are whole numbers from 0 to 2147483647',
    source: 'IsValidUserID in apimachinery/pkg/util/validation/validation.go',
    cases: ['R18'],
  },
  root: {
    id: 'run-as-root',
    limit: 'user 0 is root, which runAsNonRoot keeps from starting',
    source: RESTRICTED,
    cases: ['Q10'],
    hazard: 'The server takes the Deployment, and its pods are refused or never start. Insist with SecurityExemption.runAsRoot("the reason").',
  },
  exemptionReason: {
    id: 'exemption-reason',
    limit: 'a security default is lifted with a reason',
    source: 'docs/decisions/security-defaults.md',
    cases: [],
    hazard: 'The reason is for those who read the code after you.',
  },
  seccomp: {
    id: 'seccomp-profile',
    limit: 'a seccomp profile of type Localhost has the path of the profile on the node, and one of another type has none',
    source: `validateSeccompProfileField in ${VALIDATION}`,
    cases: ['L36'],
    hazard: 'The server takes an empty path for Localhost, and the container never starts. There is no way to insist.',
  },
  exemptionCapabilities: {
    id: 'exemption-capabilities',
    limit: 'an exemption for capabilities names those that are kept',
    source: 'docs/decisions/security-defaults.md',
    cases: [],
    hazard: 'It would lift nothing.',
  },
  mountPath: {
    id: 'mount-path',
    limit: 'a container mounts one volume at a path',
    source: `ValidateVolumeMounts in ${VALIDATION}`,
    cases: ['R15', 'R16'],
  },
  subPath: {
    id: 'mount-sub-path',
    limit: 'the path within a volume that is mounted is relative, does not lead out of it, and is given once, as subPath or subPathExpr',
    source: `validateLocalNonReservedPath in ${VALIDATION}`,
    cases: ['R17'],
  },
  serviceAccount: {
    id: 'service-account-name',
    limit: 'the name of a service account is a DNS subdomain (RFC 1123): at most 253 lower-case letters, digits, hyphens and dots',
    source: `ValidatePodSpec in ${VALIDATION}`,
    cases: ['R24'],
    hazard: 'The server reads an empty name as the account default, which was not said. There is no way to insist: leave serviceAccount out.',
  },
  sharedPort: {
    id: 'container-port-shared',
    limit: 'containers of a pod list different ports, because they share its network',
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking; warningsForPodSpecAndMeta in pkg/api/pod/warnings.go',
    cases: [],
    hazard: 'The server takes it with a warning: of containers that run side by side the second fails to listen, and an init container need not list its port. There is no way to insist.',
  },
  claimName: {
    id: 'claim-name',
    limit: 'the name of a volume or volume claim is a DNS label (RFC 1123), each given once',
    source: `ValidateVolumes in ${VALIDATION}`,
    cases: ['R13', 'R14', 'R42'],
    hazard: 'Of volume claims the server takes two of one name, and one that is called as a volume, which it silently replaces. There is no way to insist.',
  },
  claim: {
    id: 'volume-claim',
    limit: 'a volume claim asks for some storage, in at least one access mode, ReadWriteOncePod alone, of a class whose name is a DNS subdomain',
    source: `ValidatePersistentVolumeClaimSpec in ${VALIDATION}`,
    cases: [],
  },
} satisfies Record<string, Rule>;

/** @internal */
export function isImage(image: unknown): boolean {
  return typeof image === 'string' && image !== '' && image === image.trim();
}

/** @internal */
export function checkSeconds(problems: Problems, field: string, duration: Duration | undefined): boolean {
  const whole = duration === undefined || isInt32(secondsOf(duration), 0);
  if (!whole) {
    const rounded = Math.ceil(secondsOf(duration));
    problems.report(workloadRules.seconds, field, showDuration(duration), `Write Duration.seconds(${isInt32(rounded, 0) ? rounded : 30}).`);
  }
  return whole;
}
