import type { ApiObject } from '../finding';
import { readManifests, type DecodeFile, type Manifest } from '../input/manifests';

/** The files of packages that npm has installed below a directory. */
const INSTALLED = /(^|[\\/])node_modules[\\/]/;

/** The objects of the option `--context`, and the documents that could not be read. */
export interface Context {
  readonly objects: readonly Manifest[];
  /** File, line and reason of each document that could not be read. */
  readonly unreadable: readonly string[];
}

/**
 * Reads the objects that exist elsewhere. A repository also contains files that are no manifests, such as templates and values of Helm
 * charts: they are left out. A path that is in a folder `node_modules` itself is read.
 *
 * @throws Error if a path does not exist, or if a directory has no manifests
 */
export function readContext(paths: readonly string[], decode: DecodeFile): Context {
  const { documents } = readManifests(paths, true, decode, file => !INSTALLED.test(file));
  return {
    objects: documents.filter(({ document }) => isObject(document)),
    unreadable: documents.filter(({ error }) => error !== undefined).map(({ file, line, error }) => `${file}:${line}: ${error}`),
  };
}

function isObject(document: unknown): boolean {
  const { apiVersion, kind } = (document ?? {}) as Partial<ApiObject>;
  return typeof apiVersion === 'string' && typeof kind === 'string';
}
