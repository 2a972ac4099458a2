import { isMisreadAsNumber } from './misread-numbers';

/** Why kubectl does not read a text as it was before cdk8s wrote it. */
export interface Misreading {
  /** What the text has, without the text itself, which may be secret. */
  readonly detail: string;
  /** What to write instead. */
  readonly fix: string;
}

/** Texts that `misreadingOf` must examine. kubectl reads all others unchanged. */
const SUSPECT = /^[-+.0-9]|[\n\u007f-\u009f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]/;

/**
 * Characters that YAML forbids or reads as line breaks, and lone surrogates. cdk8s writes them without escape sequences, also between quotes
 * (docs/upstream/yaml-strings.md). kubectl refuses the whole file, or reads the line breaks U+0085, U+2028 and U+2029 as spaces.
 */
const UNWRITABLE = /[\u007f-\u009f\u2028\u2029\ufffe\uffff\ud800-\udfff]/u;

/**
 * Texts with several lines that cdk8s writes in quotes, and not as a block: `stringifyString` and `blockString` in
 * https://github.com/eemeli/yaml/blob/v2.8.0/src/stringify/stringifyString.ts.
 */
const QUOTED_LINES = /[\u0000-\u0008\u000b-\u001f]|\n[\t ]+$|^\s*$/;

/** The length from which a text between quotes continues on the next line: `doubleQuotedMinMultiLineLength` of the same library. */
const FOLDED_LENGTH = 40;

/** Whether kubectl reads a text differently from what cdk8s has written. @internal */
export function isMisread(text: string): boolean {
  return SUSPECT.test(text) && misreadingOf(text) !== undefined;
}

/** Like `isMisread`, for the key of a map. @internal */
export function isMisreadKey(key: string): boolean {
  return key === '<<' || SUSPECT.test(key) && misreadingOfKey(key) !== undefined;
}

/** Why kubectl does not read a text unchanged; undefined if it does. @internal */
export function misreadingOf(text: string): Misreading | undefined {
  return misreadingOfLine(text) ?? (text.includes('\n') ? misreadingOfLines(text) : undefined);
}

/** Like `misreadingOf`, for the key of a map, which is always written on one line. @internal */
export function misreadingOfKey(key: string): Misreading | undefined {
  // It merges another map into the map: https://yaml.org/type/merge.html
  return key === '<<' ? { detail: 'the form of a merge key', fix: 'Use a different key.' } : misreadingOfLine(key);
}

function misreadingOfLine(text: string): Misreading | undefined {
  const found = UNWRITABLE.exec(text);
  if (found) {
    const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const position = Array.from(text.slice(0, found.index)).length + 1;
    return { detail: `U+${code} at position ${position}`, fix: 'Remove the character.' };
  }
  return isMisreadAsNumber(text) ? { detail: 'the form of a number', fix: "Use a different text. If a number is meant, write it in decimal, such as '493'." } : undefined;
}

function misreadingOfLines(text: string): Misreading | undefined {
  if (!QUOTED_LINES.test(text)) {
    // kubectl expects spaces before the first line of a block, unless the block states its indentation, which it does if this line begins with a space
    return /^\n*\t/.test(text) ? { detail: 'a tab before its first line', fix: 'Remove the tab, or replace it with spaces.' } : undefined;
  }
  const space = text.indexOf('\n \n');
  if (space < 0 || JSON.stringify(text).length < FOLDED_LENGTH) {
    return undefined;
  }
  // cdk8s writes the space as a backslash and a space (docs/upstream/yaml-strings.md)
  const line = text.slice(0, space).split('\n').length + 1;
  return { detail: `only a space in line ${line}`, fix: 'Remove the space.' };
}
