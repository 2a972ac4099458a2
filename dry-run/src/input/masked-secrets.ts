import type { ApiObject } from '../finding';
import type { Input } from './inputs';
import { at, fields, text } from '../findings/fields';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What people and tools write instead of a value. */
const MASK = /^(?:[*x•.\-_#]+|<.*>|\[.*\]|\(.*\)|(?:value )?(?:redacted|masked|hidden|removed|omitted|secret|sensitive|obscured)(?: value)?)$/i;

/**
 * Live Secrets in which masked values are replaced, so that the server can read them. A value that is masked or missing becomes the one of
 * the document, as if it did not change: nothing is known about it. Without a document, it becomes empty.
 */
export function withoutMasks(live: readonly Input[], documents: readonly Input[]): readonly Input[] {
  const declared = new Map(documents.flatMap(({ object }) => object === undefined || !isSecret(object) ? [] : [[identity(object), object]]));
  return live.map(input => {
    const { object } = input;
    if (object === undefined || !isSecret(object)) {
      return input;
    }
    const replaced = { ...object, ...replacedData(object, declared.get(identity(object))), metadata: withoutLastApplied(object) };
    return { ...input, object: replaced, sent: typeof input.sent === 'string' ? JSON.stringify(replaced) : replaced };
  });
}

function isSecret({ apiVersion, kind }: ApiObject): boolean {
  return apiVersion === 'v1' && kind === 'Secret';
}

function identity({ metadata }: ApiObject): string {
  return `${text(metadata, 'namespace') ?? 'default'}/${text(metadata, 'name')}`;
}

/** The data of a Secret. A dump without any data is one from which it has been removed, if the document has data. A dump has no `stringData`. */
function replacedData(live: ApiObject, document: ApiObject | undefined): { readonly data?: Readonly<Record<string, unknown>> } {
  const known = dataOf(document);
  const { data } = live;
  if (data === undefined || data === null || Object.keys(Object(data)).length === 0) {
    return document === undefined || live.stringData !== undefined ? {} : { data: known };
  }
  if (typeof data !== 'object' || Array.isArray(data)) {
    return {};
  }
  return { data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, isMasked(value) ? known[key] ?? '' : value])) };
}

/** What the server stores as the data of a document. */
function dataOf(document: ApiObject | undefined): Readonly<Record<string, unknown>> {
  const plain = Object.entries(fields(document, 'stringData')).filter(([, value]) => typeof value === 'string')
    .map(([key, value]) => [key, Buffer.from(value as string, 'utf-8').toString('base64')]);
  return { ...fields(document, 'data'), ...Object.fromEntries(plain) };
}

function isMasked(value: unknown): boolean {
  return typeof value !== 'string' || value === '' || !BASE64.test(value) || MASK.test(value) || MASK.test(Buffer.from(value, 'base64').toString('utf-8').trim());
}

/** The metadata without the copy of masked data: a server could not read it, and the owners of the fields would be unknown. */
function withoutLastApplied({ metadata }: ApiObject): ApiObject['metadata'] {
  const name = 'kubectl.kubernetes.io/last-applied-configuration';
  const applied = text(metadata, 'annotations', name);
  if (applied === undefined) {
    return metadata;
  }
  let masked: boolean;
  try {
    masked = Object.values(fields(JSON.parse(applied), 'data')).some(isMasked);
  } catch {
    masked = true;
  }
  const { [name]: _, ...annotations } = at(metadata, 'annotations') as Record<string, string>;
  return masked ? { ...metadata, annotations } : metadata;
}
