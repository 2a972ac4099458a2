import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const DAYS = 30;

/** A directory of this project in the user's cache directory. */
export function cacheDirectory(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-service-patterns', name);
}

/**
 * A directory in a cache. It is filled when it is first needed. An incomplete directory never gets this name. If several processes fill it
 * at the same time, all of them use the directory of the first one that completes it.
 */
export function cached(cache: string, name: string, fill: (directory: string) => void): string {
  const directory = join(cache, name);
  if (!existsSync(directory)) {
    mkdirSync(cache, { recursive: true });
    const unfinished = mkdtempSync(join(cache, 'unfinished-'));
    try {
      fill(unfinished);
      renameUnlessExists(unfinished, directory);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  markUsed(directory);
  return directory;
}

/** Records that a run uses a directory of a cache, so that `prune` keeps it. */
export function markUsed(directory: string): void {
  const now = new Date();
  utimesSync(directory, now, now);
}

/** Removes from a cache what no run has used for a long time. */
export function prune(cache: string): void {
  const paths = readdirSync(cache).map(name => join(cache, name));
  // Another process may rename or remove a directory at the same time.
  const lastUse = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  const isOld = (path: string) => Date.now() - lastUse(path) > DAYS * 24 * 60 * 60 * 1000;
  paths.filter(isOld).forEach(path => rmSync(path, { recursive: true, force: true }));
}

function renameUnlessExists(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) {
      throw error;
    }
  }
}
