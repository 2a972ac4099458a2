import { Duration } from 'cdk8s';
import { meshChart, meshWeb, podAnnotations, refusals, webOf } from './support';
import { Backend, Controller, Exposure, ExternalService, HealthCheck, Mesh, Port } from '../../lib';
import { find, synth } from '../support';

const ISTIO_NATIVE = 'sidecar.istio.io/nativeSidecar';
const ISTIO_CONFIG = 'proxy.istio.io/config';
const LINKERD_NATIVE = 'config.beta.linkerd.io/proxy-enable-native-sidecar';
const LINKERD_NATIVE_BEFORE = 'config.alpha.linkerd.io/proxy-enable-native-sidecar';
const LINKERD_WAIT = 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds';
const OPAQUE = 'config.linkerd.io/opaque-ports';

const marked = (annotations: Record<string, string>) => ({ podMetadata: { annotations } });

describe('Istio', () => {
  test('its proxy is a native sidecar: it starts before the containers and ends after them', () => {
    expect(podAnnotations(webOf(Mesh.ISTIO))).toEqual({ [ISTIO_NATIVE]: 'true' });
  });

  test('an ordinary proxy, which a user asks for, serves as long as the pod does', () => {
    const annotations = podAnnotations(webOf(Mesh.ISTIO, { ...marked({ [ISTIO_NATIVE]: 'false' }), shutdownDelay: Duration.seconds(10) }))!;
    expect(annotations[ISTIO_NATIVE]).toBe('false');
    expect(JSON.parse(annotations[ISTIO_CONFIG])).toEqual({
      holdApplicationUntilProxyStarts: true,
      terminationDrainDuration: '40s',
      proxyMetadata: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true', MINIMUM_DRAIN_DURATION: '10s' },
    });
  });

  test('behind a load balancer it waits as long as the pod', () => {
    const annotations = podAnnotations(webOf(Mesh.ISTIO, { ...marked({ [ISTIO_NATIVE]: 'false' }), exposure: Exposure.loadBalancer() }))!;
    expect(JSON.parse(annotations[ISTIO_CONFIG])).toMatchObject({ terminationDrainDuration: '60s', proxyMetadata: { MINIMUM_DRAIN_DURATION: '30s' } });
  });

  test('without a delay the grace period is the one of Kubernetes', () => {
    const annotations = podAnnotations(webOf(Mesh.ISTIO, { ...marked({ [ISTIO_NATIVE]: 'false' }), shutdownDelay: Duration.seconds(0) }))!;
    expect(JSON.parse(annotations[ISTIO_CONFIG])).toMatchObject({ terminationDrainDuration: '30s', proxyMetadata: { MINIMUM_DRAIN_DURATION: '0s' } });
  });

  test('what the pod says stands', () => {
    const said = { [ISTIO_NATIVE]: 'false', [ISTIO_CONFIG]: 'concurrency: 1' };
    expect(podAnnotations(webOf(Mesh.ISTIO, marked(said)))).toEqual(said);
  });

  test('what is added to the pod later stands too', () => {
    const chart = meshChart(Mesh.ISTIO);
    meshWeb(chart).workload.podMetadata.addAnnotation(ISTIO_NATIVE, 'maybe');
    expect(podAnnotations(synth(chart))).toEqual({ [ISTIO_NATIVE]: 'maybe' });
  });
});

describe('Istio, ambient', () => {
  test('pods get nothing: the proxy is on the node', () => {
    expect(podAnnotations(webOf(Mesh.ISTIO_AMBIENT, { ports: [Port.http(8080), Port.tcp(6000)] }))).toBeUndefined();
  });
});

