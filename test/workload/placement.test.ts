import { App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Controller, ExposedPods, ExposedWorkload, NodeExpression, NodeTerm, PodExpression, PodSelection, PodTerm, Port, Preemption, Spread, Toleration,
  TolerationEffect, TopologySpread, Worker, type IPodSource, type Placement,
} from '../../lib';
import { find, MINIMAL, newChart, synth, synthOf, type Document } from '../support';

const OWN = { matchLabels: { 'cdk8s-service-patterns/workload': 'deployment.web' } };
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

function podOf(placement?: Placement): Document {
  return find(synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, placement })), 'Deployment').spec.template.spec;
}

function messageOf(placement: Placement): string {
  try {
    podOf(placement);
    return 'accepted';
  } catch (error) {
    return (error as Error).message.split('\n').map(line => line.replace(/^(.*?): (.*?): .* (\[[-a-z]+\]) .*$/, '$2 $3')).join('; ');
  }
}

test('an empty placement changes nothing', () => {
  expect(podOf({ tolerations: [], nodeSelector: {}, topologySpread: [], nodeAffinity: [], podAffinity: [] })).toEqual(podOf());
});

test('names and labels are fields of the pod', () => {
  expect(podOf({
    nodeSelector: { 'kubernetes.io/arch': 'arm64' },
    priorityClassName: 'high-priority',
    preemption: Preemption.NEVER,
    schedulerName: 'other',
    runtimeClassName: 'gvisor',
    nodeName: 'node-1',
  })).toMatchObject({
    nodeSelector: { 'kubernetes.io/arch': 'arm64' },
    priorityClassName: 'high-priority',
    preemptionPolicy: 'Never',
    schedulerName: 'other',
    runtimeClassName: 'gvisor',
    nodeName: 'node-1',
  });
});

test('tolerations of a value, of a key, and of all taints', () => {
  expect(podOf({
    tolerations: [
      Toleration.equal('dedicated', 'web', { effect: TolerationEffect.NO_SCHEDULE }),
      Toleration.exists('node.kubernetes.io/unreachable', { effect: TolerationEffect.NO_EXECUTE, evictAfter: Duration.minutes(1) }),
      Toleration.all(),
    ],
  }).tolerations).toEqual([
    { key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' },
    { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 },
    { operator: 'Exists' },
  ]);
});

test('a toleration of a taint without a value has only its key and its effect', () => {
  const { tolerations } = podOf({ tolerations: [Toleration.equal('dedicated', '', { effect: TolerationEffect.NO_SCHEDULE })] });

  expect(tolerations).toEqual([{ key: 'dedicated', effect: 'NoSchedule' }]);
});

test('node terms have all operators', () => {
  const { nodeAffinity } = podOf({
    nodeAffinity: [
      NodeTerm.required(
        NodeExpression.labelIn('disk', 'ssd', 'nvme'), NodeExpression.labelNotIn('zone', 'c'), NodeExpression.labelExists('gpu'), NodeExpression.nameIs('node-1'),
      ),
      NodeTerm.required(NodeExpression.labelDoesNotExist('spot'), NodeExpression.nameIsNot('node-2')),
      NodeTerm.preferred(10, NodeExpression.labelGreaterThan('cores', 8), NodeExpression.labelLessThan('cores', 64)),
    ],
  }).affinity;

  expect(nodeAffinity).toEqual({
    [REQUIRED]: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            { key: 'disk', operator: 'In', values: ['ssd', 'nvme'] }, { key: 'zone', operator: 'NotIn', values: ['c'] }, { key: 'gpu', operator: 'Exists' },
          ],
          matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }],
        },
        { matchExpressions: [{ key: 'spot', operator: 'DoesNotExist' }], matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['node-2'] }] },
      ],
    },
    [PREFERRED]: [{
      weight: 10,
      preference: { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['8'] }, { key: 'cores', operator: 'Lt', values: ['64'] }] },
    }],
  });
});

