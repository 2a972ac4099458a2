import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'fs';
import { join, relative } from 'path';
import { cacheDirectory, prune } from '../../../dry-run/scripts/cache';
import { BUILD_FLAGS } from '../../../dry-run/scripts/go';
import { goEnvironment } from '../../../dry-run/scripts/toolchain';

const SOURCES = join(__dirname, '..', 'go');
const CACHE = cacheDirectory('cluster');
/** A lock, so that only one process builds at a time: two processes that compile the same program would take twice as long. */
const LOCK = join(CACHE, 'lock');

/** A Go program to compile. */
export interface GoProgram {
  /** The directory of the module. */
  readonly module: string;
  /** The package in it, or of one of its dependencies. */
  readonly source: string;
  /** Variables that the linker sets, by their full names. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Returns files that the build finds at other paths: the real paths by the paths. They must depend only on the versions of modules. */
  readonly overlay?: () => Readonly<Record<string, string>>;
  /** The number of minutes, in words, that the program takes to compile if it takes long. */
  readonly minutes?: string;
}

/** The flags of all builds and of `go test`, which then uses the compiled dependencies of the programs. */
export const FLAGS = [...BUILD_FLAGS, '-tags', 'grpcnotrace'];

/** The environment of all builds and of `go test`. */
export function buildEnvironment(): NodeJS.ProcessEnv {
  return { ...goEnvironment(), CGO_ENABLED: '0' };
}

/** Runs a program while no other process builds. */
export function runLocked(directory: string, command: string, args: readonly string[]): void {
  mkdirSync(CACHE, { recursive: true });
  // Its new time keeps the lock in the cache.
  writeFileSync(LOCK, '');
  run(directory, 'flock', [LOCK, command, ...args]);
}

/** Compiles programs, unless they are cached for the same sources and the same Go. Returns their paths. */
export function compile<Name extends string>(programs: Readonly<Record<Name, GoProgram>>): Readonly<Record<Name, string>> {
  mkdirSync(CACHE, { recursive: true });
  const paths = Object.entries<GoProgram>(programs).map(([name, program]) => [name, compiled(name, program)]);
  prune(CACHE);
  return Object.fromEntries(paths);
}

function compiled(name: string, program: GoProgram): string {
  const { module, source, overlay, minutes } = program;
  const target = join(CACHE, `${name}-${fingerprint(program)}`);
  if (!existsSync(target)) {
    console.log(`Compiling ${name}, once for these sources${minutes === undefined ? '' : `: about ${minutes} minutes with an empty build cache`}`);
    const unfinished = `${target}.${process.pid}`;
    const replaced = `${unfinished}.json`;
    writeFileSync(replaced, JSON.stringify({ Replace: overlay?.() ?? {} }));
    runLocked(module, 'go', ['build', ...FLAGS, '-overlay', replaced, '-ldflags', linkerFlags(program), '-o', unfinished, source]);
    rmSync(replaced);
    renameSync(unfinished, target);
  }
  const now = new Date();
  utimesSync(target, now, now);
  return target;
}

/** A hash of everything that the output depends on: sources, module versions, build flags and the Go version. */
function fingerprint(program: GoProgram): string {
  const { module, source } = program;
  const ours = source.startsWith('.') ? sourcesIn(join(module, source)) : sourcesBelow(module);
  const files = [join(module, 'go.mod'), join(module, 'go.sum'), ...ours];
  const hash = createHash('sha256').update([run(SOURCES, 'go', ['version']), ...FLAGS, linkerFlags(program)].join('\0'));
  files.forEach(file => hash.update(`\0${relative(SOURCES, file)}\0`).update(readFileSync(file)));
  return hash.digest('hex').slice(0, 32);
}

function sourcesIn(directory: string): string[] {
  return readdirSync(directory).filter(file => file.endsWith('.go') && !file.endsWith('_test.go')).sort().map(file => join(directory, file));
}

/** The sources of modules that replace dependencies of a third-party program. */
function sourcesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf-8' }).filter(file => file.endsWith('.go')).sort().map(file => join(directory, file));
}

function linkerFlags({ variables = {} }: GoProgram): string {
  return ['-s', '-w', ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(' ');
}

function run(directory: string, command: string, args: readonly string[]): string {
  const { status, error, stdout } = spawnSync(command, [...args], {
    cwd: directory, encoding: 'utf-8', stdio: ['ignore', 'pipe', 'inherit'], env: buildEnvironment(),
  });
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(' ')} in ${directory}: ${error?.message ?? `exit code ${status}`}`);
  }
  return stdout;
}
