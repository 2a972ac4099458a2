import { ApiObject, Duration, JsonPatch, type Chart } from 'cdk8s';
import {
  ClusterProfile, Controller, ExposedWorkload, Exposure, KedaTrigger, MetricTarget, Port, Scaling, ScalingMetric, ScalingPolicy,
  ScalingPolicySelect, Worker, type ExposedWorkloadProps, type ScalingOptions,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, newChart, synth, synthOf } from '../support';

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

  test('has another name, by which an existing one stays as it is', () => {
    const metadata = { labels: { team: 'shop' }, annotations: { owner: 'shop' } };
    const scaler = scalerOf(Scaling.between(2, 10, { metrics: [QUEUE], name: 'web-hpa', metadata }));

    expect(scaler.metadata).toEqual({ name: 'web-hpa', namespace: 'shop', ...metadata });
    expect(scaler.spec.scaleTargetRef.name).toBe('web');
    expect(messagesOf(chart => web(chart, { scaling: Scaling.between(2, 10, { metrics: [QUEUE], name: 'Web' }) })))
      .toEqual([expect.stringMatching(/^shop\/web: scaling\.name "Web": .*\[object-name\]/)]);
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

  test.each<[string, Scaling]>([
    ['a HorizontalPodAutoscaler', Scaling.between(1, 5, { metrics: [QUEUE], metadata: { labels: { team: 'shop' }, annotations: { 'example.com/a': 'b' } } })],
    ['a ScaledObject', Scaling.keda(1, 5, { triggers: [TRIGGER], metadata: { labels: { team: 'shop' }, annotations: { 'example.com/a': 'b' } } })],
  ])('or %s has labels and annotations', (_, scaling) => {
    expect(scalerOf(scaling).metadata).toEqual({ name: 'web', namespace: 'shop', labels: { team: 'shop' }, annotations: { 'example.com/a': 'b' } });
  });

  test('has valid labels', () => {
    const metadata = { labels: { team: 'a b' } };

    expect(messagesOf(chart => web(chart, { scaling: Scaling.between(1, 5, { metrics: [QUEUE], metadata }) }))).toEqual([
      expect.stringContaining("scaling.metadata.labels['team']"),
    ]);
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
    expect(broken('1.37', worker(toZero({ metrics: [ScalingMetric.cpu(70)] })))).toEqual(['scaling-from-zero']);
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
  ['a value of a resource', Scaling.between(1, 5, { metrics: [ScalingMetric.podResource('cpu', MetricTarget.value('1'))] }), ['scaling-metric-target']],
  ['0 %', Scaling.between(1, 5, { metrics: [ScalingMetric.cpu(0)] }), ['scaling-metric-amount']],
  ['a quantity of 0', Scaling.between(1, 5, { metrics: [ScalingMetric.pods('requests', '0')] }), ['scaling-metric-amount']],
  ['an object without a name', Scaling.between(1, 5, {
    metrics: [ScalingMetric.object('requests', { apiVersion: 'v1', kind: 'Service', name: '' }, MetricTarget.value('5'))],
  }), ['scaling-metric-object']],
  ['an object with an apiVersion of three parts', Scaling.between(1, 5, {
    metrics: [ScalingMetric.object('requests', { apiVersion: 'a/b/c', kind: 'Service', name: 'web' }, MetricTarget.value('5'))],
  }), ['scaling-metric-object']],
  ['a window of two hours', Scaling.between(1, 5, { metrics: [QUEUE], scaleUp: { stabilizationWindow: Duration.hours(2) } }), ['scaling-behavior']],
  ['a policy for no pods', Scaling.between(1, 5, { metrics: [QUEUE], scaleUp: { policies: [ScalingPolicy.pods(0, Duration.minutes(1))] } }), ['scaling-behavior']],
  ['a negative tolerance', Scaling.between(1, 5, { metrics: [QUEUE], scaleUp: { tolerance: -0.1 } }), ['scaling-behavior']],
])('%s breaks the rules %j', (_, scaling, rules) => {
  expect(rulesBrokenBy(chart => web(chart, { resources, scaling }))).toEqual(rules);
});

test.each<[string, Scaling, string]>([
  ['the lowest number', Scaling.between(10000000000, 5, { metrics: [QUEUE] }), 'Use an integer from 1 to 2147483647, such as 2.'],
  ['the lowest number with KEDA', Scaling.keda(-1, 5, { triggers: [TRIGGER] }), 'Use an integer from 0 to 2147483647, such as 2.'],
  ['the highest number', Scaling.between(2, 10000000000, { metrics: [QUEUE] }), 'Use an integer from 2 to 2147483647.'],
  ['the highest number, without a lowest one', Scaling.between(-1, 0, { metrics: [QUEUE] }), 'Use an integer from 1 to 2147483647.'],
  ['a percentage', Scaling.between(1, 5, { metrics: [ScalingMetric.cpu(1e12)] }), 'a whole percentage from 1 to 2147483647'],
  ['a policy', Scaling.between(1, 5, { metrics: [QUEUE], scaleUp: { policies: [ScalingPolicy.pods(1e12, Duration.minutes(1))] } }), 'Use an integer from 1 to 2147483647.'],
  ['a fallback', Scaling.keda(1, 5, { triggers: [TRIGGER], fallback: { failureThreshold: 3, replicas: 1e12 } }), 'integers from 0 to 2147483647'],
])('the message for %s names the limits', (_, scaling, limits) => {
  const messages = messagesOf(chart => {
    ClusterProfile.set(chart, { keda: true });
    web(chart, { resources, scaling });
  });

  expect(messages[messages.length - 1]).toContain(limits);
});

test.each<[string, ScalingMetric[], number]>([
  ['memory', [ScalingMetric.memory(80), ScalingMetric.containerResource('memory', MetricTarget.averageValue('500Mi'))], 0],
  ['memory, whose container has its name', [ScalingMetric.memory(80), ScalingMetric.containerResource('memory', MetricTarget.averageValue('500Mi'), { containerName: 'web' })], 0],
  ['a queue', [ScalingMetric.cpu(70), QUEUE, QUEUE], 1],
])('a second target for the metric %s is refused with the first one', (_, metrics, first) => {
  expect(messagesOf(chart => web(chart, { resources, scaling: Scaling.between(1, 5, { metrics }) }))).toEqual([
    expect.stringContaining(`It measures the same as scaling.metrics[${first}]: of two targets for one metric, only the one that needs more pods counts. Keep one of them.`),
  ]);
});
