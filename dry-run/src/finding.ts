/** A Kubernetes object as a manifest declares it. */
export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: any;
  };
  readonly [field: string]: any;
}

/**
 * The severity of a finding. An `error` is a problem that cannot work, although the API server accepts each object. A `warning` is a
 * problem that may be correct in a cluster that has more objects than the ones that were passed.
 */
export type Severity = 'error' | 'warning';

/** A problem with objects that the API server accepts, such as a pod that a workload cannot create, or a reference to a missing object. */
export interface Finding {
  /** The id of the rule, in kebab case. It never changes. */
  readonly rule: string;
  readonly severity: Severity;
  /** The object to change. */
  readonly apiVersion: string;
  readonly kind: string;
  /** As in the result of the document. Absent for a cluster-scoped object, and for a live object that specifies no namespace. */
  readonly namespace?: string;
  /** The name of the object, or its `generateName` if it has no name. */
  readonly name: string;
  /** The index of the object among the documents of the call. Absent if no document declares the object. */
  readonly document?: number;
  /** The field of the object, in the API server's notation, such as `spec.ports[0].targetPort`. */
  readonly field?: string;
  /** What is wrong, and how to fix it. */
  readonly message: string;
}

/** Findings about some of the documents of a call, with the indexes that these documents have among all documents. */
export function reindexed(findings: readonly Finding[], indexes: readonly number[]): Finding[] {
  return findings.map(finding => finding.document === undefined ? finding : { ...finding, document: indexes[finding.document] });
}
