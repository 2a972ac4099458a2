import { list } from './fields';
import type { Check } from './given';
import { controllerOf, key, named, type Entry } from './inventory';
import { controllerSelector, type Pods } from './pods';
import type { FindingRule } from './rule';
import { describeSelector } from './selectors';

export const overlapRules = {
  selectors: {
    id: 'selectors-overlap',
    severity: 'warning',
    says: 'the selector of one workload selects the pods of another too',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  },
} as const satisfies Record<string, FindingRule>;

/** Kinds that take bare pods for their own. A Deployment does not, because its ReplicaSets select by a hash too. */
const ADOPTING = new Set(['ReplicaSet', 'ReplicationController', 'DaemonSet']);

export const checkOverlaps: Check = ({ objects, pods }, report) => {
  const told = new Set<string>();
  for (const entry of objects.judged) {
    const requirements = controllerSelector(entry);
    if (requirements === undefined || requirements.length === 0 || controllerOf(entry) !== undefined) {
      continue;
    }
    const others = pods.selected(requirements, entry.namespace)
      .filter(other => concerns(entry, other) && !told.has(pair(other.entry, entry)))
      .map(other => other.entry);
    if (others.length > 0) {
      others.forEach(other => told.add(pair(entry, other)));
      report(overlapRules.selectors, entry, 'spec.selector', `The selector ${describeSelector(requirements)} also selects the pods of ${list(others.map(named))}, so that autoscalers, budgets and commands take them for the same workload. Give the pods of each a label that the others do not have, and select by it.`);
    }
  }
};

function pair(selecting: Entry, selected: Entry): string {
  return `${key(selecting)} ${key(selected)}`;
}

function concerns(entry: Entry, { entry: other }: Pods): boolean {
  return other !== entry && key(other) !== key(entry)
    && (controllerSelector(other) !== undefined || (other.kind === 'Pod' && ADOPTING.has(entry.kind)));
}
