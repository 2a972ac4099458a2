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

/** Process ids of the servers that this process has started from a file. */
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

test('modules that are loaded anew, as Jest does for each test file, use the process that is there', () => {
  const servers = serversOf(SERVER);
  jest.isolateModules(() => {
    const anew = jest.requireActual('../../lib/process/server-process');

    expect(anew.exchange).not.toBe(exchange);
    expect(JSON.parse(anew.exchange(SERVER, DECODE))).toEqual(DECODED);
  });

  expect(serversOf(SERVER)).toEqual(servers);
});

test('a request and an answer of 20 MB arrive whole', () => {
  const text = `a: ${'x'.repeat(20e6)}`;
  const [{ json }] = JSON.parse(exchange(SERVER, JSON.stringify({ decode: { text } }))).documents;

  expect(json).toHaveLength(text.length + 5);
});

test('a server that was killed since is started again', () => {
  const [before] = serversOf(SERVER);
  process.kill(before, 'SIGKILL');
  spawnSync('sleep', ['0.5']);

  expect(JSON.parse(exchange(SERVER, DECODE))).toEqual(DECODED);
  expect(serversOf(SERVER)).not.toContain(before);
});

test('a server that is killed at work is an error at once', () => {
  const file = wasmProgram(directory, 'loop');
  spawn('sh', ['-c', `sleep 1; pkill -KILL -P ${process.pid} -f ${file}`], { stdio: 'ignore' });

  expect(() => exchange(file, '{}')).toThrow(/^The dry-run server stopped: it ended with signal SIGKILL$/);
});

test('a trap of WebAssembly is an error that says where', () => {
  expect(() => exchange(wasmProgram(directory, 'trap'), '{}')).toThrow(/^The dry-run server stopped: it ended with exit code 1:\n[^]*RuntimeError: unreachable/);
});

test('a server that ends without an answer is an error', () => {
  expect(() => exchange(wasmProgram(directory, 'end'), '{}')).toThrow('The dry-run server stopped: it ended with exit code 0');
});

test('a file that is damaged is an error, each time', () => {
  const file = join(directory, 'empty.wasm.br');

  expect(() => exchange(file, '{}')).toThrow(/^The dry-run server stopped: it ended with exit code 1:/);
  expect(() => exchange(file, '{}')).toThrow(/^The dry-run server stopped: it ended with exit code 1:/);
});

test('a file that is not there is an error that says what to do', () => {
  expect(() => exchange(join(directory, 'server-1.99.wasm.br'), '{}')).toThrow(/server-1\.99\.wasm\.br is missing: install kubernetes-dry-run anew/);
});
