import { ApiObject, Duration, JsonPatch, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile, Controller, DisruptionBudget, ExposedWorkload, Exposure, KedaAuthenticationKind, KedaFallbackBehavior, KedaMetricType,
  KedaTrigger, MetricTarget, PodCount, Port, Scaling, ScalingMetric, ScalingPolicy, ScalingPolicySelect, Worker, type ExposedWorkloadProps,
  type KedaScalingOptions, type ScalingOptions,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, MINIMAL, newChart, synth, synthOf } from '../support';

const HPA = 'HorizontalPodAutoscaler';
const QUEUE = ScalingMetric.external('queue_length', MetricTarget.averageValue('10'));
const TRIGGER = KedaTrigger.of('rabbitmq', { queueName: 'mails' });
const resources = { requests: { cpu: '250m', memory: '256Mi' } };
const cpu = Scaling.between(2, 10, { metrics: [ScalingMetric.cpu(70)] });

/** The scaler of a workload with requests, in the newest cluster. */
function scalerOf(scaling: Scaling, props: Partial<ExposedWorkloadProps> = {}) {
  const documents = synthOf(chart => {
    ClusterProfile.set(chart, { kubernetesVersion: '1.37', keda: true });
    web(chart, { resources, ...props, scaling });
  });
  return documents.find(({ kind }) => kind === HPA || kind === 'ScaledObject')!;
}

