import { Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DNS, isolatedChart, namespaced, policy } from './isolation/support';
import { messagesOf, rulesBrokenBy } from './rules/broken';
import { find, newChart, synth, type Document } from './support';
import { ClusterProfile, Controller, ExposedPods, ExposedWorkload, Exposure, HealthCheck, Mesh, Port, Worker, type WorkerProps } from '../lib';

const MAILER = { image: 'registry.example.com/mailer:2' };
const LABEL = 'cdk8s-service-patterns/workload';
const ORDERS = { image: 'registry.example.com/orders:1', ports: [Port.http(8080)] };

function worker(chart: Chart, props: Partial<WorkerProps> = {}): Worker {
  return new Worker(chart, 'mailer', { ...MAILER, ...props });
}

function documentsOf(props: Partial<WorkerProps>): Document[] {
  const chart = newChart();
  worker(chart, props);
  return synth(chart);
}

function podOf(props: Partial<WorkerProps>): Document {
  return documentsOf(props).find(({ kind }) => kind !== 'Service')!.spec.template.spec;
}

const broken = (props: Partial<WorkerProps>) => rulesBrokenBy(chart => worker(chart, props));

describe('the documents', () => {
  test('are a Deployment with the label that selects its pods, and no Service', () => {
    const [deployment, ...others] = documentsOf({});

    expect(others).toEqual([]);
    expect(deployment).toMatchObject({
      kind: 'Deployment',
      metadata: { name: 'mailer' },
      spec: { selector: { matchLabels: { [LABEL]: 'deployment.mailer' } }, template: { spec: { containers: [{ name: 'mailer', image: MAILER.image }] } } },
    });
  });

  test('have the name of the option, and the metadata of the options', () => {
    const metadata = { labels: { team: 'shop' } };
    const [deployment] = documentsOf({ name: 'mailer-2', workloadMetadata: metadata, podMetadata: metadata });

    expect(deployment.metadata).toMatchObject({ name: 'mailer-2', labels: { team: 'shop' } });
    expect(deployment.spec.template.metadata.labels).toEqual({ [LABEL]: 'deployment.mailer-2', team: 'shop' });
    expect(deployment.spec.template.spec.containers[0].name).toBe('mailer-2');
  });

  test('of a DaemonSet are one object', () => {
    expect(documentsOf({ controller: Controller.daemonSet() }).map(({ kind }) => kind)).toEqual(['DaemonSet']);
  });

  test('of a StatefulSet include the headless Service that names its pods, without ports', () => {
    const chart = newChart();
    const { governingService, workload } = worker(chart, { controller: Controller.statefulSet() });
    const documents = synth(chart);

    expect(documents.map(({ kind }) => kind).sort()).toEqual(['Service', 'StatefulSet']);
    expect(find(documents, 'Service')).toMatchObject({ metadata: { name: 'mailer' }, spec: { clusterIP: 'None', selector: { [LABEL]: 'statefulset.mailer' } } });
    expect(find(documents, 'Service').spec.ports).toBeUndefined();
    expect(find(documents, 'StatefulSet').spec.serviceName).toBe('mailer');
    expect([governingService!.name, workload.name]).toEqual(['mailer', 'mailer']);
    expect(worker(newChart()).governingService).toBeUndefined();
  });

  test.each(['mailer', 'other'])('of a StatefulSet with the existing governing Service %s include no Service', serviceName => {
    const controller = Controller.statefulSet({ serviceName });
    const documents = documentsOf({ controller });

    expect(documents.map(({ kind }) => kind)).toEqual(['StatefulSet']);
    expect(documents[0].spec.serviceName).toBe(serviceName);
    expect(broken({ controller: Controller.statefulSet({ serviceName, publishNotReadyAddresses: true }) })).toEqual(['governing-service']);
  });
});

