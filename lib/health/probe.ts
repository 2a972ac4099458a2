import type { Duration } from 'cdk8s';
import type { HealthCheck } from './health-check';
import { HTTP_KINDS, candidatesOf, isTcp } from '../port/choose-port';
import type { Port } from '../port/port';
import { usesTls } from '../port/port-tls';
import type { ProbedPorts } from '../port/ports';
import { ProbeScheme } from '../port/probe-scheme';
import { sortedEntries } from '../values/compare-names';
import { secondsOf } from '../values/durations';

/** The purposes of probes, which are the names of the properties of a declaration. @internal */
export const PROBE_ROLES = ['readiness', 'liveness', 'startup'] as const;

/** The purpose of a probe. */
export type ProbeRole = typeof PROBE_ROLES[number];

/** The health checks of a declaration. */
export type HealthChecks = { readonly [role in ProbeRole]?: HealthCheck };

/** Kinds of port that each kind of check prefers to other TCP ports. */
const PREFERRED_KINDS: Record<string, readonly string[]> = { http: HTTP_KINDS, grpc: ['grpc'], tcp: [] };

/**
 * The default readiness probe of a container: a connection to its first TCP port that the Service exposes. Undefined if it has none.
 *
 * @internal
 */
export function defaultReadinessProbe(ports: ProbedPorts): object | undefined {
  const port = ports.exposed.find(isTcp);
  return port && { tcpSocket: { port: ports.target(port) } };
}

/**
 * Renders health checks as the probes of a container.
 *
 * @returns only the probes that are declared; undefined for `HealthCheck.none()`
 * @internal
 */
export function toProbes(checks: HealthChecks, ports: ProbedPorts): Record<string, object | undefined> {
  const probes: Record<string, object | undefined> = {};
  for (const role of PROBE_ROLES) {
    const check = checks[role];
    if (check !== undefined) {
      probes[`${role}Probe`] = toProbe(check, ports);
    }
  }
  return probes;
}

/**
 * The port of a health check: the port with its name, or the first TCP port of a suitable kind, or the first TCP port. The kubelet cannot send a gRPC request to
 * a port with TLS, so a port without TLS precedes the others for such a check.
 *
 * @internal
 */
export function portOf({ _kind, _options }: HealthCheck, ports: ProbedPorts): Port | undefined {
  if (_options.port !== undefined) {
    return ports.named(_options.port);
  }
  const candidates = candidatesOf(ports, PREFERRED_KINDS[_kind]);
  return (_kind === 'grpc' ? candidates.find(port => !usesTls(port)) : undefined) ?? candidates[0];
}

function toProbe(check: HealthCheck, ports: ProbedPorts): object | undefined {
  const handler = toHandler(check, ports);
  const options = check._options;
  return handler && Object.keys(options).length > 0 ? {
    ...handler,
    initialDelaySeconds: seconds(options.initialDelay),
    periodSeconds: seconds(options.period),
    timeoutSeconds: seconds(options.timeout),
    failureThreshold: options.failureThreshold,
    successThreshold: options.successThreshold,
    terminationGracePeriodSeconds: seconds(options.terminationGracePeriod),
  } : handler;
}

function toHandler(check: HealthCheck, ports: ProbedPorts): object | undefined {
  const { host, headers, scheme, service, byNumber } = check._options;
  if (check._kind === 'none') {
    return undefined;
  }
  if (check._kind === 'exec') {
    return { exec: { command: check._command } };
  }
  const port = portOf(check, ports);
  if (!port || !isTcp(port)) {
    return undefined;
  }
  if (check._kind === 'grpc') {
    return { grpc: { port: port.number, service } };
  }
  const reference = byNumber ? port.number : ports.target(port);
  if (check._kind === 'tcp') {
    return { tcpSocket: { port: reference, host } };
  }
  // sorted by name, because a different order would replace the pods
  const httpHeaders = sortedEntries(headers).map(([header, value]) => ({ name: header, value }));
  const https = scheme ?? (usesTls(port) ? ProbeScheme.HTTPS : undefined);
  return { httpGet: { path: check._path, port: reference, host, scheme: https, httpHeaders: httpHeaders.length > 0 ? httpHeaders : undefined } };
}

function seconds(duration: Duration | undefined): number | undefined {
  return duration && secondsOf(duration);
}
