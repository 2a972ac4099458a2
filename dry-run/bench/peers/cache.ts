import { join } from 'node:path';
import { run } from './run';
import { cacheDirectory, cached as cachedIn } from '../../scripts/cache';
import { goEnvironment } from '../../scripts/toolchain';

/** A directory in the cache of the comparison. It is filled when it is first needed. */
export function cached(name: string, fill: (directory: string) => void): string {
  return cachedIn(cacheDirectory('peers'), name, fill);
}

/** The path of a command that is compiled from a version of a Go module. */
export function goCommand(name: string, path: string, version: string): string {
  const directory = cached(`${name}-${version}`, GOBIN => run('go', ['install', `${path}@${version}`], { env: { ...goEnvironment(), GOBIN } }));
  return join(directory, name);
}
