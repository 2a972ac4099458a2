import type { Check } from './check';
import { list } from './fields';
import { controllerOf, key, named, type Entry, type Inventory } from './inventory';
import { controllerSelector, type Pods } from './pods';
import type { FindingRule } from './rule';
import { describeSelector } from './selectors';

export const overlapRules = {
  selectors: {
    id: 'selectors-overlap',
    severity: 'warning',
    description: 'the selector of one workload also selects the pods of another',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  },
} as const satisfies Record<string, FindingRule>;

/** Kinds that adopt bare pods. A Deployment does not, because its ReplicaSets also select by a hash. */
const ADOPTING = new Set(['ReplicaSet', 'ReplicationController', 'DaemonSet']);

export const checkOverlaps: Check = ({ objects, pods }, report) => {
  const reported = new Set<string>();
  for (const entry of objects.checked) {
    const requirements = controllerSelector(entry);
    if (requirements === undefined || requirements.length === 0 || controllerOf(entry) !== undefined) {
      continue;
    }
    const others = pods.selected(requirements, entry.namespace)
      .filter(other => concerns(entry, other) && !reported.has(pair(other.entry, entry)))
      .map(other => other.entry);
    if (others.length > 0) {
      others.forEach(other => reported.add(pair(entry, other)));
      report(overlapRules.selectors, entry, 'spec.selector', `The selector ${describeSelector(requirements)} also selects the pods of ${list(others.map(named))}, so autoscalers, disruption budgets and kubectl commands treat the pods as one workload. ${fixOf([entry, ...others], objects)}`);
    }
  }
};

/**
 * How to separate workloads. The selector of a live workload of the group `apps` is immutable.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates
 */
function fixOf(workloads: readonly Entry[], objects: Inventory): string {
  const fixed = workloads.filter(workload => workload.group === 'apps' && objects.isLive(workload));
  const free = workloads.filter(workload => !fixed.includes(workload));
  if (fixed.length === 0) {
    return 'Give the pods of each workload a label that the others do not have, and add it to the selector.';
  }
  if (free.length === 0) {
    return 'The selectors of live workloads cannot be changed. To separate the workloads, add one with another name and other labels, and delete the one that it replaces when its pods are ready.';
  }
  const [ones, others] = [list(free.map(named)), list(fixed.map(named))];
  return `The selector of ${others} is live and cannot be changed. If ${ones} is to be the same workload as ${others}, keep the name of ${others} (workloadName in cdk8s-service-patterns). Otherwise, change the labels and the selector of ${ones}, so that neither selector selects the pods of the other.`;
}

function pair(selecting: Entry, selected: Entry): string {
  return `${key(selecting)} ${key(selected)}`;
}

function concerns(entry: Entry, { entry: other }: Pods): boolean {
  return other !== entry && key(other) !== key(entry)
    && (controllerSelector(other) !== undefined || (other.kind === 'Pod' && ADOPTING.has(entry.kind)));
}