test('pod terms select the pods of the workload by default, or pods by labels and expressions in other namespaces', () => {
  const { podAffinity, podAntiAffinity } = podOf({
    podAffinity: [
      PodTerm.required('zone', {
        labels: { app: 'cache' },
        expressions: [PodExpression.labelIn('tier', 'a', 'b'), PodExpression.labelNotIn('track', 'canary'), PodExpression.labelExists('x'), PodExpression.labelDoesNotExist('y')],
        namespaces: ['shop', 'billing'],
        namespaceLabels: { team: 'shop' },
        namespaceExpressions: [PodExpression.labelExists('shared')],
      }),
      PodTerm.required('zone', { labels: {}, namespaceLabels: {} }),
    ],
    podAntiAffinity: [
      PodTerm.required('kubernetes.io/hostname', { matchLabelKeys: ['pod-template-hash'], mismatchLabelKeys: ['tenant'] }),
      PodTerm.preferred(50, 'zone'),
    ],
  }).affinity;

  expect(podAffinity).toEqual({
    [REQUIRED]: [
      {
        topologyKey: 'zone',
        labelSelector: {
          matchLabels: { app: 'cache' },
          matchExpressions: [
            { key: 'tier', operator: 'In', values: ['a', 'b'] }, { key: 'track', operator: 'NotIn', values: ['canary'] },
            { key: 'x', operator: 'Exists' }, { key: 'y', operator: 'DoesNotExist' },
          ],
        },
        namespaces: ['shop', 'billing'],
        namespaceSelector: { matchLabels: { team: 'shop' }, matchExpressions: [{ key: 'shared', operator: 'Exists' }] },
      },
      { topologyKey: 'zone', labelSelector: {}, namespaceSelector: {} },
    ],
  });
  expect(podAntiAffinity).toEqual({
    [REQUIRED]: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: OWN, matchLabelKeys: ['pod-template-hash'], mismatchLabelKeys: ['tenant'] }],
    [PREFERRED]: [{ weight: 50, podAffinityTerm: { topologyKey: 'zone', labelSelector: OWN } }],
  });
});

test('topology spread constraints', () => {
  expect(podOf({
    topologySpread: [
      TopologySpread.required('zone', { maxSkew: 2, minDomains: 3, honorsNodeAffinity: false, honorsNodeTaints: true, matchLabelKeys: ['pod-template-hash'] }),
      TopologySpread.preferred('kubernetes.io/hostname', { labels: { app: 'web' }, expressions: [PodExpression.labelExists('tier')] }),
    ],
  }).topologySpreadConstraints).toEqual([
    {
      maxSkew: 2,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: OWN,
      minDomains: 3,
      matchLabelKeys: ['pod-template-hash'],
      nodeAffinityPolicy: 'Ignore',
      nodeTaintsPolicy: 'Honor',
    },
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
    },
  ]);
});