describe('a HorizontalPodAutoscaler', () => {
  test('scales the workload by the CPU of its own container', () => {
    expect(scalerOf(cpu, { workloadName: 'web-blue' })).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: HPA,
      metadata: { name: 'web-blue', namespace: 'shop' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web-blue' },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [{
          type: 'ContainerResource',
          containerResource: { name: 'cpu', container: 'web', target: { type: 'Utilization', averageUtilization: 70 } },
        }],
      },
    });
  });

  test.each<[string, ScalingMetric, object]>([
    ['memory of the container', ScalingMetric.memory(80), {
      type: 'ContainerResource', containerResource: { name: 'memory', container: 'web', target: { type: 'Utilization', averageUtilization: 80 } },
    }],
    ['a resource of another container', ScalingMetric.containerResource('memory', MetricTarget.averageValue('500Mi'), { containerName: 'proxy' }), {
      type: 'ContainerResource', containerResource: { name: 'memory', container: 'proxy', target: { type: 'AverageValue', averageValue: '500Mi' } },
    }],
    ['a resource of the pod', ScalingMetric.podResource('cpu', MetricTarget.utilization(60)), {
      type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
    }],
    ['a metric of the pods', ScalingMetric.pods('requests', '100', { metricLabels: { verb: 'GET' } }), {
      type: 'Pods', pods: { metric: { name: 'requests', selector: { matchLabels: { verb: 'GET' } } }, target: { type: 'AverageValue', averageValue: '100' } },
    }],
    ['a metric of an object', ScalingMetric.object('requests', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'shop' }, MetricTarget.value('2k')), {
      type: 'Object',
      object: {
        describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'shop' }, metric: { name: 'requests' }, target: { type: 'Value', value: '2k' },
      },
    }],
    ['an external metric', QUEUE, {
      type: 'External', external: { metric: { name: 'queue_length' }, target: { type: 'AverageValue', averageValue: '10' } },
    }],
  ])('scales by %s', (_, metric, expected) => {
    expect(scalerOf(Scaling.between(1, 5, { metrics: [metric] })).spec.metrics).toEqual([expected]);
  });

  test('has rules for each direction', () => {
    const scaling = Scaling.between(1, 5, {
      metrics: [QUEUE],
      scaleUp: { policies: [ScalingPolicy.pods(4, Duration.minutes(1)), ScalingPolicy.percent(100, Duration.seconds(30))], tolerance: 0.05 },
      scaleDown: { selectPolicy: ScalingPolicySelect.DISABLED, stabilizationWindow: Duration.minutes(10) },
    });

    expect(scalerOf(scaling).spec.behavior).toEqual({
      scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }, { type: 'Percent', value: 100, periodSeconds: 30 }], tolerance: '0.05' },
      scaleDown: { selectPolicy: 'Disabled', stabilizationWindowSeconds: 600 },
    });
  });

  test('leaves the number of pods to the scaler', () => {
    const chart = newChart();
    const workload = web(chart, { resources, scaling: cpu });

    expect(workload.hasAutoscaler).toBe(true);
    expect(find(synth(chart), 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('can be changed with a JSON patch', () => {
    const documents = synthOf(chart => {
      const workload = web(chart, { resources, scaling: cpu });
      ApiObject.of(workload.node.findChild('Scaling')).addJsonPatch(JsonPatch.replace('/spec/maxReplicas', 20));
    });

    expect(find(documents, HPA).spec.maxReplicas).toBe(20);
  });

  test('scales a StatefulSet, whose pods have addresses up to the highest number', () => {
    const chart = newChart();
    const queue = new ExposedWorkload(chart, 'queue', {
      image: 'registry.example.com/queue:3', ports: [Port.tcp(5672)], exposure: Exposure.headless(), controller: Controller.statefulSet(), resources, scaling: cpu,
    });

    expect(find(synth(chart), HPA).spec.scaleTargetRef.kind).toBe('StatefulSet');
    expect(queue.podAddress(9).host).toContain('queue-9.');
    expect(() => queue.podAddress(10)).toThrow('Use a number from 0 to 9');
  });
});

describe('a ScaledObject', () => {
  const keda = (options: Partial<KedaScalingOptions> = {}, min = 1) => Scaling.keda(min, 5, { triggers: [TRIGGER], ...options });

  test('scales the workload by its triggers', () => {
    const login = { authenticationName: 'login', authenticationKind: KedaAuthenticationKind.CLUSTER_TRIGGER_AUTHENTICATION };
    const trigger = KedaTrigger.of('rabbitmq', { queueName: 'mails', value: '20' }, { ...login, name: 'mails', metricType: KedaMetricType.VALUE, useCachedMetrics: true });

    expect(scalerOf(keda({ triggers: [trigger] }))).toEqual({
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

    expect(scalerOf(scaling).spec).toMatchObject({
      pollingInterval: 10,
      cooldownPeriod: 120,
      initialCooldownPeriod: 60,
      idleReplicaCount: 0,
      fallback: { failureThreshold: 3, replicas: 4, behavior: 'currentReplicasIfHigher' },
      advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } },
    });
  });

  test.each<[string, Partial<KedaScalingOptions>]>([
    ['a trigger without a type', { triggers: [KedaTrigger.of('', {})] }],
    ['two triggers with the same name', { triggers: [KedaTrigger.of('a', {}, { name: 'a' }), KedaTrigger.of('b', {}, { name: 'a' })] }],
    ['a cached metric of CPU', { triggers: [TRIGGER, KedaTrigger.of('cpu', { value: '70' }, { metricType: KedaMetricType.UTILIZATION, useCachedMetrics: true })] }],
    ['CPU without a type of metric', { triggers: [TRIGGER, KedaTrigger.of('cpu', { value: '70' })] }],
    ['a utilization of a queue', { triggers: [KedaTrigger.of('rabbitmq', {}, { metricType: KedaMetricType.UTILIZATION })] }],
    ['a kind without a name', { triggers: [KedaTrigger.of('rabbitmq', {}, { authenticationKind: KedaAuthenticationKind.TRIGGER_AUTHENTICATION })] }],
    ['an authentication whose name no object can have', { triggers: [KedaTrigger.of('rabbitmq', {}, { authenticationName: 'A b' })] }],
    ['a polling interval of 0', { pollingInterval: Duration.seconds(0) }],
    ['a part of a second', { cooldownPeriod: Duration.millis(1500) }],
    ['a negative fallback', { fallback: { failureThreshold: -1, replicas: 2 } }],
    ['a fallback for CPU only', {
      triggers: [KedaTrigger.of('cpu', { value: '70' }, { metricType: KedaMetricType.UTILIZATION })], fallback: { failureThreshold: 3, replicas: 2 },
    }],
  ])('with %s is refused', (_, options) => {
    expect(rulesBrokenBy(chart => {
      ClusterProfile.set(chart, { keda: true });
      web(chart, { resources, scaling: keda(options) });
    })).toEqual(['scaling-keda-object']);
  });

  test('with only CPU cannot begin without pods', () => {
    const trigger = KedaTrigger.of('cpu', { value: '70' }, { metricType: KedaMetricType.UTILIZATION });

    expect(rulesBrokenBy(chart => {
      ClusterProfile.set(chart, { keda: true });
      new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:1', resources, scaling: Scaling.keda(0, 5, { triggers: [trigger] }) });
    })).toEqual(['scaling-keda-object']);
  });

  test('has a name that is short enough for the name of the autoscaler that KEDA creates', () => {
    const declared = (name: string) => rulesBrokenBy(chart => {
      ClusterProfile.set(chart, { keda: true });
      web(chart, { workloadName: name, containerName: 'web', scaling: keda() });
    });

    expect([declared('a'.repeat(54)), declared('a'.repeat(55))]).toEqual([[], ['scaling-keda-object']]);
  });
});

describe('no pods', () => {
  const toZero = (options: Partial<ScalingOptions> = {}) => Scaling.between(0, 5, { metrics: [QUEUE], ...options });
  const broken = (kubernetesVersion: string, declare: (chart: Chart) => void) => rulesBrokenBy(chart => {
    ClusterProfile.set(chart, { kubernetesVersion, keda: true });
    declare(chart);
  });
  const worker = (scaling: Scaling) => (chart: Chart) => new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:1', resources, scaling });

  test('are possible for a Worker from 1.37 on, and at any version with KEDA', () => {
    expect(broken('1.37', worker(toZero()))).toEqual([]);
    expect(broken('1.36', worker(toZero()))).toEqual(['version-too-old']);
    expect(broken('1.33', worker(Scaling.keda(0, 5, { triggers: [TRIGGER] })))).toEqual([]);
  });

  test('need a metric that is known without pods', () => {
    expect(broken('1.37', worker(toZero({ metrics: [ScalingMetric.cpu(70)] })))).toEqual(['scaling-range']);
  });

  test.each<[string, Scaling]>([
    ['a minimum of 0', toZero()],
    ['idleReplicas of 0', Scaling.keda(1, 5, { triggers: [TRIGGER], idleReplicas: 0 })],
  ])('of an ExposedWorkload by %s need a justification', (_, scaling) => {
    expect(broken('1.37', chart => web(chart, { scaling }))).toEqual(['scaling-no-endpoints']);
    const noEndpointsJustification = 'a proxy holds the requests';
    expect(broken('1.37', chart => web(chart, { scaling: toZero({ noEndpointsJustification }) }))).toEqual([]);
  });
});

describe('a utilization', () => {
  const proxy = { name: 'proxy', image: 'registry.example.com/proxy:2' };
  const ofPod = Scaling.between(2, 5, { metrics: [ScalingMetric.podResource('cpu', MetricTarget.utilization(70))] });
  const ofProxy = Scaling.between(2, 5, { metrics: [ScalingMetric.containerResource('cpu', MetricTarget.utilization(70), { containerName: 'proxy' })] });

  test.each<[string, string[], Partial<ExposedWorkloadProps>]>([
    ['a request', [], { resources: { requests: { cpu: '1' } } }],
    ['a limit, which is the request too', [], { resources: { limits: { cpu: '1' } } }],
    ['a request of another resource', ['scaling-request'], { resources: { requests: { memory: '1Gi' } } }],
    ['no request', ['scaling-request'], {}],
    ['a request of the pod only', ['scaling-request'], { podResources: { requests: { cpu: '1' } } }],
  ])('of a container with %s breaks the rules %j', (_, rules, props) => {
    expect(rulesBrokenBy(chart => web(chart, { ...props, scaling: cpu }))).toEqual(rules);
  });

  test.each<[string, string[], Partial<ExposedWorkloadProps>]>([
    ['a request of each container', [], { resources, sidecars: [{ ...proxy, resources }] }],
    ['a sidecar without a request', ['scaling-request'], { resources, sidecars: [proxy] }],
    ['a request of the pod', [], { sidecars: [proxy], podResources: { requests: { cpu: '1' } } }],
    ['an init container without a request', [], { resources, initContainers: [proxy] }],
  ])('of a pod with %s breaks the rules %j', (_, rules, props) => {
    expect(rulesBrokenBy(chart => web(chart, { ...props, scaling: ofPod }))).toEqual(rules);
  });

  test('of a container that the pods do not have is refused', () => {
    expect(messagesOf(chart => web(chart, { resources, scaling: ofProxy }))).toEqual([expect.stringContaining("The pods have the containers 'web'.")]);
  });

  test('counts what a method of cdk8s-plus adds', () => {
    expect(rulesBrokenBy(chart => web(chart, { scaling: ofProxy }).workload.addContainer({
      ...proxy, resources: { cpu: { request: kplus.Cpu.millis(100) } }, securityContext: { readOnlyRootFilesystem: false },
    }))).toEqual([]);
  });

  test('of KEDA needs a request too', () => {
    const triggers = [KedaTrigger.of('cpu', { value: '70' }, { metricType: KedaMetricType.UTILIZATION })];
    const declared = (props: Partial<ExposedWorkloadProps>) => rulesBrokenBy(chart => {
      ClusterProfile.set(chart, { keda: true });
      web(chart, { ...props, scaling: Scaling.keda(1, 5, { triggers }) });
    });

    expect([declared({}), declared({ resources })]).toEqual([['scaling-request'], []]);
  });
});

describe('another scaler for the workload', () => {
  const scaler = (chart: Chart, kind: string, name: string, target: object = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }) => (
    new ApiObject(chart, name, { apiVersion: kind === HPA ? 'autoscaling/v2' : 'keda.sh/v1alpha1', kind, metadata: { name }, spec: { scaleTargetRef: target } })
  );

  test.each([HPA, 'ScaledObject'])('is refused: %s', kind => {
    const chart = newChart();
    web(chart, { resources, scaling: cpu });
    expect(() => synth(chart)).not.toThrow();

    scaler(chart, kind, 'later');

    expect(() => synth(chart)).toThrow("'shop/later' also scales the workload. Remove it, or remove scaling.");
  });

  test('is refused if it is one of cdk8s-plus', () => {
    expect(rulesBrokenBy(chart => {
      const target = web(chart, { resources, scaling: cpu });
      new kplus.HorizontalPodAutoscaler(chart, 'scaler', { target, maxReplicas: 5, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))] });
    })).toEqual(['scaling-target']);
  });

  test('is refused if a user has written both', () => {
    expect(messagesOf(chart => {
      web(chart);
      scaler(chart, HPA, 'one');
      scaler(chart, 'ScaledObject', 'two', { name: 'web' });
    })).toEqual([expect.stringContaining("All of these scale the workload. Remove all but 'shop/one'.")]);
  });

  test('of another workload is none', () => {
    expect(rulesBrokenBy(chart => {
      web(chart, { resources, scaling: cpu });
      new ExposedWorkload(chart, 'other', MINIMAL);
      scaler(chart, HPA, 'other-cpu', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'other' });
      scaler(chart, HPA, 'set', { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' });
    })).toEqual([]);
  });
});

