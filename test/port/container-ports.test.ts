import type { Chart } from 'cdk8s';
import {
  Backend, ClusterProfile, Exposure, ExposedPods, ExposedWorkload, ExternalService, HealthCheck, LoadBalancerProvider, Mesh, Metrics, PodSelection,
  Port, TargetPort, Worker, type ExposedWorkloadProps, type PortOptions,
} from '../../lib';
import { messagesOf } from '../rules/broken';
import { MINIMAL, find, mainContainer, newChart, synthOf, type Document } from '../support';

const image = MINIMAL.image;
const SELECTOR = { app: 'web' };

const declare = (port: Port, props: Partial<ExposedWorkloadProps> = {}) => (chart: Chart) => new ExposedWorkload(chart, 'web', { image, ports: [port], ...props });
const http = (options: PortOptions, props: Partial<ExposedWorkloadProps> = {}) => declare(Port.http(8080, options), props);

function portsOf(documents: readonly Document[]): { service: Document; container: Document | undefined; probe: unknown } {
  const container = mainContainer(find(documents, 'Deployment'));
  return { service: find(documents, 'Service', 'web').spec.ports[0], container: container.ports?.[0], probe: container.readinessProbe?.tcpSocket.port };
}

describe('the port of a container', () => {
  test.each<[string, PortOptions, object | undefined, string | number, string | number]>([
    ['has the name of the Service port', {}, { containerPort: 8080, name: 'http' }, 'http', 'http'],
    ['can have a name of its own', { containerPortName: 'web' }, { containerPort: 8080, name: 'web' }, 'web', 'web'],
    ['can have no name', { containerPortName: '', servicePort: 80 }, { containerPort: 8080 }, 8080, 8080],
    ['can be left out of the list of the container', { listed: false, servicePort: 80 }, undefined, 8080, 8080],
    ['can have a name although the Service refers to its number', { targetPort: TargetPort.NUMBER, servicePort: 80 }, { containerPort: 8080, name: 'http' }, 8080, 'http'],
  ])('%s', (_, options, container, targetPort, probe) => {
    expect(portsOf(synthOf(http(options)))).toEqual({ service: expect.objectContaining({ targetPort }), container, probe });
  });

  test('is referred to by number by the Services of a workload with the selector of an existing one, unless the port sets it', () => {
    expect(portsOf(synthOf(http({ servicePort: 80 }, { selector: SELECTOR })))).toMatchObject({ service: { targetPort: 8080 }, container: { name: 'http' } });
    expect(portsOf(synthOf(http({ servicePort: 80, targetPort: TargetPort.NAME }, { selector: SELECTOR }))).service.targetPort).toBe('http');
  });

  test('can be referred to by name by ExposedPods', () => {
    const exposed = (options: PortOptions) => find(synthOf(chart => new ExposedPods(chart, 'web', {
      selector: PodSelection.labels(SELECTOR), ports: [Port.http(8080, { servicePort: 80, ...options })],
    })), 'Service').spec.ports[0].targetPort;

    expect(exposed({})).toBe(8080);
    expect(exposed({ targetPort: TargetPort.NAME })).toBe('http');
    expect(exposed({ targetPort: TargetPort.NAME, containerPortName: 'web' })).toBe('web');
  });

  test('is referred to by number in a check with byNumber', () => {
    const probesOf = (check: HealthCheck) => mainContainer(find(synthOf(declare(Port.http(8080), { readiness: check })), 'Deployment')).readinessProbe;

    expect(probesOf(HealthCheck.http('/', { byNumber: true })).httpGet.port).toBe(8080);
    expect(probesOf(HealthCheck.tcp({ byNumber: true })).tcpSocket.port).toBe(8080);
    expect(probesOf(HealthCheck.http('/', { byNumber: false })).httpGet.port).toBe('http');
  });
});

