import { isOfKind, shareNamespace, type AppDocument } from './documents';
import type { AppPods } from './pods';
import { isFulfilled, requirementsOf, selectsLabels } from '../manifest/label-selector';
import type { Json } from '../manifest/manifest';
import { listOf, objectOf, objectsOf } from '../manifest/parts';

type Direction = 'Ingress' | 'Egress';

/** A network policy, or one of the rules of a CiliumNetworkPolicy with several, that selects pods. */
export interface SelectingPolicy extends AppDocument {
  /** Whether it blocks the traffic in a direction that no policy allows. */
  readonly isolates: boolean;
  /** What it allows in this direction. */
  readonly rules: readonly Json[];
}

/** The network policies of an app that select pods, for the traffic in one direction. */
export function policiesOf(pods: AppPods, documents: readonly AppDocument[], direction: Direction): SelectingPolicy[] {
  return documents.filter(policy => shareNamespace(policy, pods)).flatMap(policy => {
    if (isOfKind(policy, 'networking.k8s.io', 'NetworkPolicy')) {
      return selectsByPolicy(policy, pods, direction) ? [{ ...policy, isolates: true, rules: rulesOf(policy.document.spec, direction) }] : [];
    }
    return isOfKind(policy, 'cilium.io', 'CiliumNetworkPolicy') ? ciliumRulesOf(policy, pods, direction) : [];
  });
}

/** A policy whose spec is not set selects all pods of its namespace. */
function selectsByPolicy({ document }: AppDocument, { labels }: AppPods, direction: Direction): boolean {
  const spec = document.spec ?? {};
  const isObject = objectOf(spec) === spec;
  return isObject && policyTypes(spec).includes(direction) && selectsLabels(spec.podSelector ?? {}, labels);
}

/** @see SetDefaults_NetworkPolicy in pkg/apis/networking/v1/defaults.go of Kubernetes 1.37.2 */
function policyTypes({ policyTypes: types, egress }: Json): readonly unknown[] {
  if (listOf(types).length > 0) {
    return listOf(types);
  }
  return listOf(egress).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/**
 * A CiliumNetworkPolicy has one rule in `spec`, or several in `specs`.
 *
 * @see Sanitize in pkg/policy/api/rule_validation.go of Cilium (005aed2)
 */
function ciliumRulesOf(policy: AppDocument, { labels }: AppPods, direction: Direction): SelectingPolicy[] {
  const { spec, specs } = policy.document;
  return objectsOf([spec, ...listOf(specs)]).filter(({ endpointSelector }) => selectsEndpoint(endpointSelector, labels)).map(rule => {
    const rules = rulesOf(rule, direction);
    const denied = rulesOf(rule, `${direction}Deny`);
    const { [direction.toLowerCase()]: isolates = rules.length > 0 || denied.length > 0 } = objectOf(rule.enableDefaultDeny);
    // An empty rule isolates the pods, and allows nothing
    return { ...policy, isolates, rules: rules.filter(each => Object.keys(each).length > 0) };
  });
}

/** Cilium accepts keys of labels with their source: `k8s:app`, or `any:app` for all sources. */
function selectsEndpoint(selector: unknown, labels: Json): boolean {
  const requirements = requirementsOf(selector);
  return requirements?.every(({ key, ...others }) => isFulfilled({ key: key.replace(/^(k8s|any)[:.]/, ''), ...others }, labels)) ?? false;
}

function rulesOf(spec: unknown, direction: string): readonly Json[] {
  return objectsOf(objectOf(spec)[direction[0].toLowerCase() + direction.slice(1)]);
}
