import { ApiObject, JsonPatch, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile, KedaMetricType, KedaTrigger, MetricTarget, Scaling, ScalingMetric, type ExposedWorkloadProps,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';

const resources = { requests: { cpu: '250m', memory: '256Mi' } };
const none = { requests: { cpu: '0' } };
const proxy = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const utilization = MetricTarget.utilization(70);
const scaledBy = (...metrics: ScalingMetric[]) => Scaling.between(2, 10, { metrics });
const cpu = scaledBy(ScalingMetric.cpu(70));

type Props = Partial<ExposedWorkloadProps>;

describe('a utilization', () => {
  const ofPod = scaledBy(ScalingMetric.podResource('cpu', utilization));
  const ofProxy = scaledBy(ScalingMetric.containerResource('cpu', utilization, { containerName: 'proxy' }));

  test.each<[string, string[], Props]>([
    ['a request', [], { resources: { requests: { cpu: '1' } } }],
    ['a limit, which is the request too', [], { resources: { limits: { cpu: '1' } } }],
    ['a request of another resource', ['scaling-request'], { resources: { requests: { memory: '1Gi' } } }],
    ['no request', ['scaling-request'], {}],
    ['a request of the pod only', ['scaling-request'], { podResources: { requests: { cpu: '1' } } }],
    ['a request of 0', ['scaling-request'], { resources: none }],
    ['a request of 0 thousandths', ['scaling-request'], { resources: { requests: { cpu: '0m' } } }],
    ['a request of 0.0', ['scaling-request'], { resources: { requests: { cpu: '0.0' } } }],
    ['a request of 0 with a limit', ['scaling-request'], { resources: { requests: { cpu: '0' }, limits: { cpu: '1' } } }],
  ])('of a container with %s breaks the rules %j', (_, rules, props) => {
    expect(rulesBrokenBy(chart => web(chart, { ...props, scaling: cpu }))).toEqual(rules);
  });

  test.each<[string, string[], Props]>([
    ['a request of each container', [], { resources, sidecars: [{ ...proxy, resources }] }],
    ['a sidecar without a request', ['scaling-request'], { resources, sidecars: [proxy] }],
    ['a sidecar with a request of 0', [], { resources, sidecars: [{ ...proxy, resources: none }] }],
    ['only requests of 0', ['scaling-request'], { resources: none, sidecars: [{ ...proxy, resources: none }] }],
    ['a request of the pod', [], { sidecars: [proxy], podResources: { requests: { cpu: '1' } } }],
    ['a request of 0 of the pod', ['scaling-request'], { podResources: none }],
    ['a request of one container and of another resource of the pod', [], { resources, sidecars: [proxy], podResources: { requests: { memory: '1Gi' } } }],
    ['an init container without a request', [], { resources, initContainers: [proxy] }],
  ])('of a pod with %s breaks the rules %j', (_, rules, props) => {
    expect(rulesBrokenBy(chart => web(chart, { ...props, scaling: ofPod }))).toEqual(rules);
  });

  test('of a container that the pods do not have is refused', () => {
    expect(messagesOf(chart => web(chart, { resources, sidecars: [{ ...proxy, name: 'cache', resources }], scaling: ofProxy }))).toEqual([
      expect.stringMatching(/^shop\/web: scaling\.metrics\[0\]\.containerName "proxy": .+ Use 'web' or 'cache'\. \[scaling-container\]/),
    ]);
  });

  test('counts what a method of cdk8s-plus adds', () => {
    expect(rulesBrokenBy(chart => web(chart, { scaling: ofProxy }).workload.addContainer({
      ...proxy, resources: { cpu: { request: kplus.Cpu.millis(100) } }, securityContext: { readOnlyRootFilesystem: false },
    }))).toEqual([]);
  });
});

describe('an average value', () => {
  const average = MetricTarget.averageValue('500m');

  test('needs no request, and can be that of a container that another program adds', () => {
    const metric = ScalingMetric.containerResource('cpu', average, { containerName: 'istio-proxy' });

    expect(rulesBrokenBy(chart => web(chart, { scaling: scaledBy(metric, ScalingMetric.podResource('cpu', average)) }))).toEqual([]);
  });
});

describe('a JSON patch', () => {
  const patched = (scaling: Scaling, patch: JsonPatch) => (chart: Chart) => {
    const { workload } = web(chart, { resources, scaling });
    ApiObject.of(workload).addJsonPatch(patch);
  };
  const renamed = JsonPatch.replace('/spec/template/spec/containers/0/name', 'app');

  test.each<[string, ScalingMetric]>([
    ['a utilization', ScalingMetric.cpu(70)],
    ['an average value', ScalingMetric.containerResource('cpu', MetricTarget.averageValue('1'))],
  ])('that renames the container is refused with %s of it', (_, metric) => {
    expect(messagesOf(patched(scaledBy(metric), renamed))).toEqual([expect.stringContaining(
      "scaling.metrics[0] \"web\": a scaler must measure a container of the pods. The workload's own container is 'web' in the declaration, and the pods have 'app'.",
    )]);
  });

  test('that adds a number of pods is refused', () => {
    expect(messagesOf(patched(cpu, JsonPatch.add('/spec/replicas', 3)))).toEqual([expect.stringContaining('spec.replicas 3: ')]);
  });

  test('that removes the request is refused', () => {
    expect(rulesBrokenBy(patched(cpu, JsonPatch.remove('/spec/template/spec/containers/0/resources')))).toEqual(['scaling-request']);
  });
});

describe('a trigger of KEDA for CPU', () => {
  const { UTILIZATION, AVERAGE_VALUE } = KedaMetricType;
  const trigger = (metricType: KedaMetricType, metadata: Record<string, string> = {}) => KedaTrigger.of('cpu', { value: '70', ...metadata }, { metricType });
  const messages = (props: Props, metricType = UTILIZATION, metadata?: Record<string, string>) => messagesOf(chart => {
    ClusterProfile.set(chart, { keda: true });
    web(chart, { ...props, scaling: Scaling.keda(1, 5, { triggers: [trigger(metricType, metadata)] }) });
  });

  test.each<[string, number, Props, KedaMetricType?, Record<string, string>?]>([
    ['a request', 0, { resources }],
    ['no request', 1, {}],
    ['a request of 0', 1, { resources: none }],
    ['a request of the pod only', 1, { podResources: { requests: { cpu: '1' } } }],
    ['a container without a request', 1, { resources, additionalContainers: [proxy] }],
    ['an average value and no request', 1, {}, AVERAGE_VALUE],
    ['a sidecar without a request', 1, { resources, sidecars: [proxy] }],
    ['a sidecar without a request, whose pod has one', 0, { resources, sidecars: [proxy], podResources: { requests: { cpu: '1' } } }],
    ['an average value and a sidecar without a request', 0, { resources, sidecars: [proxy] }, AVERAGE_VALUE],
    ['the name of the container with a request', 0, { resources, additionalContainers: [proxy] }, UTILIZATION, { containerName: 'web' }],
    ['the name of the container without a request', 1, { resources, additionalContainers: [proxy] }, UTILIZATION, { containerName: 'proxy' }],
    ['an average value of a container that another program adds', 0, {}, AVERAGE_VALUE, { containerName: 'istio-proxy' }],
  ])('with %s has %i problems', (_, count, ...options) => {
    expect(messages(...options)).toEqual(Array(count).fill(expect.stringMatching(/^shop\/web: scaling\.triggers\[0\] "cpu": .+ \[scaling-keda-request\]/)));
  });

  test('needs requests of the containers, and not what only a HorizontalPodAutoscaler has', () => {
    const [none_, one] = [messages({}), messages({ resources, additionalContainers: [proxy] })];

    expect(none_[0]).toContain("There is none of 'web'. Set resources: { requests: { cpu: … } } of each. [");
    expect(one[0]).toContain("none of 'proxy'. Set resources: { requests: { cpu: … } } of each, or measure only 'web' with the setting containerName of the trigger.");
  });

  test('names a container of the pods', () => {
    expect(messages({ resources }, UTILIZATION, { containerName: 'proxy' })).toEqual([
      expect.stringMatching(/scaling\.triggers\[0\]\.metadata\.containerName "proxy": .+ Use 'web'\. \[scaling-container\]/),
    ]);
  });
});
