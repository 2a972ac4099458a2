import { readFileSync } from 'fs';
import { isDeepStrictEqual } from 'util';
import { get } from './kubectl';
import type { Document } from '../../support';
import { inForceFile } from '../harness/enforcer';
import { eventually } from '../harness/eventually';

/**
 * Waits until the node enforces the current NetworkPolicies of namespaces for their current pods. Tests must also call this after a rollout, since
 * the rules contain the addresses of pods. Other tests may change other namespaces in the meantime.
 */
export async function policiesInForce(...namespaces: readonly string[]): Promise<void> {
  await eventually(`the policies of ${namespaces.join(' and ')} are in force`, () => {
    const enforced = JSON.parse(readFileSync(inForceFile(process.env.CLUSTER_DIRECTORY!), 'utf-8'));
    return namespaces.every(namespace => isDeepStrictEqual(versionsIn(namespace), enforced[namespace])) || undefined;
  });
}

/** The versions of a namespace and of the objects in it from which rules are made, by their UID. */
function versionsIn(namespace: string): Record<string, string> {
  const objects: Document[] = [get(namespace, 'namespace', namespace), ...get(namespace, 'networkpolicies,pods').items];
  return Object.fromEntries(objects.map(({ metadata }) => [metadata.uid, metadata.resourceVersion]));
}
