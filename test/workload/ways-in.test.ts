import { App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, LoadBalancerProvider, Mesh, PodSelection, Port,
  TrafficPolicy, type ExposedWorkloadProps,
} from '../../lib';
import { messagesOf, rulesBrokenBy } from '../rules/broken';
import { find, MINIMAL, newChart, synth, type Document } from '../support';

const LABELS = { app: 'web' };
const ports = [Port.http(8080)];
const LOCAL_NODE_PORTS = Exposure.nodePort({ externalTrafficPolicy: TrafficPolicy.LOCAL });
const SLOW = Exposure.loadBalancer({ internal: false, healthCheck: { interval: Duration.seconds(20), unhealthyThreshold: 4 } });
const QUICK = Exposure.loadBalancer({ internal: false, healthCheck: { interval: Duration.seconds(6), unhealthyThreshold: 2 } });

const web = (chart: Chart, props: Partial<ExposedWorkloadProps> = {}) => (
  new ExposedWorkload(chart, 'web', { ...MINIMAL, podMetadata: { labels: LABELS }, ...props })
);
const byLabel = (chart: Chart, labels: Record<string, string> = LABELS) => kplus.Pods.select(chart, 'pods', { labels });
const expose = (chart: Chart, selector: kplus.IPodSelector, exposure?: Exposure) => new ExposedPods(chart, 'web-public', { selector: PodSelection.of(selector), ports, exposure });
const replace = (chart: Chart, selector: kplus.IPodSelector, exposure?: Exposure) => (
  new ExternalService(chart, 'web-public', { backend: Backend.pods(PodSelection.of(selector)), ports, exposure })
);
const balance = (scope: Construct, selector: kplus.IPodSelector) => (
  new kplus.Service(scope, 'web-public', { selector, ports: [{ port: 80, targetPort: 8080 }], type: kplus.ServiceType.LOAD_BALANCER })
);

/** The delay and the grace period of the only Deployment. */
function timesIn(documents: readonly Document[]): [delay: number, gracePeriod: number] {
  const { containers: [{ lifecycle }], terminationGracePeriodSeconds } = find(documents, 'Deployment').spec.template.spec;
  return [lifecycle.preStop.sleep.seconds, terminationGracePeriodSeconds];
}

function timesWith(declare: (chart: Chart) => void): [number, number] {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.AWS });
  declare(chart);
  return timesIn(synth(chart));
}

/** Constructs whose Service selects pods: their names, what they declare, and the delay. */
const SERVICES: [string, number, (chart: Chart, selector: kplus.IPodSelector) => unknown][] = [
  ['ExposedPods with a load balancer', 60, (chart, selector) => expose(chart, selector, Exposure.loadBalancer({ internal: false }))],
  ['ExposedPods with a load balancer whose health checks are slow', 80, (chart, selector) => expose(chart, selector, SLOW)],
  ['ExposedPods with node ports on the nodes that have pods', 30, (chart, selector) => expose(chart, selector, LOCAL_NODE_PORTS)],
  ['an ExternalService with a load balancer', 60, (chart, selector) => replace(chart, selector, Exposure.loadBalancer({ internal: false }))],
  ['an ExternalService with a load balancer whose health checks are slow', 80, (chart, selector) => replace(chart, selector, SLOW)],
  ['an ExternalService with node ports on the nodes that have pods', 30, (chart, selector) => replace(chart, selector, LOCAL_NODE_PORTS)],
  ['a Service of cdk8s-plus with a load balancer', 60, balance],
];

describe.each(SERVICES)('%s', (_, seconds, declare) => {
  test.each<[string, (chart: Chart) => void]>([
    ['that selects a workload', chart => declare(chart, web(chart))],
    ['that selects the Deployment of a workload', chart => declare(chart, web(chart).workload)],
    ['that selects by labels, after the workload', chart => {
      web(chart);
      declare(chart, byLabel(chart));
    }],
    ['that selects by labels, before the workload', chart => {
      declare(chart, byLabel(chart));
      web(chart);
    }],
  ])('%s determines the delay and the grace period', (__, both) => {
    expect(timesWith(both)).toEqual([seconds, seconds + 30]);
  });
});

test('the longest delay counts', () => {
  expect(timesWith(chart => expose(chart, web(chart, { exposure: Exposure.loadBalancer({ internal: false }) }), SLOW))).toEqual([80, 110]);
  expect(timesWith(chart => expose(chart, web(chart, { exposure: SLOW }), LOCAL_NODE_PORTS))).toEqual([80, 110]);
});

test('a Service of cdk8s-plus counts in the scope of the workload too, and the Service of the workload only with its own health check', () => {
  expect(timesWith(chart => {
    const workload = web(chart);
    balance(workload, workload);
  })).toEqual([60, 90]);
  expect(timesWith(chart => web(chart, { exposure: QUICK }))).toEqual([30, 60]);
});

