import { at, fields, number, text, type Fields } from '../fields';
import { controllerOf, key, specOf, type Entry, type Inventory } from '../inventory';
import { podsOf } from '../pods';
import type { Running } from './running-pods';

/**
 * The pods of a workload by its revisions: ReplicaSets, and for StatefulSets and DaemonSets ControllerRevisions. Undefined if the live
 * objects do not tell which revisions have pods.
 */
export function runningRevisions(workload: Entry, live: Inventory): readonly Running[] | undefined {
  const owned = (kind: string) => live.ofKind('apps', kind).filter(entry => {
    const controller = controllerOf(entry);
    return controller !== undefined && key(controller) === key(workload);
  });
  switch (workload.kind) {
    case 'StatefulSet': return ofStatefulSet(workload, owned('ControllerRevision'));
    case 'DaemonSet': return ofDaemonSet(workload, owned('ControllerRevision'));
    default: return ofReplicaSets(workload, owned('ReplicaSet'));
  }
}

function ofReplicaSets(workload: Entry, replicaSets: readonly Entry[]): readonly Running[] | undefined {
  const running = replicaSets.flatMap(replicaSet => {
    const status = fields(replicaSet.object, 'status');
    const isReported = Object.keys(status).length > 0;
    // A status omits a number that is 0.
    const count = (isReported ? number(status, 'replicas') : number(specOf(replicaSet), 'replicas')) ?? 0;
    return count > 0 ? groupOf(workload, replicaSet, replicaSet, count, readyIn(status, 'readyReplicas', count)) : [];
  });
  return running.length > 0 ? running : undefined;
}

/** The numbers of pods of two revisions are known: the one before the last change, and the one after it. */
function ofStatefulSet(set: Entry, revisions: readonly Entry[]): readonly Running[] | undefined {
  const status = fields(set.object, 'status');
  if (Object.keys(status).length === 0 && revisions.length === 1) {
    const replicas = number(specOf(set), 'replicas') ?? 1;
    return withTemplates(set, [{ revision: revisions[0], count: replicas }], replicas);
  }
  const [current, update] = [text(status, 'currentRevision'), text(status, 'updateRevision')];
  const total = number(status, 'replicas') ?? 0;
  const counts = new Map<string | undefined, number>(current === update ? [[current, total]] : [
    [current, number(status, 'currentReplicas') ?? 0], [update, number(status, 'updatedReplicas') ?? 0],
  ]);
  if ([...counts.values()].reduce((sum, count) => sum + count, 0) !== total) {
    // Some pods have another revision.
    return undefined;
  }
  return withTemplates(set, [...counts].filter(([, count]) => count > 0)
    .map(([name, count]) => ({ revision: revisions.find(revision => revision.name === name), count })), readyIn(status, 'readyReplicas', total));
}

function ofDaemonSet(set: Entry, revisions: readonly Entry[]): readonly Running[] | undefined {
  const status = fields(set.object, 'status');
  const total = number(status, 'currentNumberScheduled') ?? 0;
  const updated = Math.min(number(status, 'updatedNumberScheduled') ?? 0, total);
  const ordered = [...revisions].sort((a, b) => (number(b.object, 'revision') ?? 0) - (number(a.object, 'revision') ?? 0));
  // If there are several older revisions, any of them can have the other pods.
  return updated < total && ordered.length > 2 ? undefined : withTemplates(set, [
    { revision: ordered[0], count: updated }, { revision: ordered[1], count: total - updated },
  ].filter(({ count }) => count > 0), readyIn(status, 'numberReady', total));
}

/** How many pods are ready. A controller that has written the status omits a number that is 0; another status does not tell. */
function readyIn(status: Fields, field: string, count: number): number {
  return number(status, field) ?? (number(status, 'observedGeneration') === undefined ? count : 0);
}

function withTemplates(
  set: Entry, counts: readonly { readonly revision?: Entry; readonly count: number }[], ready: number,
): readonly Running[] | undefined {
  const found = counts.flatMap(({ revision, count }) => {
    const template = at(revision?.object, 'data', 'spec', 'template');
    return revision === undefined || template === undefined
      ? [] : groupOf(set, revision, { ...set, object: { ...set.object, spec: { ...specOf(set), template } } }, count, Math.min(ready, count));
  });
  return found.length > 0 && found.length === counts.length ? found : undefined;
}

function groupOf(workload: Entry, from: Entry, template: Entry, count: number, ready: number): Running[] {
  const pods = podsOf(template);
  return pods === undefined ? [] : [{
    workload, namespace: workload.namespace, labels: pods.labels, spec: pods.spec, count, ready, from,
  }];
}
