import { get } from './kubectl';
import type { Document } from '../../support';
import { eventually } from '../harness/eventually';

/** Waits until the scalers among the documents have set their minimum. They do so without metrics, which this cluster does not have. */
export async function waitForScalers(documents: readonly Document[]): Promise<void> {
  for (const { metadata: { namespace }, spec } of documents.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')) {
    const { kind, name } = spec.scaleTargetRef;
    await eventually(`${name} has the minimum of pods`, () => get(namespace, kind, name).spec.replicas >= spec.minReplicas || undefined);
  }
}
