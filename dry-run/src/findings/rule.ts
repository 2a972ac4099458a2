import type { Finding, Severity } from '../finding';
import { text } from './fields';
import type { Entry } from './inventory';

/** One thing that the server takes, and what comes later of it. */
export interface FindingRule {
  /** Stable name, which findings carry. */
  readonly id: string;
  readonly severity: Severity;
  /** What is found, in words that end a sentence. */
  readonly says: string;
  /** The Kubernetes document, or source file, that says what comes of it. */
  readonly source: string;
}

/** Notes that an object breaks a rule. */
export type Report = (rule: FindingRule, entry: Entry, field: string | undefined, message: string) => void;

export function reportTo(findings: Finding[]): Report {
  return (rule, { object, kind, namespace, name }, field, message) => findings.push({
    rule: rule.id,
    severity: rule.severity,
    apiVersion: text(object, 'apiVersion') ?? '',
    kind,
    ...namespace !== '' && text(object, 'metadata', 'namespace') !== undefined && { namespace },
    name: name || text(object, 'metadata', 'generateName') || '',
    ...field !== undefined && { field },
    message,
  });
}
