/** The part of the `ValidationContext` of cdk8s-cli that this plugin uses. */
export interface ValidationContext {
  /** Paths of the manifests. */
  readonly manifests: readonly string[];
  /** Construct paths, by object name. If two objects have the same name, the path of the last one. */
  readonly metadata: Readonly<Record<string, { readonly path: string }>>;
  readonly logger: { log(message: string): void };
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

/** A problem, and the objects that have it. */
export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }[];
}
