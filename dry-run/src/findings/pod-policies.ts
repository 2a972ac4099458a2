import { at, quote, text } from './fields';
import type { Check } from './given';
import { groupOf, key, named, specOf, type Entry } from './inventory';
import type { Pods } from './pods';
import type { FindingRule } from './rule';
import { describeSelector, requirementsOf } from './selectors';

export const podPolicyRules = {
  scaleTarget: {
    id: 'scale-target-missing',
    severity: 'warning',
    says: 'a HorizontalPodAutoscaler scales an object that is not given',
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  },
  scalable: {
    id: 'scale-target-unscalable',
    severity: 'error',
    says: 'a HorizontalPodAutoscaler scales an object of a kind that has no replicas',
    source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/; reconcileAutoscaler in pkg/controller/podautoscaler/horizontal.go',
  },
  scaledTwice: {
    id: 'scale-target-shared',
    severity: 'error',
    says: 'two HorizontalPodAutoscalers scale one object, and so neither does',
    source: 'validateAndParseSelector in pkg/controller/podautoscaler/horizontal.go',
  },
  budget: {
    id: 'budget-selects-none',
    severity: 'warning',
    says: 'a PodDisruptionBudget selects no pods of any workload that is given, and so protects none',
    source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  },
  budgetShared: {
    id: 'budgets-overlap',
    severity: 'warning',
    says: 'two PodDisruptionBudgets select the same pods, which then cannot be evicted, so that no node of them can be drained',
    source: 'pkg/registry/core/pod/storage/eviction.go',
  },
  networkPolicy: {
    id: 'network-policy-selects-none',
    severity: 'warning',
    says: 'a NetworkPolicy selects no pods of any workload that is given, and so restricts nothing',
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  },
} as const satisfies Record<string, FindingRule>;

const SCALABLE = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', '/ReplicationController']);

/** Groups of Kubernetes itself, in which no custom resource is. */
const OWN_GROUPS = new Set(['', 'apps', 'batch', 'extensions']);

export const checkAutoscalers: Check = ({ objects }, report) => {
  const scaledBy = new Map<string, Entry>();
  for (const autoscaler of objects.ofKind('autoscaling', 'HorizontalPodAutoscaler')) {
    const kind = text(specOf(autoscaler), 'scaleTargetRef', 'kind');
    const name = text(specOf(autoscaler), 'scaleTargetRef', 'name');
    if (kind === undefined || name === undefined) {
      continue;
    }
    const apiVersion = text(specOf(autoscaler), 'scaleTargetRef', 'apiVersion');
    const target = { group: groupOf(apiVersion), kind, namespace: autoscaler.namespace, name };
    const other = scaledBy.get(key(target));
    scaledBy.set(key(target), autoscaler);
    // Known ones come last, so that the first of two is judged if either is
    const judged = [autoscaler, other].find(entry => entry?.judged);
    if (other !== undefined && other.name !== autoscaler.name && judged !== undefined) {
      const rival = judged === autoscaler ? other : autoscaler;
      report(podPolicyRules.scaledTwice, judged, 'spec.scaleTargetRef', `${named(rival)} scales ${named(target)} too, and the controller stops both with the reason AmbiguousSelector. Put the metrics of both into one.`);
    }
    if (!autoscaler.judged) {
      continue;
    }
    if (OWN_GROUPS.has(target.group) && !SCALABLE.has(`${target.group}/${kind}`)) {
      report(podPolicyRules.scalable, autoscaler, 'spec.scaleTargetRef.kind', `${quote(kind)} of ${quote(apiVersion ?? '')} has no replicas to set, so that nothing is scaled. Name a Deployment, StatefulSet or ReplicaSet with the apiVersion "apps/v1".`);
    } else if (objects.find(target) === undefined) {
      report(podPolicyRules.scaleTarget, autoscaler, 'spec.scaleTargetRef.name', `No ${named(target)} in namespace ${quote(target.namespace)} is given, and without it nothing is scaled. Name a workload of this namespace.`);
    }
  }
};

export const checkBudgets: Check = ({ objects, pods }, report) => {
  const budgetOf = new Map<Pods, Entry>();
  for (const budget of objects.ofKind('policy', 'PodDisruptionBudget')) {
    const selector = at(specOf(budget), 'selector');
    if (typeof selector !== 'object' || selector === null) {
      continue;
    }
    const requirements = requirementsOf(selector);
    const selected = pods.selected(requirements, budget.namespace);
    if (selected.length === 0 && requirements.length > 0 && budget.judged) {
      report(podPolicyRules.budget, budget, 'spec.selector', `No pods in namespace ${quote(budget.namespace)} are selected by ${describeSelector(requirements)}, so that none are protected. Give the labels of the pods.`);
    }
    const shared = selected.find(each => budgetOf.has(each));
    const other = shared && budgetOf.get(shared);
    const judged = [budget, other].find(entry => entry?.judged);
    if (shared !== undefined && other !== undefined && other.name !== budget.name && judged !== undefined) {
      const rival = judged === budget ? other : budget;
      report(podPolicyRules.budgetShared, judged, 'spec.selector', `${named(rival)} selects the pods of ${named(shared.entry)} too, and pods with two budgets cannot be evicted, so that draining their nodes fails. Let only one select them.`);
    }
    selected.forEach(each => budgetOf.set(each, budget));
  }
};

export const checkNetworkPolicies: Check = ({ objects, pods }, report) => {
  for (const policy of objects.judgedOfKind('networking.k8s.io', 'NetworkPolicy')) {
    const requirements = requirementsOf(specOf(policy).podSelector);
    if (requirements.length > 0 && pods.selected(requirements, policy.namespace).length === 0) {
      report(podPolicyRules.networkPolicy, policy, 'spec.podSelector', `No pods in namespace ${quote(policy.namespace)} are selected by ${describeSelector(requirements)}, so that nothing is restricted. Give the labels of the pods.`);
    }
  }
};
