import { lstatSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DecodedDocument } from '../answer';
import { escaped } from '../messages/escaped';

/** The path of the standard input. */
export const STDIN = '-';
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

/** Reads the documents of a file. */
export type DecodeFile = (file: string, content: Uint8Array) => Manifest[];

type IsRead = (file: string) => boolean;

/**
 * Reads the manifests of files, directories and the standard input. `isRead` selects files of directories, by their paths in the directory.
 *
 * @throws Error if a file or directory does not exist, or if a directory has no manifests
 */
export function readManifests(
  paths: readonly string[], recursive: boolean, decode: DecodeFile, isRead: IsRead = () => true,
): Manifests {
  const files = paths.flatMap(path => filesOf(path, recursive, isRead)).map(file => {
    const name = file === STDIN ? '(standard input)' : file;
    return { name, documents: documentsOf(file, name, decode) };
  });
  return {
    documents: files.flatMap(({ documents }) => documents),
    emptyFiles: files.filter(({ documents }) => documents.length === 0).map(({ name }) => name),
  };
}

/** The documents of a file. A file that cannot be read is one document with an error, so that the other files are checked. */
function documentsOf(file: string, name: string, decode: DecodeFile): Manifest[] {
  let content: Uint8Array;
  try {
    content = readFileSync(file === STDIN ? 0 : file);
  } catch (error) {
    return [{ file: name, line: 1, error: `the file cannot be read: ${(error as NodeJS.ErrnoException).code}. ${fixOf(file)}` }];
  }
  return decode(name, content);
}

function fixOf(file: string): string {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()
    ? `It is a symbolic link to ${escaped(readlinkSync(file))}. Correct or remove the link` : 'Make it readable, or do not pass it';
}

function filesOf(path: string, recursive: boolean, isRead: IsRead): string[] {
  if (path === STDIN) {
    return [path];
  }
  if (!lstatSync(path, { throwIfNoEntry: false })) {
    throw new Error(`${escaped(path)}: no such file or directory`);
  }
  if (!isDirectory(path)) {
    return [path];
  }
  const names = readdirSync(path, { recursive, encoding: 'utf-8' }).filter(name => EXTENSIONS.some(extension => name.endsWith(extension)));
  if (names.length === 0) {
    const fix = recursive ? '' : ' Use --recursive to read its subdirectories too.';
    throw new Error(`${escaped(path)}: no file in this directory ends in ${EXTENSIONS.join(', ')}.${fix}`);
  }
  return names.filter(isRead).sort().map(name => join(path, name)).filter(isFileOrBroken);
}

/** Whether a path is a directory, or a symbolic link to one. A link that cannot be followed is read like a file, which reports the link. */
function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Whether a path in a directory is a file, or a symbolic link that cannot be followed. */
function isFileOrBroken(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}
