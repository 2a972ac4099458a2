import type { DecodedDocument } from '../answer';
import { fail, type Input } from './inputs';

/** Reads the documents of a JSON text. */
export type Decode = (text: string) => DecodedDocument[];

/**
 * The objects of a list, or the object itself. The server program finds them, as in a file: see server/list.go. An object that has a field
 * `items` and is no list, such as a custom resource, is the object itself.
 *
 * @throws DocumentError if the items of a List are not objects
 */
export function itemsOf(input: Input, decode: Decode): Input[] {
  const { object, sent } = input;
  if (object?.items === undefined && object?.kind !== 'List') {
    return [input];
  }
  const documents = decode(typeof sent === 'string' ? sent : JSON.stringify(sent));
  const unreadable = documents.find(({ error }) => error !== undefined);
  if (unreadable !== undefined) {
    return object.kind === 'List' ? fail(input, unreadable.error!) : [input];
  }
  return documents.map(({ json, document }, item) => ({ ...input, item, sent: json, object: document as Input['object'] }));
}
