import type { Problems, Rule } from './rule';

/** Numbers to YAML parsers of today that cdk8s writes without quotes. */
const UNQUOTED_NUMBER = /^[-+]?0([oO][0-7]+|X[0-9A-Fa-f]+|B[01]+)$/;

/** Characters that YAML forbids or reads as line breaks, and halves of surrogate pairs. */
const UNWRITABLE = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]/u;

/** @internal */
export const textRules = {
  yaml: {
    id: 'yaml-text',
    limit: 'a text survives being written as YAML and read by kubectl: it is no number like 0o17 or 0X1F, and has no control characters',
    source: 'https://yaml.org/spec/1.2.2/#51-character-set; what cdk8s writes, read by sigs.k8s.io/yaml',
    cases: [],
    hazard: 'The server never gets what was written: kubectl reads another value, or refuses the whole file. There is no way to insist; put such a value into a ConfigMap, in base64.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function checkText(problems: Problems, field: string, text: unknown): void {
  if (typeof text === 'string' && (UNQUOTED_NUMBER.test(text) || UNWRITABLE.test(text))) {
    problems.report(textRules.yaml, field, text, 'Write it in another way.');
  }
}
