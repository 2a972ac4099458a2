import { isDeepStrictEqual } from 'util';
import { Yaml } from 'cdk8s';
import { ServerDryRun } from 'kubernetes-dry-run';
import { NEWEST_KUBERNETES, type Document } from '../support';

/** The number of strings in one document. */
const BATCH = 20_000;

/** Reads YAML with the parser of kubectl, `sigs.k8s.io/yaml`. It is the same for all versions of Kubernetes. */
const parser = new ServerDryRun({ kubernetesVersion: NEWEST_KUBERNETES });

/** How strings are written into a document, and how they are found there. */
interface Place {
  write(strings: readonly string[]): object;
  read(document: Document, strings: readonly string[]): readonly unknown[];
}

/** Places for strings, which differ in indentation. */
export const PLACES = {
  'a value': {
    write: strings => ({ list: [{ ...strings }] }),
    read: ({ list: [map] }, strings) => strings.map((_, index) => map[index]),
  },
  'an item of a list': {
    write: strings => ({ map: { list: strings } }),
    read: ({ map: { list } }) => list,
  },
  'a key': {
    write: strings => ({ map: Object.fromEntries(strings.map(string => [string, 1])) }),
    read: ({ map }, strings) => strings.map(string => Object.hasOwn(map, string) ? string : undefined),
  },
} satisfies Record<string, Place>;

/** The documents that kubectl reads differently from what cdk8s has written, each with the reason. */
export function misreadDocuments(documents: readonly Document[]): string[] {
  const read = parser.decode(Yaml.stringify(...documents));
  return documents.flatMap((document, index) => {
    const { error, document: other } = read[index] ?? { error: 'it is missing' };
    return error === undefined && isDeepStrictEqual(other, JSON.parse(JSON.stringify(document))) ? [] : [`misread ${document.kind}: ${error ?? 'it differs'}`];
  });
}

/** The strings that kubectl reads differently if cdk8s writes them together, or an error and the strings that cause it. */
export function misreadTogether(strings: readonly string[], place: Place): unknown[] {
  return batches(strings).flatMap(batch => {
    const [{ error, document }] = parser.decode(Yaml.stringify(place.write(batch)));
    if (error !== undefined) {
      return [error, ...batch.length > 1 ? misreadAlone(batch, place) : []];
    }
    const read = place.read(document as Document, batch);
    return batch.filter((string, index) => read[index] !== string);
  });
}

/** The strings that kubectl reads differently, or not at all, if cdk8s writes each of them into a document of its own. */
export function misreadAlone(strings: readonly string[], place: Place): string[] {
  return batches(strings).flatMap(batch => {
    const read = parser.decode(Yaml.stringify(...batch.map(string => place.write([string]))));
    return batch.filter((string, index) => {
      const { error, document } = read[index];
      return error !== undefined || place.read(document as Document, [string])[0] !== string;
    });
  });
}

function batches(strings: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(strings.length / BATCH) }, (_, index) => strings.slice(index * BATCH, (index + 1) * BATCH));
}
