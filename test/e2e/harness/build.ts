import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'fs';
import { join, relative } from 'path';
import { cacheDirectory, prune } from '../../../dry-run/scripts/cache';
import { BUILD_FLAGS, moduleDirectory } from '../../../dry-run/scripts/go';
import { GATEWAY_API } from '../../../dry-run/scripts/targets';
import { goEnvironment } from '../../../dry-run/scripts/toolchain';

const ROOT = join(__dirname, '..', '..', '..');
const SOURCES = join(__dirname, '..', 'go');
const CACHE = cacheDirectory('cluster');
/** A lock, so that only one process builds at a time: two processes that compile the same program would take twice as long. */
const LOCK = join(CACHE, 'lock');

const DRY_RUN_FILES = ['lib', 'wasm'].map(name => join(ROOT, 'dry-run', name));

/** Programs to compile, by their name: the directory of the module, and the package in it. */
const PROGRAMS = {
  'kubernetes': ['.', './kubernetes'],
  'coredns': ['.', './coredns'],
  'agent': ['.', './agent'],
  'enforcer': ['.', './enforcer'],
  'policy-engine': ['policy-engine', '.'],
  'nats-server': ['servers', 'github.com/nats-io/nats-server/v2'],
  'statsd-exporter': ['servers', 'github.com/prometheus/statsd_exporter'],
  'traefik': ['traefik', 'github.com/traefik/traefik/v3/cmd/traefik'],
} as const;
type Program = keyof typeof PROGRAMS;

/** Compile times of the programs that take long. */
const MINUTES: Partial<Record<Program, string>> = { kubernetes: 'ten', traefik: 'five' };

/** Paths of the compiled programs. */
export type Programs = Readonly<Record<Program, string>>;

/** The flags of all builds and of `go test`, which then uses the compiled dependencies of the programs. */
export const FLAGS = [...BUILD_FLAGS, '-tags', 'grpcnotrace'];

/** The environment of all builds and of `go test`. */
export function buildEnvironment(): NodeJS.ProcessEnv {
  return { ...goEnvironment(), CGO_ENABLED: '0' };
}

/** Returns the directory with the definitions of the Gateway API that the dry run uses. Downloads them if necessary. */
export function gatewayApi(): string {
  return join(moduleDirectory(GATEWAY_API.module, ['-C', GATEWAY_API.pinned]), GATEWAY_API.directory);
}

/** Compiles the programs, unless they are cached for the same sources and the same Go, and the dry run that the tests compare with. */
export function build(): Programs {
  mkdirSync(CACHE, { recursive: true });
  // Its new time keeps the lock in the cache.
  writeFileSync(LOCK, '');
  if (!DRY_RUN_FILES.every(existsSync)) {
    run(ROOT, 'flock', [LOCK, 'npx', '--no-install', 'projen', 'dry-run']);
  }
  const programs = Object.fromEntries(Object.keys(PROGRAMS).map(name => [name, compiled(name as Program)])) as unknown as Programs;
  prune(CACHE);
  return programs;
}

function compiled(name: Program): string {
  const [module, source] = PROGRAMS[name];
  const target = join(CACHE, `${name}-${fingerprint(name)}`);
  if (!existsSync(target)) {
    console.log(`Compiling ${name}, once for these sources${name in MINUTES ? `: about ${MINUTES[name]} minutes with an empty build cache` : ''}`);
    const unfinished = `${target}.${process.pid}`;
    run(join(SOURCES, module), 'flock', [LOCK, 'go', 'build', ...FLAGS, '-ldflags', linkerFlags(name), '-o', unfinished, source]);
    renameSync(unfinished, target);
  }
  const now = new Date();
  utimesSync(target, now, now);
  return target;
}

/** A hash of everything that the output depends on: sources, module versions, build flags and the Go version. */
function fingerprint(name: Program): string {
  const [module, source] = PROGRAMS[name];
  const directory = join(SOURCES, module);
  const ours = source.startsWith('.') ? sourcesIn(join(directory, source)) : sourcesBelow(directory);
  const files = [join(directory, 'go.mod'), join(directory, 'go.sum'), ...ours];
  const hash = createHash('sha256').update([run(SOURCES, 'go', ['version']), ...FLAGS, linkerFlags(name)].join('\0'));
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

/** Sets the variables for the version of Kubernetes, as its own build does. Without them, the API server reports no version. */
function linkerFlags(name: Program): string {
  const [, version, minor] = /k8s\.io\/kubernetes (v1\.(\d+)\.\d+)/.exec(readFileSync(join(SOURCES, 'go.mod'), 'utf-8'))!;
  const variables = { gitVersion: version, gitMajor: '1', gitMinor: minor, gitTreeState: 'clean' };
  const set = Object.entries(variables).map(([variable, value]) => `-X k8s.io/component-base/version.${variable}=${value}`);
  return ['-s', '-w', ...name === 'kubernetes' ? set : []].join(' ');
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
