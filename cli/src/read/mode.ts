/** How a declaration treats the defaults of the library. */
export interface Mode {
  /** Whether the pod template stays as it is, so that no pod is replaced. Otherwise, the defaults of the library apply where the manifest sets nothing. */
  readonly inPlace: boolean;
}