describe('a name that ports of two containers have', () => {
  const twoContainers = (options: PortOptions, own: PortOptions = {}) => declare(Port.http(8080, own), {
    selector: SELECTOR,
    additionalContainers: [{ name: 'admin', image, ports: [Port.http(9090, { name: 'admin', ...options })] }],
  });

  test.each<[string, PortOptions]>([
    ['no Service leads to the second', { exposed: false, containerPortName: 'http' }],
    ['the Service leads to the second by its number', { containerPortName: 'http' }],
  ])('is accepted if %s', (_, options) => {
    const { containers } = find(synthOf(twoContainers(options, { targetPort: TargetPort.NAME })), 'Deployment').spec.template.spec;

    expect(containers.map(({ ports }: Document) => ports)).toEqual([[{ containerPort: 8080, name: 'http' }], [{ containerPort: 9090, name: 'http' }]]);
  });

  test.each<[string, PortOptions, string]>([
    ['the Service leads to the second by the name', { containerPortName: 'http', targetPort: TargetPort.NAME }, 'additionalContainers[0].ports[0].containerPortName "http"'],
    ['it is the name of the ports', { name: 'http', exposed: false }, 'additionalContainers[0].ports[0].name "http"'],
  ])('is refused if %s', (_, options, begins) => {
    expect(messagesOf(twoContainers(options))).toEqual([expect.stringContaining(`shop/web: ${begins}`)]);
  });
});

describe('options of a port that contradict each other', () => {
  const outside = (options: PortOptions) => (chart: Chart) => new ExternalService(chart, 'web', { backend: Backend.addresses('10.20.0.11'), ports: [Port.http(8080, options)] });
  const ofPods = (options: PortOptions) => (chart: Chart) => new ExposedPods(chart, 'web', { selector: PodSelection.labels(SELECTOR), ports: [Port.http(8080, options)] });
  const ofWorker = (options: PortOptions) => (chart: Chart) => new Worker(chart, 'web', { image, ports: [Port.http(8080, options)] });

  test.each<[string, (chart: Chart) => unknown, string[]]>([
    ['a name that is not valid', http({ containerPortName: 'Web' }), ['ports[0].containerPortName "Web"']],
    ['a name of a port that is not listed', http({ listed: false, containerPortName: 'web' }), ['ports[0].containerPortName "web"']],
    ['a hostPort of a port that is not listed', http({ listed: false, hostPort: 8080 }), ['ports[0].listed false']],
    ['a reference by name to a port without a name', http({ containerPortName: '', targetPort: TargetPort.NAME }), ['ports[0].targetPort "name"']],
    ['a reference by name to a port that is not listed', http({ listed: false, targetPort: TargetPort.NAME }), ['ports[0].targetPort "name"']],
    ['a reference by a Service without the port', declare(Port.http(9000, { name: 'admin', exposed: false, targetPort: TargetPort.NUMBER }), { ports: [Port.http(8080), Port.http(9000, { name: 'admin', exposed: false, targetPort: TargetPort.NUMBER })] }), ['ports[1].targetPort "number"']],
    ['a container of ExposedPods', ofPods({ listed: false }), ['ports[0].listed false']],
    ['a reference of a Worker', ofWorker({ targetPort: TargetPort.NAME }), ['ports[0].targetPort "name"']],
    ['a port of a Worker without a name', ofWorker({ unnamed: true }), ['ports[0].unnamed true']],
    ['containers outside of the cluster', outside({ listed: false, containerPortName: 'web', targetPort: TargetPort.NUMBER }), [
      'ports[0].containerPortName "web"', 'ports[0].listed false', 'ports[0].targetPort "number"',
    ]],
    ['two names of one port of the container', declare(Port.http(8080), { ports: [Port.http(8080), Port.http(8080, { name: 'other', servicePort: 80, containerPortName: 'web' })] }), ['ports[1].containerPortName "web"']],
    ['one name of two ports of the container', declare(Port.http(8080), { ports: [Port.http(8080), Port.tcp(9000, { containerPortName: 'http' })] }), ['ports[1].containerPortName "http"']],
    ['a Service with a port without a name and another one', declare(Port.http(8080), { ports: [Port.http(8080, { unnamed: true }), Port.tcp(9000)] }), ['ports[1].unnamed false']],
  ])('are refused: %s', (_, declaration, begins) => {
    const messages = messagesOf(declaration);

    expect(messages).toEqual(begins.map(text => expect.stringContaining(`shop/web: ${text}`)));
  });

  test('are refused for a port that is added later', () => {
    const messages = messagesOf(chart => http({ unnamed: true })(chart).addPort(Port.tcp(9000)));

    expect(messages).toEqual([expect.stringContaining("Remove unnamed from the port 'http'.")]);
  });

  test('are not refused for a second port that the Service does not have', () => {
    const ports = [Port.http(8080, { unnamed: true }), Port.http(9000, { name: 'admin', exposed: false })];

    expect(find(synthOf(declare(ports[0], { ports })), 'Service').spec.ports).toEqual([{ port: 8080, targetPort: 'http' }]);
  });
});

