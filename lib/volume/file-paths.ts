import type { Json } from '../manifest/manifest';

/** The path of a file in a volume, and the property that contains it. */
export interface FilePath {
  readonly field: string;
  readonly path: unknown;
}

/**
 * The paths of the keys of a ConfigMap or Secret. The path is the key by default, so a key that is empty is the only problem of its item.
 *
 * @param fieldOf the property with an item
 * @internal
 */
export function pathsOfItems(items: readonly Json[], fieldOf: (index: number, key: string) => string): FilePath[] {
  return items.flatMap(({ key, path }, index) => key === '' ? [] : [{ field: `${fieldOf(index, key)}.path`, path }]);
}

/** The paths of the files of the Downward API. @internal */
export function pathsOfFiles(field: string, files: readonly Json[]): FilePath[] {
  return files.map(({ path }, index) => ({ field: `${field}[${index}].filePath`, path }));
}

/** Whether two files cannot both exist: their paths are the same, or one is a directory of the other. @internal */
export function overlap(one: unknown, other: unknown): boolean {
  const [a, b] = [one, other].map(path => `${String(path).replace(/\/+$/, '')}/`);
  return a.startsWith(b) || b.startsWith(a);
}
