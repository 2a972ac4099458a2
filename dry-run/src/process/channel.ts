import type { MessagePort } from 'node:worker_threads';

/** Slots of the memory that the caller's thread and the worker thread share. */
export enum Slot {
  /** The number of replies that the worker has sent. */
  REPLIES,
  /** A counter that increases twice a second as long as the worker runs. */
  HEARTBEAT,
  /** The position of the document that the server reads, or NO_PROGRESS. */
  PROGRESS,
}

export const SLOTS = 3;
export const NO_PROGRESS = -1;

/** The message to the worker that ends the server. All other messages are lines for the server. */
export const STOP = null;

/** A line that begins with this mark is not an answer. It says what the server reads next: see server/progress.go. */
export const PROGRESS_MARK = '@';

export const HEARTBEAT_MILLISECONDS = 500;

/** The start parameters of the worker thread. */
export interface WorkerInput {
  readonly port: MessagePort;
  readonly shared: SharedArrayBuffer;
  /** Path of the compressed WebAssembly file. */
  readonly wasmFile: string;
}

/** The worker's reply to a line: the line that the server wrote, or the reason why the server wrote none. */
export type Reply = { readonly line: string } | { readonly failure: string };