describe('a term for the pods of another declaration', () => {
  const IN_CACHES = { labelSelector: { matchLabels: { 'cdk8s-service-patterns/workload': 'deployment.cache' } }, namespaces: ['caches'] };

  /** The first term of a workload of the namespace `shop`. */
  function termFor(pods: (chart: Chart) => IPodSource, namespace: string | undefined = 'caches'): Document {
    const app = new App();
    const podAffinity = [PodTerm.required('zone', { pods: pods(new Chart(app, 'caches', { namespace })) })];
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new ExposedWorkload(chart, 'web', { ...MINIMAL, placement: { podAffinity } });
    return find(synth(chart), 'Deployment').spec.template.spec.affinity.podAffinity[REQUIRED][0];
  }

  test.each<[string, (chart: Chart) => IPodSource, Document]>([
    ['an ExposedWorkload', chart => new ExposedWorkload(chart, 'cache', MINIMAL), IN_CACHES],
    ['a Worker', chart => new Worker(chart, 'cache', { image: 'cache:1' }), IN_CACHES],
    ['ExposedPods', chart => new ExposedPods(chart, 'cache', { selector: PodSelection.labels({ app: 'cache' }), ports: [Port.http(80)] }), {
      labelSelector: { matchLabels: { app: 'cache' } }, namespaces: ['caches'],
    }],
    ['pods with labels', () => PodSelection.labels({ app: 'cache' }), { labelSelector: { matchLabels: { app: 'cache' } } }],
    ['pods in namespaces with labels', chart => PodSelection.of(kplus.Pods.select(chart, 'caches', {
      labels: { app: 'cache' }, namespaces: kplus.Namespaces.select(chart, 'teams', { labels: { team: 'shop' } }),
    })), { labelSelector: { matchLabels: { app: 'cache' } }, namespaceSelector: { matchLabels: { team: 'shop' } } }],
    ['pods in all namespaces', chart => PodSelection.of(kplus.Pods.select(chart, 'caches', {
      labels: { app: 'cache' }, namespaces: kplus.Namespaces.all(chart, 'all'),
    })), { labelSelector: { matchLabels: { app: 'cache' } }, namespaceSelector: {} }],
    ['pods in named namespaces', chart => PodSelection.of(kplus.Pods.select(chart, 'caches', {
      labels: { app: 'cache' }, namespaces: kplus.Namespaces.select(chart, 'two', { names: ['one', 'two'] }),
    })), { labelSelector: { matchLabels: { app: 'cache' } }, namespaces: ['one', 'two'] }],
  ])('%s', (_, pods, expected) => {
    expect(termFor(pods)).toEqual({ topologyKey: 'zone', ...expected });
  });

  test('pods whose namespace is not known are refused, unless the workload has none either', () => {
    const app = new App();
    const cache = new ExposedWorkload(new Chart(app, 'caches'), 'cache', MINIMAL);
    const placement = { podAffinity: [PodTerm.required('zone', { pods: cache })] };

    expect(() => new ExposedWorkload(new Chart(app, 'shop', { namespace: 'shop' }), 'web', { ...MINIMAL, placement }))
      .toThrow("shop/web: placement.podAffinity[0].pods (not set): pods of an affinity term is used instead of labels, expressions and the options for namespaces, and the chart of the pods must have a namespace if that of the workload has one. The chart of the pods has no namespace. Set it, such as new Chart(app, 'cache', { namespace: 'shop' }). [placement-pods]");
    const chart = new Chart(app, 'other');
    new ExposedWorkload(chart, 'web', { ...MINIMAL, placement });
    expect(find(synth(chart), 'Deployment').spec.template.spec.affinity.podAffinity[REQUIRED][0].namespaces).toBeUndefined();
  });
});

describe('spread', () => {
  const ZONE = 'topology.kubernetes.io/zone';

  function constraintsOf(placement: Placement, controller = Controller.deployment()): Document[] {
    const pods = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, controller, placement }));
    return find(pods, controller._kind).spec.template.spec.topologySpreadConstraints;
  }

  test.each([[Spread.PREFERRED, 'ScheduleAnyway'], [Spread.REQUIRED_ZONES, 'DoNotSchedule']])('%s', (spread, whenUnsatisfiable) => {
    const common = { maxSkew: 1, labelSelector: OWN, matchLabelKeys: ['pod-template-hash'] };

    expect(constraintsOf({ spread })).toEqual([
      { ...common, topologyKey: ZONE, whenUnsatisfiable },
      { ...common, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
    ]);
  });

  test('all pods of a StatefulSet are counted', () => {
    const constraints = constraintsOf({ spread: Spread.PREFERRED }, Controller.statefulSet());

    expect(constraints.map(({ matchLabelKeys }) => matchLabelKeys)).toEqual([undefined, undefined]);
  });

  test('another constraint is added, unless it is for the same domains', () => {
    const spread = Spread.PREFERRED;

    expect(constraintsOf({ spread, topologySpread: [TopologySpread.required('rack')] }).map(({ topologyKey }) => topologyKey))
      .toEqual([ZONE, 'kubernetes.io/hostname', 'rack']);
    expect(messageOf({ spread, topologySpread: [TopologySpread.preferred(ZONE)] })).toBe(`placement.topologySpread[0].topologyKey "${ZONE}" [topology-key]`);
  });

  test('a DaemonSet is refused', () => {
    expect(() => constraintsOf({ spread: Spread.PREFERRED }, Controller.daemonSet())).toThrow('placement.spread "Preferred"');
  });
});

