import { Duration } from 'cdk8s';
import { ClusterProfile, KedaAuthenticationKind, KedaFallbackBehavior, KedaMetricType, KedaTrigger, Scaling, Worker, type KedaScalingOptions } from '../../lib';
import { messagesOf, rulesBrokenBy, web, type Declaration } from '../rules/broken';
import { find, synthOf } from '../support';

const TRIGGER = KedaTrigger.of('rabbitmq', { queueName: 'mails' });
const CPU = KedaTrigger.of('cpu', { value: '70' }, { metricType: KedaMetricType.UTILIZATION });
const resources = { requests: { cpu: '250m', memory: '256Mi' } };
const keda = (options: Partial<KedaScalingOptions> = {}, min = 1) => Scaling.keda(min, 5, { triggers: [TRIGGER], ...options });

/** A workload with requests, in a cluster with KEDA. */
const scaled = (scaling: Scaling): Declaration => chart => {
  ClusterProfile.set(chart, { keda: true });
  web(chart, { resources, scaling });
};

describe('a ScaledObject', () => {
  test('scales the workload by its triggers', () => {
    const login = { authenticationName: 'login', authenticationKind: KedaAuthenticationKind.CLUSTER_TRIGGER_AUTHENTICATION };
    const trigger = KedaTrigger.of('rabbitmq', { queueName: 'mails', value: '20' }, { ...login, name: 'mails', metricType: KedaMetricType.VALUE, useCachedMetrics: true });

    expect(find(synthOf(scaled(keda({ triggers: [trigger] }))), 'ScaledObject')).toEqual({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicaCount: 1,
        maxReplicaCount: 5,
        triggers: [{
          type: 'rabbitmq',
          name: 'mails',
          metadata: { queueName: 'mails', value: '20' },
          authenticationRef: { name: 'login', kind: 'ClusterTriggerAuthentication' },
          metricType: 'Value',
          useCachedMetrics: true,
        }],
      },
    });
  });

  test('has durations, idle pods, a fallback and rules', () => {
    const scaling = keda({
      pollingInterval: Duration.seconds(10),
      cooldownPeriod: Duration.minutes(2),
      initialCooldownPeriod: Duration.minutes(1),
      idleReplicas: 0,
      fallback: { failureThreshold: 3, replicas: 4, behavior: KedaFallbackBehavior.CURRENT_REPLICAS_IF_HIGHER },
      scaleDown: { stabilizationWindow: Duration.minutes(1) },
      noEndpointsJustification: 'a proxy holds the requests',
    });

    expect(find(synthOf(scaled(scaling)), 'ScaledObject').spec).toMatchObject({
      pollingInterval: 10,
      cooldownPeriod: 120,
      initialCooldownPeriod: 60,
      idleReplicaCount: 0,
      fallback: { failureThreshold: 3, replicas: 4, behavior: 'currentReplicasIfHigher' },
      advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } },
    });
  });

  test.each<[string, Partial<KedaScalingOptions>, string, string]>([
    ['a trigger without a type', { triggers: [KedaTrigger.of('', {})] }, 'scaling.triggers[0].type ""', 'scaling-keda-trigger'],
    [
      'two triggers with the same name', { triggers: [KedaTrigger.of('a', {}, { name: 'a' }), KedaTrigger.of('b', {}, { name: 'a' })] },
      'scaling.triggers[1].name "a"', 'scaling-keda-trigger',
    ],
    [
      'a cached metric of CPU', { triggers: [TRIGGER, KedaTrigger.of('cpu', { value: '70' }, { metricType: KedaMetricType.UTILIZATION, useCachedMetrics: true })] },
      'scaling.triggers[1].useCachedMetrics true', 'scaling-keda-cache',
    ],
    ['a cached metric of cron', { triggers: [KedaTrigger.of('cron', {}, { useCachedMetrics: true })] }, 'scaling.triggers[0].useCachedMetrics true', 'scaling-keda-cache'],
    ['CPU without a type of metric', { triggers: [TRIGGER, KedaTrigger.of('cpu', { value: '70' })] }, 'scaling.triggers[1].metricType (not set)', 'scaling-keda-metric-type'],
    [
      'a utilization of a queue', { triggers: [KedaTrigger.of('kafka', {}, { metricType: KedaMetricType.UTILIZATION })] },
      'scaling.triggers[0].metricType "Utilization"', 'scaling-keda-metric-type',
    ],
    [
      'a kind without a name', { triggers: [KedaTrigger.of('rabbitmq', {}, { authenticationKind: KedaAuthenticationKind.TRIGGER_AUTHENTICATION })] },
      'scaling.triggers[0].authenticationKind "TriggerAuthentication"', 'scaling-keda-authentication',
    ],
    [
      'an authentication whose name no object can have', { triggers: [KedaTrigger.of('rabbitmq', {}, { authenticationName: 'A_b' })] },
      'scaling.triggers[0].authenticationName "A_b"', 'scaling-keda-authentication',
    ],
    ['a polling interval of 0', { pollingInterval: Duration.seconds(0) }, 'scaling.pollingInterval "0 seconds"', 'scaling-keda-time'],
    ['a part of a second', { cooldownPeriod: Duration.millis(1500) }, 'scaling.cooldownPeriod', 'scaling-keda-time'],
    ['a negative fallback', { fallback: { failureThreshold: -1, replicas: 2 } }, 'scaling.fallback.failureThreshold -1', 'scaling-keda-fallback'],
    ['a fallback for CPU only', { triggers: [CPU], fallback: { failureThreshold: 3, replicas: 2 } }, 'scaling.fallback', 'scaling-keda-fallback'],
    ['idle pods', { idleReplicas: 1 }, 'scaling.idleReplicas 1', 'scaling-keda-idle'],
    ['a negative number of idle pods', { idleReplicas: -1 }, 'scaling.idleReplicas -1', 'scaling-keda-idle'],
  ])('with %s is refused', (_, options, begins, rule) => {
    const messages = messagesOf(scaled(keda(options, 3)));

    expect(messages).toEqual([expect.stringContaining(`[${rule}]`)]);
    expect(messages[0]).toContain(`shop/web: ${begins}`);
  });

  test('with only CPU cannot begin without pods', () => {
    expect(rulesBrokenBy(chart => {
      ClusterProfile.set(chart, { keda: true });
      new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:1', resources, scaling: Scaling.keda(0, 5, { triggers: [CPU] }) });
    })).toEqual(['scaling-from-zero']);
  });

  test('has a name that is short enough for the name of the autoscaler that KEDA creates', () => {
    const declared = (name: string) => rulesBrokenBy(chart => {
      ClusterProfile.set(chart, { keda: true });
      web(chart, { workloadName: name, containerName: 'web', scaling: keda() });
    });

    expect([declared('a'.repeat(54)), declared('a'.repeat(55))]).toEqual([[], ['scaling-keda-name']]);
  });

  test('has a name of its own, and one for the HorizontalPodAutoscaler that KEDA creates', () => {
    const [scaledObject] = synthOf(chart => {
      ClusterProfile.set(chart, { keda: true });
      web(chart, { scaling: keda({ name: 'web-scaler', horizontalPodAutoscalerName: 'web-hpa' }) });
    }).filter(({ kind }) => kind === 'ScaledObject');

    expect(scaledObject.metadata.name).toBe('web-scaler');
    expect(scaledObject.spec.advanced).toEqual({ horizontalPodAutoscalerConfig: { name: 'web-hpa' } });
  });

  test.each<[string, Partial<KedaScalingOptions>, string[]]>([
    ['63 characters with a name of the HorizontalPodAutoscaler', { name: 'a'.repeat(63), horizontalPodAutoscalerName: 'b'.repeat(63) }, []],
    ['more characters', { name: 'a'.repeat(64), horizontalPodAutoscalerName: 'web' }, ['scaling-keda-name']],
    ['55 characters without a name of the HorizontalPodAutoscaler', { name: 'a'.repeat(55) }, ['scaling-keda-name']],
    ['a name of the HorizontalPodAutoscaler with more characters', { horizontalPodAutoscalerName: 'b'.repeat(64) }, ['scaling-keda-name']],
    ['a name of the HorizontalPodAutoscaler that is not valid', { horizontalPodAutoscalerName: 'Web' }, ['object-name']],
  ])('is checked by its names: %s', (_, options, rules) => {
    expect(rulesBrokenBy(chart => {
      ClusterProfile.set(chart, { keda: true });
      web(chart, { scaling: keda(options) });
    })).toEqual(rules);
  });
});
