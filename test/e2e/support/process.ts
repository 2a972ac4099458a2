import { readFileSync } from 'fs';
import { podsOf } from './pods';
import { containerdSocket } from '../harness/node';
import { run } from '../harness/shell';

/** Returns a function that reads a file in /proc about the process of a container of a workload. */
export function processOf(namespace: string, workload: string): (file: string) => string {
  const [{ status }] = podsOf(namespace, workload);
  const id = status.containerStatuses[0].containerID.replace('containerd://', '');
  const tasks = run('ctr', ['--address', containerdSocket(process.env.CLUSTER_DIRECTORY!), '--namespace', 'k8s.io', 'task', 'list']);
  const [, pid] = new RegExp(`^${id}\\s+(\\d+)`, 'm').exec(tasks)!;
  return file => readFileSync(`/proc/${pid}/${file}`, 'utf-8');
}

/** The environment variables of the process. */
export function variablesOf(namespace: string, workload: string): Record<string, string> {
  const variables = processOf(namespace, workload)('environ').split('\0').filter(line => line !== '').map(line => /^([^=]*)=(.*)$/s.exec(line)!.slice(1));
  return Object.fromEntries(variables);
}
