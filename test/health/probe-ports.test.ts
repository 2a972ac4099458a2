import * as kplus from 'cdk8s-plus-28';
import { ClusterProfile, ExposedWorkload, HealthCheck, LifecycleHandler, Port, ProbeScheme, SecurityExemption, type ExposedWorkloadProps } from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, mainContainer, MINIMAL, synthOf } from '../support';

const { HTTP, HTTPS } = ProbeScheme;
const probeOf = (ports: Port[], readiness: HealthCheck) => (
  mainContainer(find(synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ports, readiness })), 'Deployment')).readinessProbe
);
const broken = (props: Partial<ExposedWorkloadProps>) => rulesBrokenBy(chart => web(chart, props));
const IMAGE = 'registry.example.com/proxy:1';

describe('a gRPC check, which cannot use TLS', () => {
  test('uses the first gRPC port without TLS by default, and the first port without TLS if there is no gRPC port', () => {
    expect(probeOf([Port.https(8443), Port.grpc(9443, { name: 'tls', appProtocol: 'https' }), Port.grpc(9090)], HealthCheck.grpc()).grpc.port).toBe(9090);
    expect(probeOf([Port.https(8443), Port.tcp(9090)], HealthCheck.grpc()).grpc.port).toBe(9090);
  });

  test.each([
    Port.http(9001, { name: 'metrics', exposed: false }), Port.tcp(9001), Port.h2c(9001),
  ])('is refused if all gRPC ports use TLS, and not sent to a port of another kind', other => {
    expect(messagesOf(chart => web(chart, { ports: [Port.grpc(9000, { scheme: 'grpcs' }), other], readiness: HealthCheck.grpc() }))).toEqual([
      expect.stringMatching(/readiness\.port "grpc": .*\[probe-tls\]/),
    ]);
  });

  test.each<[string, Port]>([
    ['Port.https', Port.https(8443, { name: 'tls' })],
    ['a gRPC port with the appProtocol https', Port.grpc(9443, { name: 'tls', appProtocol: 'https' })],
    ['a gRPC port with the appProtocol tls', Port.grpc(9443, { name: 'tls', appProtocol: 'tls' })],
    ['a gRPC port with the scheme https', Port.grpc(9443, { name: 'tls', scheme: 'https' })],
    ['a TCP port with WebSocket over TLS', Port.tcp(9443, { name: 'tls', appProtocol: 'kubernetes.io/wss' })],
  ])('is refused for %s, by name and if there is no other port', (_, port) => {
    expect(messagesOf(chart => web(chart, { ports: [port, Port.grpc(9090)], readiness: HealthCheck.grpc({ port: 'tls' }) }))).toEqual([
      expect.stringMatching(/readiness\.port "tls": .*Use HealthCheck\.tcp\(\{ port: 'tls' \}\), .*\[probe-tls\]/),
    ]);
    expect(broken({ ports: [port], liveness: HealthCheck.grpc() })).toEqual(['probe-tls']);
  });
});

describe('an HTTP check', () => {
  test.each([
    Port.https(8443), Port.tcp(8443, { appProtocol: 'https' }), Port.tcp(8443, { scheme: 'https' }), Port.tcp(8443, { appProtocol: 'kubernetes.io/wss' }),
  ])('uses HTTPS by default if the port uses TLS', port => {
    expect(probeOf([port], HealthCheck.http('/')).httpGet.scheme).toBe('HTTPS');
  });

  test.each([
    Port.http(8080), Port.http(8080, { scheme: 'https' }), Port.tcp(8080), Port.h2c(8080),
  ])('uses HTTP by default if the port is not known to use TLS', port => {
    expect(probeOf([port], HealthCheck.http('/')).httpGet.scheme).toBeUndefined();
  });

  test('is refused with the scheme that the server does not accept', () => {
    expect(broken({ ports: [Port.https(8443)], readiness: HealthCheck.http('/', { scheme: HTTP }) })).toEqual(['probe-tls']);
    expect(broken({ ports: [Port.http(8080)], startup: HealthCheck.http('/', { scheme: HTTPS }) })).toEqual(['probe-tls']);
    expect(broken({ ports: [Port.tcp(8080, { appProtocol: 'http' })], liveness: HealthCheck.http('/', { scheme: HTTPS }) })).toEqual(['probe-tls']);
  });

  test('can have any scheme for a port that may accept both', () => {
    expect(probeOf([Port.tcp(8080)], HealthCheck.http('/', { scheme: HTTPS })).httpGet.scheme).toBe('HTTPS');
    expect(broken({ ports: [Port.tcp(8443)], readiness: HealthCheck.http('/', { scheme: HTTP }) })).toEqual([]);
  });
});

