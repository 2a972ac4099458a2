import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { Container, Handler } from 'cdk8s-plus-28';
import {
  ClusterProfile, Controller, ExposedWorkload, Exposure, LifecycleHandler, LoadBalancerProvider, PodCount,
  Rollout, TrafficPolicy, type ExposedWorkloadProps,
  type LoadBalancerHealthCheck,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, mainContainer, MINIMAL, newChart, synth, synthOf, type Document } from '../support';

const DRAIN = { preStop: LifecycleHandler.exec(['/bin/drain']) };
/** The same action of a container of cdk8s-plus. */
const FOREIGN_DRAIN = { preStop: Handler.fromCommand(['/bin/drain']) };
const DRAINED = { exec: { command: ['/bin/drain'] } };
const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const waiting = (seconds: number) => ({ sleep: { seconds } });

function workloadOf(props: Partial<ExposedWorkloadProps>): Document {
  return synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props })).find(({ kind }) => kind !== 'Service')!;
}

function podOf(props: Partial<ExposedWorkloadProps>): Document {
  return workloadOf(props).spec.template.spec;
}

describe('the shutdown delay', () => {
  const { LOCAL, CLUSTER } = TrafficPolicy;
  test.each<[number, string, Exposure | undefined]>([
    [5, 'the default exposure', undefined],
    [5, 'a cluster IP', Exposure.clusterIp({ internalTrafficPolicy: LOCAL })],
    [5, 'a headless Service', Exposure.headless()],
    [5, 'node ports', Exposure.nodePort()],
    [5, 'node ports on all nodes', Exposure.nodePort({ externalTrafficPolicy: CLUSTER })],
    [30, 'node ports on the nodes that have pods', Exposure.nodePort({ externalTrafficPolicy: LOCAL })],
    [30, 'a load balancer', Exposure.loadBalancer()],
    [30, 'a load balancer that uses only the nodes that have pods', Exposure.loadBalancer({ externalTrafficPolicy: LOCAL })],
  ])('is %d seconds with %s, and the grace period is 30 seconds longer', (seconds, _, exposure) => {
    const pod = podOf({ exposure });

    expect(pod.containers[0].lifecycle).toEqual({ preStop: waiting(seconds) });
    expect(pod.terminationGracePeriodSeconds).toBe(seconds + 30);
  });

  test.each([Controller.statefulSet(), Controller.daemonSet()])('is the same for a StatefulSet and a DaemonSet', controller => {
    const pod = podOf({ controller });

    expect([pod.containers[0].lifecycle, pod.terminationGracePeriodSeconds]).toEqual([{ preStop: waiting(5) }, 35]);
  });

  const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, GKE, METALLB } = LoadBalancerProvider;
  test.each<[number, LoadBalancerProvider, string, LoadBalancerHealthCheck?]>([
    [60, AWS, 'default health checks'],
    [30, AWS_LOAD_BALANCER_CONTROLLER, 'default health checks'],
    [30, GKE, 'default health checks'],
    [30, AKS, 'default health checks'],
    [30, METALLB, 'default health checks'],
    [100, AWS_LOAD_BALANCER_CONTROLLER, 'a long interval and a high threshold', { interval: Duration.seconds(20), unhealthyThreshold: 5 }],
    [45, AWS_LOAD_BALANCER_CONTROLLER, 'a long interval', { interval: Duration.seconds(15) }],
    [50, AWS_LOAD_BALANCER_CONTROLLER, 'a high threshold', { unhealthyThreshold: 5 }],
    [30, AWS, 'a short interval and a low threshold', { interval: Duration.seconds(6), unhealthyThreshold: 2 }],
    [110, AKS, 'a long interval', { interval: Duration.seconds(55) }],
  ])('covers the %d seconds that the health checks of %s need, with %s', (seconds, loadBalancerProvider, _, healthCheck = undefined) => {
    const chart = newChart();
    ClusterProfile.set(chart, { loadBalancerProvider });
    new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer({ internal: loadBalancerProvider === METALLB ? undefined : true, healthCheck }) });
    const pod = find(synth(chart), 'Deployment').spec.template.spec;

    expect([pod.containers[0].lifecycle, pod.terminationGracePeriodSeconds]).toEqual([{ preStop: waiting(seconds) }, seconds + 30]);
  });

  test('that is derived from health checks must be shorter than the grace period', () => {
    const healthCheck = { interval: Duration.seconds(20), unhealthyThreshold: 5 };
    const [message] = messagesOf(chart => {
      ClusterProfile.set(chart, { loadBalancerProvider: AWS });
      return web(chart, { exposure: Exposure.loadBalancer({ internal: true, healthCheck }), terminationGracePeriod: Duration.seconds(90) });
    });

    expect(message).toContain('The delay is 100 seconds by default. Use Duration.seconds(130)');
  });

  test('does not depend on the load balancer provider for a Service without a load balancer', () => {
    const chart = newChart();
    ClusterProfile.set(chart, { loadBalancerProvider: AWS });
    new ExposedWorkload(chart, 'web', MINIMAL);

    expect(mainContainer(find(synth(chart), 'Deployment')).lifecycle).toEqual({ preStop: waiting(5) });
  });

  test('that is set also applies with a load balancer', () => {
    const pod = podOf({ exposure: Exposure.loadBalancer(), shutdownDelay: Duration.minutes(2) });

    expect([pod.containers[0].lifecycle, pod.terminationGracePeriodSeconds]).toEqual([{ preStop: waiting(120) }, 150]);
  });

  test('of 0 seconds is not rendered, and the grace period is Kubernetes\' default', () => {
    const pod = podOf({ shutdownDelay: Duration.seconds(0) });

    expect(pod.containers[0]).not.toHaveProperty('lifecycle');
    expect(pod).not.toHaveProperty('terminationGracePeriodSeconds');
    expect(podOf({ shutdownDelay: Duration.seconds(0), terminationGracePeriod: Duration.seconds(0) }).terminationGracePeriodSeconds).toBe(0);
  });

  test('is combined with a postStart action', () => {
    const { lifecycle } = podOf({ lifecycle: { postStart: LifecycleHandler.exec(['/bin/warm']) } }).containers[0];

    expect(lifecycle).toEqual({ postStart: { exec: { command: ['/bin/warm'] } }, preStop: waiting(5) });
  });

  test('is replaced by a preStop action', () => {
    expect(podOf({ lifecycle: DRAIN }).containers[0].lifecycle).toEqual({ preStop: DRAINED });
    expect(podOf({ lifecycle: DRAIN, shutdownDelay: Duration.seconds(0) }).containers[0].lifecycle).toEqual({ preStop: DRAINED });
  });

  test('applies to containers that are added later, but not to init containers and sidecars', () => {
    const chart = newChart();
    const { workload } = new ExposedWorkload(chart, 'web', {
      ...MINIMAL, lifecycle: DRAIN, initContainers: [{ ...PROXY, name: 'migrate' }], sidecars: [{ ...PROXY, name: 'shipper' }],
    });
    workload.addContainer({ ...PROXY, name: 'added' });
    workload.addContainer({ ...PROXY, name: 'draining', lifecycle: FOREIGN_DRAIN });
    workload.attachContainer(new Container({ ...PROXY, name: 'attached' }));
    const { containers, initContainers } = find(synth(chart), 'Deployment').spec.template.spec;

    expect(containers.map(({ name, lifecycle }: Document) => [name, lifecycle.preStop])).toEqual([
      ['web', DRAINED], ['added', waiting(5)], ['draining', DRAINED], ['attached', waiting(5)],
    ]);
    expect(initContainers.map(({ lifecycle }: Document) => lifecycle)).toEqual([undefined, undefined]);
  });

  test('can be patched', () => {
    const documents = synthOf(chart => {
      const patch = JsonPatch.replace('/spec/template/spec/containers/0/lifecycle/preStop/sleep/seconds', 7);
      ApiObject.of(new ExposedWorkload(chart, 'web', MINIMAL)).addJsonPatch(patch);
    });

    expect(mainContainer(find(documents, 'Deployment')).lifecycle).toEqual({ preStop: waiting(7) });
  });
});

