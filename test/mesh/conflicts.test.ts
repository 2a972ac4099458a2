import { MESHES, meshChart, meshWeb, optOut, refusals, webOf } from './support';
import { HealthCheck, Mesh, Port, type ExposedWorkloadProps } from '../../lib';
import { propertiesOf } from '../../lib/mesh/mesh-properties';
import { synth } from '../support';

function rules(mesh: Mesh | undefined, props: Partial<ExposedWorkloadProps>): string[] {
  return refusals(() => webOf(mesh, props)).map(message => /#([a-z-]+)$/.exec(message)?.[1] ?? message);
}

test('pods can opt out of each mesh with the documented label or annotation', () => {
  expect(MESHES.map(([, mesh]) => optOut(mesh))).toEqual([
    { labels: { 'sidecar.istio.io/inject': 'false' } },
    { labels: { 'istio.io/dataplane-mode': 'none' } },
    { annotations: { 'linkerd.io/inject': 'disabled' } },
  ]);
});

describe.each(MESHES)('%s', (_, mesh) => {
  const { proxyName, proxy } = propertiesOf(mesh)!;
  const proxyPorts = proxy!.ports!;

  test.each(proxyPorts)('port %i of the proxy is refused for TCP, unless the pods are not in the mesh', number => {
    const ports = [Port.http(8080), Port.http(number, { name: 'mine' })];
    expect(rules(mesh, { ports })).toEqual(['mesh-port']);
    expect(rules(mesh, { ports: [Port.http(8080), Port.udp(number)] })).toEqual([]);
    expect(rules(mesh, { ports, podMetadata: optOut(mesh) })).toEqual([]);
    expect(rules(undefined, { ports })).toEqual([]);
  });

  test('the message names the proxy, and how to override the rule', () => {
    const number = proxyPorts[0];
    const [message] = refusals(() => webOf(mesh, { ports: [Port.http(number)] }));
    expect(message).toContain(`shop/web: ports[0].number ${number}: `);
    expect(message).toContain(`${proxyName} listens on this port. Let the server listen on another port, or exclude the pods from the mesh with podMetadata: {`);
  });

  test('a port number of the proxy is accepted as a Service port', () => {
    expect(rules(mesh, { ports: [Port.http(8080, { servicePort: proxyPorts[0] })] })).toEqual([]);
  });

  test('ports that are added later, and ports of sidecars, are checked at synthesis', () => {
    const chart = meshChart(mesh);
    const web = meshWeb(chart, { sidecars: [{ name: 'logs', image: 'registry.example.com/logs:1', ports: [] }] });
    web.addPort(Port.http(proxyPorts[1], { name: 'added' }));
    web.workload.initContainers[0].addPort({ number: proxyPorts[0] });
    const [, ...messages] = refusals(() => synth(chart));
    expect(messages.map(message => message.trim())).toEqual([
      expect.stringMatching(new RegExp(`^\\[shop/web\\] ports of the container 'web' ${proxyPorts[1]}: .+ .+#mesh-port$`)),
      expect.stringMatching(new RegExp(`^\\[shop/web\\] ports of the container 'logs' ${proxyPorts[0]}: .+ .+#mesh-port$`)),
    ]);
  });
});

test.each([
  ['Istio', { user: 1337 }, ['mesh-user'], Mesh.ISTIO],
  ['Istio', { group: 1337 }, ['mesh-user'], Mesh.ISTIO],
  ['Istio', { user: 1337, group: 1337 }, ['mesh-user', 'mesh-user'], Mesh.ISTIO],
  ['Istio', { user: 2102, fsGroup: 1337 }, [], Mesh.ISTIO],
  ['Istio ambient', { user: 1337, group: 1337 }, [], Mesh.ISTIO_AMBIENT],
  ['Linkerd', { user: 2102 }, ['mesh-user'], Mesh.LINKERD],
  ['Linkerd', { user: 1337, group: 2102 }, [], Mesh.LINKERD],
  ['no mesh', { user: 1337 }, [], undefined],
])('only the user and group of the proxy are refused: with %s, the IDs %j break the rules %j', (_, security, expected, mesh) => {
  expect(rules(mesh, { security })).toEqual(expected);
});

test('the user of the proxy is also refused on an additional container', () => {
  const chart = meshChart(Mesh.LINKERD);
  meshWeb(chart).workload.addContainer({ name: 'logs', image: 'registry.example.com/logs:1', securityContext: { user: 2102 } });
  expect(refusals(() => synth(chart)).join('\n')).toMatch(/\[shop\/web\] securityContext of the container 'logs'\.user 2102: .+ \[mesh-user\]/);
});

test('a container that configures the injected proxy is accepted', () => {
  const chart = meshChart(Mesh.ISTIO);
  meshWeb(chart).workload.addContainer({ name: 'istio-proxy', image: 'auto', ports: [{ number: 15090 }], securityContext: { user: 1337 } });
  expect(() => synth(chart)).not.toThrow();
});

test.each([
  ['Istio', 'a container with the name istio-proxy', Mesh.ISTIO, { name: 'istio-proxy' }],
  ['Istio', 'a port with the name http-envoy-prom', Mesh.ISTIO, { ports: [Port.http(8080, { name: 'http-envoy-prom' })] }],
  ['Linkerd', 'a container with the name linkerd-proxy', Mesh.LINKERD, { name: 'linkerd-proxy' }],
  ['Linkerd', 'a port with the name linkerd-admin', Mesh.LINKERD, { ports: [Port.http(8080, { name: 'linkerd-admin' })] }],
])('with %s, %s is refused, because the mesh injects one with this name', (_, __, mesh, props) => {
  expect(rules(mesh, props)).toEqual(['mesh-name']);
  expect(rules(mesh, { ...props, podMetadata: optOut(mesh) })).toEqual([]);
  expect(rules(undefined, props)).toEqual([]);
});

describe('TCP health checks', () => {
  const skipped = { podMetadata: { annotations: { 'config.linkerd.io/skip-inbound-ports': '9000-9100, 8080' } } };

  test.each<[string, Partial<ExposedWorkloadProps>, string[]]>([
    ['the default check', { readiness: undefined }, ['readiness (not set)']],
    ['readiness', { readiness: HealthCheck.tcp() }, ['readiness "HealthCheck.tcp()"']],
    ['liveness and startup', { liveness: HealthCheck.tcp(), startup: HealthCheck.tcp() }, ['liveness "HealthCheck.tcp()"', 'startup "HealthCheck.tcp()"']],
    ['http', {}, []],
    ['grpc', { readiness: HealthCheck.grpc() }, []],
    ['a command', { readiness: HealthCheck.exec(['/bin/check']) }, []],
    ['none', { readiness: HealthCheck.none() }, []],
    ['only UDP, which has no default check', { ports: [Port.udp(53)], readiness: undefined }, []],
    ['a port that the proxy skips', { ...skipped, readiness: undefined }, []],
    ['a port that the proxy skips, and a port that it does not skip', { ...skipped, ports: [Port.http(8080), Port.http(7000, { name: 'admin' })], readiness: HealthCheck.tcp(), liveness: HealthCheck.tcp({ port: 'admin' }) }, ['liveness "HealthCheck.tcp()"']],
    ['a port that the Service does not offer', { ports: [Port.http(8080), Port.http(9001, { name: 'admin', exposed: false })], liveness: HealthCheck.tcp({ port: 'admin' }) }, ['liveness "HealthCheck.tcp()"']],
    ['pods that are not in the mesh', { readiness: undefined, podMetadata: optOut(Mesh.LINKERD) }, []],
  ])('are refused with Linkerd, whose proxy would answer them: %s', (_, props, expected) => {
    const messages = refusals(() => webOf(Mesh.LINKERD, props));
    expect(messages.map(message => /^shop\/web: (.+?): a health check of/.exec(message)?.[1])).toEqual(expected);
    expect(messages.every(message => message.endsWith('#mesh-tcp-check'))).toBe(true);
  });

  test('the message lists the alternatives', () => {
    const [message] = refusals(() => webOf(Mesh.LINKERD, { readiness: undefined }));
    expect(message).toContain("The default check connects to port 'http'. Use HealthCheck.http('/healthz') with a path of the server");
    expect(message).toContain("To have no check, use HealthCheck.none(). To keep the check, list the port in the annotation 'config.linkerd.io/skip-inbound-ports' of podMetadata.");
  });

  test('are accepted with Istio, because its agent connects to the server unless an annotation disables this; in ambient mode, the kubelet reaches the server', () => {
    const annotations = { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' };
    expect(rules(Mesh.ISTIO, { readiness: undefined })).toEqual([]);
    expect(rules(Mesh.ISTIO, { readiness: undefined, podMetadata: { annotations } })).toEqual(['mesh-tcp-check']);
    expect(rules(Mesh.ISTIO_AMBIENT, { readiness: undefined })).toEqual([]);
  });
});

test('all conflicts are reported in one error', () => {
  const messages = rules(Mesh.LINKERD, { name: 'linkerd-proxy', ports: [Port.http(4143, { name: 'linkerd-admin' })], security: { user: 2102 }, readiness: undefined });
  expect(messages).toEqual(['mesh-port', 'mesh-name', 'mesh-user', 'mesh-name', 'mesh-tcp-check']);
});

test.each<[string, any]>([
  ['ports that are not numbers', { ports: [Port.http('15006' as any)] }],
  ['names that are not strings', { ports: [Port.http(8080, { name: 5 as any })] }],
  ['metadata that is not an object', { podMetadata: { labels: 'x', annotations: [1] } }],
  ['chart labels that are not a list', { excludedChartLabels: 7 }],
  ['security that is not an object', { security: 'none' }],
  ['annotations that are not strings', { podMetadata: { annotations: { 'config.linkerd.io/skip-inbound-ports': 8080, 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': 'soon' } } }],
])('%s are accepted or refused by a rule', (_, props) => {
  for (const [, mesh] of MESHES) {
    for (const message of refusals(() => webOf(mesh, props))) {
      expect(message).toMatch(/^shop\/web: .+ .+#[a-z-]+$/);
    }
  }
});
