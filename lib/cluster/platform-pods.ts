/**
 * Pods that the platform runs, and that applications call or are called by.
 */
export interface PlatformPods {
  /** Their namespace. */
  readonly namespace: string;

  /**
   * Labels that tell them from other pods of the namespace.
   *
   * @default - all pods of the namespace
   */
  readonly podLabels?: { [key: string]: string };
}
