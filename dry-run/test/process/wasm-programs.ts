import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { MEMORY_IMPORT, memoryFileOf } from '../../lib/process/memory';

/** An error of the Go runtime. */
export const RUNTIME_ERROR = 'fatal error: found bad pointer in Go heap';

/** The addresses of the vectors that are read and written: each is the address and the length of a buffer. */
enum Address { ANSWER = 0, READ = 24, ERROR = 32, PROGRESS = 40 }

/** Code that reads from or writes to a file: four times i32.const, call, drop. The number of bytes is stored at address 16. */
function call(operation: 'read' | 'write', file: number, address: Address): number[] {
  return [0x41, file, 0x41, address, 0x41, 1, 0x41, 16, 0x10, operation === 'write' ? 0 : 1, 0x1a];
}

/** Bodies of `answer`, in the binary format of WebAssembly. */
export const BODIES = {
  /** unreachable */
  trap: [0x00],
  /** Writes a line feed, which answers the first request, and then runs forever: loop br 0 end. */
  answerOnce: [...call('write', 1, Address.ANSWER), 0x03, 0x40, 0x0c, 0x00, 0x0b],
  /** Writes a line that reports the position 7, and then unreachable. */
  trapAfterProgress: [...call('write', 1, Address.PROGRESS), 0x00],
  /** Calls itself until the stack is full: call 2. */
  recurse: [0x10, 2],
  /** nothing */
  end: [],
  /** Answers the first request. At the second one, it writes an error of the Go runtime, and stops. */
  failAtSecond: [...call('read', 0, Address.READ), ...call('write', 1, Address.ANSWER), ...call('read', 0, Address.READ), ...call('write', 2, Address.ERROR), 0x00],
  /** Stops at each request with an error of the Go runtime. */
  fail: [...call('read', 0, Address.READ), ...call('write', 2, Address.ERROR), 0x00],
};

/** Writes a program with this body, and with this text as its error, as files that the host accepts, and returns the path of the program. */
export function wasmProgram(directory: string, body: keyof typeof BODIES, message = RUNTIME_ERROR): string {
  const code = [0x00, ...BODIES[body], 0x0b];
  const error = Buffer.from(`${message}\n`);
  const data = [...vector(8, 1), 0x0a, ...zeros(15), ...vector(256, 256), ...vector(48, error.length), ...vector(48 + error.length, 3), ...error, ...Buffer.from('@7\n')];
  const module = Buffer.from([
    ...Buffer.from('\0asm'), 1, 0, 0, 0,
    // The types of answer, and of fd_write and fd_read, which are functions 0 and 1: four numbers to one.
    ...section(1, [2, 0x60, 0, 0, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f]),
    ...section(2, [
      3,
      ...['fd_write', 'fd_read'].flatMap(each => [...name('wasi_snapshot_preview1'), ...name(each), 0, 1]),
      ...name(MEMORY_IMPORT.module), ...name(MEMORY_IMPORT.name), 2, 0, 0,
    ]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('answer'), 0, 2]),
    ...section(10, [1, code.length, ...code]),
    // The vectors: the first has a line feed at address 8, the second 256 bytes at address 256, the third the error, and the last @7.
    ...section(11, [1, 0, 0x41, 0, 0x0b, data.length, ...data]),
  ]);
  const path = join(directory, `${body}.wasm.br`);
  writeFileSync(path, brotliCompressSync(module));
  writeFileSync(memoryFileOf(path), brotliCompressSync(''));
  return path;
}

/** Copies the files of a program. */
export function copyProgram(from: string, to: string): void {
  copyFileSync(from, to);
  copyFileSync(memoryFileOf(from), memoryFileOf(to));
}

function vector(address: number, length: number): number[] {
  return [...Buffer.from(Uint32Array.of(address, length).buffer)];
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, content.length, ...content];
}

function name(text: string): number[] {
  return [text.length, ...Buffer.from(text)];
}