describe('the disruption budget of a workload with a scaler', () => {
  const scaled = (min: number, max: number) => Scaling.between(min, max, { metrics: [ScalingMetric.cpu(70)] });
  const budgetOf = (min: number, max: number) => synthOf(chart => web(chart, { resources, scaling: scaled(min, max) }))
    .filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ spec }) => spec.maxUnavailable);

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
});

test('a DaemonSet has no scaler', () => {
  expect(rulesBrokenBy(chart => web(chart, { resources, scaling: cpu, controller: Controller.daemonSet() }))).toEqual(['daemonset-replicas']);
});

test('a tolerance needs 1.35', () => {
  expect(rulesBrokenBy(chart => {
    ClusterProfile.set(chart, { kubernetesVersion: '1.34' });
    web(chart, { resources, scaling: Scaling.between(1, 5, { metrics: [QUEUE], scaleUp: { tolerance: 0 } }) });
  })).toEqual(['version-too-old']);
});

test.each<[string, Scaling, string[]]>([
  ['a minimum of -1', Scaling.between(-1, 5, { metrics: [QUEUE] }), ['scaling-range']],
  ['a maximum of 0', Scaling.between(1, 0, { metrics: [QUEUE] }), ['scaling-range']],
  ['the same metric twice', Scaling.between(1, 5, { metrics: [QUEUE, ScalingMetric.external('queue_length', MetricTarget.value('5'))] }), ['scaling-metrics']],
  ['a metric with other labels', Scaling.between(1, 5, { metrics: [QUEUE, ScalingMetric.external('queue_length', MetricTarget.value('5'), { metricLabels: { a: 'b' } })] }), []],
  ['a resource without usage', Scaling.between(1, 5, { metrics: [ScalingMetric.podResource('ephemeral-storage', MetricTarget.averageValue('1'))] }), ['scaling-metric']],
  ['a value of a resource', Scaling.between(1, 5, { metrics: [ScalingMetric.podResource('cpu', MetricTarget.value('1'))] }), ['scaling-metric']],
  ['0 %', Scaling.between(1, 5, { metrics: [ScalingMetric.cpu(0)] }), ['scaling-metric']],
  ['a quantity of 0', Scaling.between(1, 5, { metrics: [ScalingMetric.pods('requests', '0')] }), ['scaling-metric']],
  ['an object without a name', Scaling.between(1, 5, {
    metrics: [ScalingMetric.object('requests', { apiVersion: 'v1', kind: 'Service', name: '' }, MetricTarget.value('5'))],
  }), ['scaling-metric']],
  ['a window of two hours', Scaling.between(1, 5, { metrics: [QUEUE], scaleUp: { stabilizationWindow: Duration.hours(2) } }), ['scaling-behavior']],
  ['a policy for no pods', Scaling.between(1, 5, { metrics: [QUEUE], scaleUp: { policies: [ScalingPolicy.pods(0, Duration.minutes(1))] } }), ['scaling-behavior']],
  ['a negative tolerance', Scaling.between(1, 5, { metrics: [QUEUE], scaleUp: { tolerance: -0.1 } }), ['scaling-behavior']],
])('%s breaks the rules %j', (_, scaling, rules) => {
  expect(rulesBrokenBy(chart => web(chart, { resources, scaling }))).toEqual(rules);
});
