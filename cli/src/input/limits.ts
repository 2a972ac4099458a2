import type { Document } from '../document';
import { UnreadableDocument } from './problem';

/** The levels of nested maps and lists that a document can have, as in kubernetes-dry-run. */
export const MAX_LEVELS = 300;

export const TOO_DEEP = `the document has more than ${MAX_LEVELS} levels of nested maps and lists. Use fewer levels`;

/** The number of bytes of a file, and what its aliases can expand to. */
export const MAX_FILE = 64 * 1024 * 1024;

/** The API server refuses a larger request: MaxRequestBodyBytes in k8s.io/apiserver/pkg/server/config.go of Kubernetes 1.35. */
export const MAX_OBJECT = 3 * 1024 * 1024;

/**
 * A number that JSON can represent, and JavaScript without a loss.
 *
 * @throws UnreadableDocument for other numbers
 */
export function checkedNumber(value: number, offset?: number): number {
  if (!Number.isFinite(value)) {
    throw new UnreadableDocument('a number is infinite, not a number or too large. Use a finite number, or write a text in quotes', offset);
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new UnreadableDocument('a number is beyond 9007199254740991, so JavaScript cannot represent all its digits. Use a smaller number, or write a text in quotes', offset);
  }
  return value;
}

/**
 * A text that UTF-8 can represent.
 *
 * @throws UnreadableDocument for half of a pair of surrogates
 */
export function checkedText(text: string, offset?: number): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new UnreadableDocument('a text has an escape sequence that is half of a character, from \\ud800 to \\udfff. Write the character itself', offset);
  }
  return text;
}

/**
 * Checks the levels, the numbers and the texts of a JSON value.
 *
 * @throws UnreadableDocument beyond the limits
 */
export function checkJson(value: Document, levels = 0): void {
  if (typeof value === 'number') {
    checkedNumber(value);
  } else if (typeof value === 'string') {
    checkedText(value);
  } else if (typeof value === 'object' && value !== null) {
    if (levels >= MAX_LEVELS) {
      throw new UnreadableDocument(TOO_DEEP);
    }
    for (const [key, entry] of Object.entries(value)) {
      checkedText(key);
      checkJson(entry, levels + 1);
    }
  }
}
