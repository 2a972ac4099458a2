import { lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file of the generated program. */
export interface OutputFile {
  /** The path, relative to the folder of `--out`, with slashes. */
  readonly path: string;
  readonly content: string;
}

/** The folder for the files other than the main file: `main` beside `main.ts`. */
export function folderOf(out: string): string {
  return join(dirname(out), stemOf(out));
}

/**
 * Checks that the files can be written.
 *
 * @param force whether existing files may be replaced
 * @throws Error if something exists, or if the folder of the main file does not
 */
export function checkOut(out: string, force: boolean): void {
  const parent = dirname(out);
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`--out ${JSON.stringify(out)}: the folder ${JSON.stringify(parent)} does not exist. Create it first.`);
  }
  const [file, folder] = [out, folderOf(out)].map(path => ({ path, entry: lstatSync(path, { throwIfNoEntry: false }) }));
  if (file.entry?.isDirectory() || folder.entry?.isDirectory() === false) {
    const [path, kind] = file.entry?.isDirectory() ? [file.path, 'a folder'] : [folder.path, 'no folder'];
    throw new Error(`--out ${JSON.stringify(out)}: ${JSON.stringify(path)} exists and is ${kind}. Specify another name.`);
  }
  const existing = [file, folder].filter(({ entry }) => entry !== undefined).map(({ path }) => JSON.stringify(path));
  if (existing.length > 0 && !force) {
    throw new Error(`--out ${JSON.stringify(out)}: ${existing.join(' and ')} already ${existing.length === 1 ? 'exists' : 'exist'}. Specify another name, or --force to replace the files.`);
  }
}

/**
 * Writes the files. First all contents are written to temporary files beside them, so that an error such as a full disk leaves the existing
 * files as they are. Files that exist in the folder and are not part of the program are kept.
 *
 * @throws Error if a file cannot be written, or if its path is another one than that of `--out` or one in the folder of this name
 */
export function writeFiles(out: string, files: readonly OutputFile[]): void {
  const paths = files.map(({ path }) => checkedPath(path, out));
  const folders: string[] = [];
  const temporary: string[] = [];
  try {
    files.forEach(({ content }, index) => {
      const first = mkdirSync(dirname(paths[index]), { recursive: true });
      folders.push(...first === undefined ? [] : foldersUpTo(dirname(paths[index]), first));
      temporary.push(`${paths[index]}.${process.pid}.tmp`);
      writeFileSync(temporary[index], content, { flag: 'wx' });
    });
    files.forEach((_, index) => renameSync(temporary[index], paths[index]));
  } catch (error) {
    temporary.forEach(path => attempt(() => rmSync(path, { force: true })));
    folders.reverse().forEach(folder => attempt(() => rmdirSync(folder)));
    throw new Error(`the files cannot be written: ${(error as Error).message}. Make the folder writable, or specify another one.`);
  }
}

function checkedPath(path: string, out: string): string {
  const parts = path.split('/');
  const isOwn = parts.length === 1 ? path === basename(out) : parts[0] === stemOf(out);
  if (!isOwn || parts.some(part => part === '' || part === '.' || part === '..' || /[\\\0:]/.test(part))) {
    throw new Error(`${JSON.stringify(path)} is neither the file of --out nor in the folder of its name. Report this as a bug.`);
  }
  return join(dirname(out), ...parts);
}

/** The folders that were created, the outermost first. */
function foldersUpTo(folder: string, first: string): string[] {
  const parent = dirname(folder);
  return folder.length <= first.length || parent === folder ? [folder] : [...foldersUpTo(parent, first), folder];
}

/** Cleans up after an error, which is the one that is reported. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Another program has written a file into the folder, or the name is too long.
  }
}

function stemOf(out: string): string {
  return basename(out, '.ts');
}
