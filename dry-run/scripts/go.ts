import { spawnSync } from 'node:child_process';
import { SERVER } from './server';
import { goEnvironment } from './toolchain';

/** A module in the output of `go list -json`. */
export interface Module {
  readonly Path: string;
  readonly Version?: string;
  readonly Dir?: string;
  readonly Main?: boolean;
  readonly Replace?: Module;
}

/**
 * The flags of all builds of programs that are linked with `-ldflags "-s -w"`. The linker would remove the debug information; without it, compiling
 * takes less time.
 */
export const BUILD_FLAGS = ['-trimpath', '-buildvcs=false', '-gcflags=all=-dwarf=false'] as const;

/** Runs Go in server/ and returns its stdout. Downloads Go if necessary. */
export function go(args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  const { status, error, stdout, stderr } = spawnSync('go', [...args], {
    cwd: SERVER,
    encoding: 'utf-8',
    maxBuffer: 1024 * 1024 * 1024,
    env: { ...goEnvironment(), ...environment },
  });
  if (error || status !== 0) {
    throw new Error(`go ${args.join(' ')} in ${SERVER}: ${error?.message ?? `exit code ${status}`}\n${stderr ?? ''}`);
  }
  return stdout;
}

/** The directory of the version of a module that a build at this place and with these flags uses. Downloads the module if necessary. */
export function moduleDirectory(path: string, place: readonly string[], flags: readonly string[] = []): string {
  return moduleOf(path, place, flags).Dir!;
}

/** The version of a module that a build at this place and with these flags uses. Downloads the module if necessary. */
export function moduleOf(path: string, place: readonly string[], flags: readonly string[] = []): Module {
  return JSON.parse(go([...place, 'mod', 'download', ...flags, '-json', path]));
}
