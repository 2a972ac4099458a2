import { readFileSync } from 'fs';
import { isDeepStrictEqual } from 'util';
import { kubectl } from './kubectl';
import type { Document } from '../../support';
import { inForceFile } from '../harness/enforcer';
import { eventually } from '../harness/eventually';

/**
 * Waits until the node follows all that the API server has by now: NetworkPolicies, and the pods and namespaces that they select. To be called
 * after a rollout as well, since the addresses of its pods are among the rules.
 */
export async function policiesInForce(): Promise<void> {
  await eventually('the policies are in force', 60, () => {
    const { items } = JSON.parse(kubectl('get', 'networkpolicies,pods,namespaces', '--all-namespaces', '--output=json'));
    const present = Object.fromEntries(items.map(({ metadata }: Document) => [metadata.uid, metadata.resourceVersion]));
    return isDeepStrictEqual(present, JSON.parse(readFileSync(inForceFile(process.env.CLUSTER_DIRECTORY!), 'utf-8'))) || undefined;
  });
}
