import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** Bodies of `_start`, in the binary format of WebAssembly. */
export const BODIES = {
  /** unreachable */
  trap: [0x00],
  /** Writes a line feed, which answers the first request, and then runs forever: i32.const 1, 0, 1 and 16, call 0, drop, loop br 0 end. */
  answerOnce: [0x41, 1, 0x41, 0, 0x41, 1, 0x41, 16, 0x10, 0, 0x1a, 0x03, 0x40, 0x0c, 0x00, 0x0b],
  /** nothing */
  end: [],
};

/** Writes a program with this body as a file that the host accepts, and returns its path. */
export function wasmProgram(directory: string, body: keyof typeof BODIES): string {
  const code = [0x00, ...BODIES[body], 0x0b];
  const module = Buffer.from([
    ...Buffer.from('\0asm'), 1, 0, 0, 0,
    // The types of _start, and of fd_write, which is function 0: four numbers to one.
    ...section(1, [2, 0x60, 0, 0, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f]),
    ...section(2, [1, ...name('wasi_snapshot_preview1'), ...name('fd_write'), 0, 1]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('_start'), 0, 1]),
    ...section(10, [1, code.length, ...code]),
    // At address 0: the address and the length of the text at address 8, a line feed.
    ...section(11, [1, 0, 0x41, 0, 0x0b, 9, 8, 0, 0, 0, 1, 0, 0, 0, 0x0a]),
  ]);
  const path = join(directory, `${body}.wasm.br`);
  writeFileSync(path, brotliCompressSync(module));
  return path;
}

function section(id: number, content: readonly number[]): number[] {
  return [id, content.length, ...content];
}

function name(text: string): number[] {
  return [text.length, ...Buffer.from(text)];
}
