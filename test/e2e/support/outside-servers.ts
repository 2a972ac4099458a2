import { spawn, type ChildProcess } from 'child_process';
import { call, type Place } from './places';
import { eventually } from '../harness/eventually';
import { inNamespace } from '../harness/network';

/** A machine outside the cluster, on which servers run that are not pods. */
export const OUTSIDE_MACHINE: Place = ['nsenter', ...inNamespace('outside'), process.env.AGENT!];

const running: ChildProcess[] = [];
afterAll(() => running.forEach(child => child.kill('SIGKILL')));

/** Starts a server outside the cluster, and waits until it answers. */
export async function startOutside(name: string, hostAndPort: string): Promise<void> {
  const [command, ...args] = OUTSIDE_MACHINE;
  running.push(spawn(command, [...args, 'serve', `--tcp=${hostAndPort}`], { stdio: 'ignore', env: { ...process.env, POD_NAME: name } }));
  await eventually(`${name} answers`, 10, () => call(OUTSIDE_MACHINE, `tcp://${hostAndPort}`)[0].error === undefined || undefined);
}
