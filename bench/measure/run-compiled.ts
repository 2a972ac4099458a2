import { spawnSync } from 'child_process';
import { compiledPath } from './compile';
import type { SideResult, SideRun } from './side-process';

/** Declares and synthesizes an app with one side, in a new process. */
export function runSide(run: SideRun, clone?: string): SideResult {
  return runCompiled('measure/side-process.ts', [JSON.stringify(run)], clone);
}

/** Runs a compiled file of this folder in a new process. Returns the JSON that it prints. */
export function runCompiled<T>(source: string, args: readonly string[], clone?: string): T {
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [compiledPath(source, clone), ...args], { encoding: 'utf-8' });
  if (status !== 0) {
    throw new Error(`${source} ${args.join(' ')}: ${error?.message ?? stderr}`);
  }
  return JSON.parse(stdout);
}
