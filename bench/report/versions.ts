import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');

/** The version of an installed package. */
export function version(name: string): string {
  return versionIn(join(ROOT, 'node_modules', name));
}

/** The version of this library. */
export function libraryVersion(): string {
  return versionIn(ROOT);
}

function versionIn(directory: string): string {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf-8')).version;
}