describe('the validation of durations', () => {
  const invalid: [string, Duration, number][] = [
    ['a fraction', Duration.millis(1500), 2],
    ['more than an int32', Duration.seconds(2147483648), 30],
  ];
  test.each(invalid)('refuses %s as a delay', (_, shutdownDelay, instead) => {
    expect(messagesOf(chart => web(chart, { shutdownDelay }))).toEqual([expect.stringMatching(`Use Duration\\.seconds\\(${instead}\\)\\. .+#controller-seconds$`)]);
  });

  test.each([['a number', 5], ['a text', '5s']])('refuses %s, and proposes the duration', (_, shutdownDelay) => {
    expect(messagesOf(chart => web(chart, { shutdownDelay: shutdownDelay as unknown as Duration })))
      .toEqual([expect.stringMatching('Use Duration\\.seconds\\(5\\)\\. .+#value-type$')]);
  });

  test('accepts the longest delay', () => {
    expect(rulesBrokenBy(chart => web(chart, { shutdownDelay: Duration.seconds(2147483647) }))).toEqual([]);
  });

  test.each([
    [4, undefined], [5, undefined], [0, undefined], [10, 10], [9, 10],
  ])('refuses a grace period of %d seconds, which is too short for a delay of %s', (grace, delay) => {
    const shutdownDelay = delay === undefined ? undefined : Duration.seconds(delay);

    expect(rulesBrokenBy(chart => web(chart, { terminationGracePeriod: Duration.seconds(grace), shutdownDelay }))).toEqual(['shutdown-grace-period']);
  });

  test.each([[6, undefined], [11, 10], [0, 0]])('accepts a grace period of %d seconds, which is long enough for a delay of %s', (grace, delay) => {
    const shutdownDelay = delay === undefined ? undefined : Duration.seconds(delay);

    expect(rulesBrokenBy(chart => web(chart, { terminationGracePeriod: Duration.seconds(grace), shutdownDelay }))).toEqual([]);
  });

  test('reports the delay, and whether it is the default', () => {
    const message = (props: Partial<ExposedWorkloadProps>) => messagesOf(chart => web(chart, props))[0];
    const terminationGracePeriod = Duration.seconds(5);

    expect(message({ terminationGracePeriod })).toContain('The delay is 5 seconds by default. Use Duration.seconds(35)');
    expect(message({ terminationGracePeriod, exposure: Exposure.loadBalancer() })).toContain('The delay is 30 seconds by default. Use Duration.seconds(60)');
    expect(message({ terminationGracePeriod, shutdownDelay: Duration.seconds(8) })).toContain('The delay is 8 seconds. Use Duration.seconds(38)');
  });

  test('accepts a grace period that is shorter than a delay that no container has, until a container that waits is added', () => {
    const short = { terminationGracePeriod: Duration.seconds(3), lifecycle: DRAIN };

    expect(rulesBrokenBy(chart => web(chart, short))).toEqual([]);
    expect(rulesBrokenBy(chart => web(chart, short).workload.addContainer({ ...PROXY, lifecycle: FOREIGN_DRAIN }))).toEqual([]);
    expect(rulesBrokenBy(chart => web(chart, short).workload.addContainer(PROXY))).toEqual(['shutdown-grace-period']);
  });

  test('refuses a delay together with a preStop action', () => {
    expect(rulesBrokenBy(chart => web(chart, { lifecycle: DRAIN, shutdownDelay: Duration.seconds(1) }))).toEqual(['shutdown-pre-stop']);
  });
});

