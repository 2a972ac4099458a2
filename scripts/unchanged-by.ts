/**
 * Runs a command that writes generated files, and fails if a file of the working tree has changed, because that file was out of date.
 * Compares with the state before the command, so uncommitted edits do not matter.
 *
 * usage: ts-node scripts/unchanged-by.ts [--only=FILE] COMMAND [ARGUMENT...]   --only compares one file, while other commands may write others
 */
import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { readFileSync, readdirSync } from 'fs';
import { join, relative } from 'path';
import { npmCommand } from './npm-command';

const ROOT = join(__dirname, '..');
/** Directories and files that git also ignores, because they are build results and not part of the tree. */
const IGNORED = new Set(['.git', '.jsii', 'coverage', 'dist', 'dist-js', 'node_modules', 'test-reports']);

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function hashTree(directory: string, hashes = new Map<string, string>()): Map<string, string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (IGNORED.has(entry.name) || /\.(tsbuildinfo|log|tgz)$/.test(entry.name)) {
      continue;
    } else if (entry.isDirectory()) {
      hashTree(path, hashes);
    } else if (entry.isFile()) {
      hashes.set(relative(ROOT, path), hashOf(path));
    }
  }
  return hashes;
}

const [option, ...rest] = process.argv.slice(2);
const only = /^--only=(.+)$/.exec(option ?? '')?.[1];
const [command, ...args] = only === undefined ? [option, ...rest] : rest;
if (!command) {
  throw new Error('usage: ts-node scripts/unchanged-by.ts [--only=FILE] COMMAND [ARGUMENT...]');
}
const hashes = () => only === undefined ? hashTree(ROOT) : new Map([[only, hashOf(join(ROOT, only))]]);
const line = [command, ...args].join(' ');

const before = hashes();
const program = npmCommand(command, args);
const { status, error } = spawnSync(program.file, [...program.args], { cwd: ROOT, stdio: 'inherit', shell: program.shell });
if (error || status !== 0) {
  console.error(`${line} failed: ${error?.message ?? `exit code ${status}`}`);
  process.exit(status || 1);
}
const after = hashes();

const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
if (changed.length > 0) {
  console.error(`These files were out of date. 'npx ${line}' has updated them. Review and commit them:`);
  changed.forEach((path) => console.error(`  ${path}`));
  process.exit(1);
}
