import type { Json } from './builders';
import { KUBERNETES_VERSIONS, isAtLeast, type KubernetesVersion } from '../../../lib/rules/versions';

/** Facts of the cluster that the documents are applied to: restricted, and IPv4 alone, unless said otherwise. */
export interface Cluster {
  readonly podSecurity?: 'privileged' | 'baseline' | 'restricted';
  readonly nodePortRange?: string;
  readonly serviceCidrs?: readonly string[];
}

interface Entry {
  /** Applied in this order; the last one is what is shown, those before it are accepted. */
  readonly documents: readonly Json[];
  readonly versions: readonly KubernetesVersion[];
  readonly cluster: Cluster;
}

/** What a document is not kept as it is written for. */
export interface Refusal extends Entry {
  /**
   * A cause of the refusal, the message of one that names no field, a field that is dropped, or a finding: that the pods or claims
   * that are made from the document are refused.
   */
  readonly by: 'cause' | 'message' | 'dropped' | 'finding';
  /** The field as the server writes it, which every cause names; or part of the message. */
  readonly field: string;
}

/** A document that the server takes although a rule refuses what it says. */
export interface Hazard extends Entry {
  /** The field that the rule is about. */
  readonly field: string;
  /** Where Kubernetes says that it is taken. */
  readonly source: string;
  /** Part of the warning that the server gives with it. */
  readonly warning?: string;
  /** Whether the server then refuses the pods that are made from it. */
  readonly withoutPods: boolean;
}

/** The documents of one rule, by hand. */
export interface Shown {
  readonly refused?: readonly Refusal[];
  readonly taken?: readonly Hazard[];
}

/** The documents of some rules, by the ids of these. */
export type Documents = Readonly<Record<string, Shown>>;

const ALWAYS = { versions: KUBERNETES_VERSIONS, cluster: {} };

export function refused(field: string, ...documents: Json[]): Refusal {
  return { ...ALWAYS, by: 'cause', field, documents };
}

/** Refused for a cause that names no field. */
export function refusedSaying(message: string, ...documents: Json[]): Refusal {
  return { ...ALWAYS, by: 'message', field: message, documents };
}

export function dropped(field: string, ...documents: Json[]): Refusal {
  return { ...ALWAYS, by: 'dropped', field, documents };
}

/** The document is accepted, and the pods that are made from it are not. */
export function podsRefused(field: string, ...documents: Json[]): Refusal {
  return { ...ALWAYS, by: 'finding', field, documents };
}

export function taken(field: string, source: string, ...documents: Json[]): Hazard {
  return { ...ALWAYS, field, source, documents, withoutPods: false };
}

export function takenWithWarning(field: string, source: string, warning: string, ...documents: Json[]): Hazard {
  return { ...taken(field, source, ...documents), warning };
}

/** Shown from a version on. */
export function since<T extends Entry>(version: KubernetesVersion, entry: T): T {
  return { ...entry, versions: entry.versions.filter(known => isAtLeast(known, version)) };
}

/** Shown up to the version before this one. */
export function before<T extends Entry>(version: KubernetesVersion, entry: T): T {
  return { ...entry, versions: entry.versions.filter(known => !isAtLeast(known, version)) };
}

/** Shown on a cluster of these facts. */
export function on<T extends Entry>(cluster: Cluster, entry: T): T {
  return { ...entry, cluster };
}
