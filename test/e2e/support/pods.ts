import { CONTROL_PORT } from './declare';
import { get } from './kubectl';
import { WORKLOAD_LABEL } from '../../../lib/workload/pod/identity';
import type { Document } from '../../support';

/** The pods of a workload that are not being deleted. */
export function podsOf(namespace: string, workload: string): Document[] {
  return get(namespace, 'pods', '--selector', `${WORKLOAD_LABEL}=${workload}`).items.filter(({ metadata }: Document) => !metadata.deletionTimestamp);
}

export function isReady({ status }: Document): boolean {
  return status.conditions.some(({ type, status: is }: Document) => type === 'Ready' && is === 'True');
}

/** Sets whether a server reports that it is ready or alive, or lets a server with --hold listen. */
export async function control({ status }: Document, what: 'ready' | 'alive' | 'listen', value: boolean): Promise<void> {
  const response = await fetch(`http://${status.podIP}:${CONTROL_PORT}/${what}?value=${value}`, { method: 'PUT' });
  if (!response.ok) {
    throw new Error(`${what}=${value}: ${response.status} ${await response.text()}`);
  }
}
