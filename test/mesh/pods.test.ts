import { Duration } from 'cdk8s';
import { meshChart, meshWeb, podAnnotations, refusals, webOf } from './support';
import { Backend, Controller, Exposure, ExternalService, HealthCheck, Mesh, Port } from '../../lib';
import { find, synth } from '../support';

const ISTIO_NATIVE = 'sidecar.istio.io/nativeSidecar';
const ISTIO_CONFIG = 'proxy.istio.io/config';
const LINKERD_NATIVE = 'config.beta.linkerd.io/proxy-enable-native-sidecar';
const LINKERD_NATIVE_ALPHA = 'config.alpha.linkerd.io/proxy-enable-native-sidecar';
const LINKERD_WAIT = 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds';
const OPAQUE = 'config.linkerd.io/opaque-ports';

const annotated = (annotations: Record<string, string>) => ({ podMetadata: { annotations } });

describe('Istio', () => {
  test('the proxy is a native sidecar, which starts before the containers and terminates after them', () => {
    expect(podAnnotations(webOf(Mesh.ISTIO))).toEqual({ [ISTIO_NATIVE]: 'true' });
  });

  test('an ordinary proxy, which a user can choose, serves as long as the pod serves', () => {
    const annotations = podAnnotations(webOf(Mesh.ISTIO, { ...annotated({ [ISTIO_NATIVE]: 'false' }), shutdownDelay: Duration.seconds(10) }))!;
    expect(annotations[ISTIO_NATIVE]).toBe('false');
    expect(JSON.parse(annotations[ISTIO_CONFIG])).toEqual({
      holdApplicationUntilProxyStarts: true,
      terminationDrainDuration: '40s',
      proxyMetadata: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true', MINIMUM_DRAIN_DURATION: '10s' },
    });
  });

  test('behind a load balancer, an ordinary proxy waits as long as the pod', () => {
    const annotations = podAnnotations(webOf(Mesh.ISTIO, { ...annotated({ [ISTIO_NATIVE]: 'false' }), exposure: Exposure.loadBalancer() }))!;
    expect(JSON.parse(annotations[ISTIO_CONFIG])).toMatchObject({ terminationDrainDuration: '60s', proxyMetadata: { MINIMUM_DRAIN_DURATION: '30s' } });
  });

  test('without a shutdown delay, an ordinary proxy has the default grace period of Kubernetes', () => {
    const annotations = podAnnotations(webOf(Mesh.ISTIO, { ...annotated({ [ISTIO_NATIVE]: 'false' }), shutdownDelay: Duration.seconds(0) }))!;
    expect(JSON.parse(annotations[ISTIO_CONFIG])).toMatchObject({ terminationDrainDuration: '30s', proxyMetadata: { MINIMUM_DRAIN_DURATION: '0s' } });
  });

  test('annotations that are set on the pod are kept', () => {
    const annotations = { [ISTIO_NATIVE]: 'false', [ISTIO_CONFIG]: 'concurrency: 1' };
    expect(podAnnotations(webOf(Mesh.ISTIO, annotated(annotations)))).toEqual(annotations);
  });

  test('annotations that are added to the pod later are kept', () => {
    const chart = meshChart(Mesh.ISTIO);
    meshWeb(chart).workload.podMetadata.addAnnotation(ISTIO_NATIVE, 'maybe');
    expect(podAnnotations(synth(chart))).toEqual({ [ISTIO_NATIVE]: 'maybe' });
  });
});

describe('Istio, ambient', () => {
  test('pods get no annotations, because the proxy is on the node', () => {
    expect(podAnnotations(webOf(Mesh.ISTIO_AMBIENT, { ports: [Port.http(8080), Port.tcp(6000)] }))).toBeUndefined();
  });
});

