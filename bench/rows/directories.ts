import { mkdirSync, rmSync } from 'fs';
import { join } from 'path';

/** Calls a function with a new, empty directory, which is removed afterwards. */
export function inDirectory<T>(parent: string, use: (directory: string) => T): T {
  const directory = join(parent, 'output');
  mkdirSync(directory);
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
