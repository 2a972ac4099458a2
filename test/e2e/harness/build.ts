import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { compile, runLocked, type GoProgram } from './go-build';
import { moduleDirectory } from '../../../dry-run/scripts/go';
import { GATEWAY_API } from '../../../dry-run/scripts/targets';

const ROOT = join(__dirname, '..', '..', '..');
const SOURCES = join(__dirname, '..', 'go');

const DRY_RUN_FILES = ['lib', 'wasm'].map(name => join(ROOT, 'dry-run', name));

/** The module of the programs of the servers in the examples. */
const SERVERS = join(SOURCES, 'servers');

/** The programs of a cluster. */
const PROGRAMS = {
  'kubernetes': { module: SOURCES, source: './kubernetes', variables: versionVariables(), minutes: 'ten' },
  'coredns': { module: SOURCES, source: './coredns' },
  'agent': { module: SOURCES, source: './agent' },
  'enforcer': { module: SOURCES, source: './enforcer' },
  'policy-engine': { module: join(SOURCES, 'policy-engine'), source: '.' },
  'nats-server': { module: SERVERS, source: 'github.com/nats-io/nats-server/v2' },
  'statsd-exporter': { module: SERVERS, source: 'github.com/prometheus/statsd_exporter' },
  'traefik': { module: join(SOURCES, 'traefik'), source: 'github.com/traefik/traefik/v3/cmd/traefik', minutes: 'five' },
} satisfies Readonly<Record<string, GoProgram>>;

/** Paths of the compiled programs. */
export type Programs = Readonly<Record<keyof typeof PROGRAMS, string>>;

/** Returns the directory with the definitions of the Gateway API that the dry run uses. Downloads them if necessary. */
export function gatewayApi(): string {
  return join(moduleDirectory(GATEWAY_API.module, ['-C', GATEWAY_API.pinned]), GATEWAY_API.directory);
}

/** Compiles the programs, unless they are cached, and the dry run that the tests compare with. */
export function build(): Programs {
  if (!DRY_RUN_FILES.every(existsSync)) {
    runLocked(ROOT, 'npx', ['--no-install', 'projen', 'dry-run']);
  }
  return compile(PROGRAMS);
}

/** The variables for the version of Kubernetes, which its own build sets too. Without them, the API server reports no version. */
function versionVariables(): Readonly<Record<string, string>> {
  const [, version, minor] = /k8s\.io\/kubernetes (v1\.(\d+)\.\d+)/.exec(readFileSync(join(SOURCES, 'go.mod'), 'utf-8'))!;
  const variables = { gitVersion: version, gitMajor: '1', gitMinor: minor, gitTreeState: 'clean' };
  return Object.fromEntries(Object.entries(variables).map(([variable, value]) => [`k8s.io/component-base/version.${variable}`, value]));
}
