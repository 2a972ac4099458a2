import { Duration } from 'cdk8s';
import { annotationsOf, type Declared } from './declared';
import {
  Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, LoadBalancerHealthCheckProtocol, LoadBalancerProvider, Mesh, Port,
} from '../../lib';
import { find, MINIMAL, newChart, synth } from '../support';

const { AKS } = LoadBalancerProvider;
const PREFIX = 'service.beta.kubernetes.io/';
const HTTPS = Port.https(8443, { servicePort: 443 });
const TCP_CHECK = { [`${PREFIX}port_443_health-probe_protocol`]: 'tcp' };

test.each<[string, Declared, Record<string, string>]>([
  ['HTTPS', { ports: [HTTPS] }, TCP_CHECK],
  ['an appProtocol of the user', { ports: [Port.http(8080, { appProtocol: 'http' })] }, { [`${PREFIX}port_8080_health-probe_protocol`]: 'tcp' }],
  ['several ports', { ports: [HTTPS, Port.https(9443, { name: 'admin' }), Port.tcp(9000)] }, { ...TCP_CHECK, [`${PREFIX}port_9443_health-probe_protocol`]: 'tcp' }],
  ['an appProtocol for the mesh', { ports: [Port.http(8080, { name: 'web' })], mesh: Mesh.ISTIO }, { [`${PREFIX}port_8080_health-probe_protocol`]: 'tcp' }],
  ['HTTP without an appProtocol', { ports: [Port.http(8080)] }, {}],
  ['another appProtocol', { ports: [Port.grpc(9090)] }, {}],
  ['a health check with only an interval', { ports: [HTTPS], options: { healthCheck: { interval: Duration.seconds(10) } } },
    { ...TCP_CHECK, [`${PREFIX}azure-load-balancer-health-probe-interval`]: '10' }],
  ['a health check with only a port', { ports: [HTTPS], options: { healthCheck: { port: 'https' } } }, { ...TCP_CHECK, [`${PREFIX}port_443_health-probe_port`]: 'https' }],
  ['a health check with a protocol', { ports: [HTTPS], options: { healthCheck: { protocol: LoadBalancerHealthCheckProtocol.HTTPS } } }, { [`${PREFIX}port_443_health-probe_protocol`]: 'https' }],
  ['a health check with a path', { ports: [HTTPS], options: { healthCheck: { path: '/healthz' } } },
    { [`${PREFIX}port_443_health-probe_protocol`]: 'http', [`${PREFIX}port_443_health-probe_request-path`]: '/healthz' }],
])('the check of a port that AKS would request with GET / connects over TCP: %s', (_, declared, annotations) => {
  expect(annotationsOf(AKS, declared)).toEqual(annotations);
});

test.each([
  'port_443_health-probe_protocol', 'port_443_health-probe_request-path', 'azure-load-balancer-health-probe-protocol',
  'azure-load-balancer-health-probe-request-path',
])('an annotation %s of the user is kept', key => {
  const annotations = { [`${PREFIX}${key}`]: 'https' };

  expect(annotationsOf(AKS, { ports: [HTTPS], annotations })).toEqual(annotations);
});

test('an annotation of the user for another port has no effect', () => {
  const annotations = { [`${PREFIX}port_80_health-probe_request-path`]: '/healthz' };

  expect(annotationsOf(AKS, { ports: [HTTPS], annotations })).toEqual({ ...annotations, ...TCP_CHECK });
});

test('an ExposedPods and an ExternalService have the annotation as well', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: AKS });
  const selector = new ExposedWorkload(chart, 'web', MINIMAL);
  const exposure = Exposure.loadBalancer({ internal: false });
  new ExposedPods(chart, 'pods', { selector, ports: [HTTPS], exposure });
  new ExternalService(chart, 'outside', { backend: Backend.addresses('10.20.0.11'), ports: [HTTPS], exposure });
  const documents = synth(chart);

  expect(['pods', 'outside'].map(name => find(documents, 'Service', name).metadata.annotations)).toEqual([TCP_CHECK, TCP_CHECK]);
});

test('a port that is added later has the annotation, unless the user has set it', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: AKS });
  const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer({ internal: false }) });
  const key = `${PREFIX}port_9443_health-probe_protocol`;
  web.service.metadata.addAnnotation(key, 'https');
  web.addPort(HTTPS);
  web.addPort(Port.https(9443, { name: 'admin' }));

  expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ ...TCP_CHECK, [key]: 'https' });
});
