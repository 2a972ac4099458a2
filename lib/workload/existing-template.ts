/** Values of the pod template of an existing workload that have no effect, so that the library omits them by default. */
export interface ExistingTemplate {
  /**
   * `metadata.name` of the template, which has no effect: the controller generates the names of the pods.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * Whether the template specifies `enableServiceLinks: true`, which is the default of Kubernetes. It requires `enableServiceLinks: true`.
   *
   * @default false
   */
  readonly specifiesServiceLinks?: boolean;
}
