/**
 * The process that runs the API server's code. It decompresses the WebAssembly file that its argument names and the memory with which its
 * program begins, and runs the program with the stdin, stdout and stderr of this process. The process exits at the end of its stdin.
 */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { initialMemory } from './memory';
import { Wasi } from './wasi';
import { Instance, Module } from './webassembly';

// One large chunk: by default, the output is concatenated from chunks of 16 KiB.
const CHUNK_BYTES = 128 * 1024 * 1024;

async function main(wasmFile: string): Promise<void> {
  const module = compile(wasmFile);
  // This frees the decompressed bytes, of which V8 has a copy, before the memory is decompressed.
  globalThis.gc?.();
  const memory = await initialMemory(wasmFile);
  const wasi = new Wasi(memory);
  wasi.run(new Instance(module, wasi.imports).exports);
}

function compile(wasmFile: string): object {
  return new Module(brotliDecompressSync(readFileSync(wasmFile), { chunkSize: CHUNK_BYTES }));
}

void main(process.argv[2]);
