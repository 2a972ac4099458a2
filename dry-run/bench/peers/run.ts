import { spawnSync } from 'node:child_process';

/** Runs a program and returns its stdout. */
export function run(command: string, args: readonly string[], { env = {}, statuses = [0] }: RunOptions = {}): string {
  const { status, error, stdout, stderr } = spawnSync(command, [...args], {
    encoding: 'utf-8',
    maxBuffer: 1024 * 1024 * 1024,
    env: { ...process.env, ...env },
  });
  if (error || !statuses.includes(status ?? -1)) {
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}\n${stderr ?? ''}`);
  }
  return stdout;
}

interface RunOptions {
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  /** Exit codes that mean success. */
  readonly statuses?: readonly number[];
}
