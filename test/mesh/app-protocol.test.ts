import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { MESHES, meshChart, meshWeb, protocols, refusals, webOf } from './support';
import { Backend, Controller, ExposedPods, Exposure, ExternalService, HealthCheck, Mesh, PodSelection, Port } from '../../lib';
import { protocolInName } from '../../lib/mesh/app-protocol';
import { inputs, minutes } from '../random/inputs';
import { find, synth } from '../support';

const KINDS = [
  Port.http(8080), Port.https(8443), Port.h2c(8081), Port.grpc(9090), Port.tcp(6000), Port.udp(5353), Port.sctp(7000),
];
const RENAMED = [
  Port.http(8080, { name: 'web' }), Port.https(8443, { name: 'secure' }), Port.h2c(8081, { name: 'fast' }), Port.grpc(9090, { name: 'api' }),
  Port.tcp(6000, { name: 'queue' }), Port.udp(5353, { name: 'dns' }), Port.sctp(7000, { name: 'diameter' }),
];

describe.each(MESHES.filter(([, mesh]) => mesh !== Mesh.LINKERD))('%s', (_, mesh) => {
  test('ports with default names need no appProtocol, because the mesh reads the names', () => {
    expect(protocols(webOf(mesh, { ports: KINDS }), 'web')).toEqual({ https: 'https', h2c: 'kubernetes.io/h2c', grpc: 'kubernetes.io/h2c' });
  });

  test('ports with other names get an appProtocol', () => {
    expect(protocols(webOf(mesh, { ports: RENAMED }), 'web')).toEqual({
      web: 'http', secure: 'https', fast: 'kubernetes.io/h2c', api: 'kubernetes.io/h2c', queue: 'tcp',
    });
  });

  test('an appProtocol that is set on a port is kept', () => {
    const ports = [Port.http(8080, { name: 'chat', appProtocol: 'kubernetes.io/ws' }), Port.tcp(3306, { name: 'db', appProtocol: 'mysql' })];
    expect(protocols(webOf(mesh, { ports }), 'web')).toEqual({ chat: 'kubernetes.io/ws', db: 'mysql' });
  });

  test.each([
    ['tcp', 'http-legacy', 'http', "appProtocol: 'tcp', or use a name such as 'tcp-legacy'"],
    ['tcp', 'grpc', 'grpc', "appProtocol: 'tcp', or use a name such as 'tcp-main'"],
    ['tcp', 'udp-relay', 'udp', "appProtocol: 'tcp', or use a name such as 'tcp-relay'"],
    ['tcp', 'http2-in', 'http2', "appProtocol: 'tcp', or use a name such as 'tcp-in'"],
    ['http', 'tcp-admin', 'tcp', "appProtocol: 'http', or use a name such as 'http-admin'"],
    ['http', 'http2', 'http2', "appProtocol: 'http', or use a name such as 'http-main'"],
    ['http', 'grpc-web', 'grpc-web', "appProtocol: 'http', or use a name such as 'http-main'"],
    ['http', 'mysql-console', 'mysql', "appProtocol: 'http', or use a name such as 'http-console'"],
  ] as const)('a port of the kind %s with the name %s is refused, because the mesh reads the protocol %s from the name', (kind, name, read, fix) => {
    const [message, ...others] = refusals(() => webOf(mesh, { ports: [Port[kind](9000, { name })] }));
    expect(others).toEqual([]);
    expect(message).toContain(`ports[0].name "${name}"`);
    expect(message).toContain(`Istio reads this name as ${read}. Set ${fix}. [mesh-port-name]`);
  });

  test('a name with another protocol is accepted with an appProtocol, on a port that no Service offers, and on a port whose protocol the mesh does not carry', () => {
    const ports = [
      Port.http(8080), Port.tcp(9000, { name: 'http-legacy', appProtocol: 'tcp' }), Port.tcp(9001, { name: 'http-admin', exposed: false }),
      Port.udp(9002, { name: 'http-3' }), Port.tcp(9003, { name: 'tls-in' }), Port.tcp(9004, { name: 'https-raw' }), Port.tcp(9005, { name: 'redis' }),
    ];
    expect(protocols(webOf(mesh, { ports }), 'web')).toEqual({ 'http-legacy': 'tcp' });
  });

  test('a name with another protocol is also refused on a port that is added later, and on a port of an ExternalService', () => {
    const chart = meshChart(mesh);
    const web = meshWeb(chart);
    const added = refusals(() => web.addPort(Port.tcp(9000, { name: 'http-legacy' })));
    expect(added).toEqual([expect.stringMatching(/^shop\/web: port\.name "http-legacy": .+ .+#mesh-port-name$/)]);
    const ports = [Port.tcp(5432, { name: 'grpc' })];
    const outside = refusals(() => new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports }));
    expect(outside).toEqual([expect.stringMatching(/^shop\/db: ports\[0\]\.name "grpc": .+ .+#mesh-port-name$/)]);
  });
});

describe('Linkerd', () => {
  test('HTTP ports get an appProtocol, and ports whose protocol Linkerd cannot detect are opaque, because Linkerd does not read the names of ports', () => {
    const ports = [...KINDS, Port.tcp(9000, { name: 'http-legacy' })];
    expect(protocols(webOf(Mesh.LINKERD, { ports }), 'web')).toEqual({
      'http': 'http', 'https': 'https', 'h2c': 'kubernetes.io/h2c', 'grpc': 'kubernetes.io/h2c', 'tcp-6000': 'linkerd.io/opaque', 'http-legacy': 'linkerd.io/opaque',
    });
  });

  test('an appProtocol that is set on a port is kept', () => {
    expect(protocols(webOf(Mesh.LINKERD, { ports: [Port.http(8080, { appProtocol: 'kubernetes.io/ws' })] }), 'web')).toEqual({ http: 'kubernetes.io/ws' });
  });
});

test.each([['Istio', Mesh.ISTIO, 'tcp'], ['Linkerd', Mesh.LINKERD, 'linkerd.io/opaque']])('%s: an ExternalService has the same appProtocol in its Service, EndpointSlices and Endpoints', (_, mesh, expected) => {
  const chart = meshChart(mesh);
  new ExternalService(chart, 'db', {
    backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432, { name: 'postgres' })], endpointsApi: 'Both' as any,
  });
  const documents = synth(chart);
  expect(protocols(documents, 'db')).toEqual({ postgres: expected });
  expect(find(documents, 'EndpointSlice').ports[0].appProtocol).toBe(expected);
  expect(find(documents, 'Endpoints').subsets[0].ports[0].appProtocol).toBe(expected);
});

test('all Services of a workload have the same appProtocol, also for ports that are added later', () => {
  const chart = meshChart(Mesh.ISTIO);
  const web = meshWeb(chart, { controller: Controller.statefulSet(), ports: [Port.http(8080, { name: 'web' })] });
  web.addPort(Port.tcp(6000, { name: 'queue' }));
  const documents = synth(chart);
  expect(protocols(documents, 'web')).toEqual({ web: 'http', queue: 'tcp' });
  expect(protocols(documents, 'web-headless')).toEqual({ web: 'http', queue: 'tcp' });
});

test('the Service of ExposedPods gets an appProtocol', () => {
  const chart = meshChart(Mesh.LINKERD);
  new ExposedPods(chart, 'billing', { selector: PodSelection.of(kplus.Pods.select(chart, 'pods', { labels: { app: 'billing' } })), ports: [Port.http(8080)] });
  expect(protocols(synth(chart), 'billing')).toEqual({ http: 'http' });
});

test('a headless Service gets an appProtocol', () => {
  const documents = webOf(Mesh.ISTIO, { exposure: Exposure.headless(), ports: [Port.tcp(6000, { name: 'queue' })], readiness: HealthCheck.none() });
  expect(protocols(documents, 'web')).toEqual({ queue: 'tcp' });
});

test('Istio reads the part of a name before the first hyphen, and grpc-web followed by any characters', () => {
  const read = (name: string) => protocolInName(name);
  expect(['http', 'http-web', 'http2-a', 'https', 'tls-x', 'grpc-web-x', 'grpc-webhook', 'grpc-api', 'mongo'].map(read))
    .toEqual(['http', 'http', 'http2', 'https', 'tls', 'grpc-web', 'grpc-web', 'grpc', 'mongo']);
  expect(['web-http', 'httpx', 'postgres', 'http3', 'h2c', '', 'tcpdump-1'].map(read)).toEqual(Array(7).fill(undefined));
});

test('with Istio, the protocol of every port is set or can be read from its name, and it is the protocol of the port', () => {
  const label = fc.stringMatching(/^(http|tcp|grpc|tls|web|a|redis|udp|http2|grpc-web)(-[a-z0-9]{1,5})?$/);
  fc.assert(fc.property(label, fc.constantFrom('http', 'tcp', 'grpc', 'https', 'h2c'), (name, kind) => {
    const port = (Port as any)[kind](9000, { name }) as Port;
    let protocol: string;
    try {
      protocol = protocols(webOf(Mesh.ISTIO, { ports: [port] }), 'web')[name] ?? protocolInName(name);
    } catch (error) {
      expect((error as Error).message).toMatch(/#mesh-port-name$/);
      return;
    }
    const read = { http: ['http'], https: ['https'], h2c: ['kubernetes.io/h2c'], grpc: ['kubernetes.io/h2c'], tcp: ['tcp', 'tls', 'redis'] }[kind];
    expect(read).toContain(protocol);
  }), inputs(60));
}, minutes(1));