describe('Linkerd', () => {
  test('its proxy is a native sidecar', () => {
    expect(podAnnotations(webOf(Mesh.LINKERD))).toEqual({ [LINKERD_NATIVE]: 'true' });
  });

  test('of a version that knows the older annotation alone', () => {
    expect(podAnnotations(webOf(Mesh.LINKERD, marked({ [LINKERD_NATIVE_BEFORE]: 'true' })))).toEqual({ [LINKERD_NATIVE_BEFORE]: 'true' });
  });

  test.each([LINKERD_NATIVE, LINKERD_NATIVE_BEFORE])('an ordinary proxy waits as long as the pod: %s', key => {
    const props = { ...marked({ [key]: 'false' }), exposure: Exposure.loadBalancer() };
    expect(podAnnotations(webOf(Mesh.LINKERD, props))).toEqual({ [key]: 'false', [LINKERD_WAIT]: '30' });
  });

  test('an ordinary proxy waits for nothing without a delay', () => {
    const props = { ...marked({ [LINKERD_NATIVE]: 'false' }), shutdownDelay: Duration.seconds(0) };
    expect(podAnnotations(webOf(Mesh.LINKERD, props))).toEqual({ [LINKERD_NATIVE]: 'false' });
  });

  test('an ordinary proxy may wait as long as a user says', () => {
    const said = { [LINKERD_NATIVE]: 'false', [LINKERD_WAIT]: '90' };
    expect(podAnnotations(webOf(Mesh.LINKERD, marked(said)))).toEqual(said);
  });

  test('ports of the pods whose protocol can\'t be detected, hidden and added ones included', () => {
    const chart = meshChart(Mesh.LINKERD);
    const web = meshWeb(chart, { ports: [Port.http(8080), Port.tcp(6000), Port.tcp(7000, { exposed: false }), Port.udp(5353)] });
    web.addPort(Port.tcp(5000, { servicePort: 500 }));
    const documents = synth(chart);
    expect(podAnnotations(documents)![OPAQUE]).toBe('5000,6000,7000');
    // a Service with a cluster IP tells it by appProtocol
    expect(find(documents, 'Service').metadata.annotations).toBeUndefined();
  });

  test('the list takes the place of Linkerd\'s own, of which other containers may need a part', () => {
    const sidecars = [{ name: 'cache', image: 'registry.example.com/redis:7', ports: [{ number: 6379 }, { number: 9999 }] }];
    expect(podAnnotations(webOf(Mesh.LINKERD, { ports: [Port.http(8080), Port.tcp(6000)], sidecars }))![OPAQUE]).toBe('6000');
    const chart = meshChart(Mesh.LINKERD);
    meshWeb(chart, { ports: [Port.http(8080), Port.tcp(6000)] }).workload.addContainer(sidecars[0]);
    expect(podAnnotations(synth(chart))![OPAQUE]).toBe('6000,6379');
  });

  test('a port of a known protocol is looked at, although its number is on Linkerd\'s own list', () => {
    const documents = webOf(Mesh.LINKERD, { ports: [Port.http(9300)] });
    expect(podAnnotations(documents)![OPAQUE]).toBe('');
    expect(find(documents, 'Service').metadata.annotations).toEqual({ [OPAQUE]: '' });
  });

  test('a headless Service, whose appProtocol Linkerd does not read, says it by annotation', () => {
    const documents = webOf(Mesh.LINKERD, { controller: Controller.statefulSet(), ports: [Port.http(8080), Port.tcp(6000, { servicePort: 600 })] });
    expect(find(documents, 'Service', 'web').metadata.annotations).toBeUndefined();
    expect(find(documents, 'Service', 'web-headless').metadata.annotations).toEqual({ [OPAQUE]: '6000' });
  });

  test('a Service whose port has an appProtocol of its own says it by annotation, with the numbers that it offers', () => {
    const chart = meshChart(Mesh.LINKERD);
    new ExternalService(chart, 'db', {
      backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(13306, { name: 'db', servicePort: 3306, appProtocol: 'mysql' }), Port.tcp(6000)],
    });
    expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ [OPAQUE]: '3306,6000' });
  });

  test('what a user says of a Service stands, ports that are added later or not', () => {
    const chart = meshChart(Mesh.LINKERD);
    const web = meshWeb(chart, { exposure: Exposure.headless(), ports: [Port.tcp(6000)], readiness: HealthCheck.none(), serviceMetadata: { annotations: { [OPAQUE]: '1-9' } } });
    web.addPort(Port.tcp(7000));
    expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ [OPAQUE]: '1-9' });
  });

  test('the annotation follows ports that are added later', () => {
    const chart = meshChart(Mesh.LINKERD);
    const web = meshWeb(chart, { exposure: Exposure.headless(), ports: [Port.tcp(6000)], readiness: HealthCheck.none() });
    web.addPort(Port.tcp(7000));
    expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ [OPAQUE]: '6000,7000' });
  });

  test('a proxy that waits is no native sidecar', () => {
    const messages = refusals(() => webOf(Mesh.LINKERD, marked({ [LINKERD_WAIT]: '5' })));
    expect(messages).toEqual([expect.stringContaining(`podMetadata.annotations['${LINKERD_WAIT}'] "5"`)]);
    expect(messages[0]).toContain(`add '${LINKERD_NATIVE}': 'false'. [mesh-linkerd-wait]`);
    expect(refusals(() => webOf(Mesh.LINKERD, marked({ [LINKERD_WAIT]: '0' })))).toEqual([]);
    expect(refusals(() => webOf(Mesh.ISTIO, marked({ [LINKERD_WAIT]: '5' })))).toEqual([]);
  });
});

describe('pods that are left out of the mesh get nothing', () => {
  test.each([
    [Mesh.ISTIO, { labels: { 'sidecar.istio.io/inject': 'false' } }],
    [Mesh.LINKERD, { annotations: { 'linkerd.io/inject': 'disabled' } }],
  ])('%s', (mesh, podMetadata) => {
    const annotations = podAnnotations(webOf(mesh, { podMetadata, ports: [Port.http(8080), Port.tcp(6000)] }));
    expect(annotations).toEqual((podMetadata as any).annotations);
  });

  test('by a label of the chart', () => {
    expect(podAnnotations(webOf(Mesh.ISTIO, {}, { 'sidecar.istio.io/inject': 'false' }))).toBeUndefined();
    expect(podAnnotations(webOf(Mesh.ISTIO, { excludedChartLabels: ['sidecar.istio.io/inject'] }, { 'sidecar.istio.io/inject': 'false' })))
      .toEqual({ [ISTIO_NATIVE]: 'true' });
  });

  test('their Service still tells callers in the mesh', () => {
    const documents = webOf(Mesh.LINKERD, { podMetadata: { annotations: { 'linkerd.io/inject': 'disabled' } } });
    expect(find(documents, 'Service').spec.ports[0].appProtocol).toBe('http');
  });
});
