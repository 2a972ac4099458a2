import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { wasmProgram } from './wasm-programs';
import { exchange } from '../../lib/process/server-process';
import { wasmFileOf } from '../../lib/versions';
import { directoryWith } from '../support';

const SERVER = wasmFileOf('1.35');
const DECODE = JSON.stringify({ decode: { text: 'a: 1' } });
const DECODED = { documents: [{ line: 1, json: '{"a":1}' }] };

jest.setTimeout(60_000);

const directory = directoryWith({ 'empty.wasm.br': '' });

/** Process ids of the servers that this process has started from a WebAssembly file. */
function serversOf(wasmFile: string): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(process.pid), '-f', wasmFile], { encoding: 'utf-8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}

test('one process answers all requests', () => {
  expect(JSON.parse(exchange(SERVER, DECODE))).toEqual(DECODED);
  const servers = serversOf(SERVER);
  expect(JSON.parse(exchange(SERVER, DECODE))).toEqual(DECODED);

  expect(servers).toHaveLength(1);
  expect(serversOf(SERVER)).toEqual(servers);
});

test('modules that are loaded again, as Jest does for each test file, use the existing process', () => {
  const servers = serversOf(SERVER);
  jest.isolateModules(() => {
    const reloaded = jest.requireActual('../../lib/process/server-process');

    expect(reloaded.exchange).not.toBe(exchange);
    expect(JSON.parse(reloaded.exchange(SERVER, DECODE))).toEqual(DECODED);
  });

  expect(serversOf(SERVER)).toEqual(servers);
});

test('a request and an answer of 20 MB arrive completely', () => {
  const text = `a: ${'x'.repeat(20e6)}`;
  const [{ json }] = JSON.parse(exchange(SERVER, JSON.stringify({ decode: { text } }))).documents;

  expect(json).toHaveLength(text.length + 5);
});

test('a server that was killed between two requests is restarted', () => {
  const [before] = serversOf(SERVER);
  process.kill(before, 'SIGKILL');
  spawnSync('sleep', ['0.5']);

  expect(JSON.parse(exchange(SERVER, DECODE))).toEqual(DECODED);
  expect(serversOf(SERVER)).not.toContain(before);
});

test('a server that is killed during a request is an immediate error', () => {
  const file = wasmProgram(directory, 'loop');
  spawn('sh', ['-c', `sleep 1; pkill -KILL -P ${process.pid} -f ${file}`], { stdio: 'ignore' });

  expect(() => exchange(file, '{}')).toThrow(/^The dry-run server stopped: it ended with signal SIGKILL$/);
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
