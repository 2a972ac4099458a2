import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isRunning, numberOfThreads, startedByThreads, until } from './processes';
import { RUNTIME_ERROR, copyProgram, wasmProgram } from './wasm-programs';
import { exchange } from '../../lib/process/server-process';
import type { ServerStopped } from '../../lib/process/server-stopped';
import { wasmFileOf } from '../../lib/versions';
import { directoryWith } from '../support';

const DECODE = JSON.stringify({ decode: { text: 'a: 1' } });
const DECODED = { documents: [{ line: 1, json: '{"a":1}' }] };

jest.setTimeout(60_000);

const directory = directoryWith({ 'empty.wasm.br': '' });
const withoutMemory = directoryWith({});

/** A file of this test file only, because other test files may have started the server of the package in this process. */
const SERVER = join(directory, 'server.wasm.br');
copyProgram(wasmFileOf('1.35'), SERVER);

/** How a server ends that another process kills. Windows has no signals. */
const KILLED = process.platform === 'win32' ? 'exit code 1' : 'signal SIGKILL';

/** Sends a request, and returns the answer with the ids of the processes that were started for it. */
function exchangeAndList(wasmFile: string, line: string): [answer: string, started: number[]] {
  const before = startedByThreads();
  const answer = exchange(wasmFile, line);
  return [answer, startedByThreads().filter(pid => !before.includes(pid))];
}

/** The error of a server that stops. */
function stopOf(wasmFile: string): ServerStopped {
  try {
    exchange(wasmFile, '{}');
  } catch (error) {
    return error as ServerStopped;
  }
  throw new Error('the server did not stop');
}

test('one process answers all requests', () => {
  const [answer, started] = exchangeAndList(SERVER, DECODE);

  expect(JSON.parse(answer)).toEqual(DECODED);
  expect(started).toHaveLength(1);
  expect(exchangeAndList(SERVER, DECODE)).toEqual([answer, []]);
});

test('modules that are loaded again, as Jest does for each test file, use the existing process', () => {
  const before = startedByThreads().sort();
  jest.isolateModules(() => {
    const reloaded = jest.requireActual('../../lib/process/server-process');

    expect(reloaded.exchange).not.toBe(exchange);
    expect(JSON.parse(reloaded.exchange(SERVER, DECODE))).toEqual(DECODED);
  });

  expect(startedByThreads().sort()).toEqual(before);
});

test('a request and an answer of 20 MB arrive completely', () => {
  const text = `a: ${'x'.repeat(20e6)}`;
  const [{ json }] = JSON.parse(exchange(SERVER, JSON.stringify({ decode: { text } }))).documents;

  expect(json).toHaveLength(text.length + 5);
});

test('a server that was killed between two requests is restarted', async () => {
  const file = join(directory, 'killed.wasm.br');
  copyProgram(SERVER, file);
  const [answer, [server]] = exchangeAndList(file, DECODE);
  const threads = numberOfThreads();
  process.kill(server, 'SIGKILL');
  await until(() => numberOfThreads() < threads);

  expect(exchangeAndList(file, DECODE)).toEqual([answer, [expect.any(Number)]]);
});

test('a server that is killed during a request is an immediate error', () => {
  const file = wasmProgram(directory, 'answerOnce');
  const [, [server]] = exchangeAndList(file, '{}');
  // Another process kills it, because the request blocks this one.
  spawn(process.execPath, ['-e', `setTimeout(() => process.kill(${server}, 'SIGKILL'), 1000)`], { stdio: 'ignore' });

  expect(() => exchange(file, '{}')).toThrow(new Error(`The dry-run server stopped: it ended with ${KILLED}`));
});

describe('a call during which the Go runtime fails', () => {
  const warnings = () => {
    const emitted = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    return () => emitted.mock.calls.map(([warning]) => warning);
  };
  const REPEATED = `The server stopped, and the call was repeated in a new process: ${RUNTIME_ERROR}`;

  test('is repeated once in a new process, with a warning', () => {
    const emitted = warnings();
    const file = wasmProgram(directory, 'failAtSecond');

    expect(exchangeAndList(file, '{}')).toEqual(['', [expect.any(Number)]]);
    expect(emitted()).toEqual([]);
    expect(exchangeAndList(file, '{}')).toEqual(['', [expect.any(Number)]]);
    expect(emitted()).toEqual([REPEATED]);
  });

  test('is an error if it fails again', () => {
    const emitted = warnings();

    expect(() => exchange(wasmProgram(directory, 'fail'), '{}')).toThrow(`The dry-run server stopped: it ended with exit code 1:\n${RUNTIME_ERROR}`);
    expect(emitted()).toEqual([REPEATED]);
  });
});

test('an error about a lack of memory says what to do, without the stacks that follow it', () => {
  const file = wasmProgram(withoutMemory, 'fail', 'fatal error: out of memory\n\nruntime stack:');

  expect(() => exchange(file, '{}')).toThrow(new Error('The dry-run server stopped: it ended with exit code 1:\nfatal error: out of memory. Check fewer files in one call.'));
});

test('a server that does not answer within the timeout is ended', async () => {
  const file = wasmProgram(directory, 'answerOnce');
  const [, [server]] = exchangeAndList(file, '{}');

  expect(() => exchange(file, '{}', 0.5)).toThrow(new Error('The dry-run server stopped: it did not answer within the timeout of 0.5 s, so it was ended'));
  await until(() => !isRunning(server));
});

test('the error about a server that stops has the document that it read', () => {
  const stopped = stopOf(wasmProgram(directory, 'trapAfterProgress'));

  expect(stopped.position).toBe(7);
  expect(stopOf(wasmProgram(directory, 'trap')).position).toBeUndefined();
});

test('a full stack is recognized', () => {
  expect(stopOf(wasmProgram(directory, 'recurse')).wasStackFull).toBe(true);
  expect(stopOf(wasmProgram(directory, 'trap')).wasStackFull).toBe(false);
});

test('a WebAssembly trap is an error with its position', () => {
  expect(() => exchange(wasmProgram(directory, 'trap'), '{}')).toThrow(/^The dry-run server stopped: it ended with exit code 1:\n[^]*RuntimeError: unreachable/);
});

test('a server that exits without an answer is an error', () => {
  expect(() => exchange(wasmProgram(directory, 'end'), '{}')).toThrow('The dry-run server stopped: it ended with exit code 0');
});

test('a damaged file is an error at each request', () => {
  const file = join(directory, 'empty.wasm.br');

  expect(() => exchange(file, '{}')).toThrow(/^The dry-run server stopped: it ended with exit code 1:/);
  expect(() => exchange(file, '{}')).toThrow(/^The dry-run server stopped: it ended with exit code 1:/);
});

test('a missing file is an error that says how to fix it', () => {
  expect(() => exchange(join(directory, 'server-1.99.wasm.br'), '{}')).toThrow(/server-1\.99\.wasm\.br does not exist\. Reinstall kubernetes-dry-run\./);
});
