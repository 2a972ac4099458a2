import { ConnectionScheme } from 'cdk8s-plus-28';
import type { Draw } from './draw';
import { seconds, text } from './texts';
import { HealthCheck, type GrpcCheckOptions, type HealthCheckOptions, type HttpCheckOptions, type Port, type TcpCheckOptions } from '../../../lib';

const PATHS = ['/', '/healthz', '/a?b=c', 'healthz', '/%', '/ü', 'x y'];
const HEADER_NAMES = ['X-A', 'x-a', 'Host', 'A', '1', '-'];
const ODD_HEADER_NAMES = ['X A', '', 'X_A', 'X.A', 'ü', 'X:', "X'A", 'X!'];

/** Hosts, which Pod Security refuses from Kubernetes 1.34 on. */
export function host(draw: Draw): string {
  draw.unrestricted = true;
  return draw.pick('127.0.0.1', 'probe.example.com', '', 'a b');
}

export function healthCheck(draw: Draw, role: 'readiness' | 'liveness' | 'startup', ports: readonly Port[]): HealthCheck {
  const tcpPorts = ports.filter(port => port.protocol === 'TCP');
  const port = () => draw.mostly(`${role}.port`, () => tcpPorts.length > 0 ? draw.pick(...tcpPorts).name : undefined, 'nobody', 'udp-53');
  const options = times(draw, role);
  switch (tcpPorts.length > 0 || draw.odd('no TCP port') ? draw.pick('tcp', 'http', 'grpc', 'exec', 'none') : draw.pick('exec', 'none')) {
    case 'tcp':
      return HealthCheck.tcp({ ...options, ...draw.some<TcpCheckOptions>('TcpCheckOptions', 0.2, { port, host: () => draw.maybe(0.3, () => host(draw)) }) });
    case 'http':
      return HealthCheck.http(draw.mostly(`${role}.path`, () => draw.pick(...PATHS), '', ' ', '?', '\n'), {
        ...options,
        ...draw.some<HttpCheckOptions>('HttpCheckOptions', 0.2, {
          port,
          host: () => draw.maybe(0.3, () => host(draw)),
          scheme: () => draw.mostly(`${role}.scheme`, () => draw.pick(ConnectionScheme.HTTP, ConnectionScheme.HTTPS), 'http', ''),
          headers: () => Object.fromEntries(draw.list(0, 3, () => header(draw, role))),
        }),
      });
    case 'grpc':
      return HealthCheck.grpc({
        ...options,
        ...draw.some<GrpcCheckOptions>('GrpcCheckOptions', 0.3, { port, service: () => draw.pick('a', 'a.b.C', '', 'x y', 's'.repeat(300)) }),
      });
    case 'exec':
      return HealthCheck.exec(draw.mostly(`${role}.command`, () => draw.list(1, 3, () => text(draw)), [], [''], null), options);
    default:
      return HealthCheck.none();
  }
}

function header(draw: Draw, role: string): [string, string] {
  return [
    draw.mostly(`${role} header name`, () => draw.pick(...HEADER_NAMES), ...ODD_HEADER_NAMES),
    draw.mostly(`${role} header value`, () => text(draw), 1, null),
  ];
}

function times(draw: Draw, role: string): HealthCheckOptions {
  const readiness = role === 'readiness';
  return draw.some<HealthCheckOptions>('HealthCheckOptions', 0.2, {
    initialDelay: () => seconds(draw, `${role}.initialDelay`, 0, 100),
    period: () => seconds(draw, `${role}.period`, 1, 100),
    timeout: () => seconds(draw, `${role}.timeout`, 1, 100),
    failureThreshold: () => draw.mostly(`${role}.failureThreshold`, () => draw.integer(1, 10), 0, -1, 1.5, 2147483647, 2147483648),
    successThreshold: () => draw.mostly(`${role}.successThreshold`, () => readiness ? draw.integer(1, 3) : 1, 0, -1, 2, 2147483648),
    terminationGracePeriod: () => !readiness || draw.odd('grace of readiness') ? seconds(draw, `${role}.terminationGracePeriod`, 1, 100) : undefined,
  }) as HealthCheckOptions;
}
