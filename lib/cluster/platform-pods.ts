/**
 * Pods of the platform that exchange traffic with applications, such as the pods of the cluster DNS or of the monitoring system.
 */
export interface PlatformPods {
  /** Namespace of the pods. */
  readonly namespace: string;

  /**
   * Labels that select the pods in the namespace.
   *
   * @default - all pods in the namespace
   */
  readonly podLabels?: { [key: string]: string };
}
