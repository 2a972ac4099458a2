/**
 * Uses the library as an application repository does: packs the library, installs the tarball in a copy of an example, and runs `npm run synth`
 * there.
 *
 * usage: ts-node scripts/synth-example.ts EXAMPLE...   prints the manifests to stdout, everything else to stderr
 */
import { spawnSync } from 'child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join } from 'path';
import { parseAllDocuments } from 'yaml';
import { npmCommand, type Command } from './npm-command';

const ROOT = join(__dirname, '..');
const EXAMPLES = join(ROOT, 'examples');
/** Arguments with which npm installs quickly and creates only node_modules. */
export const INSTALL = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];

/** The output of `npm run synth` for an example. */
export interface SynthesizedExample {
  /** The text of each manifest by the name of its file, in the order of the names. */
  readonly files: Record<string, string>;
  /** All documents, in the order of the files and of the documents in each. */
  readonly documents: any[];
}

/** Runs npm and returns its stdout. On failure, it throws an error with stdout and stderr. */
export function runNpm(directory: string, args: readonly string[]): string {
  return outputOf(directory, npmCommand('npm', args));
}

/** Runs Node.js and returns its stdout. On failure, it throws an error with stdout and stderr. */
export function runNode(directory: string, args: readonly string[]): string {
  return outputOf(directory, { file: process.execPath, args, shell: false });
}

function outputOf(directory: string, { file, args, shell }: Command): string {
  const result = spawnSync(file, [...args], {
    cwd: directory,
    encoding: 'utf-8',
    env: environment(),
    shell,
  });
  if (result.error || result.status !== 0) {
    const reason = result.error?.message ?? `exit code ${result.status}`;
    throw new Error(`${[file, ...args].join(' ')} in ${directory}: ${reason}\n${result.stdout ?? ''}${result.stderr ?? ''}`);
  }
  return result.stdout;
}

/** The environment without the variables that npm, jest and ts-node set for the library, and that would affect scripts of the example. */
function environment(): NodeJS.ProcessEnv {
  const own = /^(npm_(package|lifecycle|command|execpath|config_local_prefix)|TS_NODE_|INIT_CWD$|JEST_WORKER_ID$|NODE_ENV$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

/** A tarball, and the paths of the files in it. */
export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
}

/** Packs the library, which must be compiled, into a directory. */
export function packLibrary(directory: string): Packed {
  return pack(ROOT, directory);
}

/** Packs the package in pulumi/, which must be compiled, into a directory. */
export function packPulumi(directory: string): Packed {
  return pack(join(ROOT, 'pulumi'), directory);
}

/** Packs the package in cli/, which must be compiled, into a directory. */
export function packCli(directory: string): Packed {
  return pack(join(ROOT, 'cli'), directory);
}

function pack(folder: string, directory: string): Packed {
  const [{ filename, files }] = JSON.parse(runNpm(folder, ['pack', '--json', '--ignore-scripts', '--pack-destination', directory]));
  return { tarball: join(directory, filename), files: files.map(({ path }: { path: string }) => path) };
}

/** The examples that `cdk8s synth` runs. The others have tests of their own. */
export function examples(): string[] {
  return readdirSync(EXAMPLES).filter(example => existsSync(join(EXAMPLES, example, 'cdk8s.yaml')));
}

/** Copies an example to a directory. Returns the path of the copy. */
export function copyExample(example: string, directory: string): string {
  const copy = join(directory, example);
  cpSync(join(EXAMPLES, example), copy, {
    recursive: true,
    filter: (source) => !['node_modules', 'dist', 'package-lock.json'].includes(basename(source)),
  });
  return copy;
}

/** Copies an example to a directory and installs it with the tarball instead of the published library. Returns the path of the copy. */
export function installExample(example: string, tarball: string, directory: string): string {
  const copy = copyExample(example, directory);
  runNpm(copy, [...INSTALL, tarball]);
  return copy;
}

/** Runs `npm run synth` in an application repository. */
export function synthExample(copy: string): SynthesizedExample {
  runNpm(copy, ['run', 'synth']);
  const names = readdirSync(join(copy, 'dist')).filter((name) => name.endsWith('.yaml')).sort();
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(copy, 'dist', name), 'utf-8')]));
  const documents = Object.values(files).flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
  return { files, documents };
}

/** Removes a directory. On Windows, this fails for a short time after a program that used the directory has ended. */
export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
}

/** Calls a function with a new temporary directory, which is removed afterwards. */
function withTemporaryDirectory<T>(use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'cdk8s-service-patterns-'));
  try {
    return use(directory);
  } finally {
    removeDirectory(directory);
  }
}

if (require.main === module) {
  withTemporaryDirectory((directory) => {
    const { tarball } = packLibrary(directory);
    for (const example of process.argv.slice(2)) {
      const { files } = synthExample(installExample(example, tarball, directory));
      Object.entries(files).forEach(([name, text]) => process.stdout.write(`---\n# examples/${example}: dist/${name}\n${text}`));
    }
  });
}
