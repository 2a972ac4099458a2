import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const SERVER = join(__dirname, '..', 'server');

/** What `go list -json` says of a module. */
export interface Module {
  readonly Path: string;
  readonly Version?: string;
  readonly Dir?: string;
  readonly Main?: boolean;
  readonly Replace?: Module;
}

/** Runs Go in server/ and gives what it wrote to stdout. Settings of the user that would change what is built do not apply. */
export function go(args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  const { status, error, stdout, stderr } = spawnSync('go', [...args], {
    cwd: SERVER,
    encoding: 'utf-8',
    maxBuffer: 1024 * 1024 * 1024,
    env: { ...process.env, GOFLAGS: '', GOEXPERIMENT: '', GOWASM: '', GOWORK: 'off', ...environment },
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    throw new Error('Go 1.26 or newer is needed to build kubernetes-dry-run, and there is no `go` on PATH: install it from https://go.dev/dl');
  }
  if (error || status !== 0) {
    throw new Error(`go ${args.join(' ')} in ${SERVER}: ${error?.message ?? `exit code ${status}`}\n${stderr ?? ''}`);
  }
  return stdout;
}

/** Directory of a module, of the version that a build in the given place and with the given flags takes, downloaded if need be. */
export function moduleDirectory(path: string, place: readonly string[], flags: readonly string[] = []): string {
  const { Dir } = JSON.parse(go([...place, 'mod', 'download', ...flags, '-json', path]));
  return Dir;
}
