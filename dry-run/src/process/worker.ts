/**
 * The worker thread between the caller, which blocks until it has an answer, and the process of the server. The worker writes each
 * line that the caller posts to the stdin of the server, and posts the line that the server then writes back to the caller.
 */
import { constants } from 'node:buffer';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { HEARTBEAT_MILLISECONDS, PROGRESS_MARK, STOP, Slot, type Reply, type WorkerInput } from './channel';

// V8 takes longer to optimize the module than most callers use it. These flags apply to a whole process, so the server has its own
// process.
const V8_FLAGS = ['--expose-gc', '--liftoff-only', '--wasm-lazy-compilation', '--wasm-lazy-validation'];
const LINE_FEED = 0x0a;
const STDERR_LIMIT = 4096;

const { port, shared, wasmFile } = workerData as WorkerInput;
const slots = new Int32Array(shared);
const heartbeat = setInterval(() => Atomics.add(slots, Slot.HEARTBEAT, 1), HEARTBEAT_MILLISECONDS);

const server = spawn(process.execPath, [...V8_FLAGS, '--no-warnings', join(__dirname, 'host.js'), wasmFile], {
  // Without the variables that would load the caller's tools, such as ts-node or a debugger. On Windows, this also removes names such as Node_Options.
  env: { ...process.env, NODE_OPTIONS: undefined, NODE_V8_COVERAGE: undefined },
  stdio: ['pipe', 'pipe', 'pipe'],
  windowsHide: true,
});

let output: Buffer[] = [];
let errorOutput = '';

server.stdout.on('data', (chunk: Buffer) => {
  let start = 0;
  for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
    receive(Buffer.concat([...output, chunk.subarray(start, end)]));
    output = [];
    start = end + 1;
  }
  output.push(chunk.subarray(start));
});
server.stderr.setEncoding('utf-8').on('data', (text: string) => {
  errorOutput = (errorOutput + text).slice(0, STDERR_LIMIT);
});
// If the server has exited, `close` reports it when its stdout and stderr are read to the end.
server.stdin.on('error', () => undefined);
server.on('error', error => fail(`${process.execPath} could not be started: ${error.message}`));
server.on('close', (code, signal) => {
  const end = signal ? `signal ${signal}` : `exit code ${code}`;
  fail(`it ended with ${end}${errorOutput && `:\n${errorOutput.trimEnd()}`}`);
});
port.on('message', (line: string | typeof STOP) => line === STOP ? server.kill('SIGKILL') : server.stdin.write(`${line}\n`));

function receive(line: Buffer): void {
  if (line[0] === PROGRESS_MARK.charCodeAt(0)) {
    Atomics.store(slots, Slot.PROGRESS, Number(line.subarray(1)));
  } else if (line.length > constants.MAX_STRING_LENGTH) {
    fail(`its answer of ${line.length} bytes is longer than the texts of Node.js can be`);
    server.kill('SIGKILL');
  } else {
    reply({ line: line.toString('utf-8') });
  }
}

function reply(message: Reply): void {
  port.postMessage(message);
  Atomics.add(slots, Slot.REPLIES, 1);
  Atomics.notify(slots, Slot.REPLIES);
}

function fail(failure: string): void {
  reply({ failure });
  clearInterval(heartbeat);
  port.close();
}
