import { meshChart, meshWeb, refusals, webOf } from './support';
import { HealthCheck, Mesh, Port, type ExposedWorkloadProps } from '../../lib';
import { PROXIES } from '../../lib/mesh/proxies';
import { synth } from '../support';

const OUT = {
  [Mesh.ISTIO]: { labels: { 'sidecar.istio.io/inject': 'false' } },
  [Mesh.ISTIO_AMBIENT]: { labels: { 'istio.io/dataplane-mode': 'none' } },
  [Mesh.LINKERD]: { annotations: { 'linkerd.io/inject': 'disabled' } },
};

function rules(mesh: Mesh | undefined, props: Partial<ExposedWorkloadProps>): string[] {
  return refusals(() => webOf(mesh, props)).map(message => /#([a-z-]+)$/.exec(message)?.[1] ?? message);
}

describe.each(Object.values(Mesh))('%s', mesh => {
  test.each(PROXIES[mesh].ports)('port %i is the proxy\'s own', number => {
    const ports = [Port.http(8080), Port.http(number, { name: 'mine' })];
    expect(rules(mesh, { ports })).toEqual(['mesh-port']);
    expect(rules(mesh, { ports: [Port.http(8080), Port.udp(number)] })).toEqual([]);
    expect(rules(mesh, { ports, podMetadata: OUT[mesh] })).toEqual([]);
    expect(rules(undefined, { ports })).toEqual([]);
  });

  test('the message says who listens, and how to insist', () => {
    const number = PROXIES[mesh].ports[0];
    const [message] = refusals(() => webOf(mesh, { ports: [Port.http(number)] }));
    expect(message).toContain(`shop/web: ports[0].number ${number}: `);
    expect(message).toContain(`${PROXIES[mesh].name} listens there. Let the server listen on another number, or leave the pods out of the mesh by podMetadata: {`);
  });

  test('a port of the Service alone is free', () => {
    expect(rules(mesh, { ports: [Port.http(8080, { servicePort: PROXIES[mesh].ports[0] })] })).toEqual([]);
  });

  test('ports that are added, and those of containers beside the workload\'s own, are checked at synth', () => {
    const chart = meshChart(mesh);
    const web = meshWeb(chart, { sidecars: [{ name: 'logs', image: 'registry.example.com/logs:1', ports: [{ number: PROXIES[mesh].ports[0] }] }] });
    web.addPort(Port.http(PROXIES[mesh].ports[1], { name: 'added' }));
    const [, ...messages] = refusals(() => synth(chart));
    expect(messages.map(message => message.trim())).toEqual([
      expect.stringMatching(new RegExp(`^\\[shop/web\\] ports of the container 'web' ${PROXIES[mesh].ports[1]}: .+ .+#mesh-port$`)),
      expect.stringMatching(new RegExp(`^\\[shop/web\\] ports of the container 'logs' ${PROXIES[mesh].ports[0]}: .+ .+#mesh-port$`)),
    ]);
  });
});

test.each([
  [Mesh.ISTIO, { user: 1337 }, ['mesh-user']],
  [Mesh.ISTIO, { group: 1337 }, ['mesh-user']],
  [Mesh.ISTIO, { user: 1337, group: 1337 }, ['mesh-user', 'mesh-user']],
  [Mesh.ISTIO, { user: 2102, fsGroup: 1337 }, []],
  [Mesh.ISTIO_AMBIENT, { user: 1337, group: 1337 }, []],
  [Mesh.LINKERD, { user: 2102 }, ['mesh-user']],
  [Mesh.LINKERD, { user: 1337, group: 2102 }, []],
  [undefined, { user: 1337 }, []],
])('%s: the proxy is known by its user: %j', (mesh, security, expected) => {
  expect(rules(mesh, { security })).toEqual(expected);
});

test('so is a container beside the workload\'s own', () => {
  const chart = meshChart(Mesh.LINKERD);
  meshWeb(chart).workload.addContainer({ name: 'logs', image: 'registry.example.com/logs:1', securityContext: { user: 2102 } });
  expect(refusals(() => synth(chart)).join('\n')).toMatch(/\[shop\/web\] securityContext of the container 'logs'\.user 2102: .+ \[mesh-user\]/);
});

test('a container that configures the injected proxy is none beside it', () => {
  const chart = meshChart(Mesh.ISTIO);
  meshWeb(chart).workload.addContainer({ name: 'istio-proxy', image: 'auto', ports: [{ number: 15090 }], securityContext: { user: 1337 } });
  expect(() => synth(chart)).not.toThrow();
});

test.each([
  [Mesh.ISTIO, { name: 'istio-proxy' }],
  [Mesh.ISTIO, { ports: [Port.http(8080, { name: 'http-envoy-prom' })] }],
  [Mesh.LINKERD, { name: 'linkerd-proxy' }],
  [Mesh.LINKERD, { ports: [Port.http(8080, { name: 'linkerd-admin' })] }],
])('%s: names of what is put into the pod: %j', (mesh, props) => {
  expect(rules(mesh, props)).toEqual(['mesh-name']);
  expect(rules(mesh, { ...props, podMetadata: OUT[mesh] })).toEqual([]);
  expect(rules(undefined, props)).toEqual([]);
});

describe('checks that only connect', () => {
  const skipped = { podMetadata: { annotations: { 'config.linkerd.io/skip-inbound-ports': '9000-9100, 8080' } } };

  test.each<[string, Partial<ExposedWorkloadProps>, string[]]>([
    ['by default', { readiness: undefined }, ['readiness (not set)']],
    ['readiness', { readiness: HealthCheck.tcp() }, ['readiness "HealthCheck.tcp()"']],
    ['liveness and startup', { liveness: HealthCheck.tcp(), startup: HealthCheck.tcp() }, ['liveness "HealthCheck.tcp()"', 'startup "HealthCheck.tcp()"']],
    ['http', {}, []],
    ['grpc', { readiness: HealthCheck.grpc() }, []],
    ['a command', { readiness: HealthCheck.exec(['/bin/check']) }, []],
    ['none', { readiness: HealthCheck.none() }, []],
    ['UDP alone, which has no check by default', { ports: [Port.udp(53)], readiness: undefined }, []],
    ['a port that the proxy skips', { ...skipped, readiness: undefined }, []],
    ['a port that it skips, and one that it does not', { ...skipped, ports: [Port.http(8080), Port.http(7000, { name: 'admin' })], readiness: HealthCheck.tcp(), liveness: HealthCheck.tcp({ port: 'admin' }) }, ['liveness "HealthCheck.tcp()"']],
    ['a hidden port', { ports: [Port.http(8080), Port.http(9001, { name: 'admin', exposed: false })], liveness: HealthCheck.tcp({ port: 'admin' }) }, ['liveness "HealthCheck.tcp()"']],
    ['pods that are left out', { readiness: undefined, podMetadata: OUT[Mesh.LINKERD] }, []],
  ])('Linkerd answers them itself: %s', (_, props, expected) => {
    const messages = refusals(() => webOf(Mesh.LINKERD, props));
    expect(messages.map(message => /^shop\/web: (.+?): a health check/.exec(message)?.[1])).toEqual(expected);
    expect(messages.every(message => message.endsWith('#mesh-tcp-check'))).toBe(true);
  });

  test('the message says what to write', () => {
    const [message] = refusals(() => webOf(Mesh.LINKERD, { readiness: undefined }));
    expect(message).toContain("By default it connects to 'http'. Ask by HealthCheck.http('/healthz') with a path of the server");
    expect(message).toContain("or insist by HealthCheck.none(), or by the annotation 'config.linkerd.io/skip-inbound-ports'.");
  });

  test('Istio has its agent connect, unless told otherwise; on the node the kubelet gets through', () => {
    const annotations = { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' };
    expect(rules(Mesh.ISTIO, { readiness: undefined })).toEqual([]);
    expect(rules(Mesh.ISTIO, { readiness: undefined, podMetadata: { annotations } })).toEqual(['mesh-tcp-check']);
    expect(rules(Mesh.ISTIO_AMBIENT, { readiness: undefined })).toEqual([]);
  });
});

test('all that is in the way is said at once', () => {
  const messages = rules(Mesh.LINKERD, { name: 'linkerd-proxy', ports: [Port.http(4143, { name: 'linkerd-admin' })], security: { user: 2102 }, readiness: undefined });
  expect(messages).toEqual(['mesh-port', 'mesh-name', 'mesh-user', 'mesh-name', 'mesh-tcp-check']);
});

test.each<[string, any]>([
  ['ports that are no numbers', { ports: [Port.http('15006' as any)] }],
  ['a name that is no text', { ports: [Port.http(8080, { name: 5 as any })] }],
  ['metadata that is no object', { podMetadata: { labels: 'x', annotations: [1] } }],
  ['chart labels that are no list', { excludedChartLabels: 7 }],
  ['security that is no object', { security: 'none' }],
  ['annotations that are no text', { podMetadata: { annotations: { 'config.linkerd.io/skip-inbound-ports': 8080, 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': 'soon' } } }],
])('%s is said, and nothing breaks', (_, props) => {
  for (const mesh of Object.values(Mesh)) {
    for (const message of refusals(() => webOf(mesh, props))) {
      expect(message).toMatch(/^shop\/web: .+ .+#[a-z-]+$/);
    }
  }
});
