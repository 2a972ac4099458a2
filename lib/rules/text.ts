import type { Problems, Rule } from './rule';

/** Strings that cdk8s writes without quotes and that current YAML parsers read as numbers. */
const UNQUOTED_NUMBER = /^[-+]?0([oO][0-7]+|X[0-9A-Fa-f]+|B[01]+)$/;

/** Characters that YAML forbids or reads as line breaks, and lone surrogates. */
const UNWRITABLE = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]/u;

/** @internal */
export const textRules = {
  yaml: {
    id: 'yaml-text',
    limit: 'a string must read back unchanged after it is written as YAML and read by kubectl: it must not look like a number such as 0o17 or 0X1F, and must not contain control characters',
    source: 'https://yaml.org/spec/1.2.2/#51-character-set; what cdk8s writes, read by sigs.k8s.io/yaml',
    cases: [],
    hazard: 'The API server never receives the value that was written: kubectl reads a different value or rejects the whole file. This rule cannot be overridden. Put such a value into a ConfigMap, encoded in base64.',
  },
} satisfies Record<string, Rule>;

/** Whether a string does not read back unchanged. @internal */
export function isUnwritable(text: string): boolean {
  return UNQUOTED_NUMBER.test(text) || UNWRITABLE.test(text);
}

/** @internal */
export function checkText(problems: Problems, field: string, text: unknown): void {
  if (typeof text === 'string' && isUnwritable(text)) {
    problems.report(textRules.yaml, field, text, 'Use a different value.');
  }
}
