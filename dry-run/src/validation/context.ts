/** What cdk8s-cli hands to a validation plugin, as far as it is used here: see `ValidationContext` of cdk8s-cli. */
export interface ValidationContext {
  /** Paths of the manifests. */
  readonly manifests: readonly string[];
  /** Paths of constructs by the names of their objects: of two objects that have the same name, the path of the last. */
  readonly metadata: Readonly<Record<string, { readonly path: string }>>;
  readonly logger: { log(message: string): void };
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

/** What is wrong, and with which objects. */
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