describe('a Deployment', () => {
  test('starts a new pod before it terminates an old pod by default, and has no other default', () => {
    expect(workloadOf({}).spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } });

    const { spec } = workloadOf({ controller: Controller.deployment({ minReady: Duration.seconds(5) }) });
    expect(spec).toMatchObject({ minReadySeconds: 5, strategy: { rollingUpdate: { maxUnavailable: 0 } } });
  });

  test.each<[string, Rollout, object | undefined]>([
    ['the default of Kubernetes', Rollout.rollingUpdate(), undefined],
    ['Recreate', Rollout.recreate(), { type: 'Recreate' }],
    ['a rolling update with numbers', Rollout.rollingUpdate({ maxSurge: PodCount.of(1), maxUnavailable: PodCount.of(2) }), {
      type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 2 },
    }],
  ])('keeps a rollout that is set: %s', (_, rollout, written) => {
    expect(workloadOf({ controller: Controller.deployment({ rollout }) }).spec.strategy).toEqual(written);
  });

  test('is the only controller with a strategy', () => {
    for (const controller of [Controller.statefulSet(), Controller.daemonSet()]) {
      expect(workloadOf({ controller }).spec).not.toHaveProperty('strategy');
      expect(workloadOf({ controller }).spec).not.toHaveProperty('updateStrategy');
    }
  });
});
