import type { ApiObject } from '../finding';
import { escaped } from './escaped';

/** The identity of an object. */
export interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** The index of its document, if it is known. Several documents without a name can have the same identity. */
  readonly document?: number;
}

/** The name of an object, or the prefix from which the server would generate a name. */
export function nameOf({ name }: Pick<Identified, 'name'>, document: unknown): string {
  return text(name) || text((document as ApiObject | undefined)?.metadata?.generateName);
}

/** The title of an object in an output. The values of an object that was not checked yet can have every type. */
export function titleOf(object: Omit<Identified, 'apiVersion'>, document?: unknown): string {
  const [kind, namespace, name] = [text(object.kind), text(object.namespace), nameOf(object, document)];
  const place = namespace && `${namespace}/`;
  if (kind === '') {
    return name === '' ? 'object without a kind and a name' : `object "${escaped(`${place}${name}`)}" without a kind`;
  }
  return escaped(`${kind} ${place}${name || '(without a name)'}`);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
