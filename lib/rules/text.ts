import { misreadingOf, misreadingOfKey, type Misreading } from './misread-texts';
import type { Problems, Rule } from './rule';
import { hidden } from './show';

/** @internal */
export const textRules = {
  yaml: {
    id: 'yaml-text',
    limit: 'a string must read back unchanged after it is written as YAML and read by kubectl: it must not look like a number such as 0o17 or 7e_17, must not contain characters that YAML does not allow or reads as line breaks, and must not begin with a tab if it has several lines',
    source: 'https://yaml.org/spec/1.2.2/#51-character-set; what cdk8s writes, read by sigs.k8s.io/yaml; docs/decisions/yaml-texts.md',
    cases: [],
    hazard: 'The API server never receives the value that was written: kubectl reads a different value or rejects the whole file. This rule cannot be overridden. Put such a value into a ConfigMap or Secret, encoded in base64.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function checkText(problems: Problems, field: string, text: unknown): void {
  if (typeof text === 'string') {
    report(problems, field, text, misreadingOf(text));
  }
}

/** Like `checkText`, for a key of a map. @internal */
export function checkKey(problems: Problems, field: string, key: string): void {
  report(problems, `key ${field}`, key, misreadingOfKey(key));
}

function report(problems: Problems, field: string, text: string, misreading: Misreading | undefined): void {
  if (misreading) {
    problems.report(textRules.yaml, field, hidden(text, misreading.detail), misreading.fix);
  }
}
