import { at, fields, items, number, text } from '../fields';
import { controllerOf, key, specOf, workloadOf, type Entry, type Inventory, type Reference } from '../inventory';
import { podsOf, type Pods } from '../pods';
import type { Labels } from '../selectors';
import { runningRevisions } from './revisions';

/** Pods that run now and that are equal. */
export interface Running {
  /** The workload that created the pods, or the pod itself. */
  readonly workload: Pick<Reference, 'group' | 'kind' | 'name'>;
  readonly namespace: string;
  readonly labels: Labels;
  readonly spec: Pods['spec'];
  /** How many pods run. */
  readonly count: number;
  /** How many of them are ready. */
  readonly ready: number;
  /** The object from which this is known, if it is not the pod itself. */
  readonly from?: Pick<Reference, 'kind' | 'name'>;
}

/** Kinds whose pods end by themselves. They are no endpoints that an update could take away. */
const FINITE = new Set(['Job', 'CronJob']);

/**
 * The pods that run before the update: live Pods; for a workload without Pods, its revisions that still have pods. The template of a
 * workload is not what runs during a rollout, when the workload is paused, with the strategy OnDelete, or with a partition.
 */
export class RunningPods {
  /** All live workloads whose pods run on and on. */
  public readonly workloads: readonly Pods[];
  /** The workloads for which the live objects do not contain what runs. */
  public readonly unknown: readonly Pods[];
  private readonly byNamespace = new Map<string, Running[]>();

  constructor(live: Inventory) {
    const withPods = new Set<string>();
    // Two dumps can contain the same pod.
    for (const pod of new Map(live.ofKind('', 'Pod').map(each => [key(each), each])).values()) {
      const workload = workloadOf(pod, live);
      withPods.add(key({ ...workload, namespace: pod.namespace }));
      if (!FINITE.has(workload.kind) && isActive(pod)) {
        const { labels: { written }, spec } = podsOf(pod)!;
        this.add({ workload, namespace: pod.namespace, labels: { written }, spec, count: 1, ready: isReady(pod) ? 1 : 0 });
      }
    }
    const isRevision = (entry: Entry) => entry.kind === 'ReplicaSet' && controllerOf(entry) !== undefined;
    this.workloads = live.entries.filter(entry => entry.kind !== 'Pod' && !FINITE.has(entry.kind) && !isRevision(entry))
      .flatMap(entry => podsOf(entry) ?? []);
    this.unknown = this.workloads.filter(({ entry }) => !withPods.has(key(entry)) && !hasNoPods(entry)).filter(pods => {
      const revisions = runningRevisions(pods.entry, live);
      revisions?.forEach(revision => this.add(revision));
      return revisions === undefined;
    });
  }

  /** The pods that run in a namespace. */
  public in(namespace: string): readonly Running[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /**
   * The pods that run in a namespace, and for each workload whose pods are not known the pods of its template. Its labels are only those of
   * running pods as far as the selector of the workload requires them.
   */
  public presumedIn(namespace: string): readonly Running[] {
    const presumed = this.unknown.filter(({ entry }) => entry.namespace === namespace).map(({ entry, labels, spec }): Running => {
      const count = number(entry.object, 'status', 'replicas') ?? number(specOf(entry), 'replicas') ?? 1;
      return { workload: entry, namespace, labels, spec, count, ready: count };
    });
    return [...this.in(namespace), ...presumed];
  }

  public get namespaces(): readonly string[] {
    return [...this.byNamespace.keys()];
  }

  private add(running: Running): void {
    const existing = this.byNamespace.get(running.namespace);
    if (existing === undefined) {
      this.byNamespace.set(running.namespace, [running]);
    } else {
      existing.push(running);
    }
  }
}

/** Whether a pod has not ended and is not terminating: `ShouldPodBeInEndpoints` in k8s.io/endpointslice/util/controller_utils.go, 0.37.2. */
function isActive({ object }: Entry): boolean {
  const phase = text(object, 'status', 'phase');
  return text(object, 'metadata', 'deletionTimestamp') === undefined && phase !== 'Succeeded' && phase !== 'Failed';
}

/** Whether a pod gets traffic. Without conditions, a pod counts as ready if it runs. */
function isReady({ object }: Entry): boolean {
  const ready = items(object, 'status', 'conditions').find(({ type }) => type === 'Ready');
  const phase = text(object, 'status', 'phase');
  return ready === undefined ? phase === undefined || phase === 'Running' : ready.status === 'True';
}

/** Whether a workload certainly has no pods. A status omits a number that is 0. */
function hasNoPods(entry: Entry): boolean {
  const status = fields(entry.object, 'status');
  if (entry.kind === 'DaemonSet') {
    return status.currentNumberScheduled === 0 && (number(status, 'numberMisscheduled') ?? 0) === 0;
  }
  return Object.keys(status).length > 0 ? (number(status, 'replicas') ?? 0) === 0 : at(specOf(entry), 'replicas') === 0;
}

/** The number of pods. */
export function countOf(groups: readonly Running[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

/** The number of pods that are ready. */
export function readyOf(groups: readonly Running[]): number {
  return groups.reduce((sum, { ready }) => sum + ready, 0);
}

/** Whether pods have the same workload. */
export function sameWorkload(a: Running['workload'], b: Running['workload']): boolean {
  return a.group === b.group && a.kind === b.kind && a.name === b.name;
}
