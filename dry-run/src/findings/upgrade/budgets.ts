import { at, canonical, text } from '../fields';
import { controllerOf, key, named, specOf, type Entry } from '../inventory';
import { podsOf, type Pods } from '../pods';
import type { FindingRule, Report } from '../rule';
import { requirementsOf, selects, type Requirement } from '../selectors';
import { workloads } from './described-pods';
import { countOf, readyOf, type Running } from './running-pods';
import { leastPods } from './scalers';
import type { Upgrade, UpgradeCheck } from './upgrade';

const BUDGETS = 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/';
const EVICTION = 'pkg/registry/core/pod/storage/eviction.go';

export const budgetRules = {
  second: {
    id: 'running-pods-two-budgets',
    severity: 'warning',
    description: 'a second PodDisruptionBudget selects pods that run now, so the eviction API answers with an error, and their nodes cannot be drained',
    source: EVICTION,
  },
  added: {
    id: 'budget-added',
    severity: 'warning',
    description: 'a new PodDisruptionBudget selects pods that run now without one, so drains of their nodes have to wait from now on',
    source: BUDGETS,
  },
  blocks: {
    id: 'budget-blocks-drains',
    severity: 'error',
    description: 'a new or changed PodDisruptionBudget never lets a drain remove one of the pods, given how many run and how many the manifests ask for',
    source: `${BUDGETS}#think-about-how-your-application-reacts-to-disruptions; getExpectedPodCount in pkg/controller/disruption/disruption.go`,
  },
} as const satisfies Record<string, FindingRule>;

interface Budget {
  readonly entry: Entry;
  readonly requirements: readonly Requirement[];
}

export const checkBudgets: UpgradeCheck = (upgrade, report) => {
  const budgets = upgrade.together.ofKind('policy', 'PodDisruptionBudget')
    .map(entry => ({ entry, requirements: requirementsOf(specOf(entry).selector) }));
  for (const budget of budgets.filter(({ entry }) => entry.checked && typeof at(specOf(entry), 'selector') === 'object')) {
    const { entry } = budget;
    const live = upgrade.before.find(entry);
    if (live !== undefined && canonical(specOf(live)) === canonical(specOf(entry))) {
      continue;
    }
    const pods = upgrade.running.presumedIn(entry.namespace).filter(({ labels }) => selects(budget.requirements, labels));
    const others = budgets.filter(other => other.entry !== entry && other.entry.namespace === entry.namespace);
    checkSecond(budget, others, pods, upgrade, report);
    if (pods.length > 0) {
      checkRoom(budget, live, pods, upgrade, report);
    }
  }
};

function checkSecond(
  { entry, requirements }: Budget, others: readonly Budget[], pods: readonly Running[], { together }: Upgrade, report: Report,
): void {
  const templates = together.entries.filter(each => each.namespace === entry.namespace && each.kind !== 'Pod' && controllerOf(each) === undefined)
    .flatMap(each => podsOf(each) ?? []);
  const areKnown = (other: Budget) => templates.some(({ labels }: Pods) => selects(requirements, labels) && selects(other.requirements, labels));
  for (const other of others) {
    const shared = pods.filter(({ labels }) => selects(other.requirements, labels));
    // The same problem of the pod templates is the finding `budgets-overlap`.
    if (shared.length > 0 && !areKnown(other)) {
      report(budgetRules.second, entry, 'spec.selector', `${named(other.entry)} also selects running pods of ${workloads(shared)}, and a pod with two budgets cannot be evicted: the server answers with an error, so draining its node fails. Wait with this budget until the rollout has replaced the pods, or delete ${named(other.entry)} first.`);
    }
  }
}

function checkRoom({ entry }: Budget, live: Entry | undefined, pods: readonly Running[], upgrade: Upgrade, report: Report): void {
  const count = expected(pods, upgrade);
  const { minAvailable, maxUnavailable } = specOf(entry);
  const [field, removable] = minAvailable === undefined
    ? ['spec.maxUnavailable', scaled(maxUnavailable, count)] as const
    : ['spec.minAvailable', count - scaled(minAvailable, count)] as const;
  if (removable <= 0 && count > 0) {
    report(budgetRules.blocks, entry, field, `The budget selects ${count} ${count === 1 ? 'pod' : 'pods'} of ${workloads(pods)} and lets a drain remove none of them, so draining their nodes never ends. ${count === 1 ? 'Remove the budget, or run at least two pods.' : 'Let it remove at least one pod: maxUnavailable: 1.'}`);
  } else if (live === undefined && !upgrade.before.ofKind('policy', 'PodDisruptionBudget').some(other => other.namespace === entry.namespace
      && pods.every(({ labels }) => selects(requirementsOf(specOf(other).selector), labels)))) {
    report(budgetRules.added, entry, 'spec.selector', `The budget applies immediately to ${readyOf(pods)} ready ${readyOf(pods) === 1 ? 'pod' : 'pods'} of ${workloads(pods)}, which have no budget among the live objects, so a drain of their nodes removes only ${removable} at the same time and waits for the others. Check the tools that drain nodes. If a budget exists that is not among the live objects, leave this one out.`);
  }
}

/** How many pods a budget counts: those that the documents ask for, otherwise those that run, and at least as many as a scaler keeps. */
function expected(pods: readonly Running[], upgrade: Upgrade): number {
  const { after, running } = upgrade;
  const names = new Map(pods.map(each => [key({ ...each.workload, namespace: each.namespace }), each]));
  return [...names].reduce((sum, [name, { workload, namespace }]) => {
    const document = after.find({ ...workload, namespace });
    const replicas = document && at(specOf(document), 'replicas');
    const count = countOf(running.presumedIn(namespace).filter(each => key({ ...each.workload, namespace }) === name));
    const wanted = typeof replicas === 'number' ? replicas : count;
    // A HorizontalPodAutoscaler does not change a workload that is stopped: reconcileAutoscaler in pkg/controller/podautoscaler/horizontal.go.
    return sum + (wanted === 0 ? 0 : Math.max(wanted, leastPods({ ...workload, namespace }, upgrade)));
  }, 0);
}

/** A number or a percentage of pods, which is rounded up: GetScaledValueFromIntOrPercent in k8s.io/apimachinery/pkg/util/intstr. */
function scaled(value: unknown, total: number): number {
  const percent = text({ value }, 'value');
  return percent?.endsWith('%') ? Math.ceil(total * Number.parseFloat(percent) / 100) : typeof value === 'number' ? value : Number(percent ?? 0);
}