describe('the delay does not change', () => {
  test.each<[string, (chart: Chart) => unknown]>([
    ['with Services inside the cluster', chart => expose(chart, web(chart))],
    ['with node ports', chart => expose(chart, web(chart), Exposure.nodePort())],
    ['with node ports of cdk8s-plus', chart => {
      new kplus.Service(chart, 'other', { selector: web(chart), ports: [{ port: 80, targetPort: 8080 }], type: kplus.ServiceType.NODE_PORT });
    }],
    ['with a load balancer that has no selector', chart => {
      web(chart);
      new kplus.Service(chart, 'other', { ports: [{ port: 80 }], type: kplus.ServiceType.LOAD_BALANCER });
    }],
    ['with a load balancer for other pods', chart => {
      web(chart);
      expose(chart, byLabel(chart, { ...LABELS, tier: 'front' }), Exposure.loadBalancer({ internal: false }));
    }],
    ['with pods that only call others', chart => new ExposedPods(chart, 'caller', { selector: web(chart) })],
  ])('%s', (_, declare) => {
    expect(timesWith(declare)).toEqual([5, 35]);
  });

  test.each<[number, string, Partial<Record<'namespace', string>>, (string | undefined)[]]>([
    [5, 'another namespace', { namespace: 'test' }, ['production', 'production']],
    [5, 'another cluster', {}, ['production', 'test']],
    [5, 'another chart, whose cluster is not known', {}, [undefined, undefined]],
    [60, 'another chart of the same cluster', {}, ['production', 'production']],
  ])('is %d seconds with a load balancer for the same labels in %s', (seconds, _, { namespace = 'shop' }, clusters) => {
    const app = new App();
    const [own, other] = clusters.map((cluster, index) => {
      const chart = new Chart(app, `chart-${index}`, { namespace: [namespace, 'shop'][index] });
      ClusterProfile.set(chart, { cluster, loadBalancerProvider: LoadBalancerProvider.AWS });
      return chart;
    });
    web(own);
    expose(other, byLabel(other), Exposure.loadBalancer({ internal: false }));

    expect(timesIn(synth(own))[0]).toBe(seconds);
  });
});

test('a Service in another chart leads to the workload that it selects, and not to one with the same name', () => {
  const app = new App();
  const [production, tested, services] = ['production', 'test', 'services'].map(id => new Chart(app, id, { namespace: 'shop' }));
  const workload = web(production);
  web(tested);
  expose(services, workload, Exposure.loadBalancer());

  expect([production, tested].map(chart => timesIn(synth(chart))[0])).toEqual([30, 5]);
});

describe('options of the user', () => {
  test('have precedence', () => {
    const times = (props: Partial<ExposedWorkloadProps>) => timesWith(chart => expose(chart, web(chart, props), SLOW));

    expect(times({ shutdownDelay: Duration.seconds(7) })).toEqual([7, 37]);
    expect(times({ terminationGracePeriod: Duration.minutes(3) })).toEqual([80, 180]);
  });

  test('a grace period that leaves no time after the longest delay is refused at synth, with the declaration that needs the delay', () => {
    const declare = (seconds: number, lead: (chart: Chart, workload: ExposedWorkload) => unknown) => (chart: Chart) => (
      lead(chart, web(chart, { terminationGracePeriod: Duration.seconds(seconds) }))
    );
    const balanced = (chart: Chart, workload: ExposedWorkload) => expose(chart, workload, Exposure.loadBalancer());

    expect(rulesBrokenBy(declare(31, balanced))).toEqual([]);
    expect(messagesOf(declare(30, balanced))).toEqual([
      expect.stringMatching(/^shop\/web: .+ The delay is 30 seconds by default, because 'shop\/web-public' leads to the pods\. Use Duration\.seconds\(60\), .+#shutdown-grace-period$/),
    ]);
    expect(messagesOf(declare(5, (chart, workload) => expose(chart, workload)))[0]).toContain('The delay is 5 seconds by default. Use');
  });
});

test('the proxy of a mesh serves during the longest delay', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { mesh: Mesh.custom({ name: 'Kuma', podAnnotations: { 'kuma.io/drain': '{shutdownDelay}s of {gracePeriod}s' } }) });
  expose(chart, web(chart), Exposure.loadBalancer());

  expect(find(synth(chart), 'Deployment').spec.template.metadata.annotations).toEqual({ 'kuma.io/drain': '30s of 60s' });
});

test('a way in that is declared after a synth changes the next one', () => {
  const chart = newChart();
  const workload = web(chart);
  const before = timesIn(synth(chart));
  balance(chart, workload);

  expect([before, timesIn(synth(chart))]).toEqual([[5, 35], [30, 60]]);
});
