import { LABEL_SELECTOR } from './selectors';
import { numbersOf } from './services';
import { kindOf } from './workloads';
import type { Document } from '../../../document';
import type { Context } from '../objects/context';
import { Assumed } from '../tree/nodes';
import { assumed, by, SET, type Field, type Type } from '../tree/schema';

const PEERS: Field = {
  list: SET,
  type: {
    isWhole: true,
    fields: {
      ipBlock: { type: { isWhole: true, fields: { except: { list: SET } } } },
      namespaceSelector: { type: LABEL_SELECTOR },
      podSelector: { type: LABEL_SELECTOR },
    },
  },
};

/** Rules allow what one of them allows, so their order has no meaning. */
const RULES: Field = {
  list: SET,
  type: { isWhole: true, fields: { from: PEERS, to: PEERS, ports: { list: SET, type: { isWhole: true, fields: { protocol: assumed('TCP') } } } } },
};

/** Defaults: pkg/apis/networking/v1/defaults.go of Kubernetes 1.37. A policy without a selector selects all pods. */
const NETWORK_POLICY: Type = {
  fields: { egress: RULES, ingress: RULES, podSelector: { type: LABEL_SELECTOR }, policyTypes: { list: SET } },
  complete: (spec, context) => ({
    ...spec,
    egress: Array.isArray(spec.egress) ? singleRules(spec.egress, 'to') : spec.egress,
    ingress: Array.isArray(spec.ingress)
      ? singleRules(spec.ingress.map((rule: Document) => withNumbers(rule, spec.podSelector, context)), 'from')
      : spec.ingress,
    podSelector: spec.podSelector ?? {},
    policyTypes: spec.policyTypes?.length > 0 ? spec.policyTypes : new Assumed(['Ingress', ...spec.egress?.length > 0 ? ['Egress'] : []]),
  }),
};

/** A rule whose named ports are numbers, if the selected pods agree on them. */
function withNumbers(rule: Document, selector: Document, context: Context): Document {
  if (!Array.isArray(rule?.ports) || selector?.matchExpressions?.length > 0) {
    return rule;
  }
  const pods = context.podsWith(selector?.matchLabels ?? {});
  return {
    ...rule,
    ports: rule.ports.map((port: Document) => {
      const numbers = typeof port.port === 'string' ? new Set(pods.flatMap(pod => numbersOf(pod, port.port, port.protocol ?? 'TCP'))) : new Set();
      return numbers.size === 1 ? { ...port, port: [...numbers][0] } : port;
    }),
  };
}

/** A policy with more rules than this is compared as it is written. */
const MAX_RULES = 1000;

/** Rules for one peer and one port each, which together allow the same. */
function singleRules(rules: readonly Document[], side: 'from' | 'to'): readonly Document[] {
  const single = rules.map(rule => {
    const [peers, ports] = [listOf(rule?.[side]), listOf(rule?.ports)];
    const isLarge = peers.length * ports.length > MAX_RULES;
    return isLarge ? undefined : peers.flatMap(peer => ports.map(port => ({ ...rule, [side]: peer, ports: port })));
  });
  const all = single.flat();
  if (all.length > MAX_RULES || all.includes(undefined)) {
    return rules;
  }
  return [...new Map(all.map(rule => [JSON.stringify(rule), rule])).values()] as Document[];
}

/** The items of a list, each as a list. No items mean no limit. */
function listOf(list: Document): unknown[] {
  return Array.isArray(list) && list.length > 0 ? list.map(item => [item]) : [list];
}

/** The selector of a budget, as what it selects. Two selectors that select the same pods of the application have the same meaning. */
function withSelected(spec: Document, context: Context): Document {
  const { matchLabels = {}, matchExpressions = [] } = spec.selector ?? {};
  const selected = matchExpressions.length === 0 && Object.keys(matchLabels ?? {}).length > 0 ? context.ownersOfPodsWith(matchLabels) : [];
  return selected.length > 0 ? { ...spec, selector: { selected } } : spec;
}

const BUDGET: Type = {
  complete: withSelected,
  fields: { selector: { type: { ...LABEL_SELECTOR, fields: { ...LABEL_SELECTOR.fields, selected: { list: SET } } } }, unhealthyPodEvictionPolicy: assumed('IfHealthyBudget') },
};

const POLICY_RULES: Field = {
  list: SET,
  type: { isWhole: true, fields: Object.fromEntries(['apiGroups', 'nonResourceURLs', 'resourceNames', 'resources', 'verbs'].map(name => [name, { list: SET }])) },
};

/** Defaults: pkg/apis/rbac/v1/defaults.go of Kubernetes 1.37. */
const BINDING = kindOf({}, {
  roleRef: { type: { isWhole: true, fields: { apiGroup: assumed('rbac.authorization.k8s.io') } } },
  subjects: {
    list: by('kind', 'namespace', 'name'),
    type: { complete: subject => ({ ...subject, apiGroup: subject.apiGroup || new Assumed(subject.kind === 'ServiceAccount' ? '' : 'rbac.authorization.k8s.io') }) },
  },
});

const ROLE = kindOf({}, { rules: POLICY_RULES });

/** Kinds that allow and limit. */
export const POLICIES: Readonly<Record<string, Type>> = {
  'networking.k8s.io/NetworkPolicy': kindOf(NETWORK_POLICY),
  // The default of unhealthyPodEvictionPolicy is in its documentation (k8s.io/api/policy/v1/types.go of Kubernetes 1.37).
  'policy/PodDisruptionBudget': kindOf(BUDGET),
  'rbac.authorization.k8s.io/ClusterRole': ROLE,
  'rbac.authorization.k8s.io/ClusterRoleBinding': BINDING,
  'rbac.authorization.k8s.io/Role': ROLE,
  'rbac.authorization.k8s.io/RoleBinding': BINDING,
};
