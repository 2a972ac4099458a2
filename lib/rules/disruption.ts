import type { Rule } from './rule';

/** @internal */
export const disruptionRules = {
  amount: {
    id: 'disruption-budget',
    limit: 'a disruption budget must have an integer of at least 0, or a whole percentage of at most 100 %',
    showsValue: true,
    source: 'ValidatePodDisruptionBudgetSpec in pkg/apis/policy/validation/validation.go',
    cases: [],
  },
  daemonSet: {
    id: 'disruption-daemonset',
    limit: 'the pods of a DaemonSet cannot have a disruption budget',
    showsValue: true,
    source: 'getExpectedScale in pkg/controller/disruption/disruption.go; https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/',
    cases: [],
    hazard: 'The API server accepts the budget. A drain leaves the pods of DaemonSets on their node. The disruption controller cannot determine their number, because a DaemonSet has no scale, so a budget with maxUnavailable or a percentage allows no eviction. This rule cannot be overridden.',
  },
  never: {
    id: 'disruption-never',
    limit: 'a disruption budget must allow the eviction of at least one pod when all pods are ready, unless there is a justification',
    showsValue: true,
    source: 'getExpectedPodCount in pkg/controller/disruption/disruption.go, which rounds percentages up',
    cases: [],
    hazard: 'The API server accepts the budget, and refuses each eviction with 429: a drain of a node, and with it an upgrade of the nodes, waits until somebody deletes the pod or the budget. If that is intended, override the rule with noEvictionJustification.',
  },
  overlap: {
    id: 'disruption-overlap',
    limit: 'a pod must not have more than one disruption budget',
    showsValue: true,
    source: 'EvictionREST.Create in pkg/registry/core/pod/storage/eviction.go',
    cases: [],
    hazard: 'The API server accepts both budgets, and answers each eviction of such a pod with 500: a drain of a node retries until its timeout. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;
