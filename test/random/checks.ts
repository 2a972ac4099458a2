import type { Random } from './random';
import { seconds, text } from './texts';
import { HealthCheck, ProbeScheme, type GrpcCheckOptions, type HealthCheckOptions, type HttpCheckOptions, type Port, type TcpCheckOptions } from '../../lib';

const PATHS = ['/', '/healthz', '/a?b=c', 'healthz', '/%', '/ü', 'x y'];
const HEADER_NAMES = ['X-A', 'x-a', 'Host', 'A', '1', '-'];
const ODD_HEADER_NAMES = ['X A', '', 'X_A', 'X.A', 'ü', 'X:', "X'A", 'X!'];

/** A host of a health check, which Pod Security refuses from Kubernetes 1.34 on. The declaration needs an exemption for it. */
export function host(random: Random): string {
  random.unrestricted = true;
  random.hasHost = true;
  return random.pick('127.0.0.1', 'probe.example.com', '', 'a b');
}

export function healthCheck(random: Random, role: 'readiness' | 'liveness' | 'startup', ports: readonly Port[]): HealthCheck {
  const tcpPorts = ports.filter(port => port.protocol === 'TCP');
  const port = () => random.mostly(`${role}.port`, () => tcpPorts.length > 0 ? random.pick(...tcpPorts).name : undefined, 'nobody', 'udp-53');
  const options = times(random, role);
  switch (tcpPorts.length > 0 || random.odd('no TCP port') ? random.pick('tcp', 'http', 'grpc', 'exec', 'none') : random.pick('exec', 'none')) {
    case 'tcp':
      return HealthCheck.tcp({ ...options, ...random.some<Omit<TcpCheckOptions, keyof HealthCheckOptions>>('TcpCheckOptions', 0.2, { port, byNumber: () => random.chance(0.5), host: () => random.maybe(0.3, () => host(random)) }) });
    case 'http':
      return HealthCheck.http(random.mostly(`${role}.path`, () => random.pick(...PATHS), '', ' ', '?', '\n'), {
        ...options,
        ...random.some<Omit<HttpCheckOptions, keyof HealthCheckOptions>>('HttpCheckOptions', 0.2, {
          port,
          byNumber: () => random.chance(0.5),
          host: () => random.maybe(0.3, () => host(random)),
          scheme: () => tcpPorts.some(({ kind }) => kind !== 'tcp') && !random.odd('the scheme of a port of a known protocol') ? undefined : random.mostly(`${role}.scheme`, () => random.pick(ProbeScheme.HTTP, ProbeScheme.HTTPS), 'http', ''),
          headers: () => Object.fromEntries(random.list(0, 3, () => header(random, role))),
        }),
      });
    case 'grpc':
      return HealthCheck.grpc({
        ...options,
        ...random.some<Omit<GrpcCheckOptions, keyof HealthCheckOptions>>('GrpcCheckOptions', 0.3, { port, service: () => random.pick('a', 'a.b.C', '', 'x y', 's'.repeat(300)) }),
      });
    case 'exec':
      return HealthCheck.exec(random.mostly(`${role}.command`, () => random.list(1, 3, () => text(random)), [], [''], null), options);
    default:
      return HealthCheck.none();
  }
}

function header(random: Random, role: string): [string, string] {
  return [
    random.mostly(`${role} header name`, () => random.pick(...HEADER_NAMES), ...ODD_HEADER_NAMES),
    random.mostly(`${role} header value`, () => text(random), 1, null),
  ];
}

function times(random: Random, role: string): HealthCheckOptions {
  const readiness = role === 'readiness';
  return random.some<HealthCheckOptions>('HealthCheckOptions', 0.2, {
    initialDelay: () => seconds(random, `${role}.initialDelay`, 0, 100),
    period: () => seconds(random, `${role}.period`, 1, 100),
    timeout: () => seconds(random, `${role}.timeout`, 1, 100),
    failureThreshold: () => random.mostly(`${role}.failureThreshold`, () => random.integer(1, 10), 0, -1, 1.5, 2147483647, 2147483648),
    successThreshold: () => random.mostly(`${role}.successThreshold`, () => readiness ? random.integer(1, 3) : 1, 0, -1, 2, 2147483648),
    terminationGracePeriod: () => !readiness || random.odd('grace of readiness') ? seconds(random, `${role}.terminationGracePeriod`, 1, 100) : undefined,
  });
}
