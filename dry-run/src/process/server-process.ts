import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as threads from 'node:worker_threads';
import { NO_PROGRESS, SLOTS, STOP, Slot, type Reply, type WorkerInput } from './channel';
import { ServerStopped } from './server-stopped';
import { waitForReply } from './wait-for-reply';

/** A running server, without functions and classes of this package: see `running`. */
interface ServerHandle {
  readonly port: threads.MessagePort;
  readonly shared: SharedArrayBuffer;
}

/**
 * The servers of this Node.js process, by WebAssembly file. Jest gives each test file its own modules and globals, so a variable of this
 * module would start a server for each test file. The modules of Node.js are the same objects for all test files, so the servers are
 * stored in one of them. A server outlives the test file that started it, so it must not hold functions or classes of this package.
 */
const SERVERS = Symbol.for('kubernetes-dry-run.servers.2');
const running: Record<string, ServerHandle | undefined> = ((threads as any).default ?? threads)[SERVERS] ??= Object.create(null);

/**
 * A fatal error of the Go runtime that has no cause in the request. Before version 1.26.6, Go damages the memory of a WebAssembly program in
 * rare cases (https://github.com/golang/go/issues/80472), and no known test excludes more such errors. The others occur again.
 */
const RUNTIME_ERROR = /^fatal error: (?!.*(out of memory|cannot allocate memory|stack overflow)).*/m;

const OUT_OF_MEMORY = /^fatal error: .*(out of memory|cannot allocate memory).*/m;

/**
 * Sends a line to the server of a WebAssembly file, and blocks until the server answers with a line. The first call starts the server. If the
 * Go runtime fails, the line is sent once more to a new server, with a warning of the process (`process.emitWarning`).
 *
 * @param timeout the number of seconds after which the server is ended
 * @throws ServerStopped if the server stops without an answer
 */
export function exchange(wasmFile: string, line: string, timeout = Infinity): string {
  let answer = send(wasmFile, line, timeout);
  const error = 'failure' in answer ? RUNTIME_ERROR.exec(answer.failure)?.[0] : undefined;
  if (error !== undefined) {
    process.emitWarning(`The server stopped, and the call was repeated in a new process: ${error}`, 'KubernetesDryRunWarning');
    answer = send(wasmFile, line, timeout);
  }
  if ('failure' in answer) {
    throw new ServerStopped(`The dry-run server stopped: ${withoutStacks(answer.failure)}`, answer.position);
  }
  return answer.line;
}

/** The text of a failure. After a lack of memory, Go prints the stacks of all goroutines, which do not show its cause. */
function withoutStacks(failure: string): string {
  const error = OUT_OF_MEMORY.exec(failure);
  return error ? `${failure.slice(0, error.index)}${error[0]}. Check fewer files in one call.` : failure;
}

/** The reply of a server, and the position of the document that it read if it stopped. */
function send(wasmFile: string, line: string, timeout: number): Reply & { readonly position?: number } {
  const server = running[wasmFile] = alive(running[wasmFile]) ?? start(wasmFile);
  const slots = new Int32Array(server.shared);
  const replies = Atomics.load(slots, Slot.REPLIES);
  Atomics.store(slots, Slot.PROGRESS, NO_PROGRESS);
  server.port.postMessage(line);
  const answer = waitForReply(server.port, slots, replies, timeout);
  if ('failure' in answer) {
    delete running[wasmFile];
    server.port.postMessage(STOP);
    const position = Atomics.load(slots, Slot.PROGRESS);
    return position === NO_PROGRESS ? answer : { ...answer, position };
  }
  return answer;
}

/** The server, or undefined if it has reported since the last exchange that it stopped. */
function alive(server: ServerHandle | undefined): ServerHandle | undefined {
  return server && threads.receiveMessageOnPort(server.port) ? undefined : server;
}

function start(wasmFile: string): ServerHandle {
  if (!existsSync(wasmFile)) {
    throw new Error(`${wasmFile} does not exist. Reinstall kubernetes-dry-run. In a clone of its repository, run \`npx projen wasm\` in dry-run/.`);
  }
  const { port1, port2 } = new threads.MessageChannel();
  const shared = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
  const workerData: WorkerInput = { port: port2, shared, wasmFile };
  const worker = new threads.Worker(join(__dirname, 'worker.js'), {
    workerData,
    transferList: [port2],
    // The worker must not load flags or hooks of the caller, such as ts-node.
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  // The worker does not keep the caller's process alive. When that process exits, the server exits too.
  worker.unref();
  return { port: port1, shared };
}
