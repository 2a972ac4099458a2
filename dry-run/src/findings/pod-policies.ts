import type { Check } from './check';
import { at, quote, text } from './fields';
import { groupOf, key, named, specOf, type Entry } from './inventory';
import type { Pods } from './pods';
import type { FindingRule } from './rule';
import { describeNone, requirementsOf } from './selectors';

export const podPolicyRules = {
  scaleTarget: {
    id: 'scale-target-missing',
    severity: 'warning',
    description: 'a HorizontalPodAutoscaler scales an object that is not in the manifests',
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  },
  scalable: {
    id: 'scale-target-unscalable',
    severity: 'error',
    description: 'a HorizontalPodAutoscaler scales an object of a kind that has no replicas',
    source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/; reconcileAutoscaler in pkg/controller/podautoscaler/horizontal.go',
  },
  scaledTwice: {
    id: 'scale-target-shared',
    severity: 'error',
    description: 'two HorizontalPodAutoscalers scale the same object, so neither of them scales it',
    source: 'validateAndParseSelector in pkg/controller/podautoscaler/horizontal.go',
  },
  budget: {
    id: 'budget-selects-none',
    severity: 'warning',
    description: 'a PodDisruptionBudget selects no pods of any workload in the manifests, so it protects nothing unless another program creates such pods',
    source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  },
  budgetShared: {
    id: 'budgets-overlap',
    severity: 'warning',
    description: 'two PodDisruptionBudgets select the same pods, so the pods cannot be evicted and their nodes cannot be drained',
    source: 'pkg/registry/core/pod/storage/eviction.go',
  },
  networkPolicy: {
    id: 'network-policy-selects-none',
    severity: 'warning',
    description: 'a NetworkPolicy selects no pods of any workload in the manifests, so it restricts nothing unless another program creates such pods',
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  },
} as const satisfies Record<string, FindingRule>;

const SCALABLE = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', '/ReplicationController']);

/** API groups of Kubernetes itself. They have no custom resources. */
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
    // Live objects come last, so the first of two is a document if either of them is.
    const subject = [autoscaler, other].find(entry => entry?.checked);
    if (other !== undefined && other.name !== autoscaler.name && subject !== undefined) {
      const rival = subject === autoscaler ? other : autoscaler;
      report(podPolicyRules.scaledTwice, subject, 'spec.scaleTargetRef', `${named(rival)} also scales ${named(target)}, and the controller stops both with the reason AmbiguousSelector. Put the metrics of both into one HorizontalPodAutoscaler.`);
    }
    if (!autoscaler.checked) {
      continue;
    }
    if (OWN_GROUPS.has(target.group) && !SCALABLE.has(`${target.group}/${kind}`)) {
      report(podPolicyRules.scalable, autoscaler, 'spec.scaleTargetRef.kind', `The kind ${quote(kind)} of ${quote(apiVersion ?? '')} has no replicas, so nothing is scaled. Use a Deployment, StatefulSet or ReplicaSet with the apiVersion "apps/v1".`);
    } else if (objects.isMissing(target)) {
      report(podPolicyRules.scaleTarget, autoscaler, 'spec.scaleTargetRef.name', `The manifests contain no ${named(target)} in namespace ${quote(target.namespace)}. Without it, nothing is scaled. Use the name of a workload in this namespace.`);
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
    if (selected.length === 0 && requirements.length > 0 && budget.checked && !pods.existElsewhere(requirements, budget.namespace)) {
      report(podPolicyRules.budget, budget, 'spec.selector', `${describeNone(requirements, budget.namespace)} no pods are protected. Use the labels of the pods.`);
    }
    const shared = selected.find(each => budgetOf.has(each));
    const other = shared && budgetOf.get(shared);
    const subject = [budget, other].find(entry => entry?.checked);
    if (shared !== undefined && other !== undefined && other.name !== budget.name && subject !== undefined) {
      const rival = subject === budget ? other : budget;
      const fix = rival.checked
        ? 'Remove one of the two, or change the selectors so that only one budget selects these pods.'
        : `If ${named(subject)} replaces ${named(rival)}, which is live, keep the name of the existing budget, or delete the existing one first. Otherwise, remove ${named(subject)}.`;
      report(podPolicyRules.budgetShared, subject, 'spec.selector', `${named(rival)} also selects the pods of ${named(shared.entry)}, and a pod with two budgets cannot be evicted, so draining its node fails. ${fix}`);
    }
    selected.forEach(each => budgetOf.set(each, budget));
  }
};

export const checkNetworkPolicies: Check = ({ objects, pods }, report) => {
  for (const policy of objects.checkedOfKind('networking.k8s.io', 'NetworkPolicy')) {
    const requirements = requirementsOf(specOf(policy).podSelector);
    const { namespace } = policy;
    if (requirements.length > 0 && pods.selected(requirements, namespace).length === 0 && !pods.existElsewhere(requirements, namespace)) {
      report(podPolicyRules.networkPolicy, policy, 'spec.podSelector', `${describeNone(requirements, namespace)} the policy restricts nothing. Use the labels of the pods.`);
    }
  }
};
