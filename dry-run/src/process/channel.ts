import type { MessagePort } from 'node:worker_threads';

/** Slots of the memory that the caller's thread and the worker thread share. */
export enum Slot {
  /** How many replies the worker has sent. */
  REPLIES,
  /** Counts up twice a second as long as the worker lives. */
  HEARTBEAT,
}

export const SLOTS = 2;
export const HEARTBEAT_MILLISECONDS = 500;

/** What the worker thread is started with. */
export interface WorkerInput {
  readonly port: MessagePort;
  readonly shared: SharedArrayBuffer;
  /** Path of the compressed WebAssembly file. */
  readonly wasmFile: string;
}

/** What the worker answers to a line: the line that the server wrote, or why there is none. */
export type Reply = { readonly line: string } | { readonly failure: string };
