/** A field of an object that was read, whose value the declaration changes. */
export interface FieldChange {
  /** The field. Items of a list are identified by their key: `spec.template.spec.containers[web].image`. */
  readonly path: string;
  /** The value that was read, `undefined` if the field was absent. */
  readonly was: unknown;
  /** The value that is declared, `undefined` if the field is absent. */
  readonly is: unknown;
}

/** A difference between an object that was read and the object that is declared. */
export interface Difference extends FieldChange {
  /** The kind, the namespace if the object has one, and the name: `Deployment shop/web` or `Deployment web`. */
  readonly object: string;
  /** The reason, if the difference is a default that the library adds. See docs/defaults.md. */
  readonly intent?: string;
}

/** A sentence about an object. */
export interface Remark {
  /** The kind, the namespace if the object has one, and the name: `Deployment shop/web`. Absent if the remark is about no object. */
  readonly object?: string;
  /** The field, if the remark is about one. */
  readonly field?: string;
  readonly message: string;
}

/** An update of an object that the API server refuses. */
export interface Refusal extends Remark {
  readonly object: string;
  /** The field, empty if the API server names none. */
  readonly field: string;
}

/** A workload whose pods are replaced. */
export interface ReplacedPods {
  /** The kind, the namespace if the workload has one, and the name: `Deployment shop/web`. */
  readonly object: string;
  /** The fields of the pod template that change, of the objects as the API server stores them. */
  readonly fields: readonly FieldChange[];
}

/** What the API server says about an update of the objects that were read to those that are declared. */
export interface UpdateReport {
  /** The version of the API server. */
  readonly kubernetesVersion: string;
  /** Whether the API server accepts all updates. */
  readonly accepted: boolean;
  readonly refusals: readonly Refusal[];
  /** Each port of a Service that reached a pod and no longer reaches one, as a sentence. */
  readonly lostPorts: readonly string[];
  readonly replacedPods: readonly ReplacedPods[];
  /** What the dry run has found in the declared objects. */
  readonly findings: readonly Remark[];
  /** The objects whose updates are not judged, each with the reason, such as one that the API server refuses as it was read. */
  readonly notJudged: readonly string[];
}

/** What has become of an object that was read. */
export interface ObjectReport {
  readonly kind: string;
  readonly name: string;
  /** @default - the object has no namespace. */
  readonly namespace?: string;
  /** The file and line: `web.yaml:12`. Empty for an object that was not read, because the library adds it. */
  readonly source: string;
  /** How the object is declared: `new ExposedWorkload web`, `option scaling of web`, `document`, or `not declared, because …`. */
  readonly declaredAs: string;
  /** Why the object stays a document, a sentence for each reason. */
  readonly why?: readonly string[];
  /** The fields that a patch sets, because no option does. */
  readonly patches: readonly string[];
  readonly differences: readonly Difference[];
}

/** A file that is written. */
export interface WrittenFile {
  /** The path, relative to the folder of `--out`. */
  readonly path: string;
  readonly lines: number;
}

/** What `adopt` has found out about a declaration that it has generated. */
export interface Report {
  readonly files: readonly WrittenFile[];
  readonly objects: readonly ObjectReport[];
  /** The errors of the TypeScript compiler. */
  readonly typeErrors: readonly string[];
  /** @default - the package kubernetes-dry-run is not installed. */
  readonly update?: UpdateReport;
  /** What is wrong in the files that were read, each with the file, the line and what to do. */
  readonly inputProblems: readonly string[];
  /** What to do so that more objects are declared together. @default - nothing. */
  readonly hints?: readonly string[];
  /** Whether nothing differs except by intent, and the API server refuses nothing, and no port is lost. */
  readonly same: boolean;
}
