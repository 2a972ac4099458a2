import type { Rule } from './rule';

const VALIDATION = 'core/validation/validation.go';
const NEVER_MATCHES = 'no object can have such a label';

/** @internal */
export const placementRules = {
  toleration: {
    id: 'toleration',
    limit: 'a toleration must have the key and the value of a label, and evictAfter requires whole seconds and the effect NoExecute',
    showsValue: true,
    source: `ValidateTolerations in ${VALIDATION}`,
    cases: [],
  },
  expression: {
    id: 'placement-expression',
    limit: 'an expression must have the key of a label; labelIn and labelNotIn need at least one value, each of which is the value of a label; the value of labelGreaterThan and labelLessThan is an integer of at least 0, and a name is that of a node',
    showsValue: true,
    source: `ValidateNodeSelectorRequirement and ValidateNodeFieldSelectorRequirement in ${VALIDATION}; ValidateLabelSelectorRequirement in apimachinery/pkg/apis/meta/v1/validation/validation.go; nodeSelectorRequirementsAsSelector in component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go`,
    cases: [],
    hazard: `The API server accepts a fraction, and any value in a preferred node term: ${NEVER_MATCHES}. This rule cannot be overridden.`,
  },
  nodeTerm: {
    id: 'node-term',
    limit: 'a node term must have at least one expression',
    showsValue: true,
    source: 'isEmptyNodeSelectorTerm in component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go',
    cases: [],
    hazard: 'The API server accepts a term without expressions, which matches no node. This rule cannot be overridden. Remove the term.',
  },
  weight: {
    id: 'placement-weight',
    limit: 'the weight of a preferred term must be an integer from 1 to 100',
    showsValue: true,
    source: `ValidatePreferredSchedulingTerms and validateWeightedPodAffinityTerms in ${VALIDATION}`,
    cases: [],
  },
  topologyKey: {
    id: 'topology-key',
    limit: 'a topology key must be the key of a label of nodes, and only one required and one preferred topology spread constraint can have the same key',
    showsValue: true,
    source: `validatePodAffinityTerm and validateTopologySpreadConstraints in ${VALIDATION}`,
    cases: [],
    hazard: `In a topology spread constraint, the API server accepts any key that is not empty: ${NEVER_MATCHES}. This rule cannot be overridden.`,
  },
  spread: {
    id: 'topology-spread',
    limit: 'maxSkew and minDomains of a topology spread constraint must be integers of at least 1, and spread requires a Deployment or a StatefulSet',
    showsValue: true,
    source: `validateTopologySpreadConstraints in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server accepts a DaemonSet with topology constraints. Its controller selects the node of each pod, which then waits if the constraint does not allow that node. To override the rule, use topologySpread.',
  },
  pods: {
    id: 'placement-pods',
    limit: 'pods of an affinity term is used instead of labels, expressions and the options for namespaces, and the chart of the pods must have a namespace if that of the workload has one',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
    cases: [],
    hazard: 'The API server accepts any term, and a term for another namespace than that of the pods has no effect or keeps the pods from being scheduled. This rule cannot be overridden. Without a namespace in either chart, both are assumed to be deployed to the same one.',
  },
  labelKeys: {
    id: 'match-label-keys',
    limit: 'each of matchLabelKeys and mismatchLabelKeys must be the key of a label; a key of matchLabelKeys must not also be in mismatchLabelKeys, labels or expressions',
    showsValue: true,
    source: `ValidateMatchLabelKeysAndMismatchLabelKeys in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server accepts a controller whose key is also in labels or expressions of an affinity term, but refuses its pods. This rule cannot be overridden.',
  },
  name: {
    id: 'placement-name',
    limit: 'priorityClassName, runtimeClassName and nodeName must each be a DNS subdomain (RFC 1123), and schedulerName must not be empty',
    showsValue: true,
    source: `ValidatePodSpec and ValidateRuntimeClassName in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server takes an empty priorityClassName, schedulerName or nodeName as not set. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;
