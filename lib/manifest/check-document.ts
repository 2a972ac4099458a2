import { isMisread, isMisreadKey } from '../rules/misread-texts';
import type { Problems } from '../rules/rule';
import { checkKey, checkText } from '../rules/text';
import { unresolvedFix, unresolvedRules } from '../rules/unresolved';
import { stringCode } from '../values/code';

const NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * Reports every string and every key of a finished document that kubectl does not read as it is, and every string that represents a value which
 * another tool knows only later.
 *
 * @internal
 */
export function checkDocument(problems: Problems, document: object): void {
  if (!isReadUnchanged(document)) {
    checkNode(problems, '', document);
  }
}

/** Composes no paths and creates no closures, because almost every document is read unchanged. */
function isReadUnchanged(node: unknown): boolean {
  if (typeof node === 'string') {
    return !isMisread(node) && unresolvedFix(node) === undefined;
  }
  if (Array.isArray(node)) {
    return node.every(isReadUnchanged);
  }
  if (typeof node === 'object' && node !== null) {
    for (const key of Object.keys(node)) {
      if (isMisreadKey(key) || !isReadUnchanged((node as Record<string, unknown>)[key])) {
        return false;
      }
    }
  }
  return true;
}

function checkNode(problems: Problems, path: string, node: unknown): void {
  if (typeof node !== 'object' || node === null) {
    checkText(problems, path, node);
    checkKnown(problems, path, node);
  } else if (Array.isArray(node)) {
    node.forEach((item, index) => checkNode(problems, `${path}[${index}]`, item));
  } else {
    for (const [key, value] of Object.entries(node)) {
      const field = `${path}${fieldOf(key)}`.replace(/^\./, '');
      checkKey(problems, field, key);
      checkNode(problems, field, value);
    }
  }
}

/** Reports a text that represents a value which another tool knows only later. */
function checkKnown(problems: Problems, path: string, text: unknown): void {
  const fix = unresolvedFix(text);
  if (fix !== undefined) {
    problems.report(unresolvedRules.unresolved, path, text, fix);
  }
}

/** The end of the path of a field, such as `.spec` or `['example.com/team']`. */
function fieldOf(key: string): string {
  return NAME.test(key) ? `.${key}` : `[${stringCode(key)}]`;
}
