import { checkNodeExpressions, checkPodExpressions } from './check-expressions';
import type { Placement } from './placement';
import type { PodTerm } from './pod-term';
import { hasUnknownNamespace, labelsOf } from './selected-pods';
import { spreadConstraints } from './spread-constraints';
import { TolerationEffect, type Toleration } from './toleration';
import { selectionOf } from '../pods/pod-selection';
import { checkLabelMap, isLabelValue, isQualifiedName } from '../rules/metadata';
import { checkNamespace, isDnsSubdomain } from '../rules/names';
import { placementRules } from '../rules/placement';
import type { Problems } from '../rules/rule';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

const NAMES = { priorityClassName: 'high-priority', runtimeClassName: 'gvisor', nodeName: 'node-1' } as const;

/** A selection of pods: that of an affinity term or of a topology spread constraint. */
type Selection = PodTerm['_pods'];

/** Options of a term that select pods or namespaces. `pods` does both. */
const SELECTORS = ['labels', 'expressions', 'namespaces', 'namespaceLabels', 'namespaceExpressions'] as const;

/** The workload whose pods are placed. */
export interface PlacedWorkload {
  readonly kind: string;
  readonly namespace: string | undefined;
}

/** Reports problems with the placement of pods. @internal */
export function checkPlacement(problems: Problems, field: string, placement: Placement, workload: PlacedWorkload): void {
  checkLabelMap(problems, `${field}.nodeSelector`, placement.nodeSelector);
  placement.tolerations?.forEach((toleration, index) => checkToleration(problems, `${field}.tolerations[${index}]`, toleration));
  placement.nodeAffinity?.forEach(({ _expressions, _weight }, index) => {
    const term = `${field}.nodeAffinity[${index}]`;
    checkWeight(problems, term, _weight);
    if (_expressions.length === 0) {
      problems.report(placementRules.nodeTerm, `${term}.expressions`, [], "Add a condition such as NodeExpression.labelIn('disk', 'ssd').");
    }
    checkNodeExpressions(problems, `${term}.expressions`, _expressions);
  });
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    placement[kind]?.forEach((term, index) => checkPodTerm(problems, `${field}.${kind}[${index}]`, term, workload));
  }
  checkSpread(problems, field, placement, workload);
  checkNames(problems, field, placement);
}

function checkNames(problems: Problems, field: string, placement: Placement): void {
  for (const [name, example] of Object.entries(NAMES)) {
    const value = placement[name as keyof typeof NAMES];
    if (value !== undefined && !isDnsSubdomain(value)) {
      problems.report(placementRules.name, `${field}.${name}`, value, `Use a name such as '${example}'.`);
    }
  }
  if (placement.schedulerName === '') {
    problems.report(placementRules.name, `${field}.schedulerName`, '', 'Remove it, or use the name of a scheduler.');
  }
}

function checkToleration(problems: Problems, field: string, { _key, _value, _options: { effect, evictAfter } }: Toleration): void {
  if (_key !== undefined && !isQualifiedName(_key)) {
    problems.report(placementRules.toleration, `${field}.key`, _key, "Use the key of a taint, such as 'example.com/dedicated', or Toleration.all().");
  }
  if (_value !== undefined && !isLabelValue(_value)) {
    problems.report(placementRules.toleration, `${field}.value`, _value, "Use the value of a taint, such as 'web'.");
  }
  if (evictAfter && !isInt32(secondsOf(evictAfter), 0)) {
    problems.report(placementRules.toleration, `${field}.evictAfter`, showDuration(evictAfter), 'Use whole seconds, such as Duration.seconds(60).');
  }
  if (evictAfter && effect !== TolerationEffect.NO_EXECUTE) {
    problems.report(placementRules.toleration, `${field}.effect`, effect, 'Use TolerationEffect.NO_EXECUTE, or remove evictAfter.');
  }
}

function checkWeight(problems: Problems, field: string, weight: number): void {
  if (!isInt32(weight, 1) || weight > 100) {
    problems.report(placementRules.weight, `${field}.weight`, weight, 'Use a number from 1 to 100.');
  }
}

