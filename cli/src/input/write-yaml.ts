import { Document as YamlDocument, isScalar, Scalar, visit } from 'yaml';
import type { Document } from '../document';

/**
 * Texts that every reader of YAML reads as a text without quotes: words, paths, images and addresses that begin with a letter. The words
 * that some reader takes for a boolean, null or a number are no such texts: the package yaml reads e0 as a number.
 */
const PLAIN = /^[A-Za-z/](?:[\w ./@:=,+-]*[\w/])?$/;
const NOT_PLAIN = /^(?:y|yes|n|no|true|false|on|off|null|nan|inf|e\d+)$|: | #/i;

/** Texts with line feeds that a literal block represents: of printable characters, without white space that an editor could remove. */
const LITERAL = /^(?![ \n])[^\0-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*$/;
const HIDDEN_SPACE = /[ \t](?:\n|$)|\n\n$/;

/** Characters that JSON does not escape, although YAML does not allow them, or reads some of them as the end of a line. */
const NOT_PRINTABLE = /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * The documents as YAML text. The package yaml with version 1.1, `Include` of cdk8s and kubectl read the same values from it.
 *
 * @throws Error for a value that JSON cannot represent
 */
export function toYaml(documents: readonly Document[]): string {
  return documents.map(textOf).join('---\n');
}

function textOf(object: Document): string {
  // With version 1.1, the package would write the key << without quotes, which is read as a merge key.
  const document = new YamlDocument(object, { version: '1.2', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (key, node) => {
      if (typeof node.value === 'string') {
        node.type = key !== 'key' && isLiteral(node.value) ? Scalar.BLOCK_LITERAL : isPlain(node.value) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
      } else if (isScalar(node) && !(node.value === null || typeof node.value === 'boolean' || Number.isFinite(node.value))) {
        throw new Error(`${typeof node.value} is no value that JSON can represent. Use a text, a number, a boolean, null, a list or a map`);
      }
    },
  });
  return document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity })
    .replace(NOT_PRINTABLE, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !NOT_PLAIN.test(text);
}

function isLiteral(text: string): boolean {
  return text.includes('\n') && LITERAL.test(text) && !HIDDEN_SPACE.test(text);
}
