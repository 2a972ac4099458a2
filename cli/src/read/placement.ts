import type { Placement, PodTermOptions, TolerationOptions } from 'cdk8s-service-patterns';
import { duration } from './durations';
import { unlessDefault, unlessEmpty, withoutUndefined, type Fields } from './fields';
import { NodeExpression, NodeTerm, PodExpression, PodTerm, Toleration, TopologySpread } from '../code/library';

/** Labels and expressions that select pods or namespaces. */
type Selector = Pick<PodTermOptions, 'labels' | 'expressions'>;

/** Reads where the pods can run. */
export function readPlacement(pod: Fields): Placement | undefined {
  const affinity = pod.readObject('affinity', readAffinity);
  const placement = withoutUndefined<Placement>({
    nodeSelector: pod.readMap('nodeSelector'),
    tolerations: pod.readList('tolerations', readToleration),
    ...affinity,
    topologySpread: pod.readList('topologySpreadConstraints', readSpread),
    priorityClassName: pod.read('priorityClassName') || undefined,
    preemption: pod.readMember('preemptionPolicy', 'Preemption'),
    schedulerName: unlessDefault(pod.read<string>('schedulerName'), 'default-scheduler'),
    runtimeClassName: pod.read('runtimeClassName'),
    nodeName: pod.read('nodeName'),
  });
  return unlessEmpty(placement);
}

function readToleration(toleration: Fields): Toleration {
  const key = toleration.read<string>('key') || undefined;
  const operator = toleration.read<string>('operator') ?? 'Equal';
  const value = toleration.read<string>('value') ?? '';
  const seconds = toleration.read<number>('tolerationSeconds');
  const options = withoutUndefined<TolerationOptions>({
    effect: toleration.readMember('effect', 'TolerationEffect', ''),
    evictAfter: seconds === undefined ? undefined : duration(seconds),
  });
  if (key === undefined) {
    return Toleration.all(options);
  }
  return operator === 'Exists' ? Toleration.exists(key, options) : Toleration.equal(key, String(value), options);
}

function readAffinity(affinity: Fields): Placement {
  return withoutUndefined<Placement>({
    nodeAffinity: affinity.readObject('nodeAffinity', readNodeTerms),
    podAffinity: affinity.readObject('podAffinity', readPodTerms),
    podAntiAffinity: affinity.readObject('podAntiAffinity', readPodTerms),
  });
}

function readNodeTerms(terms: Fields): NodeTerm[] {
  const required = terms.readObject('requiredDuringSchedulingIgnoredDuringExecution', selector => (
    selector.readList('nodeSelectorTerms', term => NodeTerm.required(...readNodeExpressions(term)))
  ));
  const preferred = terms.readList('preferredDuringSchedulingIgnoredDuringExecution', term => (
    NodeTerm.preferred(term.read('weight')!, ...term.readObject('preference', readNodeExpressions) ?? [])
  ));
  return [...required ?? [], ...preferred ?? []];
}

function readNodeExpressions(term: Fields): NodeExpression[] {
  const labels = term.readList('matchExpressions', expression => {
    const key = expression.read<string>('key')!;
    const values = expression.readTexts('values') ?? [];
    switch (expression.read<string>('operator')) {
      case 'In':
        return NodeExpression.labelIn(key, ...values);
      case 'NotIn':
        return NodeExpression.labelNotIn(key, ...values);
      case 'Exists':
        return NodeExpression.labelExists(key);
      case 'DoesNotExist':
        return NodeExpression.labelDoesNotExist(key);
      case 'Gt':
        return NodeExpression.labelGreaterThan(key, Number(values[0]));
      default:
        return NodeExpression.labelLessThan(key, Number(values[0]));
    }
  });
  const names = term.readList('matchFields', field => {
    field.expect('key', 'metadata.name');
    const [name] = field.read<string[]>('values') ?? [];
    return field.read('operator') === 'In' ? NodeExpression.nameIs(name) : NodeExpression.nameIsNot(name);
  });
  return [...labels ?? [], ...names ?? []];
}

function readPodTerms(terms: Fields): PodTerm[] {
  const required = terms.readList('requiredDuringSchedulingIgnoredDuringExecution', term => {
    const topologyKey = term.read<string>('topologyKey')!;
    return PodTerm.required(topologyKey, readPodTerm(term));
  });
  const preferred = terms.readList('preferredDuringSchedulingIgnoredDuringExecution', weighted => {
    const weight = weighted.read<number>('weight')!;
    return weighted.readObject('podAffinityTerm', term => PodTerm.preferred(weight, term.read('topologyKey')!, readPodTerm(term)))!;
  });
  return [...required ?? [], ...preferred ?? []];
}

function readPodTerm(term: Fields): PodTermOptions {
  const namespaces = term.readObject('namespaceSelector', readSelector);
  return withoutUndefined<PodTermOptions>({
    ...readPods(term),
    namespaces: term.read('namespaces'),
    namespaceLabels: namespaces?.labels,
    namespaceExpressions: namespaces?.expressions,
    matchLabelKeys: term.read('matchLabelKeys'),
    mismatchLabelKeys: term.read('mismatchLabelKeys'),
  });
}

/** A selector that is not set selects no pods. */
function readPods(term: Fields): Selector {
  const selector = term.readObject('labelSelector', readSelector);
  if (!selector) {
    term.report('labelSelector', 'a term without a selector selects no pods');
  }
  return selector ?? {};
}

/** An empty selector selects everything. */
function readSelector(selector: Fields): Selector {
  const labels = selector.readMap('matchLabels');
  const expressions = selector.readList('matchExpressions', readPodExpression);
  return labels || expressions ? withoutUndefined({ labels, expressions }) : { labels: {} };
}

function readPodExpression(expression: Fields): PodExpression {
  const key = expression.read<string>('key')!;
  const values = expression.readTexts('values') ?? [];
  switch (expression.read<string>('operator')) {
    case 'In':
      return PodExpression.labelIn(key, ...values);
    case 'NotIn':
      return PodExpression.labelNotIn(key, ...values);
    case 'Exists':
      return PodExpression.labelExists(key);
    default:
      return PodExpression.labelDoesNotExist(key);
  }
}

function readSpread(spread: Fields): TopologySpread {
  const topologyKey = spread.read<string>('topologyKey')!;
  const policy = (name: string) => {
    const value = spread.read<string>(name);
    return value === undefined ? undefined : value === 'Honor';
  };
  const options = withoutUndefined({
    maxSkew: spread.read<number>('maxSkew'),
    ...readPods(spread),
    matchLabelKeys: spread.read<string[]>('matchLabelKeys'),
    honorsNodeAffinity: policy('nodeAffinityPolicy'),
    honorsNodeTaints: policy('nodeTaintsPolicy'),
  });
  const minDomains = spread.read<number>('minDomains');
  return spread.read<string>('whenUnsatisfiable') === 'ScheduleAnyway'
    ? TopologySpread.preferred(topologyKey, options)
    : TopologySpread.required(topologyKey, withoutUndefined({ ...options, minDomains }));
}
