import { isCollection, isScalar, visit, type Document, type ParsedNode, type YAMLError } from 'yaml';
import { TOO_DEEP } from './limits';
import { UnreadableDocument } from './problem';

/** A line that begins with %. */
export const DIRECTIVE = 'a line that begins with % is a directive, which kubectl does not read. Remove it';

const INDENTATION = 'the indentation does not fit the lines above. Indent the entries of a map or list by the same number of spaces';
const NO_COLON = 'a line has no colon after its key. Add a colon and a space, or indent the line if it belongs to the text above it';
const INDENTED_KEY = 'a key is indented more than the line above it, which has a value already. Indent the keys of a map by the same number of spaces';
const OTHER_ERROR = 'the document is not valid YAML. Check the quotes, brackets and indentation';

/** Sentences for the errors of the package yaml by their codes. Its own messages can contain a text of the document. */
const BY_CODE: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an anchor or alias has no name after & or *. Add it, or write the text in quotes',
  BAD_DIRECTIVE: DIRECTIVE,
  BAD_DQ_ESCAPE: 'a text in double quotes has an unknown escape sequence. Write a backslash as \\\\, or use single quotes',
  BAD_INDENT: INDENTATION,
  BAD_SCALAR_START: 'a text begins with a character that has a meaning in YAML, such as @, ` or %. Write the text in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a text contains a colon and a space, which separate a key from its value. Write the text in quotes',
  BLOCK_IN_FLOW: 'a list or map in brackets has entries without a comma between them. Add the comma',
  MULTILINE_IMPLICIT_KEY: NO_COLON,
  MULTIPLE_DOCS: 'there is content after the end of the document, which kubectl does not read. Separate documents with a line of three dashes',
  RESOURCE_EXHAUSTION: TOO_DEEP,
  TAB_AS_INDENT: 'a tab is used for indentation. Use spaces',
  TAG_RESOLVE_FAILED: 'a value has a tag that kubectl does not read, or that does not fit the value. Remove the word that begins with !',
};

/** Sentences by the messages of the package, for codes that have several. */
const BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [/^Flow sequence .*end with/, 'a list that begins with [ is not closed. Add the closing ], and indent all its lines'],
  [/^Flow map .*end with/, 'a map that begins with { is not closed. Add the closing }, and indent all its lines'],
  [/^Missing closing/, 'a text in quotes is not closed. Add the closing quote'],
  [/^Implicit map keys/, NO_COLON],
  [/^Sequence item without/, INDENTATION],
  [/^Unexpected flow-(?:seq|map)-end/, 'a closing ] or } has no opening one. Remove it, or write the text in quotes'],
  [/^Unexpected block-seq-ind/, 'a list begins in the line of its key. Begin it in the next line'],
  [/^Unexpected , in flow/, 'a comma in a list or map in brackets has no value before it. Remove it'],
  [/^Block scalar header/, 'there is other text after | or >. Begin the text in the next line'],
  [/ at node end$/, 'there is other text after the end of a value. Remove it, or write the whole value in quotes'],
];

/** The first problem of a document, with its place; undefined if it has none. */
export function problemOf(document: Document<ParsedNode>, text: string): UnreadableDocument | undefined {
  const problems = [...document.errors, ...document.warnings] as YAMLError[];
  const [first] = problems;
  if (first === undefined) {
    return undefined;
  }
  const { code, message, pos: [start] } = first;
  const end = problems.find(each => each.code === 'MULTILINE_IMPLICIT_KEY' && each.pos[0] === start)?.pos[1];
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && end !== undefined) {
    return new UnreadableDocument(INDENTED_KEY, startOfLine(text, end));
  }
  const sentence = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? BY_CODE[code] ?? OTHER_ERROR;
  const isUnclosed = /^Missing closing|end with/.test(message);
  return new UnreadableDocument(sentence, (isUnclosed ? opened(document, start) : undefined) ?? Math.min(start, text.trimEnd().length));
}

/** The index of the first character of a line that is no space. */
function startOfLine(text: string, index: number): number {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  return start + /^ */.exec(text.slice(start))![0].length;
}

/** The index of the bracket or quote that is not closed: the parser notices it where the text goes on in another way, or at the end. */
function opened(document: Document<ParsedNode>, noticed: number): number | undefined {
  let index: number | undefined;
  visit(document, {
    Node: (_, node) => {
      const [start, end] = node.range!;
      const isOpen = isCollection(node) ? node.flow : isScalar(node) && node.type?.startsWith('QUOTE');
      index = isOpen && start <= noticed && noticed <= end ? start : index;
    },
  });
  return index;
}
