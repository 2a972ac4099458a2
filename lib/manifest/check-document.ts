import { isMisread, isMisreadKey } from '../rules/misread-texts';
import type { Problems } from '../rules/rule';
import { checkKey, checkText } from '../rules/text';
import { reportUnresolved, unresolvedFix } from '../rules/unresolved';
import { memberCode } from '../values/code';

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
    reportUnresolved(problems, path, node);
  } else if (Array.isArray(node)) {
    node.forEach((item, index) => checkNode(problems, `${path}[${index}]`, item));
  } else {
    for (const [key, value] of Object.entries(node)) {
      const field = `${path}${memberCode(key)}`.replace(/^\./, '');
      checkKey(problems, field, key);
      checkNode(problems, field, value);
    }
  }
}
