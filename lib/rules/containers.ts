import { SeccompProfileType, type SeccompProfile } from 'cdk8s-plus-28';
import type { Problems, Rule } from './rule';
import { characterIn, hidden } from './show';
import { isInnerPath } from './volumes';

const VALIDATION = 'core/validation/validation.go';
const WARNINGS = 'warningsForPodSpecAndMeta in pkg/api/pod/warnings.go';

/** @internal */
export const containerRules = {
  envKey: {
    id: 'env-key',
    limit: 'a variable from a ConfigMap or Secret must have the name of the object, which is a DNS subdomain, and a key of 1 to 253 letters, digits, hyphens, underscores and dots, which is not . and does not begin with two dots',
    showsValue: true,
    source: `validateConfigMapKeySelector and validateSecretKeySelector in ${VALIDATION}`,
    cases: [],
  },
  envField: {
    id: 'env-field',
    limit: 'a variable from a pod field must name one of metadata.name, metadata.namespace, metadata.uid, spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP and status.podIPs, or one label or annotation, of apiVersion v1',
    showsValue: true,
    source: `validateObjectFieldSelector in ${VALIDATION}`,
    cases: [],
  },
  envResource: {
    id: 'env-resource',
    limit: 'a variable from the resources of a container must name a request or limit of cpu, memory, ephemeral-storage or huge pages, and its divisor must be 1 or one unit (1m for cpu; 1k to 1E and 1Ki to 1Ei for the others)',
    showsValue: true,
    source: `validateContainerResourceFieldSelector and validateContainerResourceDivisor in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server also accepts other spellings of these divisors, such as 1024Ki for 1Mi. This rule cannot be overridden, because the plain form has the same meaning.',
  },
  envFile: {
    id: 'env-file',
    limit: 'a variable from a file must name an empty directory of the pod (emptyDir), a relative path within it without .., and a key, which can have only printable ASCII characters except =',
    showsValue: true,
    source: `validateFileKeySelector and validateFileKeyRefVolumes in ${VALIDATION}; FileKeySelector in staging/src/k8s.io/api/core/v1/types.go (Kubernetes 1.37)`,
    cases: [],
    hazard: 'The API server accepts a path that begins with /, and the kubelet reads it within the volume. In most cases, it is the path in the container that writes the file, and the kubelet does not find the file. This rule cannot be overridden, because a path without / at its beginning has the same meaning.',
  },
  envFrom: {
    id: 'env-from',
    limit: 'a source in envFrom must have the name of a ConfigMap or Secret, which is a DNS subdomain, and its prefix can have only printable ASCII characters except =',
    showsValue: true,
    source: `ValidateEnvFrom in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server accepts a name that ends with a hyphen, but no ConfigMap or Secret can have that name. This rule cannot be overridden.',
  },
  envCycle: {
    id: 'env-cycle',
    limit: 'the variables of a container must not refer to each other in a cycle',
    showsValue: true,
    source: 'makeEnvironment in pkg/kubelet/kubelet_pods.go; third_party/forked/golang/expansion/expand.go; https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
    cases: [],
    hazard: 'The API server accepts a cycle. The kubelet expands the variables in the order of the list, so the first one keeps its reference as literal text. This rule cannot be overridden. The rule does not apply if a source in envFrom may define a variable of the cycle, because the first variable then gets that value.',
  },
  envOrder: {
    id: 'env-order',
    limit: 'envOrder must contain only names of variables of the container, each once',
    showsValue: true,
    source: 'this library',
    cases: [],
    hazard: 'The API server never receives the list: other names have no effect. This rule cannot be overridden.',
  },
  reference: {
    id: 'env-reference',
    limit: 'a reference $(NAME) must name a variable of the container',
    source: 'makeEnvironmentVariables in pkg/kubelet/kubelet_pods.go; ExpandContainerCommandAndArgs and ExpandContainerVolumeMounts in pkg/kubelet/container/helpers.go; third_party/forked/golang/expansion/expand.go',
    cases: [],
    hazard: 'The API server accepts the reference. In a variable, a command and an argument, the kubelet keeps it as literal text; with one in a path within a volume, it does not start the container. Variables of the image are not known to the kubelet. The kubelet replaces a reference in a variable only if the other variable is earlier in the list. If an admission webhook adds the variable, override the rule with injectedVariables. If the text is not a reference, write $$(NAME), which is the text $(NAME). Except in a path within a volume, the rule applies only to names of capital letters, digits and underscores, so that a shell can run a command such as $(hostname).',
  },
  actionReference: {
    id: 'action-reference',
    limit: 'the command of a lifecycle action must not refer to variables by $(NAME), and that of a health check only to variables whose value is in the manifest and has no references',
    source: 'pkg/kubelet/lifecycle/handlers.go; ExpandContainerCommandOnlyStatic in pkg/kubelet/container/helpers.go',
    cases: [],
    hazard: 'The API server accepts the reference. The kubelet keeps it as literal text, or replaces it with an empty text if the value of the variable comes from another object. This rule cannot be overridden. The process has the variables of its container: let a shell read them.',
  },
  nul: {
    id: 'nul-character',
    limit: 'an environment variable, a command, an argument and a working directory must not contain the character NUL (U+0000)',
    source: 'execve(2), which ends each string at this character; SlicePtrFromStrings in src/syscall/exec_unix.go of Go, which container runtimes use',
    cases: [],
    hazard: 'The API server accepts the character, and the container never starts. This rule cannot be overridden. Mount such a value as a file.',
  },
  action: {
    id: 'lifecycle-action',
    limit: 'a lifecycle action must be a command, a wait, a TCP connection to a port from 1 to 65535, or an HTTP or HTTPS request with a path to such a port or to a TCP port that the container declares',
    source: `validateHandler in ${VALIDATION}`,
    cases: ['K43'],
    hazard: 'The API server replaces an empty path of a request with /, and accepts the name of a port that no container has: the action then fails. This rule cannot be overridden. Use \'/\', and portNumber for a port that is not declared.',
  },
  stopSignal: {
    id: 'stop-signal',
    limit: 'stopSignal of a lifecycle must be a signal of Linux, and must have a justification',
    showsValue: true,
    source: `validateStopSignal in ${VALIDATION}; dropContainerStopSignals in pkg/api/pod/util.go; ContainerStopSignals in pkg/features/kube_features.go (Kubernetes 1.37)`,
    cases: [],
    hazard: 'The API server removes the field without a warning unless the feature gate ContainerStopSignals is enabled, which it is in no version by default. The container is then stopped with the signal of its image. If the gate is enabled, override the rule with stopSignalJustification.',
  },
  restart: {
    id: 'container-restart',
    limit: 'the restart policy of a container can have at most 20 rules, each with 1 to 255 different exit codes, or with none for each exit; an init container cannot have the policy Always, and a sidecar no other policy',
    showsValue: true,
    source: `validateContainerRestartPolicy and validateInitContainerRestartPolicy in ${VALIDATION}; ContainerRestartRuleOnExitCodes in staging/src/k8s.io/api/core/v1/types.go (Kubernetes 1.37)`,
    cases: [],
    hazard: 'The API server accepts a rule for the exit codes of an empty list, which never applies, and the same exit code twice, which it refuses in a server-side apply. An init container with the policy Always is a sidecar, and a sidecar with another policy is an init container that terminates before the other containers start. This rule cannot be overridden. Declare sidecars in sidecars.',
  },
  privileged: {
    id: 'privileged-escalation',
    limit: 'a privileged container cannot have allowPrivilegeEscalation false',
    showsValue: true,
    source: `ValidateSecurityContext in ${VALIDATION}`,
    cases: [],
  },
  portName: {
    id: 'container-port-name',
    limit: 'the name of a container port must have at most 15 lowercase letters, digits and single hyphens, with at least one letter and no hyphen at either end, and must be unique in the pod, unless containerPortName sets it and no Service uses it',
    showsValue: true,
    source: `IsValidPortName in apimachinery/pkg/util/validation/validation.go; ${WARNINGS}`,
    cases: [],
    hazard: 'The API server accepts, with a warning, a name that two containers use: Services and probes then find only one of the ports. This rule cannot be overridden.',
  },
  sysctl: {
    id: 'host-network-sysctl',
    limit: 'a pod on the network of its node (hostNetwork) cannot have sysctls of the network, and a pod with hostIpc none of shared memory, semaphores and message queues',
    showsValue: true,
    source: 'ValidateHostSysctl in core/validation/validation.go',
    cases: [],
  },
  hostPort: {
    id: 'host-port',
    limit: 'two container ports cannot have the same hostPort, hostIp requires a hostPort and is an IP address, and on the network of the node the hostPort is the number of the port',
    showsValue: true,
    source: `AccumulateUniqueHostPorts and validatePodHostNetworkDeps in ${VALIDATION}; ${WARNINGS}`,
    cases: [],
    hazard: 'The API server accepts hostIp without hostPort, with a warning, and it has no effect. It accepts any text in hostIp, and the container does not start. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

/** Reports a text with the character NUL, which no process can receive as an argument or in its environment. @internal */
export function checkNul(problems: Problems, field: string, text: unknown): void {
  if (typeof text === 'string' && text.includes('\0')) {
    problems.report(containerRules.nul, field, hidden(text, characterIn(text, /\0/)), 'Remove the character.');
  }
}

/** Like `checkNul`, for each text of a list. @internal */
export function checkNulInList(problems: Problems, field: string, texts: readonly unknown[] | undefined): void {
  texts?.forEach((text, index) => checkNul(problems, `${field}[${index}]`, text));
}

/** Whether a text can be the name of an environment variable, or the beginning of such a name. @internal */
export function isEnvName(name: string): boolean {
  return /^[ -<>-~]+$/.test(name);
}

/**
 * Whether a text in `$(…)` has the form of a name that people give to variables. Other texts are often meant for a shell or a template language, such as
 * `$(hostname)`.
 *
 * @internal
 */
export function isVariableName(text: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/.test(text);
}

/** What to do about a reference to a variable that does not exist. @internal */
export function missingFix(name: string): string {
  return `The container has no variable ${name}. Define it in env, envValueFrom or envFrom of this container, or correct its name. If the text is not a reference, write $$(…) instead of $(…).`;
}

/** Whether a text can be the key of a ConfigMap or Secret. @internal */
export function isConfigKey(key: string): boolean {
  // The key of an EnvValue of cdk8s-plus can have any type
  return typeof key === 'string' && /^(?!\.\.)(?!\.$)[-._A-Za-z0-9]{1,253}$/.test(key);
}

/** Whether a profile has a path if and only if its type requires one. @internal */
export function isSeccompProfile({ type, localhostProfile }: SeccompProfile): boolean {
  return type === SeccompProfileType.LOCALHOST ? Boolean(localhostProfile) && isInnerPath(localhostProfile!) : localhostProfile === undefined;
}
