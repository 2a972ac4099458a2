import type { Json } from './builders';
import { KUBERNETES_VERSIONS, isAtLeast, type KubernetesVersion } from '../../../lib/rules/versions';

/** The cluster that the documents are applied to. By default, Pod Security is *restricted* and Services are IPv4 only. */
export interface Cluster {
  readonly podSecurity?: 'privileged' | 'baseline' | 'restricted';
  readonly nodePortRange?: string;
  readonly serviceCidrs?: readonly string[];
}

interface Entry {
  /** Applied in this order. The last document demonstrates the rule; the documents before it are accepted. */
  readonly documents: readonly Json[];
  readonly versions: readonly KubernetesVersion[];
  readonly cluster: Cluster;
}

/** Why a document is not stored as it is written. */
export interface Refusal extends Entry {
  /**
   * A cause of the refusal, the message of a cause without a field, a dropped field, or a finding: the pods or claims that a controller
   * creates from the document are refused.
   */
  readonly by: 'cause' | 'message' | 'dropped' | 'finding';
  /** The field as the server writes it, or part of the message. */
  readonly field: string;
}

/** A document that breaks a rule and that the server accepts. */
export interface Hazard extends Entry {
  /** The field that breaks the rule. */
  readonly field: string;
  /** Where Kubernetes documents or implements that it accepts the document. */
  readonly source: string;
  /** Part of the warning that the server returns. */
  readonly warning?: string;
  /** Whether the server refuses the pods that a controller creates from the document. */
  readonly withoutPods: boolean;
}

/** The documents of one rule. */
export interface RuleDocuments {
  readonly refused?: readonly Refusal[];
  readonly hazards?: readonly Hazard[];
}

/** Documents by rule id. */
export type Documents = Readonly<Record<string, RuleDocuments>>;

const ALWAYS = { versions: KUBERNETES_VERSIONS, cluster: {} };

export function refused(field: string, ...documents: Json[]): Refusal {
  return { ...ALWAYS, by: 'cause', field, documents };
}

/** Refused with a cause that has no field. */
export function refusedWithMessage(message: string, ...documents: Json[]): Refusal {
  return { ...ALWAYS, by: 'message', field: message, documents };
}

export function dropped(field: string, ...documents: Json[]): Refusal {
  return { ...ALWAYS, by: 'dropped', field, documents };
}

/** The document is accepted, but the pods that a controller creates from it are refused. */
export function podsRefused(field: string, ...documents: Json[]): Refusal {
  return { ...ALWAYS, by: 'finding', field, documents };
}

export function hazard(field: string, source: string, ...documents: Json[]): Hazard {
  return { ...ALWAYS, field, source, documents, withoutPods: false };
}

export function hazardWithWarning(field: string, source: string, warning: string, ...documents: Json[]): Hazard {
  return { ...hazard(field, source, ...documents), warning };
}

/** Applies from a version on. */
export function since<T extends Entry>(version: KubernetesVersion, entry: T): T {
  return { ...entry, versions: entry.versions.filter(known => isAtLeast(known, version)) };
}

/** Applies to versions before a version. */
export function before<T extends Entry>(version: KubernetesVersion, entry: T): T {
  return { ...entry, versions: entry.versions.filter(known => !isAtLeast(known, version)) };
}

/** Applies to a cluster with these settings. */
export function inCluster<T extends Entry>(cluster: Cluster, entry: T): T {
  return { ...entry, cluster };
}
