/**
 * Where the kubelet reads the message with which a container terminated, which `kubectl describe pod` shows.
 */
export enum TerminationMessagePolicy {
  /** From the file only, which is the Kubernetes default. */
  FILE = 'File',

  /** From the file, or from the end of the log if the file is empty and the container failed. */
  FALLBACK_TO_LOGS_ON_ERROR = 'FallbackToLogsOnError',
}

/**
 * The message with which a container terminates.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
 */
export interface TerminationMessageOptions {
  /**
   * Path of the file to which the program writes the message.
   *
   * @default - /dev/termination-log, the Kubernetes default
   */
  readonly path?: string;

  /**
   * Where the kubelet reads the message.
   *
   * @default - from the file only, which is the Kubernetes default
   */
  readonly policy?: TerminationMessagePolicy;
}
