import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-service-patterns', 'peers');

/** A directory in the cache. It is filled when it is first needed, and an incomplete directory never gets this name. */
export function cached(name: string, fill: (directory: string) => void): string {
  const directory = join(CACHE, name);
  if (!existsSync(directory)) {
    mkdirSync(CACHE, { recursive: true });
    const unfinished = mkdtempSync(join(CACHE, 'unfinished-'));
    try {
      fill(unfinished);
      renameSync(unfinished, directory);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return directory;
}

/** The path of a command that is compiled from a version of a Go module. */
export function goCommand(name: string, path: string, version: string): string {
  const directory = cached(`${name}-${version}`, GOBIN => run('go', ['install', `${path}@${version}`], { env: { GOBIN, GOFLAGS: '' } }));
  return join(directory, name);
}
