import { spawnSync } from 'node:child_process';

/** A package that contains Go, and the way to download it. */
export interface GoPackage {
  /** The name of its directory in the cache. */
  readonly name: string;
  /** The directory of the program `go` in that directory. */
  readonly bin: string;
  /** Downloads the package to an empty directory and writes nothing elsewhere. */
  download(directory: string, environment: NodeJS.ProcessEnv): void;
}

/** Runs a program in a directory and returns its stdout. On failure, it throws an error with one line of the program's stderr. */
export function run(directory: string, env: NodeJS.ProcessEnv, command: string, args: readonly string[]): string {
  const { status, error, stdout, stderr } = spawnSync(command, [...args], { cwd: directory, encoding: 'utf-8', env });
  if (error || status !== 0) {
    const isMissing = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
    throw new Error(`${command}: ${isMissing ? 'not installed' : error?.message ?? errorLine(stderr) ?? `exit code ${status}`}`);
  }
  return stdout;
}

/** The last line that is marked as an error, or the last line. */
function errorLine(stderr: string): string | undefined {
  const lines = stderr.split('\n').map(line => line.trim()).filter(line => line !== '');
  return lines.filter(line => /^(error|e):/i.test(line)).pop() ?? lines.pop();
}
