import { spawnSync } from 'child_process';
import { mkdirSync, symlinkSync } from 'fs';
import { join } from 'path';

/** Runs a program and returns its stdout. On failure, it throws an error with stdout and stderr. */
export function run(command: string, args: readonly string[], input?: string): string {
  const { status, error, stdout, stderr } = spawnSync(command, [...args], { encoding: 'utf-8', input, maxBuffer: 256 * 1024 * 1024 });
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}\n${stdout ?? ''}${stderr ?? ''}`);
  }
  return stdout;
}

/** Creates a directory for `PATH`, with links to programs. */
export function linkPrograms(directory: string, programs: Readonly<Record<string, string>>): void {
  mkdirSync(directory);
  Object.entries(programs).forEach(([name, path]) => symlinkSync(path, join(directory, name)));
}
