import type { ContainerRestart } from './container-restart';
import type { ResourceRequirements } from './resources';
import type { TerminalOptions } from './terminal';
import type { TerminationMessageOptions } from './termination-message';
import type { EnvFromSource } from '../environment/env-from-source';
import type { EnvVarSource } from '../environment/env-var-source';
import type { PullPolicy } from '../manifest/pull-policy';
import type { BlockDevice } from '../volume/block-device';
import type { Mount } from '../volume/mount';

/**
 * The program of a container, with its environment, volumes and resources. All containers of a pod have these options and an image.
 */
export interface ContainerProgram {
  /**
   * When the kubelet pulls the image.
   *
   * @default - the Kubernetes default: always for `:latest` and for images without a tag, otherwise if the image is not present on the node
   */
  readonly imagePullPolicy?: PullPolicy;

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
   * ordered by name.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables whose values come from a Secret, a ConfigMap, the pod, the resources of a container or a file of a volume. A name can be only in
   * one of `env` and `envValueFrom`.
   *
   * @default - none
   */
  readonly envValueFrom?: { [name: string]: EnvVarSource };

  /**
   * Names of variables in the order in which the pods of an existing workload list them: a different order replaces the pods. These variables precede the
   * others. A variable still follows the variables that it refers to.
   *
   * @default - variables are ordered by name
   */
  readonly envOrder?: string[];

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
   * Volumes that are mounted into the container. A container with a read-only root file system, which is the default, also gets an empty, writable
   * `/tmp` of its own, unless a volume is mounted there.
   *
   * @default - only `/tmp`
   */
  readonly mounts?: Mount[];

  /**
   * Volumes without a file system, which the container reads and writes as block devices.
   *
   * @default - none
   */
  readonly devices?: BlockDevice[];

  /**
   * Whether the kubelet restarts the container after it has exited, with rules for certain exit codes. Kubernetes 1.35 or newer.
   *
   * @default - always; for an init container, after a failure
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules
   */
  readonly restart?: ContainerRestart;

  /**
   * Where the kubelet reads the message with which the container terminates.
   *
   * @default - from /dev/termination-log, the Kubernetes default
   */
  readonly terminationMessage?: TerminationMessageOptions;

  /**
   * The standard input and the terminal of the container.
   *
   * @default - none
   */
  readonly terminal?: TerminalOptions;
}
