import type { Random } from './random';
import { key, labelValue, seconds, subdomain } from './texts';
import {
  NodeExpression, NodeTerm, PodExpression, PodSelection, PodTerm, Preemption, Spread, Toleration, TolerationEffect, TopologySpread, type Placement,
  type PodTermOptions, type RequiredTopologySpreadOptions, type TolerationOptions, type TopologySpreadOptions,
} from '../../lib';

const TOPOLOGIES = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'];
const DEFAULT_PRIORITY_CLASSES = ['system-cluster-critical', 'system-node-critical'];

export function placement(random: Random): Placement {
  return random.some<Placement>('Placement', 0.3, {
    nodeSelector: () => labels(random, 'node selector'),
    tolerations: () => random.list(0, 2, () => toleration(random)),
    nodeAffinity: () => random.list(0, 2, () => nodeTerm(random)),
    podAffinity: () => random.list(0, 2, () => podTerm(random, true)),
    podAntiAffinity: () => random.list(0, 2, () => podTerm(random, false)),
    topologySpread: () => random.list(0, 2, index => topologySpread(random, index)),
    spread: () => random.chance(0.5) ? Spread.PREFERRED : Spread.REQUIRED_ZONES,
    priorityClassName: () => random.mostly('priorityClassName', () => random.pick(...DEFAULT_PRIORITY_CLASSES), '', 'A'),
    preemption: () => Preemption.LOWER_PRIORITY,
    schedulerName: () => random.mostly('schedulerName', () => 'other-scheduler', ''),
    runtimeClassName: () => random.mostly('runtimeClassName', () => 'gvisor', '', 'A_b'),
    nodeName: () => subdomain(random, 'nodeName'),
  });
}

function labels(random: Random, what: string): Record<string, string> {
  return Object.fromEntries(random.list(0, 2, () => [key(random, `key of ${what}`), labelValue(random, `value of ${what}`)]));
}

function toleration(random: Random): Toleration {
  const effect = random.maybe(0.7, () => random.pick(...Object.values(TolerationEffect)));
  const options = {
    ...random.some<Pick<TolerationOptions, 'effect'>>('TolerationOptions', 1, { effect: () => effect! }),
    ...random.some<Omit<TolerationOptions, 'effect'>>('TolerationOptions', 0.5, {
      evictAfter: () => effect === TolerationEffect.NO_EXECUTE || random.odd('evictAfter without NoExecute') ? seconds(random, 'evictAfter', 0, 600) : undefined!,
    }),
  };
  return random.pick(
    () => Toleration.equal(key(random, 'key of a taint'), labelValue(random, 'value of a taint'), options),
    () => Toleration.exists(key(random, 'key of a taint'), options),
    () => Toleration.all(options),
  )();
}

function weight(random: Random): number {
  return random.mostly('weight', () => random.integer(1, 100), 0, 101, -1, 1.5);
}

function nodeTerm(random: Random): NodeTerm {
  const isPreferred = random.chance(0.5);
  const expressions = random.list(random.odd('no expressions') ? 0 : 1, 2, () => nodeExpression(random));
  return isPreferred ? NodeTerm.preferred(weight(random), ...expressions) : NodeTerm.required(...expressions);
}

function values(random: Random): string[] {
  return random.list(random.odd('no values') ? 0 : 1, 2, () => labelValue(random, 'value of an expression'));
}

function nodeExpression(random: Random): NodeExpression {
  const name = key(random, 'key of a node');
  const number = () => random.mostly('number of a node', () => random.integer(0, 100), -1, 1.5);
  return random.pick(
    () => NodeExpression.labelIn(name, ...values(random)),
    () => NodeExpression.labelNotIn(name, ...values(random)),
    () => NodeExpression.labelExists(name),
    () => NodeExpression.labelDoesNotExist(name),
    () => NodeExpression.labelGreaterThan(name, number()),
    () => NodeExpression.labelLessThan(name, number()),
    () => NodeExpression.nameIs(subdomain(random, 'name of a node')),
    () => NodeExpression.nameIsNot(subdomain(random, 'name of a node')),
  )();
}

function podExpression(random: Random): PodExpression {
  const name = key(random, 'key of a pod');
  return random.pick(
    () => PodExpression.labelIn(name, ...values(random)),
    () => PodExpression.labelNotIn(name, ...values(random)),
    () => PodExpression.labelExists(name),
    () => PodExpression.labelDoesNotExist(name),
  )();
}

function topologyKey(random: Random, index = random.integer(0, 1)): string {
  return random.mostly('topologyKey', () => TOPOLOGIES[index % TOPOLOGIES.length], '', 'a b');
}

function ofPods(random: Random, pods: () => PodSelection): PodTermOptions {
  return random.some<Pick<PodTermOptions, 'pods'>>('PodTermOptions', 1, { pods });
}

/** @param required whether the term can be required: an own anti-affinity does not suit the default rollout of a Deployment */
function podTerm(random: Random, required: boolean): PodTerm {
  const name = topologyKey(random);
  const pods = () => PodSelection.labels({ app: labelValue(random, 'pods of a term') });
  const options = random.chance(0.2) ? ofPods(random, pods) : random.some<PodTermOptions>('PodTermOptions', 0.3, {
    pods: () => random.odd('labels and pods') ? pods() : undefined!,
    labels: () => labels(random, 'affinity'),
    expressions: () => random.list(0, 2, () => podExpression(random)),
    namespaces: () => random.list(0, 2, () => random.mostly('namespace of a term', () => 'shop', '', 'A')),
    namespaceLabels: () => labels(random, 'namespace'),
    namespaceExpressions: () => random.list(0, 1, () => podExpression(random)),
    matchLabelKeys: () => [random.mostly('matchLabelKeys', () => 'pod-template-hash', '', 'a b')],
    mismatchLabelKeys: () => [random.mostly('mismatchLabelKeys', () => 'tenant', '', 'a b', 'pod-template-hash')],
  });
  return required && random.chance(0.5) ? PodTerm.required(name, options) : PodTerm.preferred(weight(random), name, options);
}

function topologySpread(random: Random, index: number): TopologySpread {
  const name = topologyKey(random, random.odd('the same topology twice') ? 0 : index);
  const options = random.some<TopologySpreadOptions>('TopologySpreadOptions', 0.3, {
    maxSkew: () => random.mostly('maxSkew', () => random.integer(1, 5), 0, -1, 1.5, 2147483648),
    labels: () => labels(random, 'spread'),
    expressions: () => random.list(0, 2, () => podExpression(random)),
    matchLabelKeys: () => [random.mostly('matchLabelKeys', () => 'pod-template-hash', '', 'a b')],
    honorsNodeAffinity: () => random.chance(0.5),
    honorsNodeTaints: () => random.chance(0.5),
  });
  return random.chance(0.5) ? TopologySpread.preferred(name, options) : TopologySpread.required(name, {
    ...options,
    ...random.some<Pick<RequiredTopologySpreadOptions, 'minDomains'>>('RequiredTopologySpreadOptions', 0.3, {
      minDomains: () => random.mostly('minDomains', () => random.integer(1, 3), 0, -1, 1.5),
    }),
  });
}
