import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** Bodies of `_start`, in the binary format of WebAssembly. */
export const BODIES = {
  /** unreachable */
  trap: [0x00],
  /** loop br 0 end */
  loop: [0x03, 0x40, 0x0c, 0x00, 0x0b],
  /** nothing */
  end: [],
};

/** Writes a program with this body as a file that the host accepts, and returns its path. */
export function wasmProgram(directory: string, body: keyof typeof BODIES): string {
  const code = [0x00, ...BODIES[body], 0x0b];
  const module = Buffer.from([
    ...Buffer.from('\0asm'), 1, 0, 0, 0,
    ...section(1, [1, 0x60, 0, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('_start'), 0, 0]),
    ...section(10, [1, code.length, ...code]),
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
