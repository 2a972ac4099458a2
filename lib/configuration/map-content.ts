import { createHash } from 'crypto';
import type { UsedMap } from './references';
import type { Json } from '../manifest/manifest';
import { compareNames } from '../values/compare-names';

/**
 * The number of hexadecimal digits of a hash of contents. Everyone who can read pods can read it. Ten digits are enough to notice changes, and many
 * values of a secret with enough entropy have the same ten digits. They confirm a correct guess of a weak secret, as a longer hash does.
 */
const HASH_LENGTH = 10;

/** @internal */
export function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, HASH_LENGTH);
}

/**
 * The contents of the document of a ConfigMap or a Secret, as base64 by key, ordered by key: of all keys, or only of some. Contents are equal if the pods
 * see equal files and variables, whether the document has them as text or as base64.
 *
 * @internal
 */
export function contentOf(kind: UsedMap['kind'], { data, binaryData, stringData }: Json, keys?: readonly string[]): [key: string, content: string][] {
  const isText = kind === 'ConfigMap';
  const all = {
    ...mapValues(data, isText ? textToBase64 : sameBytes),
    // a Secret has no binaryData; a key of stringData takes precedence (https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/)
    ...isText ? mapValues(binaryData, sameBytes) : mapValues(stringData, textToBase64),
  };
  return Object.entries(all).filter(([key]) => keys?.includes(key) ?? true).sort(([a], [b]) => compareNames(a, b));
}

function mapValues(values: Json | undefined, toBase64: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, toBase64(String(value))]));
}

function textToBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** Base64 without line breaks and with padding. */
function sameBytes(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64');
}
