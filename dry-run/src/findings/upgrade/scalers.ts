import { at, number, text } from '../fields';
import { groupOf, specOf, type Entry, type Reference } from '../inventory';
import type { Upgrade } from './upgrade';

/** The scaler of a workload, among the documents and the live objects. */
export function scalerOf(workload: Reference, { together }: Pick<Upgrade, 'together'>): Entry | undefined {
  return scalersOf(workload, together)[0];
}

/** The least number of pods that the scalers of a workload keep. 0 if it has none. A HorizontalPodAutoscaler keeps 1 by default. */
export function leastPods(workload: Reference, { together }: Pick<Upgrade, 'together'>): number {
  return Math.max(0, ...scalersOf(workload, together).map(scaler => scaler.kind === 'HorizontalPodAutoscaler'
    ? number(specOf(scaler), 'minReplicas') ?? 1
    : number(specOf(scaler), 'minReplicaCount') ?? 0));
}

function scalersOf(workload: Reference, together: Upgrade['together']): readonly Entry[] {
  return [...together.ofKind('autoscaling', 'HorizontalPodAutoscaler'), ...together.ofKind('keda.sh', 'ScaledObject')].filter(entry => {
    const target = at(specOf(entry), 'scaleTargetRef');
    return entry.namespace === workload.namespace && text(target, 'name') === workload.name && (text(target, 'kind') ?? 'Deployment') === workload.kind
      && [undefined, workload.group].includes(text(target, 'apiVersion') && groupOf(text(target, 'apiVersion')));
  });
}
