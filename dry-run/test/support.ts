import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KUBERNETES_VERSIONS, type ApiObject, type KubernetesVersion } from 'kubernetes-dry-run';
import { npmCommand, type Command } from '../../scripts/npm-command';
import { RELEASES as RELEASE_OF_EACH } from '../lib/kubernetes-versions';

export const PACKAGE = join(__dirname, '..');
export const ROOT = join(PACKAGE, '..');

export const NEWEST = KUBERNETES_VERSIONS[KUBERNETES_VERSIONS.length - 1];

/** The releases of Kubernetes whose servers are in the package, oldest first. */
export const RELEASES = [...new Set(RELEASE_OF_EACH.map(({ release }) => release))];

/** The end of the error for a version that is not supported. */
export const UNSUPPORTED = `the value is not supported. Use one of ${KUBERNETES_VERSIONS.map(version => `'${version}'`).join(', ')}.`;

/** The supported versions from a version on. */
export function since(version: KubernetesVersion): readonly KubernetesVersion[] {
  return KUBERNETES_VERSIONS.slice(KUBERNETES_VERSIONS.indexOf(version));
}

export function configMap(name: string, fields: object = {}): ApiObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...fields };
}

export function service(name: string, port: number, fields: object = {}): ApiObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports: [{ port }], ...fields } };
}

export function deployment(name: string, container: object = {}): ApiObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'registry.example.com/main:1', ...container }] } },
    },
  };
}

/** The output and the exit code of a program. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node.js. */
export function runNode(directory: string, args: readonly string[], input = '', environment: NodeJS.ProcessEnv = {}): Outcome {
  return run(directory, { file: process.execPath, args, shell: false }, input, environment);
}

/** Runs npm, or a program that npm has installed. */
export function runNpm(directory: string, program: string, args: readonly string[]): Outcome {
  return run(directory, npmCommand(program, args));
}

/** Runs a program without the environment variables that Jest and npm set for this process. */
function run(directory: string, { file, args, shell }: Command, input = '', environment: NodeJS.ProcessEnv = {}): Outcome {
  const own = /^(npm_|JEST_WORKER_ID$|NODE_ENV$|INIT_CWD$)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
  const { status, stdout, stderr, error } = spawnSync(file, [...args], {
    cwd: directory, encoding: 'utf-8', input, maxBuffer: 256 * 1024 * 1024, env: { ...env, CDK8S_CHECK_UPGRADE: 'false', ...environment }, shell,
  });
  if (error) {
    throw error;
  }
  return { status, stdout, stderr };
}

/** A new directory with files. It is removed after the tests of the test file. On Windows, this fails as long as a program uses the directory. */
export function directoryWith(files: Readonly<Record<string, string>>): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'kubernetes-dry-run-')));
  afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10 }));
  write(directory, files);
  return directory;
}

export function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}
