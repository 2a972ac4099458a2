/** The text of one document of a file. */
export interface Piece {
  readonly text: string;
  /** The index of the text in the file. */
  readonly offset: number;
  /** The value, if the text is JSON. */
  readonly json?: unknown;
  /** The reason why the document is not separated from the one before it. */
  readonly error?: string;
}

const SPACE = /[ \t\r\n]*/y;

/**
 * Splits a text into its documents, as YAMLOrJSONDecoder of Kubernetes 1.35 does (k8s.io/apimachinery/pkg/util/yaml/decoder.go): a text that
 * begins with a brace is a sequence of JSON values. What is no JSON, and the rest after it, is YAML. This function also accepts lists.
 */
export function split(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let offset = afterSpace(text, 0); offset < text.length;) {
    const end = endOfValue(text, offset);
    const piece = text.slice(offset, end);
    const json = end === undefined ? undefined : parsed(piece);
    if (json === undefined) {
      return [...pieces, ...splitYaml(text, pieces.length === 0 ? 0 : offset)];
    }
    pieces.push({ text: piece, offset, json: json.value });
    offset = afterSpace(text, end!);
  }
  return pieces;
}

/** Splits at the lines that begin with three dashes, as YAMLReader does, which also refuses other text than a comment in such a line. */
function splitYaml(text: string, start: number): Piece[] {
  const pieces: Piece[] = [];
  let offset = start;
  let error: string | undefined;
  for (const { index, 0: line, 1: rest } of text.slice(start).matchAll(/^---(.*)(?:\n|$)/gm)) {
    pieces.push({ text: text.slice(offset, start + index), offset, error });
    const isSeparator = /^\s*(?:#|$)/.test(rest);
    offset = start + index + (isSeparator ? line.length : 0);
    error = isSeparator ? undefined : 'there is text after the three dashes, which kubectl refuses. Begin the document in the next line';
  }
  return [...pieces, { text: text.slice(offset), offset, error }];
}

function afterSpace(text: string, offset: number): number {
  SPACE.lastIndex = offset;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The index after the map or list that begins at an index. */
function endOfValue(text: string, start: number): number | undefined {
  if (text[start] !== '{' && text[start] !== '[') {
    return undefined;
  }
  const token = /["\\{}[\]]/g;
  token.lastIndex = start;
  let depth = 0;
  let isInString = false;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [character] = match;
    if (character === '"') {
      isInString = !isInString;
    } else if (isInString) {
      token.lastIndex += character === '\\' ? 1 : 0;
    } else {
      depth += character === '{' || character === '[' ? 1 : -1;
      if (depth === 0) {
        return token.lastIndex;
      }
    }
  }
  return undefined;
}
