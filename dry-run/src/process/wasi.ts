import { randomFillSync } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { MEMORY_IMPORT } from './memory';
import type { ProgramMemory } from './webassembly';

enum Errno { SUCCESS = 0, BADF = 8, IO = 29, NOSYS = 52 }

const REALTIME_CLOCK = 0;
const CLOCK_EVENT = 0;
const ABSOLUTE_TIME = 1;
const CHARACTER_DEVICE = 2;
const EVERY_RIGHT = 2n ** 64n - 1n;
const SUBSCRIPTION_BYTES = 48;
const EVENT_BYTES = 32;
const VECTOR_BYTES = 8;
const FDSTAT_BYTES = 24;
const ARGUMENTS = ['server'];
/** More time than an initialization takes, in nanoseconds. */
const HOUR = 3_600_000_000_000n;

/** The exports of the server's module. */
interface WasiProgram {
  readonly _initialize: () => void;
  readonly prepare: () => void;
  readonly answer: () => void;
}

/**
 * The part of WASI preview 1 that a program needs if it reads stdin, writes stdout and stderr, and uses no files and no network:
 * https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md
 *
 * `node:wasi` is not used: in Node.js 20, its calls go directly from WebAssembly to C++. The garbage collector cannot read the stack
 * that `--liftoff-only` creates there, and the process exits with a segmentation fault.
 */
export class Wasi {
  readonly imports: object;
  private lastView?: DataView;
  private start = process.hrtime.bigint();

  constructor(private readonly memory: ProgramMemory) {
    const calls: Record<string, (...args: any[]) => Errno> = {
      args_sizes_get: (count, size) => this.storeSizes(ARGUMENTS, count, size),
      args_get: (pointers, bytes) => this.storeStrings(ARGUMENTS, pointers, bytes),
      environ_sizes_get: (count, size) => this.storeSizes([], count, size),
      environ_get: () => Errno.SUCCESS,
      clock_time_get: (clock, _, time) => this.storeTime(clock, time),
      random_get: (pointer, length) => this.storeRandom(pointer, length),
      sched_yield: () => Errno.SUCCESS,
      poll_oneoff: (subscriptions, events, count, happened) => this.poll(subscriptions, events, count, happened),
      proc_exit: code => process.exit(code),
      fd_fdstat_get: (fd, stat) => this.storeStatus(fd, stat),
      fd_read: (fd, vectors, count, done) => this.transfer(vectors, count, done, bytes => readSome(fd, bytes)),
      fd_write: (fd, vectors, count, done) => this.transfer(vectors, count, done, bytes => writeSync(fd, bytes)),
      // The program gets no directories.
      fd_prestat_get: () => Errno.BADF,
    };
    this.imports = {
      wasi_snapshot_preview1: new Proxy(calls, { get: (_, name: string) => callable(calls[name] ?? (() => Errno.NOSYS)) }),
      [MEMORY_IMPORT.module]: { [MEMORY_IMPORT.name]: memory },
    };
  }

  /** Initializes a program, so that its memory can be stored. */
  initialize(program: WasiProgram): void {
    program._initialize();
    program.prepare();
  }

  /** Runs a program that has been initialized, until the end of its stdin. */
  run(program: WasiProgram): void {
    // The time since the initialization must not be negative.
    this.start = process.hrtime.bigint() - HOUR;
    program.answer();
  }

  private get view(): DataView {
    const { buffer } = this.memory;
    // The buffer is another one after the memory has grown.
    return this.lastView?.buffer === buffer ? this.lastView : this.lastView = new DataView(buffer);
  }

