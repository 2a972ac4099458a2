/** One way in which the declared objects differ from the original ones. */
export interface Difference {
  /** The kind, the namespace if one is specified, and the name: 'Deployment shop/web'. */
  readonly object: string;
  /**
   * The field, with the identities of list items: 'spec.template.spec.containers[web].image'. Empty if a whole object is missing or was added. `[]` is
   * an item of a list whose items have no identity.
   */
  readonly path: string;
  /** The original value; undefined if it is not set. Values of Secrets are not shown. */
  readonly was: unknown;
  /** The declared value; undefined if it is not set. */
  readonly is: unknown;
  /** The reason, if it is a default that the library adds: see docs/defaults.md. */
  readonly intent?: string;
}
