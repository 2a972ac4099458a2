/** A Kubernetes object as it stands in a manifest. */
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
 * How much a finding weighs: an `error` is what will not work although the API server takes each object by itself,
 * a `warning` what may.
 */
export type Severity = 'error' | 'warning';

/** What is wrong with objects that the API server would store: with a pod of a workload, or between two objects. */
export interface Finding {
  /** The name of the rule, in kebab case. It never changes. */
  readonly rule: string;
  readonly severity: Severity;
  /** The object to change. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for an object that is not in a namespace. */
  readonly namespace?: string;
  readonly name: string;
  /** The field of the object, as the API server writes it: `spec.ports[0].targetPort`. */
  readonly field?: string;
  /** What is wrong, in one sentence, and what to write instead. */
  readonly message: string;
}