test('methods of cdk8s-plus add to the placement', () => {
  const chart = newChart();
  const { workload } = new ExposedWorkload(chart, 'web', {
    ...MINIMAL,
    placement: {
      tolerations: [Toleration.exists('a')],
      nodeAffinity: [NodeTerm.required(NodeExpression.labelExists('a')), NodeTerm.preferred(1, NodeExpression.labelExists('a'))],
      podAffinity: [PodTerm.required('zone', { labels: { app: 'a' } })],
      podAntiAffinity: [PodTerm.preferred(1, 'zone')],
      nodeName: 'node-1',
    },
  });
  const others = kplus.Pods.select(chart, 'others', { labels: { app: 'b' } });
  workload.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('b')));
  workload.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.exists('b')));
  workload.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.exists('b')), { weight: 2 });
  workload.scheduling.colocate(others);
  workload.scheduling.separate(others, { weight: 2 });
  const { tolerations, affinity, nodeName } = find(synth(chart), 'Deployment').spec.template.spec;

  expect(tolerations.map(({ key }: Document) => key)).toEqual(['a', 'b']);
  expect(affinity.nodeAffinity[REQUIRED].nodeSelectorTerms).toHaveLength(2);
  expect(affinity.nodeAffinity[PREFERRED].map(({ weight }: Document) => weight)).toEqual([1, 2]);
  expect(affinity.podAffinity[REQUIRED].map(({ labelSelector }: Document) => labelSelector.matchLabels.app)).toEqual(['a', 'b']);
  expect(affinity.podAntiAffinity[PREFERRED].map(({ weight }: Document) => weight)).toEqual([1, 2]);
  expect(nodeName).toBe('node-1');
});

test('a required anti-affinity of the own pods does not suit the default rollout of a Deployment', () => {
  expect(() => podOf({ podAntiAffinity: [PodTerm.required('kubernetes.io/hostname')] })).toThrow(/\[rollout-surge\]/);
  expect(messageOf({ podAntiAffinity: [PodTerm.required('kubernetes.io/hostname', { matchLabelKeys: ['pod-template-hash'] })] })).toBe('accepted');
});

test.each<[string, Placement, string]>([
  ['the key of a node selector', { nodeSelector: { 'a b': 'c' } }, 'placement.nodeSelector "a b" [metadata-key]'],
  ['the value of a taint', { tolerations: [Toleration.equal('a', 'b c')] }, 'placement.tolerations[0].value "b c" [toleration]'],
  ['a duration without NoExecute', { tolerations: [Toleration.all({ evictAfter: Duration.seconds(1) })] }, 'placement.tolerations[0].effect (not set) [toleration]'],
  ['a fraction of a second', { tolerations: [Toleration.all({ effect: TolerationEffect.NO_EXECUTE, evictAfter: Duration.millis(1) })] },
    'placement.tolerations[0].evictAfter "1 milli" [toleration]'],
  ['the weight of a node term', { nodeAffinity: [NodeTerm.preferred(0, NodeExpression.labelExists('a'))] }, 'placement.nodeAffinity[0].weight 0 [placement-weight]'],
  ['a number that is negative', { nodeAffinity: [NodeTerm.required(NodeExpression.labelGreaterThan('a', -1))] },
    'placement.nodeAffinity[0].expressions[0].value "-1" [placement-expression]'],
  ['the name of a node', { nodeAffinity: [NodeTerm.required(NodeExpression.nameIs('A_b'))] }, 'placement.nodeAffinity[0].expressions[0].name "A_b" [placement-expression]'],
  ['a namespace', { podAffinity: [PodTerm.required('zone', { namespaces: ['A'] })] }, 'placement.podAffinity[0].namespaces[0] "A" [namespace-name]'],
  ['an expression for namespaces', { podAffinity: [PodTerm.required('zone', { namespaceExpressions: [PodExpression.labelExists('a b')] })] },
    'placement.podAffinity[0].namespaceExpressions[0].key "a b" [placement-expression]'],
  ['a key twice', { podAffinity: [PodTerm.required('zone', { matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] })] },
    'placement.podAffinity[0].matchLabelKeys[0] "a" [match-label-keys]'],
  ['a constraint twice', { topologySpread: [TopologySpread.required('zone'), TopologySpread.required('zone')] },
    'placement.topologySpread[1].topologyKey "zone" [topology-key]'],
  ['an empty name of a scheduler', { schedulerName: '' }, 'placement.schedulerName "" [placement-name]'],
  ['the name of the node', { nodeName: 'A_b' }, 'placement.nodeName "A_b" [placement-name]'],
])('what the API server refuses is refused: %s', (_, placement, expected) => {
  expect(messageOf(placement)).toBe(expected);
});
