import { spawn, spawnSync, type ChildProcess } from 'child_process';
import { existsSync, readdirSync } from 'fs';
import { basename, join } from 'path';
import { createInterface } from 'readline';
import { cgroupsOf } from './harness/cgroups';
import { eventually } from './harness/eventually';
import { Sandbox } from './harness/sandbox';

const directories: string[] = [];
afterAll(() => eventually('nothing is left', 10, () => {
  new Sandbox().remove();
  return directories.flatMap(leftOf).length === 0 || undefined;
}));

/** A process that holds a sandbox, and the directory of that. */
async function held(): Promise<[ChildProcess, string]> {
  const child = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', join(__dirname, 'support', 'hold-sandbox.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { value } = await createInterface({ input: child.stdout! })[Symbol.asyncIterator]().next();
  directories.push(value);
  await eventually('something runs in the sandbox', 30, () => processesOf(value).length > 0 || undefined);
  return [child, value];
}

/** Processes of a sandbox, by the variable that names it. */
function processesOf(directory: string): string[] {
  const environments = readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(pid => `/proc/${pid}/environ`);
  return spawnSync('grep', ['-ls', `CLUSTER_DIRECTORY=${directory}`, ...environments], { encoding: 'utf-8' }).stdout.split('\n').filter(Boolean);
}

/** What of a run is there. */
function leftOf(directory: string): string[] {
  return [directory, ...cgroupsOf(basename(directory))].filter(existsSync);
}

test('of a run that was killed no process is left, and what else is left the next run removes', async () => {
  const [killed, directory] = await held();
  killed.kill('SIGKILL');
  await eventually('its processes have ended', 10, () => processesOf(directory).length === 0 || undefined);

  expect(leftOf(directory).length).toBeGreaterThan(1);
  const next = new Sandbox();
  expect(leftOf(directory)).toEqual([]);
  next.remove();
  expect(leftOf(next.directory)).toEqual([]);
});

test('a run that goes on is left alone by another', async () => {
  const [going, directory] = await held();
  new Sandbox().remove();

  expect(leftOf(directory).length).toBeGreaterThan(1);
  expect(processesOf(directory)).not.toEqual([]);
  going.kill('SIGKILL');
});

test('networks and mounts are its own', async () => {
  const [going] = await held();

  expect(existsSync('/run/netns/held')).toBe(false);
  going.kill('SIGKILL');
});
