import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createBrotliDecompress } from 'node:zlib';
import { Memory, type ProgramMemory } from './webassembly';

/** 640 MiB, in pages of 64 KiB. */
const PAGES = 10240;
const CHUNK_BYTES = 1024 * 1024;
/** The size of the pages of most systems. */
const ZEROS = Buffer.alloc(4096);

/** The import that gives a program its memory. */
export const MEMORY_IMPORT = { module: 'dry_run', name: 'memory' };

/**
 * A memory in which all bytes are zero. It reserves only addresses: the system allocates memory when the program writes to it. Whenever the
 * program grows its memory, V8 treats the whole previous memory as garbage and collects it, which takes a quarter of the time for 1,000
 * objects.
 */
export function emptyMemory(): ProgramMemory {
  return new Memory({ initial: PAGES });
}

/** The file with the memory with which the program of a WebAssembly file begins. */
export function memoryFileOf(wasmFile: string): string {
  return join(dirname(wasmFile), basename(wasmFile).replace('.wasm.', '.memory.'));
}

/** The memory with which the program of a WebAssembly file begins. */
export async function initialMemory(wasmFile: string): Promise<ProgramMemory> {
  const memory = emptyMemory();
  const decompressed = createBrotliDecompress({ chunkSize: CHUNK_BYTES });
  // A method such as `pipe` would open `process.stdout`, which then no longer blocks when the server writes to it.
  decompressed.end(readFileSync(memoryFileOf(wasmFile)));
  let address = 0;
  for await (const chunk of decompressed as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += ZEROS.length) {
      const bytes = chunk.subarray(at, at + ZEROS.length);
      // Writing zeros would allocate memory.
      if (ZEROS.compare(bytes, 0, bytes.length, 0, bytes.length) !== 0) {
        new Uint8Array(memory.buffer, address + at).set(bytes);
      }
    }
    address += chunk.length;
  }
  return memory;
}
