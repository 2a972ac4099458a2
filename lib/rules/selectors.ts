import type { Rule } from './rule';

/** @internal */
export const selectorRules = {
  selector: {
    id: 'selector',
    limit: 'the selector of a workload must have at least one label, the labels of its pods must not have other values for these keys, and only a workload with a selector can omit the label of this library from its pods',
    showsValue: true,
    source: 'ValidateDeploymentSpec, ValidateStatefulSetSpec and ValidateDaemonSetSpec in apps/validation/validation.go',
    cases: [],
    hazard: 'The pods always have the labels of the selector, so other values for these keys would have no effect. Without a selector and without the label of this library, the workload would select no pods. This rule cannot be overridden.',
  },
  overlap: {
    id: 'selector-overlap',
    limit: 'the selector of a workload must not also select the pods of another workload of the app, unless there is a justification',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
    cases: [],
    hazard: 'The API server accepts overlapping selectors. The Service, the network policy, the disruption budget, spread constraints and autoscalers of one workload then also apply to the pods of the other: requests reach the wrong pods, and pods with two disruption budgets are never evicted. If the existing selectors overlap and cannot be changed, override the rule with selectorOverlapJustification, set disruption: DisruptionBudget.none() for one of them, and declare the Service as ExposedPods with labels that only the right pods have.',
  },
} satisfies Record<string, Rule>;
