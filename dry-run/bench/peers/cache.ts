import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-service-patterns', 'peers');

/** A directory that is filled once, as a whole or not at all, and found again by its name. */
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

/** Path of a command that is compiled from a version of a Go module. */
export function goCommand(name: string, path: string, version: string): string {
  const directory = cached(`${name}-${version}`, GOBIN => run('go', ['install', `${path}@${version}`], { env: { GOBIN, GOFLAGS: '' } }));
  return join(directory, name);
}
