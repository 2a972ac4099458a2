import { Duration } from 'cdk8s';
import { ExposedWorkload, HealthCheck, Port, ProbeScheme, SecurityExemption, type ExposedWorkloadProps } from '../../lib';
import { find, mainContainer, MINIMAL, newChart, synth, synthOf, type Document } from '../support';

function containerOf(props: Partial<ExposedWorkloadProps>): Document {
  return mainContainer(find(synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props })), 'Deployment'));
}

describe('the default readiness probe', () => {
  test.each([
    ['checks the first TCP port', [Port.udp(53, { name: 'dns' }), Port.tcp(54, { name: 'first' }), Port.http(8080)], { tcpSocket: { port: 'first' } }],
    ['does not use the gRPC health service, which not every server has', [Port.grpc(9090)], { tcpSocket: { port: 'grpc' } }],
    ['does not check a port that the Service does not expose', [Port.http(9000, { name: 'admin', exposed: false }), Port.http(8080)], { tcpSocket: { port: 'http' } }],
    ['does not exist for a Service with only UDP ports', [Port.udp(53)], undefined],
    ['does not exist for a Service with only SCTP ports', [Port.sctp(9000)], undefined],
  ])('%s', (_, ports, probe) => {
    expect(containerOf({ ports }).readinessProbe).toEqual(probe);
  });

  test('checks a TCP port that is added later', () => {
    const chart = newChart();
    new ExposedWorkload(chart, 'dns', { ...MINIMAL, ports: [Port.udp(53)] }).addPort(Port.tcp(53));

    expect(mainContainer(find(synth(chart), 'Deployment')).readinessProbe).toEqual({ tcpSocket: { port: 'tcp-53' } });
  });

  test('is the only default probe', () => {
    expect(containerOf({})).not.toHaveProperty('livenessProbe');
    expect(containerOf({})).not.toHaveProperty('startupProbe');
  });
});

test('a port that is added later does not change a declared check', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, ports: [Port.tcp(8080, { name: 'api' })], readiness: HealthCheck.http('/healthz') });
  web.addPort(Port.http(9000, { name: 'metrics', exposed: false }));

  expect(mainContainer(find(synth(chart), 'Deployment')).readinessProbe.httpGet.port).toBe('api');
});

test('a check prefers ports that the Service exposes', () => {
  const ports = [Port.http(9000, { name: 'admin', exposed: false }), Port.http(8080)];

  expect(containerOf({ ports, readiness: HealthCheck.http('/healthz') }).readinessProbe.httpGet.port).toBe('http');
});

test('a later change of the options has no effect', () => {
  const options = { failureThreshold: 3 };
  const check = HealthCheck.tcp(options);
  options.failureThreshold = -4;

  expect(containerOf({ readiness: check }).readinessProbe.failureThreshold).toBe(3);
});

test('HealthCheck.none() renders no probe', () => {
  expect(containerOf({ readiness: HealthCheck.none() })).not.toHaveProperty('readinessProbe');
});

test.each(['readiness', 'liveness', 'startup'] as const)('%s accepts any kind of check', role => {
  const ports = [Port.tcp(7000), Port.grpc(9090), Port.https(8443)];
  const probe = (check: HealthCheck) => containerOf({ ports, [role]: check })[`${role}Probe`];

  expect(probe(HealthCheck.http('/healthz'))).toEqual({ httpGet: { path: '/healthz', port: 'https', scheme: 'HTTPS' } });
  expect(probe(HealthCheck.tcp())).toEqual({ tcpSocket: { port: 'tcp-7000' } });
  expect(probe(HealthCheck.grpc())).toEqual({ grpc: { port: 9090 } });
  expect(probe(HealthCheck.exec(['/bin/check', '--quick']))).toEqual({ exec: { command: ['/bin/check', '--quick'] } });
});

test('HTTP and gRPC checks use the first TCP port if no port is of their kind', () => {
  expect(containerOf({ ports: [Port.tcp(7000)], readiness: HealthCheck.http('/') }).readinessProbe.httpGet.port).toBe('tcp-7000');
  expect(containerOf({ ports: [Port.tcp(7000)], readiness: HealthCheck.grpc() }).readinessProbe.grpc.port).toBe(7000);
});

test('every field of a probe can be set', () => {
  expect(containerOf({
    security: { exemptions: [SecurityExemption.probeHosts('another program answers')] },
    ports: [Port.http(8080), Port.http(9000, { name: 'a-port-with-a-long-name' })],
    liveness: HealthCheck.http('/healthz?full=1', {
      port: 'a-port-with-a-long-name',
      host: '127.0.0.1',
      scheme: ProbeScheme.HTTPS,
      headers: { 'Host': 'web.example.com', 'X-Probe': 'yes' },
      initialDelay: Duration.seconds(0),
      period: Duration.seconds(3),
      timeout: Duration.seconds(2),
      failureThreshold: 3,
      successThreshold: 1,
      terminationGracePeriod: Duration.seconds(10),
    }),
  }).livenessProbe).toEqual({
    httpGet: {
      path: '/healthz?full=1',
      port: 'http-9000',
      host: '127.0.0.1',
      scheme: 'HTTPS',
      httpHeaders: [{ name: 'Host', value: 'web.example.com' }, { name: 'X-Probe', value: 'yes' }],
    },
    initialDelaySeconds: 0,
    periodSeconds: 3,
    timeoutSeconds: 2,
    failureThreshold: 3,
    successThreshold: 1,
    terminationGracePeriodSeconds: 10,
  });
});

test('a gRPC check can name a service', () => {
  expect(containerOf({ ports: [Port.grpc(9090)], readiness: HealthCheck.grpc({ service: 'orders' }) }).readinessProbe)
    .toEqual({ grpc: { port: 9090, service: 'orders' } });
});

test('without a TCP port, the message explains how to check the container', () => {
  expect(() => containerOf({ ports: [Port.udp(53)], readiness: HealthCheck.tcp() }))
    .toThrow('readiness.port "udp-53": a health check must use a TCP port, because the kubelet cannot determine whether a UDP or SCTP port is open. It is a UDP port. Use HealthCheck.exec([…]).');
});
