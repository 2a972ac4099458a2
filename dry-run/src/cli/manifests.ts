import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DecodedDocument } from '../answer';

const STDIN = '-';
const EXTENSIONS = ['.yaml', '.yml', '.json'];

/** A document with its file. */
export interface Manifest extends DecodedDocument {
  readonly file: string;
}

/** The documents of the files that were read, and the names of the files without documents. */
export interface Manifests {
  readonly documents: readonly Manifest[];
  readonly emptyFiles: readonly string[];
}

/**
 * Reads the manifests of files, directories and the standard input.
 *
 * @throws Error if a file or directory does not exist, or if a directory has no manifests
 */
export function readManifests(paths: readonly string[], recursive: boolean, decode: (text: string) => DecodedDocument[]): Manifests {
  const files = paths.flatMap(path => filesOf(path, recursive)).map(file => ({
    name: file === STDIN ? '(standard input)' : file,
    documents: decode(read(file)),
  }));
  return {
    documents: files.flatMap(({ name, documents }) => documents.map(document => ({ ...document, file: name }))),
    emptyFiles: files.filter(({ documents }) => documents.length === 0).map(({ name }) => name),
  };
}

function read(file: string): string {
  return readFileSync(file === STDIN ? 0 : file, 'utf-8');
}

function filesOf(path: string, recursive: boolean): string[] {
  if (path === STDIN) {
    return [path];
  }
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    throw new Error(`${path}: no such file or directory`);
  }
  if (!stat.isDirectory()) {
    return [path];
  }
  const names = readdirSync(path, { recursive, encoding: 'utf-8' }).filter(name => EXTENSIONS.some(extension => name.endsWith(extension)));
  if (names.length === 0) {
    throw new Error(`${path}: no file in this directory ends in ${EXTENSIONS.join(', ')}.${recursive ? '' : ' Use --recursive to read its subdirectories too.'}`);
  }
  return names.sort().map(name => join(path, name)).filter(file => statSync(file).isFile());
}