describe('a Service port without a name', () => {
  const unnamed = Port.http(8080, { unnamed: true, servicePort: 80 });

  test('is written without a name, and other parts of the declaration refer to it by its name', () => {
    const documents = synthOf(declare(unnamed, { exposure: Exposure.nodePort({ nodePorts: { http: 30080 } }), readiness: HealthCheck.http('/', { port: 'http' }) }));

    expect(find(documents, 'Service').spec.ports).toEqual([{ port: 80, targetPort: 'http', nodePort: 30080 }]);
  });

  test('has endpoints without a name', () => {
    const documents = synthOf(chart => new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432, { unnamed: true })] }));

    expect(find(documents, 'EndpointSlice').ports).toEqual([{ port: 5432 }]);
    expect(find(documents, 'Service').spec.ports).toEqual([{ port: 5432 }]);
  });

  test('has no SRV record', () => {
    expect(() => declare(unnamed)(newChart()).address.srvName()).toThrow('The port has no name on the Service. Use address.host and address.port() instead.');
  });

  test('is selected by monitors by the number of the container port, which the container must list', () => {
    const monitored = (metrics: Metrics, port: PortOptions) => (chart: Chart) => {
      ClusterProfile.set(chart, { monitorLabels: {} });
      http({ servicePort: 80, ...port }, { metrics })(chart);
    };
    const ofService = find(synthOf(monitored(Metrics.serviceMonitor({ port: 'http' }), { unnamed: true })), 'ServiceMonitor').spec.endpoints;
    const ofPods = find(synthOf(monitored(Metrics.podMonitor({ port: 'http' }), { containerPortName: '' })), 'PodMonitor').spec.podMetricsEndpoints;

    expect(ofService).toEqual([{ targetPort: 8080 }]);
    expect(ofPods).toEqual([{ portNumber: 8080 }]);
    expect(messagesOf(monitored(Metrics.podMonitor({ port: 'http' }), { listed: false })).join()).toContain('shop/web: metrics.port "http"');
    expect(messagesOf(monitored(Metrics.serviceMonitor({ port: 'http' }), { listed: false, unnamed: true })).join()).toContain('shop/web: metrics.port "http"');
    expect(messagesOf(monitored(Metrics.serviceMonitor({ port: 'http' }), { listed: false }))).toEqual([]);
  });

  test('is not a name from which Istio reads a protocol', () => {
    const meshed = (options: PortOptions) => messagesOf(chart => {
      ClusterProfile.set(chart, { mesh: Mesh.ISTIO });
      declare(Port.http(8080, { name: 'grpc', ...options }))(chart);
    });

    expect(meshed({}).join()).toContain('Istio reads this name as grpc.');
    expect(meshed({ unnamed: true })).toEqual([]);
  });

  test('is the port that receives the traffic in the health check of a load balancer of AWS', () => {
    const documents = synthOf(chart => {
      ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER });
      declare(unnamed, { exposure: Exposure.loadBalancer({ internal: true, healthCheck: { port: 'http', path: '/' } }) })(chart);
    });

    expect(find(documents, 'Service').metadata.annotations).toMatchObject({
      'service.beta.kubernetes.io/aws-load-balancer-healthcheck-port': 'traffic-port',
    });
  });
});