describe('the pods', () => {
  test('have no readiness check, and receive the stop signal at once', () => {
    const pod = podOf({ ports: [Port.http(9102)] });

    expect(pod.containers[0]).not.toHaveProperty('readinessProbe');
    expect(pod.containers[0]).not.toHaveProperty('lifecycle');
    expect(pod).not.toHaveProperty('terminationGracePeriodSeconds');
  });

  test('have the security defaults of an ExposedWorkload', () => {
    const chart = newChart();
    const { containers: [container], ...pod } = podOf({});
    new ExposedWorkload(chart, 'mailer', { ...MAILER, ports: [Port.http(8080)] });
    const { containers: [exposed], terminationGracePeriodSeconds, ...other } = find(synth(chart), 'Deployment').spec.template.spec;

    expect(terminationGracePeriodSeconds).toBe(35);
    expect(pod).toEqual(other);
    expect([container.securityContext, container.volumeMounts]).toEqual([exposed.securityContext, exposed.volumeMounts]);
  });

  test('have the health checks and the delay that are declared', () => {
    const pod = podOf({
      ports: [Port.http(9102, { name: 'metrics' })],
      readiness: HealthCheck.tcp(),
      liveness: HealthCheck.http('/live'),
      shutdownDelay: Duration.seconds(10),
    });

    expect(pod.containers[0]).toMatchObject({
      ports: [{ containerPort: 9102, name: 'metrics' }],
      readinessProbe: { tcpSocket: { port: 'metrics' } },
      livenessProbe: { httpGet: { path: '/live', port: 'metrics' } },
      lifecycle: { preStop: { sleep: { seconds: 10 } } },
    });
    expect(pod.terminationGracePeriodSeconds).toBe(40);
  });

  test('have the ports of sidecars, without a default readiness check', () => {
    const pod = podOf({ sidecars: [{ name: 'exporter', image: 'registry.example.com/exporter:2', ports: [Port.http(9102)] }] });

    expect(pod.initContainers[0]).toMatchObject({ name: 'exporter', ports: [{ containerPort: 9102, name: 'http' }], restartPolicy: 'Always' });
    expect(pod.initContainers[0]).not.toHaveProperty('readinessProbe');
  });

  test.each<[string, HealthCheck]>([['readiness', HealthCheck.tcp()], ['liveness', HealthCheck.tcp({ port: 'metrics' })]])(
    'cannot have the TCP check %s behind the proxy of a mesh that accepts each connection', (role, check) => {
      expect(messagesOf(chart => {
        ClusterProfile.set(chart, { mesh: Mesh.LINKERD });
        worker(chart, { ports: [Port.http(9102, { name: 'metrics' })], [role]: check });
      })).toEqual([expect.stringMatching(new RegExp(`^shop/mailer: ${role} .*#mesh-tcp-check$`))]);
    },
  );

  test('that a Service selects have the shutdown delay of the Service', () => {
    const chart = newChart();
    const mailer = worker(chart, { ports: [Port.http(9102)] });
    new ExposedPods(chart, 'metrics', { selector: mailer, ports: [Port.http(9102)], exposure: Exposure.loadBalancer() });
    const pod = find(synth(chart), 'Deployment').spec.template.spec;

    expect(pod.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 30 } } });
    expect(pod.terminationGracePeriodSeconds).toBe(60);
  });
});

describe('a Worker', () => {
  test('gets the variables of the workloads that it calls', () => {
    const chart = newChart();
    const mailer = worker(chart);
    mailer.connectTo(new ExposedWorkload(chart, 'orders', ORDERS), { envPrefix: 'ORDERS' });

    expect(find(synth(chart), 'Deployment', 'mailer').spec.template.spec.containers[0].env)
      .toContainEqual({ name: 'ORDERS_URL', value: 'http://orders.shop.svc.cluster.local:8080' });
  });

  test('is no target of a connection', () => {
    expect(messagesOf(chart => new ExposedWorkload(chart, 'web', ORDERS).connectTo(worker(chart) as any))).toEqual([expect.stringContaining('#connection-target')]);
  });

  test('has a policy if it is isolated, which allows its calls, and the monitoring system to reach its ports', () => {
    const chart = isolatedChart({ monitoring: { namespace: 'monitoring' } });
    worker(chart, { ports: [Port.http(9102, { scraped: true }), Port.http(9000, { name: 'live' })] }).connectTo(new ExposedWorkload(chart, 'orders', ORDERS));
    const { ingress, egress } = policy(chart, 'mailer');

    expect(ingress).toEqual([{ from: [namespaced('monitoring')], ports: [{ port: 9102 }] }]);
    expect(egress).toHaveLength(2);
    expect(egress).toContainEqual(DNS);
  });

  test('is excluded from the isolation of its scope', () => {
    const chart = isolatedChart();
    worker(chart, { isolate: false });

    expect(synth(chart).map(({ kind }) => kind)).toEqual(['Deployment']);
  });

  test('is a target of an autoscaler, unless it is a DaemonSet', () => {
    const chart = newChart();
    const mailer = worker(chart, { resources: { requests: { cpu: '100m' } } });
    new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target: mailer, maxReplicas: 5 });
    const documents = synth(chart);

    expect(find(documents, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toMatchObject({ kind: 'Deployment', name: 'mailer' });
    expect(mailer.hasAutoscaler).toBe(true);
    expect(rulesBrokenBy(other => worker(other, { controller: Controller.daemonSet() }).toScalingTarget())).toEqual(['daemonset-replicas']);
    expect(worker(newChart(), { controller: Controller.daemonSet() }).hasAutoscaler).toBe(false);
  });

  test('can be marked as scaled', () => {
    const mailer = worker(newChart());
    mailer.hasAutoscaler = true;

    expect(mailer.hasAutoscaler).toBe(true);
  });

  test('is a subject of a role binding, which mounts the token', () => {
    const chart = newChart();
    const role = new kplus.Role(chart, 'reader');
    role.allowRead(kplus.ApiResource.PODS);
    role.bind(worker(chart, { serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'mailer') }));

    expect(find(synth(chart), 'Deployment').spec.template.spec.automountServiceAccountToken).toBe(true);
  });

  test('is a peer of network policies of cdk8s-plus, and has their containers', () => {
    const chart = newChart();
    const mailer = worker(chart, { additionalContainers: [{ name: 'cache', image: 'registry.example.com/cache:1' }] });

    expect(mailer.containers.map(({ name }) => name)).toEqual(['mailer', 'cache']);
    expect(mailer.container).toBe(mailer.containers[0]);
    expect(mailer.toPodSelector()).toBe(mailer.workload);
    expect(mailer.toPodSelectorConfig().labelSelector._toKube().matchLabels).toEqual({ [LABEL]: 'deployment.mailer' });
    expect(mailer.toNetworkPolicyPeerConfig().podSelector).toBeDefined();
    expect(mailer.node.defaultChild).toBe(mailer.workload);
  });

  test('has the annotations of the mesh of its cluster', () => {
    const chart = newChart();
    ClusterProfile.set(chart, { mesh: Mesh.ISTIO });
    worker(chart);

    expect(find(synth(chart), 'Deployment').spec.template.metadata.annotations).toEqual({ 'sidecar.istio.io/nativeSidecar': 'true' });
  });
});

