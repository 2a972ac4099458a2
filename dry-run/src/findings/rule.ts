import type { ApiObject, Finding, Severity } from '../finding';
import { text } from './fields';
import type { Entry } from './inventory';

/** A kind of problem with objects that the server accepts. */
export interface FindingRule {
  /** The stable name of the rule, which its findings have in `rule`. */
  readonly id: string;
  readonly severity: Severity;
  /** What is found: a clause that starts in lower case and has no period at its end. */
  readonly description: string;
  /** The Kubernetes documentation or source file that describes the consequence. */
  readonly source: string;
}

/** Adds a finding about an object. */
export type Report = (rule: FindingRule, entry: Entry, field: string | undefined, message: string) => void;

export function reportTo(findings: Finding[], documents: readonly ApiObject[]): Report {
  const indexes = new Map(documents.map((document, index) => [document, index]));
  return (rule, { object, kind, namespace, name }, field, message) => {
    const document = indexes.get(object);
    findings.push({
      rule: rule.id,
      severity: rule.severity,
      apiVersion: text(object, 'apiVersion') ?? '',
      kind,
      ...namespace !== '' && text(object, 'metadata', 'namespace') !== undefined && { namespace },
      name: name || text(object, 'metadata', 'generateName') || '',
      ...document !== undefined && { document },
      ...field !== undefined && { field },
      message,
    });
  };
}
