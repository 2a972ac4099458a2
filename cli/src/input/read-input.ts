import type { Document } from '../document';
import { problemOfObject } from './check-object';
import { documentsOf, type ReadDocument } from './documents';
import { allOf, bytesOf, filesAt } from './files';
import { MAX_FILE } from './limits';
import { inNamespace } from './namespace';
import { UnreadableDocument, type InputProblem } from './problem';
import { textOf } from './text';

/** The path of the standard input. */
export const STDIN = '-';

/** A Kubernetes object that was read. */
export interface InputDocument {
  /** The object. It has a name, and the metadata and the fields of the types that an object has. */
  readonly object: Document;
  /** The file and line: `web.yaml:12`. For an item of a list, also its position: `pods.json:1 (items[2])`. */
  readonly source: string;
}

/** The objects of an application, and what could not be read. */
export interface Input {
  readonly documents: readonly InputDocument[];
  readonly problems: readonly InputProblem[];
}

/** Settings for `readInput`. */
export interface InputOptions {
  /** Reads the standard input. @default - the standard input of the process. */
  readonly readStdin?: () => Uint8Array;
  /** A subfolder of the folders that is not read, such as the one that an earlier run has written. @default - all are read. */
  readonly omittedFolder?: string;
  /** The namespace of objects that specify none. @default - they have none. */
  readonly namespace?: string;
  /** Is called with a sentence before each file. @default - nothing is called. */
  readonly onProgress?: (text: string) => void;
}

/**
 * Reads the manifests of an application from files, folders and the standard input (`-`). The values are those that kubectl reads. Documents
 * with problems are left out, and all others are returned. Nothing that is read is executed.
 */
export function readInput(paths: readonly string[], options: InputOptions = {}): Input {
  const { readStdin = () => allOf(0), onProgress = () => {}, omittedFolder, namespace } = options;
  const { files, problems } = inOrder(paths, omittedFolder);
  const documents: InputDocument[] = [];
  const places = new Map<string, string>();
  files.forEach((file, index) => {
    const name = file === STDIN ? '(standard input)' : file;
    onProgress(`Reading ${name} (${index + 1} of ${files.length})`);
    const read = readFile(name, () => file === STDIN ? readStdin() : bytesOf(file));
    problems.push(...read.problems);
    for (const { value, line, item } of read.documents) {
      const place = `${name}:${line}${item === '' ? '' : ` (${item})`}`;
      const problem = problemOfObject(value);
      const object = problem === undefined ? inNamespace(value, namespace) : value;
      const key = identityOf(object);
      const message = problem ?? duplicateOf(places.get(key));
      if (message === undefined) {
        places.set(key, place);
        documents.push({ object, source: place });
      } else {
        problems.push({ file: name, line, message: item === '' ? message : `${item}: ${message}` });
      }
    }
  });
  if (documents.length === 0 && problems.length === 0) {
    problems.push({ file: files.length === 1 && files[0] === STDIN ? '(standard input)' : paths.join(', '), message: NOTHING });
  }
  return { documents, problems };
}

const NOTHING = 'no objects were found. Check that the command that writes the manifests has succeeded';

/** The files of all paths, with the standard input at its place. */
function inOrder(paths: readonly string[], omitted: string | undefined): { files: string[]; problems: InputProblem[] } {
  const named = paths.filter(path => path !== STDIN);
  const { files, problems } = filesAt(named, omitted);
  const before = filesAt(paths.slice(0, Math.max(0, paths.indexOf(STDIN))), omitted).files.length;
  return { files: paths.includes(STDIN) ? [...files.slice(0, before), STDIN, ...files.slice(before)] : files, problems };
}

function readFile(file: string, read: () => Uint8Array): { documents: readonly ReadDocument[]; problems: InputProblem[] } {
  try {
    const { documents, unreadable } = documentsOf(textOf(read()), { left: MAX_FILE });
    return { documents, problems: unreadable.map(problem => ({ file, ...problem })) };
  } catch (error) {
    if (error instanceof UnreadableDocument) {
      return { documents: [], problems: [{ file, message: error.message }] };
    }
    throw error;
  }
}

/** What identifies an object in a cluster: its group, kind, namespace and name. Different versions of an API have the same objects. */
function identityOf(value: Document): string {
  const { apiVersion, kind, metadata } = Object(value ?? {});
  const { namespace = null, name } = Object(metadata ?? {});
  return JSON.stringify([String(apiVersion).replace(/\/?[^/]*$/, ''), kind, namespace, name]);
}

function duplicateOf(place: string | undefined): string | undefined {
  return place === undefined ? undefined
    : `the object has the same kind, namespace and name as the one at ${place}, which is used. Remove one of the two`;
}
