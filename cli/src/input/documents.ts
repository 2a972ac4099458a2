import { parseDocument } from 'yaml';
import type { Document } from '../document';
import { checkJson, TOO_DEEP } from './limits';
import { UnreadableDocument } from './problem';
import { split, type Piece } from './split';
import { DIRECTIVE, problemOf } from './yaml-errors';
import { AS_KUBECTL } from './yaml-schema';
import { valueOf, type Budget, type Value } from './yaml-values';

/** A document of a text, or an item of a list, with its line. */
export interface ReadDocument {
  readonly value: Document;
  readonly line: number;
  /** The positions in the lists that contain it: `items[2]`. Empty for a document of its own. */
  readonly item: string;
}

/** A document that cannot be read. */
interface UnreadableText {
  readonly line: number;
  readonly column?: number;
  readonly message: string;
}

const TEMPLATE = 'the document is a template, not YAML: it contains {{. Render it first, a Helm chart with `helm template`, and specify the result';

/**
 * The documents of a text, with the items of lists. Each document is read independently of the others.
 *
 * @param budget what the aliases of the text can expand to
 */
export function documentsOf(text: string, budget: Budget): { documents: ReadDocument[]; unreadable: UnreadableText[] } {
  const documents: ReadDocument[] = [];
  const unreadable: UnreadableText[] = [];
  const lineAt = lineCounter(text);
  for (const piece of split(text)) {
    const offset = piece.offset + contentOffset(piece.text);
    try {
      const found = valueOfPiece(piece, budget);
      documents.push(...itemsOf(found, lineAt(offset), index => lineAt(piece.offset + found.itemOffsets[index])));
    } catch (error) {
      const { message, offset: position } = error as UnreadableDocument;
      if (!(error instanceof UnreadableDocument)) {
        throw error;
      }
      const at = piece.offset + (position ?? 0);
      unreadable.push(position === undefined ? { line: lineAt(offset), message } : { line: lineAt(at), column: columnOf(text, at), message });
    }
  }
  return { documents, unreadable };
}

function valueOfPiece({ text, json, error }: Piece, budget: Budget): Value {
  if (error !== undefined) {
    throw new UnreadableDocument(error);
  }
  if (text.startsWith('%', contentOffset(text))) {
    throw new UnreadableDocument(DIRECTIVE);
  }
  if (json !== undefined) {
    checkJson(json);
    return { value: json, itemOffsets: [] };
  }
  try {
    const document = parseDocument(text, AS_KUBECTL);
    const problem = problemOf(document, text);
    if (problem !== undefined) {
      throw problem;
    }
    return valueOf(document, text, budget);
  } catch (problem) {
    if (problem instanceof RangeError) {
      throw new UnreadableDocument(TOO_DEEP);
    }
    throw problem instanceof UnreadableDocument && text.includes('{{') ? new UnreadableDocument(TEMPLATE, text.indexOf('{{')) : problem;
  }
}

/**
 * The objects of a list, or the value itself. As in kubectl, the items of a list such as a PodList without a kind have that of the list without
 * its ending: `decodeToList` in k8s.io/apimachinery/pkg/apis/meta/v1/unstructured/unstructured.go of Kubernetes 1.35.
 */
function itemsOf({ value, itemOffsets }: Value, line: number, lineOf: (index: number) => number, above = ''): ReadDocument[] {
  const isArray = Array.isArray(value);
  if (value === null || value === undefined) {
    return [];
  }
  if (!isArray && !isList(value)) {
    return [{ value, line, item: above }];
  }
  const items: Document[] = isArray ? value : value.items;
  return items.flatMap((item, index) => {
    const itemLine = itemOffsets.length > 0 ? lineOf(index) : line;
    const place = `${above}${isArray ? '' : `${above === '' ? '' : '.'}items`}[${index}]`;
    const object = isArray || value.kind === 'List' ? item : withKindOf(value, item);
    // A null in a list is no empty document: kubectl refuses it.
    const read = { value: object, line: itemLine, item: place };
    return object === null ? [read] : itemsOf({ value: object, itemOffsets: [] }, itemLine, () => itemLine, place);
  });
}

/** Whether an object is a list: a kind that ends in List, and whose items are a list. */
function isList({ kind, items }: Document): boolean {
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
}

function withKindOf({ apiVersion, kind }: Document, item: Document): Document {
  return typeof item === 'object' && item !== null && !Array.isArray(item) && item.apiVersion === undefined && item.kind === undefined
    ? { apiVersion, kind: kind.slice(0, -'List'.length), ...item } : item;
}

/** The index of the first character that is neither white space nor part of a comment line. */
function contentOffset(text: string): number {
  const content = /^[ \t]*[^ \t\n#]/m.exec(text);
  return content === null ? 0 : content.index;
}

/** A function that returns the lines of indexes that do not decrease. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return offset => {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < offset; at = text.indexOf('\n', counted)) {
      line += 1;
      counted = at + 1;
    }
    return line;
  };
}

function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1);
}
