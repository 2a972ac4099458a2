import type { Document } from '../../../document';
import { by, SET, type Type } from '../tree/schema';

const EXPRESSION: Type = { fields: { values: { list: SET } } };

/** A selector of labels that may be written in another way. An empty selector selects everything, so it differs from none. */
export const LABEL_SELECTOR: Type = {
  isWhole: true,
  fields: { matchExpressions: { list: SET, type: EXPRESSION } },
  complete: ({ matchLabels, matchExpressions, ...others }) => ({
    ...others,
    matchExpressions: [...expressionsOf(matchLabels), ...matchExpressions ?? []],
  }),
};

/** Expressions that labels match if they have these values. */
function expressionsOf(labels: Document): Document[] {
  return Object.entries(labels ?? {}).filter(([, value]) => value !== null).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
}

/** A term with requirements of nodes. */
const NODE_TERM: Type = {
  isWhole: true,
  fields: { matchExpressions: { list: SET, type: EXPRESSION }, matchFields: { list: SET, type: EXPRESSION } },
};

const POD_TERM: Type = {
  isWhole: true,
  fields: {
    labelSelector: { type: LABEL_SELECTOR },
    namespaceSelector: { type: LABEL_SELECTOR },
    namespaces: { list: SET },
    matchLabelKeys: { list: SET },
    mismatchLabelKeys: { list: SET },
  },
};

const POD_AFFINITY: Type = {
  fields: {
    requiredDuringSchedulingIgnoredDuringExecution: { list: SET, type: POD_TERM },
    preferredDuringSchedulingIgnoredDuringExecution: { list: SET, type: { fields: { podAffinityTerm: { type: POD_TERM } } } },
  },
};

/** The affinity of pods. Nodes must match one of several terms; all other terms count together. */
export const AFFINITY: Type = {
  fields: {
    nodeAffinity: {
      type: {
        fields: {
          requiredDuringSchedulingIgnoredDuringExecution: { type: { isWhole: true, fields: { nodeSelectorTerms: { list: SET, type: NODE_TERM } } } },
          preferredDuringSchedulingIgnoredDuringExecution: { list: SET, type: { fields: { preference: { type: NODE_TERM } } } },
        },
      },
    },
    podAffinity: { type: POD_AFFINITY },
    podAntiAffinity: { type: POD_AFFINITY },
  },
};

/**
 * The affinity of a pod with its node selector. A node must match both
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity).
 */
export function affinityOf({ affinity, nodeSelector }: Document): Document {
  const expressions = expressionsOf(nodeSelector);
  if (expressions.length === 0) {
    return affinity;
  }
  const terms: Document[] = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [{}];
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: terms.map(term => ({ ...term, matchExpressions: [...term.matchExpressions ?? [], ...expressions] })),
      },
    },
  };
}

/** Constraints of a pod. Kubernetes refuses two of them for the same topology and action. */
export const SPREAD = {
  list: by('topologyKey', 'whenUnsatisfiable'),
  type: {
    fields: {
      labelSelector: { type: LABEL_SELECTOR },
      matchLabelKeys: { list: SET },
      // The defaults of nodeAffinityPolicy and nodeTaintsPolicy are in the documentation of TopologySpreadConstraint (k8s.io/api/core/v1/types.go, 1.37).
      nodeAffinityPolicy: { assumed: 'Honor' },
      nodeTaintsPolicy: { assumed: 'Ignore' },
      minDomains: { assumed: 1 },
    },
  },
} as const;
