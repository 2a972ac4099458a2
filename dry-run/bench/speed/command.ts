import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Yaml } from 'cdk8s';
import { OPTIONS } from './options';
import type { ApiObject } from '../../lib';

const COMMAND = join(__dirname, '..', '..', 'bin', 'kubernetes-dry-run');

/** Writes each object to a separate file. */
export function writeManifests(directory: string, objects: readonly ApiObject[]): void {
  objects.forEach((each, index) => writeFileSync(join(directory, `${index}.yaml`), Yaml.stringify(each)));
}

/** The time of the whole command for the manifests in a directory, in milliseconds. */
export function timeCommand(directory: string): number {
  const { kubernetesVersion, podSecurity } = OPTIONS;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    COMMAND, '--kubernetes-version', kubernetesVersion, '--pod-security', podSecurity, directory,
  ], { encoding: 'utf-8', maxBuffer: 1024 * 1024 * 1024 });
  if (status !== 0) {
    throw new Error(`the command ended with ${status}:\n${stdout}${stderr}`);
  }
  return performance.now() - start;
}
