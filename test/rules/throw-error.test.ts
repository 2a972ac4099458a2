import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import { web } from './broken';
import { Backend, ClusterProfile, Controller, ExposedPods, ExposedWorkload, ExternalService, Gateway, PodSelection, Port, Route } from '../../lib';
import { throwError } from '../../lib/rules/throw-error';

const ROOT = join(__dirname, '..', '..');

class TeamService extends ExposedWorkload {
  constructor(scope: Construct, id: string, ports: Port[]) {
    super(scope, id, { image: 'registry.example.com/web:1', ports }); // super of a subclass
  }
}

function newChart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function errorOf(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('The call throws no error');
}

/** The frames of a stack, without the message. */
function framesOf({ message, stack }: Error): string[] {
  return stack!.slice(`Error: ${message}`.length).split('\n').slice(1).map(line => line.trim());
}

/** The text of the line of this file in which a frame is. */
function lineOf(frame: string): string {
  const [, line] = /throw-error\.test\.ts:(\d+):\d+\)?$/.exec(frame) ?? [];
  return readFileSync(__filename, 'utf-8').split('\n')[Number(line) - 1];
}

function pods(chart: Chart): ExposedPods {
  return new ExposedPods(chart, 'pods', { selector: PodSelection.of(kplus.Pods.select(chart, 'select', { labels: { app: 'a' } })) });
}

describe('the stack of an error begins at the line that calls', () => {
  test.each<[string, (chart: Chart) => unknown]>([
    ['the constructor of ExposedWorkload', chart => new ExposedWorkload(chart, 'web', { image: '', ports: [] })],
    ['the constructor of ExposedWorkload with wrong types', chart => new ExposedWorkload(chart, 'web', { image: 'a', ports: 80 as any })],
    ['the constructor of ExposedPods', chart => new ExposedPods(chart, 'pods', { selector: undefined as any })],
    ['the constructor of ExternalService', chart => new ExternalService(chart, 'db', { backend: Backend.addresses('a'), ports: [Port.tcp(5432)] })],
    ['the constructor of Gateway', chart => new Gateway(chart, 'public', { className: 'A' })],
    ['the constructor of Route', chart => new Route(chart, 'route', { parents: [] })],
    ['super of a subclass', chart => new TeamService(chart, 'web', [Port.http(0)])],
    ['addPort', chart => web(chart).addPort(Port.http(0))],
    ['connectTo', chart => web(chart).connectTo(undefined as any)],
    ['podAddress', chart => web(chart).podAddress(0)],
    ['markHasAutoscaler', chart => web(chart, { controller: Controller.daemonSet() }).markHasAutoscaler()],
    ['the setter hasAutoscaler', chart => { web(chart, { controller: Controller.daemonSet() }).hasAutoscaler = true; }],
    ['the getter address', chart => pods(chart).address],
    ['address.url', chart => web(chart).address.url('admin')],
    ['ClusterProfile.set', chart => ClusterProfile.set(chart, { kubernetesVersion: '1' as any })],
    ['ExternalService.fromServiceName', chart => ExternalService.fromServiceName(chart, 'orders', 'Orders')],
    ['a constructor in a callback of a function of the language', chart => [0].forEach(number => new ExposedWorkload(chart, 'web', { image: 'a', ports: [Port.http(number)] }))],
  ])('%s', (name, call) => {
    const frames = framesOf(errorOf(() => call(newChart())));

    expect(lineOf(frames[0])).toContain(name);
    expect(frames.filter(frame => frame.includes(join(ROOT, 'lib')))).toEqual([]);
  });
});

describe('Error.stackTraceLimit', () => {
  const { stackTraceLimit } = Error;

  afterEach(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  test.each([0, 1, 3])('of %d is the number of frames, which are all outside of the library', limit => {
    Error.stackTraceLimit = limit;
    const error = errorOf(() => new TeamService(newChart(), 'web', [Port.http(0)]));

    expect(Error.stackTraceLimit).toBe(limit);
    expect(framesOf(error)).toHaveLength(limit);
    expect(framesOf(error).slice(0, 1).every(frame => lineOf(frame).includes('super of a subclass'))).toBe(true);
  });

  test('that is no number is kept', () => {
    Error.stackTraceLimit = undefined as any;

    expect(errorOf(() => throwError('message')).message).toBe('message');
    expect(Error.stackTraceLimit).toBeUndefined();
  });
});

test('a stack in another format is kept', () => {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, frames) => frames;
  try {
    expect(errorOf(() => throwError('message')).stack).toEqual(expect.any(Array));
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
});

describe('in a program that Node.js runs', () => {
  const PROGRAM = `
const { App, Chart } = require('cdk8s');
const { ExposedWorkload, Port } = require(LIBRARY);
new ExposedWorkload(new Chart(new App(), 'shop'), 'web', { image: 'a', ports: [Port.http(0)] });`;
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'stack-'));
    const entryPoints = { library: join(ROOT, 'lib/index.ts') };
    buildSync({ entryPoints, outdir: directory, bundle: true, format: 'cjs', platform: 'node', target: 'node20', packages: 'external' });
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  function stderrOf(file: string, text: string): string {
    writeFileSync(join(directory, file), text);
    return spawnSync(process.execPath, [file], { cwd: directory, encoding: 'utf-8', env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') } }).stderr;
  }

  test('the output begins with the message, and the first location is the line of the program', () => {
    expect(stderrOf('main.js', PROGRAM.replace('LIBRARY', "'./library'"))).toMatch(/^Error: shop\/web: ports\[0\]\.number 0: .+\n {4}at Object\.<anonymous> \(.+main\.js:4:1\)\n(?!.*library\.js)/);
  });

  test('no frame is removed if the program and the library are in the same file', () => {
    const library = readFileSync(join(directory, 'library.js'), 'utf-8');
    const text = `const library = (() => { const module = {};\n${library}\nreturn module.exports; })();${PROGRAM.replace('require(LIBRARY)', 'library')}`;

    expect(stderrOf('all.js', text)).toMatch(/^Error: shop\/web: .+\n {4}at createError \(.+all\.js:\d+:\d+\)\n[^]* {4}at Object\.<anonymous> \(.+all\.js:\d+:1\)\n/);
  });
});

test('a program whose format of stacks fails gets the message, and keeps its limit of stacks', () => {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = () => {
    throw new Error('This format fails.');
  };
  let found: unknown;
  try {
    throwError('the message');
  } catch (error) {
    found = error;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }

  expect((found as Error).message).toBe('the message');
  expect(Error.stackTraceLimit).toBe(stackTraceLimit);
});
