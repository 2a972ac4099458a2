import { spawn, spawnSync, type ChildProcess } from 'child_process';
import { existsSync, readdirSync } from 'fs';
import { basename, join } from 'path';
import { createInterface } from 'readline';
import { cgroupsOf } from './harness/cgroups';
import { eventually } from './harness/eventually';
import { Sandbox } from './harness/sandbox';

const directories: string[] = [];
afterAll(() => eventually('no files or cgroups are left', () => {
  new Sandbox().remove();
  return directories.flatMap(remainsOf).length === 0 || undefined;
}));

/** Starts a process that holds a sandbox, and returns it with the directory of the sandbox when a program runs there. */
async function startHolder(): Promise<[ChildProcess, string]> {
  const child = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', join(__dirname, 'support', 'hold-sandbox.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const { value: directory } = await output.next();
  directories.push(directory);
  expect(await output.next()).toMatchObject({ value: 'running' });
  return [child, directory];
}

/** Processes of a sandbox, found by the environment variable that names its directory. */
function processesOf(directory: string): string[] {
  const environments = readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(pid => `/proc/${pid}/environ`);
  return spawnSync('grep', ['-ls', `CLUSTER_DIRECTORY=${directory}`, ...environments], { encoding: 'utf-8' }).stdout.split('\n').filter(Boolean);
}

/** The existing directory and cgroups of a run. */
function remainsOf(directory: string): string[] {
  return [directory, ...cgroupsOf(basename(directory))].filter(existsSync);
}

test('a killed run leaves no process, and the next run removes its directory and cgroups', async () => {
  const [killed, directory] = await startHolder();
  killed.kill('SIGKILL');
  await eventually('the processes of the run have terminated', () => processesOf(directory).length === 0 || undefined);

  expect(remainsOf(directory).length).toBeGreaterThan(1);
  const next = new Sandbox();
  expect(remainsOf(directory)).toEqual([]);
  next.remove();
  expect(remainsOf(next.directory)).toEqual([]);
});

test('a run does not affect another run that is in progress', async () => {
  const [running, directory] = await startHolder();
  new Sandbox().remove();

  expect(remainsOf(directory).length).toBeGreaterThan(1);
  expect(processesOf(directory)).not.toEqual([]);
  running.kill('SIGKILL');
});

test('the networks and mounts of a sandbox are not visible outside of it', async () => {
  const [running] = await startHolder();

  expect(existsSync('/run/netns/held')).toBe(false);
  running.kill('SIGKILL');
});
