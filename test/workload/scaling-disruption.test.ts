import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClusterProfile, DisruptionBudget, KedaTrigger, PodCount, Scaling, ScalingMetric } from '../../lib';
import { messagesOf, rulesBrokenBy, web, type Declaration } from '../rules/broken';
import { synthOf } from '../support';

const resources = { requests: { cpu: '250m', memory: '256Mi' } };
const cpu = Scaling.between(2, 10, { metrics: [ScalingMetric.cpu(70)] });
const atLeast = (pods: number) => DisruptionBudget.minAvailable(PodCount.of(pods));

/** A scaler of KEDA that can remove all pods. */
const toZero = (min: number, disruption?: DisruptionBudget): Declaration => chart => {
  ClusterProfile.set(chart, { keda: true });
  const options = { triggers: [KedaTrigger.of('rabbitmq', { queueName: 'mails' })], idleReplicas: 0, noEndpointsJustification: 'a proxy holds the requests' };
  web(chart, { scaling: Scaling.keda(min, 30, options), disruption });
};

describe('the disruption budget of a workload with a scaler', () => {
  const scaled = (min: number, max: number) => Scaling.between(min, max, { metrics: [ScalingMetric.cpu(70)] });
  const unavailable = (declare: Declaration) => synthOf(declare).filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ spec }) => spec.maxUnavailable);
  const budgetOf = (min: number, max: number) => unavailable(chart => web(chart, { resources, scaling: scaled(min, max) }));

  test('exists with a minimum of two, and is a percentage if there can be many pods', () => {
    expect([budgetOf(1, 20), budgetOf(2, 9), budgetOf(2, 10), budgetOf(12, 20)]).toEqual([[], [1], ['10%'], ['10%']]);
  });

  test.each<[string, DisruptionBudget, string[]]>([
    ['the minimum', DisruptionBudget.minAvailable(PodCount.of(2)), ['disruption-never']],
    ['less than the minimum', DisruptionBudget.minAvailable(PodCount.of(1)), []],
    ['a percentage that is all pods of the minimum', DisruptionBudget.minAvailable(PodCount.percent(60)), ['disruption-never']],
  ])('that requires %s breaks the rules %j', (_, disruption, rules) => {
    expect(rulesBrokenBy(chart => web(chart, { resources, scaling: cpu, disruption }))).toEqual(rules);
  });

  test('does not count times without pods', () => {
    expect([unavailable(toZero(2)), unavailable(toZero(1)), unavailable(toZero(0))]).toEqual([['10%'], [], []]);
    expect(rulesBrokenBy(toZero(2, atLeast(1)))).toEqual([]);
    expect(messagesOf(toZero(2, atLeast(2)))).toEqual([expect.stringContaining('With 2 pods, the budget allows no eviction. Use')]);
  });

  test('of a workload that begins without pods is that of one pod', () => {
    expect(messagesOf(toZero(0, DisruptionBudget.minAvailable(PodCount.percent(50))))).toEqual([
      expect.stringContaining('With 1 pod, the budget allows no eviction. Use'),
    ]);
  });
});

describe('the disruption budget of a workload with a scaler of a user', () => {
  const scaledBy = (kind: string, spec: object, pods: number): Declaration => chart => {
    web(chart, { disruption: atLeast(pods) });
    const apiVersion = kind === 'ScaledObject' ? 'keda.sh/v1alpha1' : 'autoscaling/v2';
    new ApiObject(chart, 'scaler', { apiVersion, kind, metadata: { name: 'web' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec } });
  };

  test.each<[string, object, number, string[]]>([
    ['HorizontalPodAutoscaler', { minReplicas: 3, maxReplicas: 9 }, 2, []],
    ['HorizontalPodAutoscaler', { minReplicas: 3, maxReplicas: 9 }, 3, ['disruption-never']],
    ['HorizontalPodAutoscaler', { maxReplicas: 9 }, 1, ['disruption-never']],
    ['ScaledObject', { minReplicaCount: 3, maxReplicaCount: 9 }, 2, []],
    ['ScaledObject', { minReplicaCount: 3, maxReplicaCount: 9 }, 3, ['disruption-never']],
    ['ScaledObject', { minReplicaCount: 0 }, 1, ['disruption-never']],
    ['ScaledObject', {}, 1, ['disruption-never']],
  ])('depends on the minimum: %s with %j and %i required pods', (kind, spec, pods, rules) => {
    expect(rulesBrokenBy(scaledBy(kind, spec, pods))).toEqual(rules);
  });

  test('depends on the minimum of cdk8s-plus', () => {
    const declared = (pods: number) => messagesOf(chart => new kplus.HorizontalPodAutoscaler(chart, 'scaler', {
      target: web(chart, { disruption: atLeast(pods) }),
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    }));

    expect(declared(2)).toEqual([]);
    expect(declared(3)).toEqual([expect.stringContaining('disruption.minAvailable 3: ')]);
    expect(declared(3)[0]).toContain('With 3 pods, the budget allows no eviction. Use DisruptionBudget.maxUnavailable(PodCount.of(1))');
  });

  test('is refused with one required pod if there is neither a scaler nor replicas', () => {
    expect(messagesOf(chart => web(chart, { disruption: atLeast(1) }))).toEqual([expect.stringContaining(
      'Without replicas, Kubernetes creates 1 pod. Set replicas, use DisruptionBudget.maxUnavailable(PodCount.of(1)), or state in noEvictionJustification what sets',
    )]);
  });
});
