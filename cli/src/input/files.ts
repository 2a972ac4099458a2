import { closeSync, existsSync, openSync, readdirSync, readlinkSync, readSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { MAX_FILE } from './limits';
import { UnreadableDocument, type InputProblem } from './problem';

const MANIFEST = /\.(?:yaml|yml|json)$/i;

/** Files that say that the folder contains sources of manifests, with the command that renders them. */
const SOURCES: readonly { readonly names: readonly string[]; readonly message: string }[] = [
  { names: ['Chart.yaml'], message: 'the folder is a Helm chart, whose templates are no manifests. Run `helm template`, and specify the result' },
  {
    names: ['kustomization.yaml', 'kustomization.yml', 'Kustomization'],
    message: 'the folder has a kustomization, which changes its manifests. Run `kustomize build`, and specify the result',
  },
];

/**
 * The manifests at the paths of files and folders, without those that occur twice. Of a folder, all files that end in .yaml, .yml or .json are
 * read, sorted by their names, and those of its subfolders, except node_modules, hidden folders, sources of manifests and the omitted folder.
 */
export function filesAt(paths: readonly string[], omitted?: string): { files: string[]; problems: InputProblem[] } {
  const files = new Map<string, string>();
  const problems: InputProblem[] = [];
  for (const path of paths) {
    const found = filesOf(path, omitted);
    found.files.forEach(file => {
      const real = existsSync(file) ? realpathSync(file) : file;
      files.set(real, files.get(real) ?? file);
    });
    problems.push(...found.problems);
  }
  return { files: [...files.values()], problems };
}

/**
 * The content of a file, which can also be a pipe.
 *
 * @throws UnreadableDocument if the file cannot be read or is too large
 */
export function bytesOf(file: string): Uint8Array {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    return allOf(descriptor);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw error instanceof UnreadableDocument ? error : new UnreadableDocument(code === 'ENOENT'
      ? 'there is no such file or folder, or it is a link to none. Correct the path, or do not specify it'
      : `the file cannot be read (${code}). Make it readable, or do not specify it`);
  } finally {
    if (descriptor !== undefined) {
      closeSync(descriptor);
    }
  }
}

/**
 * All that can be read from a descriptor.
 *
 * @throws UnreadableDocument beyond the limit
 */
export function allOf(descriptor: number): Uint8Array {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.alloc(1024 * 1024);
    const count = read(descriptor, chunk);
    if (count === 0) {
      return Buffer.concat(chunks, size);
    }
    chunks.push(chunk.subarray(0, count));
    size += count;
    if (size > MAX_FILE) {
      throw new UnreadableDocument('the file has more than 64 MiB. Specify smaller files');
    }
  }
}

/** A terminal or pipe that has no data yet answers EAGAIN, and on Windows a pipe that is closed answers EOF. */
function read(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') {
        return 0;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function filesOf(path: string, omitted: string | undefined): { files: string[]; problems: InputProblem[] } {
  const problems: InputProblem[] = [];
  if (!isFolder(path)) {
    return { files: [path], problems };
  }
  const files: string[] = [];
  const visit = (folder: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
    } catch (error) {
      problems.push({ file: folder, message: `the folder cannot be read (${(error as NodeJS.ErrnoException).code}). Make it readable, or remove it` });
      return;
    }
    const source = SOURCES.find(({ names }) => entries.some(({ name }) => names.includes(name)));
    if (source !== undefined) {
      problems.push({ file: folder, message: source.message });
      return;
    }
    for (const entry of entries) {
      const child = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && !entry.name.startsWith('.') && (omitted === undefined || resolve(child) !== resolve(omitted))) {
          visit(child);
        }
      } else if (entry.isSymbolicLink() && isFolder(child)) {
        problems.push(...problemsOfLink(child, path));
      } else if (MANIFEST.test(entry.name)) {
        files.push(child);
      }
    }
  };
  visit(path);
  if (files.length === 0 && problems.length === 0) {
    problems.push({ file: path, message: 'no file in the folder ends in .yaml, .yml or .json. Specify a folder with manifests' });
  }
  return { files, problems };
}

/** Links to folders are not followed, because they can form a loop. A folder that is specified is read anyway. */
function problemsOfLink(link: string, folder: string): InputProblem[] {
  const path = relative(realpathSync(folder), realpathSync(link));
  const isInside = path === '' || !(path === '..' || path.startsWith(`..${sep}`));
  return isInside ? [] : [{ file: link, message: `the link to the folder ${readlinkSync(link)} is not followed. Specify that folder too` }];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
