import { misreadingOf, misreadingOfKey, type Misreading } from './misread-texts';
import type { Problems, Rule } from './rule';
import { characterIn, hidden } from './show';

/** @internal */
export const textRules = {
  yaml: {
    id: 'yaml-text',
    limit: 'a string must read back unchanged after it is written as YAML and read by kubectl: it must not look like a number such as 0o17 or 7e_17, must not contain characters that YAML does not allow or reads as line breaks, and must not begin with a tab if it has several lines',
    source: 'https://yaml.org/spec/1.2.2/#51-character-set; what cdk8s writes, read by sigs.k8s.io/yaml; docs/decisions/yaml-texts.md',
    cases: [],
    hazard: 'The API server never receives the value that was written: kubectl reads a different value or rejects the whole file. This rule cannot be overridden. Put such a value into a ConfigMap or Secret, encoded in base64.',
  },
  nul: {
    id: 'nul-character',
    limit: 'an environment variable, a command, an argument and a working directory must not contain the character NUL (U+0000)',
    source: 'execve(2), which ends each string at this character; SlicePtrFromStrings in src/syscall/exec_unix.go of Go, which container runtimes use',
    cases: [],
    hazard: 'The API server accepts the character, and the container never starts. This rule cannot be overridden. Mount such a value as a file.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function checkText(problems: Problems, field: string, text: unknown): void {
  if (typeof text === 'string') {
    report(problems, field, text, misreadingOf(text));
  }
}

/** Reports a text with the character NUL, which no process can receive as an argument or in its environment. @internal */
export function checkNul(problems: Problems, field: string, text: unknown): void {
  if (typeof text === 'string' && text.includes('\0')) {
    problems.report(textRules.nul, field, hidden(text, characterIn(text, /\0/)), 'Remove the character.');
  }
}

/** Like `checkNul`, for each text of a list. @internal */
export function checkNulInList(problems: Problems, field: string, texts: readonly unknown[] | undefined): void {
  texts?.forEach((text, index) => checkNul(problems, `${field}[${index}]`, text));
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
