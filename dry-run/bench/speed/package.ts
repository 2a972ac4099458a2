import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Measures } from './measures';

const PACKAGE = join(__dirname, '..', '..');

/** Measures the package, with WebAssembly, in a separate Node.js process. */
export function measurePackage(options: readonly string[] = []): Measures {
  const args = ['-r', 'ts-node/register/transpile-only', join(__dirname, 'package-process.ts'), ...options];
  const output = execFileSync(process.execPath, args, { cwd: PACKAGE, encoding: 'utf-8', env: { ...process.env, TS_NODE_PROJECT: 'tsconfig.dev.json' } });
  return JSON.parse(output);
}
