import type { Check } from './check';
import { list } from './fields';
import { controllerOf, key, named, type Entry } from './inventory';
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
      report(overlapRules.selectors, entry, 'spec.selector', `The selector ${describeSelector(requirements)} also selects the pods of ${list(others.map(named))}, so autoscalers, disruption budgets and kubectl commands treat the pods as one workload. Give the pods of each workload a label that the others do not have, and add it to the selector.`);
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
