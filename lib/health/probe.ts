import type { Duration } from 'cdk8s';
import { ConnectionScheme, Protocol } from 'cdk8s-plus-28';
import type { HealthCheck } from './health-check';
import type { Port } from '../port/port';
import type { Ports } from '../port/ports';
import { probeRules } from '../rules/probes';
import type { Problems } from '../rules/rule';
import { checkText } from '../rules/text';
import { checkEnum, checkMap } from '../rules/values';
import { sortedEntries } from '../values/compare-names';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

/** The purpose of a probe, which is the name of the property of a declaration. */
export type ProbeRole = 'readiness' | 'liveness' | 'startup';

/** Kinds of port that each kind of check prefers to other TCP ports. */
const PREFERRED_KINDS: Record<string, readonly string[]> = { http: ['http', 'https'], grpc: ['grpc'], tcp: [] };

/** The health checks of a declaration. */
export type HealthChecks = { readonly [role in ProbeRole]?: HealthCheck };

/**
 * The default readiness probe of a workload: a connection to the first TCP port that the Service exposes. Undefined if it exposes no TCP port.
 *
 * @internal
 */
export function defaultReadinessProbe(ports: Ports): object | undefined {
  const port = ports.exposed.find(isTcp);
  return port && { tcpSocket: { port: ports.target(port) } };
}

/**
 * Renders health checks as the probes of a container.
 *
 * @returns only the probes that are declared; undefined for `HealthCheck.none()` and for an invalid check, which is reported
 * @internal
 */
export function toProbes(problems: Problems, checks: HealthChecks, ports: Ports): Record<string, object | undefined> {
  const roles = (['readiness', 'liveness', 'startup'] as const).filter(role => checks[role] !== undefined);
  return Object.fromEntries(roles.map(role => [`${role}Probe`, toProbe(problems, role, checks[role]!, ports)]));
}

function toProbe(problems: Problems, role: ProbeRole, check: HealthCheck, ports: Ports): object | undefined {
  checkOptions(problems, role, check);
  const handler = toHandler(problems, role, check, ports);
  const options = check._options;
  return handler && {
    ...handler,
    initialDelaySeconds: seconds(options.initialDelay),
    periodSeconds: seconds(options.period),
    timeoutSeconds: seconds(options.timeout),
    failureThreshold: options.failureThreshold,
    successThreshold: options.successThreshold,
    terminationGracePeriodSeconds: seconds(options.terminationGracePeriod),
  };
}

function toHandler(problems: Problems, role: ProbeRole, check: HealthCheck, ports: Ports): object | undefined {
  const { host, headers, scheme, service } = check._options;
  if (check._kind === 'none') {
    return undefined;
  }
  if (check._kind === 'exec') {
    const command = Array.isArray(check._command) ? check._command : [];
    if (command.length === 0) {
      problems.report(probeRules.command, `${role}.command`, check._command, "Use a command such as HealthCheck.exec(['/bin/check', '--quick']).");
    }
    command.forEach((text, index) => checkText(problems, `${role}.command[${index}]`, text));
    return { exec: { command: check._command } };
  }
  const port = findPort(problems, role, check, ports);
  if (!port) {
    return undefined;
  }
  if (check._kind === 'grpc') {
    return { grpc: { port: port.number, service } };
  }
  const name = ports.target(port);
  if (check._kind === 'tcp') {
    return { tcpSocket: { port: name, host } };
  }
  // sorted by name, because a different order would replace the pods
  const httpHeaders = sortedEntries(headers).map(([header, value]) => ({ name: header, value }));
  const https = scheme ?? (port.kind === 'https' ? ConnectionScheme.HTTPS : undefined);
  return { httpGet: { path: check._path, port: name, host, scheme: https, httpHeaders: httpHeaders.length > 0 ? httpHeaders : undefined } };
}

function findPort(problems: Problems, role: ProbeRole, check: HealthCheck, ports: Ports): Port | undefined {
  const name = check._options.port;
  const tcpPorts = [...ports.exposed, ...ports.all.filter(port => !port.exposed)].filter(isTcp);
  const port = name === undefined
    ? tcpPorts.find(candidate => PREFERRED_KINDS[check._kind].includes(candidate.kind)) ?? tcpPorts[0]
    : ports.named(name);
  const declared = [...new Set(tcpPorts.map(candidate => `'${candidate.name}'`))].join(', ');
  if (port ? !isTcp(port) : name === undefined && ports.all.length > 0) {
    const unsuitable = port ?? ports.all[0];
    const fix = `It is a ${unsuitable.protocol} port. Use ${declared && `one of the declared TCP ports (${declared}), or `}HealthCheck.exec([…]).`;
    problems.report(probeRules.protocol, `${role}.port`, unsuitable.name, fix);
    return undefined;
  }
  if (!port) {
    const fix = `${declared && `Use one of the declared TCP ports (${declared}). `}To declare this port, add it to ports, with exposed: false if the Service must not offer it.`;
    problems.report(probeRules.port, `${role}.port`, name, fix);
  }
  return port;
}

function checkOptions(problems: Problems, role: ProbeRole, check: HealthCheck): void {
  const options = check._options;
  if (check._kind === 'http' && (typeof check._path !== 'string' || check._path === '')) {
    problems.report(probeRules.path, `${role}.path`, check._path, "Use a path such as HealthCheck.http('/healthz').");
  }
  checkEnum(problems, `${role}.scheme`, options.scheme, ConnectionScheme);
  const texts = { path: check._path, host: options.host, service: options.service };
  Object.entries(texts).forEach(([name, text]) => checkText(problems, `${role}.${name}`, text));
  if (checkMap(problems, `${role}.headers`, options.headers)) {
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      if (!/^[-A-Za-z0-9]+$/.test(name)) {
        problems.report(probeRules.header, `${role}.headers`, name, "Use a name such as 'X-Probe'.");
      } else if (typeof value !== 'string') {
        problems.report(probeRules.header, `${role}.headers['${name}']`, value, 'Use a string, in quotes.');
      }
      checkText(problems, `${role}.headers['${name}']`, value);
    }
  }
  const durations = { initialDelay: 0, period: 1, timeout: 1, terminationGracePeriod: 1 };
  for (const [name, min] of Object.entries(durations)) {
    const duration = options[name as keyof typeof durations];
    const value = duration && secondsOf(duration);
    if (duration !== undefined && !isInt32(value, min)) {
      problems.report(probeRules.seconds, `${role}.${name}`, showDuration(duration), `Use Duration.seconds(${Math.max(min, Math.ceil(value!) || 1)}).`);
    }
  }
  for (const name of ['failureThreshold', 'successThreshold'] as const) {
    const value = options[name];
    if (value !== undefined && !isInt32(value, 1)) {
      problems.report(probeRules.threshold, `${role}.${name}`, value, 'Use 1 or more, or omit it.');
    }
  }
  if (role !== 'readiness' && (options.successThreshold ?? 1) > 1) {
    problems.report(probeRules.successThreshold, `${role}.successThreshold`, options.successThreshold, 'Remove it.');
  }
  if (role === 'readiness' && options.terminationGracePeriod) {
    problems.report(probeRules.gracePeriod, 'readiness.terminationGracePeriod', showDuration(options.terminationGracePeriod), 'Remove it, or set it for liveness.');
  }
}

function isTcp(port: Port): boolean {
  return port.protocol === Protocol.TCP;
}

function seconds(duration: Duration | undefined): number | undefined {
  return duration && secondsOf(duration);
}
