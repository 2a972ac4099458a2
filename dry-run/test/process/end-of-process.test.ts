import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, directoryWith, run } from '../support';

const ASK = `
const { ServerDryRun } = require('kubernetes-dry-run');
const { results } = new ServerDryRun({ kubernetesVersion: '1.35' }).apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]);
const children = require('child_process').spawnSync('pgrep', ['-P', String(process.pid), '-f', 'host.js'], { encoding: 'utf-8' }).stdout;
console.log(results[0].accepted, children.trim());
`;

jest.setTimeout(60_000);

const directory = directoryWith({
  'not-in-host.js': "if (process.argv[1]?.endsWith('host.js') || !require('worker_threads').isMainThread) throw new Error('loaded into the server');",
});
const preload = ['--require', join(directory, 'not-in-host.js')];

/** Whether a process runs. A zombie process, which its parent has not collected, does not run. */
function isRunning(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf-8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

test.each<[string, string[], NodeJS.ProcessEnv]>([
  ['no flags', [], {}],
  ['preloaded modules', [...preload, '--max-old-space-size=300'], {}],
  ['NODE_OPTIONS', [], { NODE_OPTIONS: preload.join(' ') }],
])('a program that was started with %s exits by itself, without a warning, and its server exits too', (_, flags, environment) => {
  const { status, stdout, stderr } = run(ROOT, process.execPath, [...flags, '--eval', ASK], '', environment);
  const [accepted, server] = stdout.trim().split(' ');
  spawnSync('sleep', ['1']);

  expect({ status, stderr, accepted }).toEqual({ status: 0, stderr: '', accepted: 'true' });
  expect(server).toMatch(/^\d+$/);
  expect(isRunning(server)).toBe(false);
});
