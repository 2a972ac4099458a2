import { spawnSync } from 'child_process';
import { join } from 'path';
import type { Sample } from './sample';

/** The interpreter that measures commands, and that runs the programs in Python. */
export const PYTHON = 'python3';

const USAGE = join(__dirname, 'usage.py');

/** A command whose processes are measured. */
export interface Command {
  readonly command: readonly string[];
  readonly directory: string;
  /** The file for the standard output. */
  readonly output: string;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
}

/** Runs a command and returns what all its processes used. Node.js reports this only for its own process. */
export function runCommand({ command, directory, output, env = {} }: Command): Sample {
  const { status, error, stdout, stderr } = spawnSync(PYTHON, [USAGE, output, ...command], {
    cwd: directory, encoding: 'utf-8', env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', ...env },
  });
  if (error || status !== 0) {
    throw new Error(`${command.join(' ')}: ${error?.message ?? `exit code ${status}\n${stderr}`}`);
  }
  return JSON.parse(stdout);
}

/** Why commands cannot be measured on this machine; undefined if they can. */
export function problemOfCommands(): string | undefined {
  // This module does not exist on Windows.
  const { status } = spawnSync(PYTHON, ['-c', 'import resource'], { stdio: 'ignore' });
  return status === 0 ? undefined : `${PYTHON} with the module resource, which measures commands, is not installed`;
}
