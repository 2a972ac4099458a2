import type { NodeExpression, PodExpression } from './expressions';
import type { NodeTerm } from './node-term';
import type { Placement } from './placement';
import type { PodTerm } from './pod-term';
import { selectorFields } from './selected-pods';
import { spreadConstraints } from './spread-constraints';
import type { Toleration } from './toleration';
import type { TopologySpread } from './topology-spread';
import type { Json } from '../manifest/manifest';
import { secondsOf } from '../values/durations';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Labels that select pods. */
type Labels = Readonly<Record<string, string>>;

/**
 * Writes the placement of pods into their spec, before what methods of cdk8s-plus have added there.
 *
 * @param spec the spec of the pods, as cdk8s-plus has rendered it
 * @param kind the kind of the workload
 * @param own labels that only the pods of the workload have
 * @internal
 */
export function renderPlacement(spec: Json, placement: Placement, kind: string, own: Labels): void {
  const { nodeSelector, tolerations = [], priorityClassName, preemption, schedulerName, runtimeClassName, nodeName } = placement;
  spec.nodeSelector = nodeSelector && Object.keys(nodeSelector).length > 0 ? { ...nodeSelector } : undefined;
  spec.tolerations = unlessEmpty([...tolerations.map(toToleration), ...spec.tolerations ?? []]);
  spec.affinity = toAffinity(placement, spec.affinity ?? {}, own);
  spec.topologySpreadConstraints = unlessEmpty(spreadConstraints(placement, kind).map(constraint => toConstraint(constraint, own)));
  Object.assign(spec, { priorityClassName, preemptionPolicy: preemption, schedulerName, runtimeClassName });
  // Workload.scheduling.assign is called later
  spec.nodeName ??= nodeName;
}

/** For a taint without a value, the operator is left out, because it is the default: existing workloads have only the key and the effect. */
function toToleration({ _key, _operator, _value, _options: { effect, evictAfter } }: Toleration): Json {
  const operator = _value === '' ? undefined : _operator;
  return { key: _key, operator, value: _value || undefined, effect, tolerationSeconds: evictAfter && secondsOf(evictAfter) };
}

function toAffinity({ nodeAffinity = [], podAffinity, podAntiAffinity }: Placement, added: Json, own: Labels): Json | undefined {
  const [required, preferred] = split(nodeAffinity, toNodeTerm, 'preference');
  const addedNodes: Json = added.nodeAffinity ?? {};
  const terms = [...required, ...addedNodes[REQUIRED]?.nodeSelectorTerms ?? []];
  return unlessUnset({
    nodeAffinity: unlessUnset({
      [REQUIRED]: terms.length > 0 ? { nodeSelectorTerms: terms } : undefined,
      [PREFERRED]: unlessEmpty([...preferred, ...addedNodes[PREFERRED] ?? []]),
    }),
    podAffinity: toPodAffinity(podAffinity, added.podAffinity, own),
    podAntiAffinity: toPodAffinity(podAntiAffinity, added.podAntiAffinity, own),
  });
}

function toPodAffinity(terms: readonly PodTerm[] = [], added: Json = {}, own: Labels): Json | undefined {
  const [required, preferred] = split(terms, term => toPodTerm(term, own), 'podAffinityTerm');
  return unlessUnset({
    [REQUIRED]: unlessEmpty([...required, ...added[REQUIRED] ?? []]),
    [PREFERRED]: unlessEmpty([...preferred, ...added[PREFERRED] ?? []]),
  });
}

/** Renders the required terms, and the preferred terms with their weights. */
function split<T extends { readonly _isPreferred: boolean; readonly _weight: number }>(
  terms: readonly T[], render: (term: T) => Json, key: string,
): [required: Json[], preferred: Json[]] {
  const preferred = terms.filter(({ _isPreferred }) => _isPreferred).map(term => ({ weight: term._weight, [key]: render(term) }));
  return [terms.filter(({ _isPreferred }) => !_isPreferred).map(render), preferred];
}

function toNodeTerm({ _expressions }: NodeTerm): Json {
  return {
    matchExpressions: unlessEmpty(_expressions.filter(({ _isField }) => !_isField).map(toExpression)),
    matchFields: unlessEmpty(_expressions.filter(({ _isField }) => _isField).map(toExpression)),
  };
}

function toPodTerm({ _topologyKey, _pods: pods }: PodTerm, own: Labels): Json {
  const { namespaces = [], namespaceLabels, namespaceExpressions, matchLabelKeys = [], mismatchLabelKeys = [] } = pods;
  return {
    topologyKey: _topologyKey,
    labelSelector: toSelector(pods.labels, pods.expressions) ?? toSelector(own),
    namespaces: unlessEmpty([...namespaces]),
    namespaceSelector: toSelector(namespaceLabels, namespaceExpressions),
    ...pods.pods && selectorFields(pods.pods),
    matchLabelKeys: unlessEmpty([...matchLabelKeys]),
    mismatchLabelKeys: unlessEmpty([...mismatchLabelKeys]),
  };
}

function toConstraint({ _topologyKey, _whenUnsatisfiable, _options: options }: TopologySpread, own: Labels): Json {
  const { maxSkew = 1, minDomains, matchLabelKeys = [], honorsNodeAffinity, honorsNodeTaints } = options;
  return {
    maxSkew,
    topologyKey: _topologyKey,
    whenUnsatisfiable: _whenUnsatisfiable,
    labelSelector: toSelector(options.labels, options.expressions) ?? toSelector(own),
    minDomains,
    matchLabelKeys: unlessEmpty([...matchLabelKeys]),
    nodeAffinityPolicy: honorsNodeAffinity === false ? 'Ignore' : undefined,
    nodeTaintsPolicy: honorsNodeTaints ? 'Honor' : undefined,
  };
}

/** The selector of labels and expressions; undefined if neither is set. */
function toSelector(labels?: Labels, expressions?: readonly PodExpression[]): Json | undefined {
  return labels || expressions ? {
    matchLabels: labels && Object.keys(labels).length > 0 ? { ...labels } : undefined,
    matchExpressions: unlessEmpty((expressions ?? []).map(toExpression)),
  } : undefined;
}

function toExpression({ _key, _operator, _values }: NodeExpression | PodExpression): Json {
  return { key: _key, operator: _operator, values: _values && [..._values] };
}

function unlessEmpty(list: Json[] | string[]): unknown[] | undefined {
  return list.length > 0 ? list : undefined;
}

function unlessUnset(fields: Json): Json | undefined {
  return Object.values(fields).some(value => value !== undefined) ? fields : undefined;
}
