/**
 * Pods of the platform that exchange traffic with applications, such as the pods of the DNS or of the monitoring.
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