describe('a request to a port that another container declares', () => {
  const ports = [Port.https(8443), Port.http(8080)];
  const { fromHttpGet } = kplus.Probe;

  test.each<[string, Partial<ExposedWorkloadProps>]>([
    ['the check of a sidecar without TLS', { sidecars: [{ name: 'proxy', image: IMAGE, readiness: HealthCheck.http('/', { port: 'https', scheme: HTTP }) }] }],
    ['the check of a sidecar with TLS', { sidecars: [{ name: 'proxy', image: IMAGE, liveness: HealthCheck.http('/', { port: 'http', scheme: HTTPS }) }] }],
    ['a lifecycle action without TLS', { lifecycle: { preStop: LifecycleHandler.fromHandler(kplus.Handler.fromHttpGet('/', { port: 8443 })) } }],
  ])('is refused if it does not match: %s', (_, props) => {
    expect(broken({ ports, ...props })).toEqual(['probe-tls']);
  });

  test.each<[string, Partial<ExposedWorkloadProps>]>([
    ['with TLS', { sidecars: [{ name: 'proxy', image: IMAGE, readiness: HealthCheck.http('/', { port: 'https' }) }] }],
    ['to a port of its own', { sidecars: [{ name: 'proxy', image: IMAGE, ports: [Port.https(9443, { name: 'proxy' })], readiness: HealthCheck.http('/') }] }],
  ])('is accepted otherwise: %s', (_, props) => {
    expect(broken({ ports, ...props })).toEqual([]);
  });

  test('is also checked in a container that is added later', () => {
    expect(rulesBrokenBy(chart => web(chart, { ports }).workload.addContainer({
      name: 'proxy', image: IMAGE, readiness: fromHttpGet('/', { port: 8443 }),
    }))).toEqual(['probe-tls']);
  });
});

describe('a host, which Pod Security refuses from Kubernetes 1.34 on', () => {
  const host = '127.0.0.1';
  const socket = kplus.Probe.fromTcpSocket({ port: 9000, host });
  const everywhere: [string, Partial<ExposedWorkloadProps>, string][] = [
    ['an HTTP check', { readiness: HealthCheck.http('/', { host }) }, 'readiness.host'],
    ['a TCP check', { liveness: HealthCheck.tcp({ host }) }, 'liveness.host'],
    ['a lifecycle action', { lifecycle: { postStart: LifecycleHandler.fromHandler(kplus.Handler.fromTcpSocket({ port: 9, host })) } }, 'lifecycle.postStart.host'],
    ['a lifecycle action that connects', { lifecycle: { preStop: LifecycleHandler.fromHandler(kplus.Handler.fromTcpSocket({ port: 8080, host })) } }, 'lifecycle.preStop.host'],
    ['the probe of a sidecar', { sidecars: [{ name: 'proxy', image: IMAGE, startup: HealthCheck.tcp({ port: 'http', host }) }] }, 'sidecars[0].startup.host'],
    ['the lifecycle action of a sidecar', { sidecars: [{ name: 'proxy', image: IMAGE, lifecycle: { preStop: LifecycleHandler.fromHandler(kplus.Handler.fromTcpSocket({ port: 1, host })) } }] }, 'sidecars[0].lifecycle.preStop.host'],
  ];

  test.each(everywhere)('is refused in %s', (_, props, field) => {
    expect(messagesOf(chart => web(chart, props))).toEqual([expect.stringMatching(new RegExp(`^shop/web: ${field.replace(/[[\].]/g, '\\$&')} "127.0.0.1": .*\\[probe-host\\]`))]);
  });

  test('is refused in a container that is added later', () => {
    expect(rulesBrokenBy(chart => web(chart).workload.addContainer({ name: 'proxy', image: IMAGE, readiness: socket }))).toEqual(['probe-host']);
  });

  test.each(everywhere)('is accepted in %s with an exemption, and for older clusters', (_, props) => {
    expect(broken({ ...props, security: { exemptions: [SecurityExemption.probeHosts('the agent of the node answers')] } })).toEqual([]);
    expect(broken({ ...props, security: { exemptions: [SecurityExemption.privileged('manages devices of the node')] } })).toEqual([]);
    expect(rulesBrokenBy(chart => {
      ClusterProfile.set(chart, { kubernetesVersion: '1.33' });
      web(chart, props);
    })).toEqual([]);
  });

  test('that is empty is accepted', () => {
    expect(broken({ readiness: HealthCheck.tcp({ host: '' }) })).toEqual([]);
  });
});
