import { spawnSync } from 'child_process';

/** Runs a program and returns its stdout. On failure, it throws an error with stdout and stderr. */
export function run(command: string, args: readonly string[], input?: string): string {
  const { status, error, stdout, stderr } = spawnSync(command, [...args], { encoding: 'utf-8', input, maxBuffer: 256 * 1024 * 1024 });
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}\n${stdout ?? ''}${stderr ?? ''}`);
  }
  return stdout;
}