describe('refused is', () => {
  test.each<[string, Partial<WorkerProps>, string, string[]]>([
    ['a name with capital letters', { name: 'Mailer' }, 'name "Mailer"', ['workload-name']],
    ['a name that is too long for a StatefulSet', { name: 'm'.repeat(53), controller: Controller.statefulSet() }, `name "${'m'.repeat(53)}"`, ['statefulset-name-length']],
    ['a name that is not valid for the headless Service, once', { name: 'Mailer', controller: Controller.statefulSet() }, 'name "Mailer"', ['service-name']],
    ['a name of a DaemonSet that a container cannot have', { name: 'mailer.v2', controller: Controller.daemonSet() }, 'name "mailer.v2"', ['container-name']],
    ['a name of the container', { containerName: 'Mailer' }, 'containerName "Mailer"', ['container-name']],
    ['a number of a Service', { ports: [Port.http(9102, { servicePort: 80 })] }, 'ports[0].servicePort 80', ['port-without-service']],
    ['a number of a Service in a sidecar', { sidecars: [{ name: 'exporter', image: 'a', ports: [Port.http(9102, { servicePort: 80 })] }] },
      'sidecars[0].ports[0].servicePort 80', ['port-without-service']],
    ['a health check without a port', { liveness: HealthCheck.http('/live') }, 'liveness.port (not set)', ['probe-port']],
    ['an image that is not set', { image: '' }, 'image ""', ['image']],
  ])('%s', (_, props, begins, rules) => {
    expect(messagesOf(chart => worker(chart, props)).map(message => message.slice('shop/mailer: '.length).startsWith(begins))).toEqual([true]);
    expect(broken(props)).toEqual(rules);
  });

  test('the name of a DaemonSet with dots only if the container has no other name', () => {
    expect(broken({ name: 'mailer.v2', containerName: 'mailer', controller: Controller.daemonSet() })).toEqual([]);
  });

  test('a namespace or a label of the chart that is not valid', () => {
    expect(rulesBrokenBy(chart => new Worker(new Chart(chart.node.root as any, 'other', { namespace: 'Shop' }), 'mailer', MAILER))).toEqual(['namespace-name']);
    expect(rulesBrokenBy(chart => new Worker(new Chart(chart.node.root as any, 'other', { labels: { team: 'a b' } }), 'mailer', MAILER))).toEqual(['label-value']);
  });

  test('an object with the name of another one', () => {
    expect(rulesBrokenBy(chart => {
      worker(chart);
      new Worker(chart, 'other', { ...MAILER, name: 'mailer' });
    })).toEqual(['object-unique']);
  });

  test('a construct that is refused is not part of the tree', () => {
    const chart = newChart();

    expect(() => worker(chart, { image: '' })).toThrow('#image');
    expect(worker(chart).workload.name).toBe('mailer');
  });
});