describe('Linkerd', () => {
  test('the proxy is a native sidecar', () => {
    expect(podAnnotations(webOf(Mesh.LINKERD))).toEqual({ [LINKERD_NATIVE]: 'true' });
  });

  test('the older annotation for native sidecars is kept, and the newer annotation is not added', () => {
    expect(podAnnotations(webOf(Mesh.LINKERD, annotated({ [LINKERD_NATIVE_ALPHA]: 'true' })))).toEqual({ [LINKERD_NATIVE_ALPHA]: 'true' });
  });

  test.each([LINKERD_NATIVE, LINKERD_NATIVE_ALPHA])('an ordinary proxy waits as long as the pod: %s', key => {
    const props = { ...annotated({ [key]: 'false' }), exposure: Exposure.loadBalancer() };
    expect(podAnnotations(webOf(Mesh.LINKERD, props))).toEqual({ [key]: 'false', [LINKERD_WAIT]: '30' });
  });

  test('an ordinary proxy does not wait if there is no shutdown delay', () => {
    const props = { ...annotated({ [LINKERD_NATIVE]: 'false' }), shutdownDelay: Duration.seconds(0) };
    expect(podAnnotations(webOf(Mesh.LINKERD, props))).toEqual({ [LINKERD_NATIVE]: 'false' });
  });

  test('an ordinary proxy waits as long as the user sets', () => {
    const annotations = { [LINKERD_NATIVE]: 'false', [LINKERD_WAIT]: '90' };
    expect(podAnnotations(webOf(Mesh.LINKERD, annotated(annotations)))).toEqual(annotations);
  });

  test('pods list the ports whose protocol cannot be detected, including ports that the Service does not offer and ports that are added later', () => {
    const chart = meshChart(Mesh.LINKERD);
    const web = meshWeb(chart, { ports: [Port.http(8080), Port.tcp(6000), Port.tcp(7000, { exposed: false }), Port.udp(5353)] });
    web.addPort(Port.tcp(5000, { servicePort: 500 }));
    const documents = synth(chart);
    expect(podAnnotations(documents)![OPAQUE]).toBe('5000,6000,7000');
    // a Service with a cluster IP has an appProtocol instead
    expect(find(documents, 'Service').metadata.annotations).toBeUndefined();
  });

  test('the list replaces the default list of Linkerd, so it includes the default ports of other containers', () => {
    const cache = { name: 'cache', image: 'registry.example.com/redis:7', ports: [{ number: 6379 }, { number: 9999 }] };
    const chart = meshChart(Mesh.LINKERD);
    meshWeb(chart, { ports: [Port.http(8080), Port.tcp(6000)] }).workload.addContainer(cache);
    expect(podAnnotations(synth(chart))![OPAQUE]).toBe('6000,6379');
  });

  test('the declared ports of all containers are in the list', () => {
    const sidecars = [{ name: 'cache', image: 'registry.example.com/redis:7', ports: [Port.tcp(6379), Port.tcp(9999, { exposed: false })], readiness: HealthCheck.none() }];
    expect(podAnnotations(webOf(Mesh.LINKERD, { ports: [Port.http(8080), Port.tcp(6000)], sidecars }))![OPAQUE]).toBe('6000,6379,9999');
  });

  test('a port with a known protocol is not opaque, although its number is in the default list of Linkerd', () => {
    const documents = webOf(Mesh.LINKERD, { ports: [Port.http(9300)] });
    expect(podAnnotations(documents)![OPAQUE]).toBe('');
    expect(find(documents, 'Service').metadata.annotations).toEqual({ [OPAQUE]: '' });
  });

  test('a headless Service has the annotation, because Linkerd does not read its appProtocol', () => {
    const documents = webOf(Mesh.LINKERD, { controller: Controller.statefulSet(), ports: [Port.http(8080), Port.tcp(6000, { servicePort: 600 })] });
    expect(find(documents, 'Service', 'web').metadata.annotations).toBeUndefined();
    expect(find(documents, 'Service', 'web-headless').metadata.annotations).toEqual({ [OPAQUE]: '6000' });
  });

  test('a Service whose port sets another appProtocol has the annotation, with the numbers that the Service offers', () => {
    const chart = meshChart(Mesh.LINKERD);
    new ExternalService(chart, 'db', {
      backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(13306, { name: 'db', servicePort: 3306, appProtocol: 'mysql' }), Port.tcp(6000)],
    });
    expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ [OPAQUE]: '3306,6000' });
  });

  test('an annotation that is set on a Service is kept, even if ports are added later', () => {
    const chart = meshChart(Mesh.LINKERD);
    const web = meshWeb(chart, { exposure: Exposure.headless(), ports: [Port.tcp(6000)], readiness: HealthCheck.none(), serviceMetadata: { annotations: { [OPAQUE]: '1-9' } } });
    web.addPort(Port.tcp(7000));
    expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ [OPAQUE]: '1-9' });
  });

  test('the annotation includes ports that are added later', () => {
    const chart = meshChart(Mesh.LINKERD);
    const web = meshWeb(chart, { exposure: Exposure.headless(), ports: [Port.tcp(6000)], readiness: HealthCheck.none() });
    web.addPort(Port.tcp(7000));
    expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ [OPAQUE]: '6000,7000' });
  });

  test('a wait before the exit is refused for a native sidecar', () => {
    const messages = refusals(() => webOf(Mesh.LINKERD, annotated({ [LINKERD_WAIT]: '5' })));
    expect(messages).toEqual([expect.stringContaining(`podMetadata.annotations['${LINKERD_WAIT}'] (a string of 1 character)`)]);
    expect(messages[0]).toContain(`add '${LINKERD_NATIVE}': 'false'. [mesh-linkerd-wait]`);
    expect(refusals(() => webOf(Mesh.LINKERD, annotated({ [LINKERD_WAIT]: '0' })))).toEqual([]);
    expect(refusals(() => webOf(Mesh.ISTIO, annotated({ [LINKERD_WAIT]: '5' })))).toEqual([]);
  });
});

describe('pods that are not in the mesh get no annotations', () => {
  test.each([
    ['Istio', Mesh.ISTIO, { labels: { 'sidecar.istio.io/inject': 'false' } }],
    ['Linkerd', Mesh.LINKERD, { annotations: { 'linkerd.io/inject': 'disabled' } }],
  ])('%s', (_, mesh, podMetadata) => {
    const annotations = podAnnotations(webOf(mesh, { podMetadata, ports: [Port.http(8080), Port.tcp(6000)] }));
    expect(annotations).toEqual((podMetadata as any).annotations);
  });

  test('a label of the chart opts them out', () => {
    expect(podAnnotations(webOf(Mesh.ISTIO, {}, { 'sidecar.istio.io/inject': 'false' }))).toBeUndefined();
    expect(podAnnotations(webOf(Mesh.ISTIO, { excludedChartLabels: ['sidecar.istio.io/inject'] }, { 'sidecar.istio.io/inject': 'false' })))
      .toEqual({ [ISTIO_NATIVE]: 'true' });
  });

  test('their Service still has an appProtocol for callers in the mesh', () => {
    const documents = webOf(Mesh.LINKERD, { podMetadata: { annotations: { 'linkerd.io/inject': 'disabled' } } });
    expect(find(documents, 'Service').spec.ports[0].appProtocol).toBe('http');
  });
});