  private bytes(pointer: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, pointer, length);
  }

  private storeSizes(values: readonly string[], count: number, size: number): Errno {
    this.view.setUint32(count, values.length, true);
    this.view.setUint32(size, values.reduce((sum, value) => sum + Buffer.byteLength(value) + 1, 0), true);
    return Errno.SUCCESS;
  }

  private storeStrings(values: readonly string[], pointers: number, bytes: number): Errno {
    let next = bytes;
    values.forEach((value, index) => {
      const text = Buffer.from(`${value}\0`);
      this.view.setUint32(pointers + 4 * index, next, true);
      this.bytes(next, text.length).set(text);
      next += text.length;
    });
    return Errno.SUCCESS;
  }

  private storeTime(clock: number, time: number): Errno {
    this.view.setBigUint64(time, this.nanoseconds(clock), true);
    return Errno.SUCCESS;
  }

  private storeRandom(pointer: number, length: number): Errno {
    randomFillSync(this.bytes(pointer, length));
    return Errno.SUCCESS;
  }

  private storeStatus(fd: number, stat: number): Errno {
    if (fd > 2) {
      return Errno.BADF;
    }
    this.bytes(stat, FDSTAT_BYTES).fill(0);
    this.view.setUint8(stat, CHARACTER_DEVICE);
    this.view.setBigUint64(stat + 8, EVERY_RIGHT, true);
    return Errno.SUCCESS;
  }

  /** Reads or writes the first buffer that is not empty. The program calls again for the rest. */
  private transfer(vectors: number, count: number, done: number, move: (bytes: Uint8Array) => number): Errno {
    const buffers = Array.from({ length: count }, (_, index) => {
      const vector = vectors + VECTOR_BYTES * index;
      return this.bytes(this.view.getUint32(vector, true), this.view.getUint32(vector + 4, true));
    });
    const bytes = buffers.find(({ length }) => length > 0);
    try {
      this.view.setUint32(done, bytes ? move(bytes) : 0, true);
      return Errno.SUCCESS;
    } catch {
      return Errno.IO;
    }
  }

  /** Sleeps until the earliest of the times that the program waits for. Files are always ready, because reading a file blocks. */
  private poll(subscriptions: number, events: number, count: number, happened: number): Errno {
    const view = this.view;
    const waiting = Array.from({ length: count }, (_, index) => {
      const pointer = subscriptions + SUBSCRIPTION_BYTES * index;
      return { userdata: view.getBigUint64(pointer, true), type: view.getUint8(pointer + 8), delay: this.delayOf(view, pointer) };
    });
    const delay = Math.min(...waiting.map(each => each.delay));
    if (delay > 0) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delay);
    }
    const due = waiting.filter(each => each.delay <= delay);
    due.forEach(({ userdata, type }, index) => {
      const event = events + EVENT_BYTES * index;
      this.bytes(event, EVENT_BYTES).fill(0);
      view.setBigUint64(event, userdata, true);
      view.setUint8(event + 10, type);
    });
    view.setUint32(happened, due.length, true);
    return Errno.SUCCESS;
  }

  private nanoseconds(clock: number): bigint {
    return clock === REALTIME_CLOCK ? BigInt(Date.now()) * 1_000_000n : process.hrtime.bigint() - this.start;
  }

  /** The number of milliseconds that a subscription still has to wait. */
  private delayOf(view: DataView, subscription: number): number {
    if (view.getUint8(subscription + 8) !== CLOCK_EVENT) {
      return 0;
    }
    const timeout = view.getBigUint64(subscription + 24, true);
    const absolute = view.getUint16(subscription + 40, true) === ABSOLUTE_TIME;
    const delay = absolute ? timeout - this.nanoseconds(view.getUint32(subscription + 16, true)) : timeout;
    return Math.max(0, Number(delay) / 1e6);
  }
}

/** A function that a program can call. Numbers from 2^31 on arrive as negative numbers, and are converted back. */
function callable(call: (...args: any[]) => Errno): (...args: any[]) => Errno {
  return (...args) => call(...args.map(value => value < 0 ? Number(value) + 2 ** 32 : value));
}

function readSome(fd: number, bytes: Uint8Array): number {
  try {
    return readSync(fd, bytes);
  } catch (error) {
    // On Windows, this error means that the other end of the pipe is closed.
    if ((error as NodeJS.ErrnoException).code === 'EOF') {
      return 0;
    }
    throw error;
  }
}
