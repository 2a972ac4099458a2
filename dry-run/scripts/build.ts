/**
 * Compiles server/ to wasm/*.wasm.br, stores the memory of the initialized program as wasm/*.memory.br, and writes
 * THIRD-PARTY-LICENSES.txt. If the same Go version has built the same sources before, the files are copied from a cache in the user's cache
 * directory.
 *
 * usage: ts-node scripts/build.ts
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { cacheDirectory, markUsed, prune } from './cache';
import { BUILD_FLAGS, go } from './go';
import { thirdPartyLicenses } from './licenses';
import { copyDefinitions, modfileWithReplacements } from './modules';
import { SERVER } from './server';
import { snapshot } from './snapshot';
import { TARGETS, WASI, selection, type Target } from './targets';

const PACKAGE = join(__dirname, '..');
const CACHE = cacheDirectory('kubernetes-dry-run');
const LICENSES = 'THIRD-PARTY-LICENSES.txt';
const BROTLI_QUALITY = 9;
/** The sources of the package on which the output depends. */
const HOST = ['memory.ts', 'wasi.ts', 'webassembly.ts'].map(name => join(PACKAGE, 'src', 'process', name));

/** A hash of everything that the output depends on: sources, module versions, build scripts and the version of Go. */
function fingerprint(): string {
  const files = [SERVER, __dirname].flatMap(directory => readdirSync(directory, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .concat(HOST)
    .filter(path => /\.(go|mod|sum|txt|json|ts)$/.test(path) && !path.endsWith('_test.go') && !path.startsWith(join(SERVER, 'build')))
    .sort();
  const hash = createHash('sha256').update(go(['version']));
  for (const file of files) {
    hash.update(`\0${relative(PACKAGE, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 32);
}

function compile(target: Target, directory: string): Buffer {
  const output = join(directory, `${target.name}.wasm`);
  go(['build', ...BUILD_FLAGS, '-buildmode=c-shared', '-ldflags', '-s -w', ...selection(target, modfileWithReplacements(target)), '-o', output, '.'], WASI);
  return readFileSync(output);
}

function compress(content: Buffer): Buffer {
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

function build(built: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'kubernetes-dry-run-'));
  try {
    copyDefinitions();
    for (const target of TARGETS) {
      console.log(`${target.name}: compiling`);
      const { module, memory } = snapshot(compile(target, directory));
      for (const [part, content] of Object.entries({ wasm: module, memory })) {
        const compressed = compress(content);
        console.log(`${target.name}.${part}: ${megabytes(content)} MB, compressed ${megabytes(compressed)} MB`);
        writeAtomically(join(built, `${target.name}.${part}.br`), compressed);
      }
    }
    writeAtomically(join(built, LICENSES), thirdPartyLicenses(TARGETS));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Writes a file atomically, so that an incomplete file never has this name. */
function writeAtomically(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

function megabytes({ length }: Buffer): string {
  return (length / 1e6).toFixed(1);
}

function main(): void {
  const built = join(CACHE, fingerprint());
  // This file is written last, so the build is complete if it exists.
  if (!existsSync(join(built, LICENSES))) {
    build(built);
    prune(CACHE);
  }
  markUsed(built);
  mkdirSync(join(PACKAGE, 'wasm'), { recursive: true });
  const names = TARGETS.flatMap(({ name }) => [`${name}.wasm.br`, `${name}.memory.br`]);
  names.forEach(name => copyFileSync(join(built, name), join(PACKAGE, 'wasm', name)));
  copyFileSync(join(built, LICENSES), join(PACKAGE, LICENSES));
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