function checkPodTerm(problems: Problems, field: string, { _topologyKey, _weight, _pods: pods }: PodTerm, workload: PlacedWorkload): void {
  checkWeight(problems, field, _weight);
  checkTopologyKey(problems, field, _topologyKey);
  checkSelection(problems, field, pods);
  pods.namespaces?.forEach((namespace, index) => checkNamespace(problems, `${field}.namespaces[${index}]`, namespace));
  checkLabelMap(problems, `${field}.namespaceLabels`, pods.namespaceLabels);
  checkPodExpressions(problems, `${field}.namespaceExpressions`, pods.namespaceExpressions);
  checkPods(problems, field, pods, workload);
}

function checkPods(problems: Problems, field: string, term: Selection, { namespace }: PlacedWorkload): void {
  const { pods } = term;
  if (!pods || !selectionOf(problems, `${field}.pods`, pods)) {
    return;
  }
  for (const name of SELECTORS.filter(option => term[option] !== undefined)) {
    problems.report(placementRules.pods, `${field}.${name}`, term[name], 'Remove it, or remove pods.');
  }
  checkLabelMap(problems, `${field}.pods`, labelsOf(pods));
  if (namespace !== undefined && hasUnknownNamespace(pods)) {
    problems.report(placementRules.pods, `${field}.pods`, undefined, `The chart of the pods has no namespace. Set it, such as new Chart(app, 'cache', { namespace: '${namespace}' }).`);
  }
}

function checkTopologyKey(problems: Problems, field: string, key: string): void {
  if (typeof key === 'string' && !isQualifiedName(key)) {
    problems.report(placementRules.topologyKey, `${field}.topologyKey`, key, "Use a key such as 'topology.kubernetes.io/zone' or 'kubernetes.io/hostname'.");
  }
}

function checkSelection(problems: Problems, field: string, { labels, expressions, matchLabelKeys = [], mismatchLabelKeys = [] }: Selection): void {
  checkLabelMap(problems, `${field}.labels`, labels);
  checkPodExpressions(problems, `${field}.expressions`, expressions);
  for (const [name, keys] of Object.entries({ matchLabelKeys, mismatchLabelKeys })) {
    keys.forEach((key, index) => {
      if (!isQualifiedName(key)) {
        problems.report(placementRules.labelKeys, `${field}.${name}[${index}]`, key, "Use a key such as 'pod-template-hash'.");
      }
    });
  }
  const selected = [...Object.keys(labels ?? {}), ...(expressions ?? []).map(({ _key }) => _key), ...mismatchLabelKeys];
  matchLabelKeys.forEach((key, index) => {
    if (selected.includes(key)) {
      problems.report(placementRules.labelKeys, `${field}.matchLabelKeys[${index}]`, key, 'Remove it, or remove the other use of the key.');
    }
  });
}

function checkSpread(problems: Problems, field: string, placement: Placement, { kind }: PlacedWorkload): void {
  const { spread, topologySpread = [] } = placement;
  if (spread !== undefined && kind === 'DaemonSet') {
    problems.report(placementRules.spread, `${field}.spread`, spread, 'A DaemonSet runs one pod on each node. Remove it.');
  }
  const ofSpread = spreadConstraints({ spread }, kind);
  topologySpread.forEach(({ _topologyKey, _whenUnsatisfiable, _options: options }, index) => {
    const constraint = `${field}.topologySpread[${index}]`;
    checkTopologyKey(problems, constraint, _topologyKey);
    const others = [...ofSpread, ...topologySpread.slice(0, index)];
    if (others.some(other => other._topologyKey === _topologyKey && other._whenUnsatisfiable === _whenUnsatisfiable)) {
      problems.report(placementRules.topologyKey, `${constraint}.topologyKey`, _topologyKey, ofSpread.length > 0 ? 'Remove it, or remove spread.' : 'Remove one of the two constraints.');
    }
    for (const name of ['maxSkew', 'minDomains'] as const) {
      if (options[name] !== undefined && !isInt32(options[name], 1)) {
        problems.report(placementRules.spread, `${constraint}.${name}`, options[name], 'Use 1 or more, or remove it.');
      }
    }
    checkSelection(problems, constraint, options);
  });
}
