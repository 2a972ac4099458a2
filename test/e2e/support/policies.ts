import { readFileSync } from 'fs';
import { isDeepStrictEqual } from 'util';
import { kubectl } from './kubectl';
import type { Document } from '../../support';
import { inForceFile } from '../harness/enforcer';
import { eventually } from '../harness/eventually';

/**
 * Waits until the node enforces the current NetworkPolicies for the current pods and namespaces of the API server. Tests must also call this
 * after a rollout, since the rules contain the addresses of pods.
 */
export async function policiesInForce(): Promise<void> {
  await eventually('the policies are in force', 60, () => {
    const { items } = JSON.parse(kubectl('get', 'networkpolicies,pods,namespaces', '--all-namespaces', '--output=json'));
    const current = Object.fromEntries(items.map(({ metadata }: Document) => [metadata.uid, metadata.resourceVersion]));
    return isDeepStrictEqual(current, JSON.parse(readFileSync(inForceFile(process.env.CLUSTER_DIRECTORY!), 'utf-8'))) || undefined;
  });
}
