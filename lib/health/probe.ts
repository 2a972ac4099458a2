import type { Duration } from 'cdk8s';
import { ConnectionScheme, Protocol } from 'cdk8s-plus-28';
import type { HealthCheck } from './health-check';
import type { Port } from '../port/port';
import type { Ports } from '../port/ports';
import { probeRules } from '../rules/probes';
import type { Problems } from '../rules/rule';
import { checkText } from '../rules/text';
import { checkEnum, checkMap, isInt32, secondsOf, showDuration } from '../rules/values';

/** What a probe is for, as the property of a declaration is called. */
export type ProbeRole = 'readiness' | 'liveness' | 'startup';

/** Kinds of port that each kind of check looks for before it takes any TCP port. */
const PREFERRED_KINDS: Record<string, readonly string[]> = { http: ['http', 'https'], grpc: ['grpc'], tcp: [] };

/** The checks that a declaration says. */
export type HealthChecks = { readonly [role in ProbeRole]?: HealthCheck };

/**
 * The readiness probe of a workload that says none: a connection to the first TCP port that the Service offers, or nothing where there is none.
 *
 * @internal
 */
export function defaultReadinessProbe(ports: Ports): object | undefined {
  const port = ports.exposed.find(isAskable);
  return port && { tcpSocket: { port: ports.target(port) } };
}

/**
 * Renders checks as the probes of a container.
 *
 * @returns only those that are said; nothing for `HealthCheck.none()`, nor for a check that is wrong, which is reported
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
      problems.report(probeRules.command, `${role}.command`, check._command, "Write it like HealthCheck.exec(['/bin/check', '--quick']).");
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
  const httpHeaders = Object.entries(headers ?? {}).map(([header, value]) => ({ name: header, value }));
  const https = scheme ?? (port.kind === 'https' ? ConnectionScheme.HTTPS : undefined);
  return { httpGet: { path: check._path, port: name, host, scheme: https, httpHeaders: httpHeaders.length > 0 ? httpHeaders : undefined } };
}

function findPort(problems: Problems, role: ProbeRole, check: HealthCheck, ports: Ports): Port | undefined {
  const wanted = check._options.port;
  const askable = [...ports.exposed, ...ports.all.filter(port => !port.exposed)].filter(isAskable);
  const port = wanted === undefined
    ? askable.find(candidate => PREFERRED_KINDS[check._kind].includes(candidate.kind)) ?? askable[0]
    : ports.named(wanted);
  const known = askable.map(candidate => `'${candidate.name}'`).join(', ') || 'none';
  if (port ? !isAskable(port) : wanted === undefined && ports.all.length > 0) {
    const asked = port ?? ports.all[0];
    const fix = `It is ${asked.protocol}; TCP ports declared: ${known}. ${askable.length > 0 ? 'Ask one of them, or ask' : 'Ask'} by HealthCheck.exec([…]).`;
    problems.report(probeRules.protocol, `${role}.port`, asked.name, fix);
    return undefined;
  }
  if (!port) {
    const fix = `TCP ports declared: ${known}. Name one of them, or add the port to ports, with exposed: false where the Service shall not offer it.`;
    problems.report(probeRules.port, `${role}.port`, wanted, fix);
  }
  return port;
}

function checkOptions(problems: Problems, role: ProbeRole, check: HealthCheck): void {
  const options = check._options;
  if (check._kind === 'http' && (typeof check._path !== 'string' || check._path === '')) {
    problems.report(probeRules.path, `${role}.path`, check._path, "Write it like HealthCheck.http('/healthz').");
  }
  checkEnum(problems, `${role}.scheme`, options.scheme, ConnectionScheme);
  const texts = { path: check._path, host: options.host, service: options.service };
  Object.entries(texts).forEach(([name, text]) => checkText(problems, `${role}.${name}`, text));
  if (checkMap(problems, `${role}.headers`, options.headers)) {
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      if (!/^[-A-Za-z0-9]+$/.test(name)) {
        problems.report(probeRules.header, `${role}.headers`, name, "Write it like 'X-Probe'.");
      } else if (typeof value !== 'string') {
        problems.report(probeRules.header, `${role}.headers['${name}']`, value, 'Write it as text, in quotes.');
      }
      checkText(problems, `${role}.headers['${name}']`, value);
    }
  }
  const durations = { initialDelay: 0, period: 1, timeout: 1, terminationGracePeriod: 1 };
  for (const [name, least] of Object.entries(durations)) {
    const duration = options[name as keyof typeof durations];
    const value = duration && secondsOf(duration);
    if (duration !== undefined && !isInt32(value, least)) {
      problems.report(probeRules.seconds, `${role}.${name}`, showDuration(duration), `Write Duration.seconds(${Math.max(least, Math.ceil(value!) || 1)}).`);
    }
  }
  for (const name of ['failureThreshold', 'successThreshold'] as const) {
    const value = options[name];
    if (value !== undefined && !isInt32(value, 1)) {
      problems.report(probeRules.threshold, `${role}.${name}`, value, 'Write 1 or more, or leave it out.');
    }
  }
  if (role !== 'readiness' && (options.successThreshold ?? 1) > 1) {
    problems.report(probeRules.successThreshold, `${role}.successThreshold`, options.successThreshold, 'Leave it out.');
  }
  if (role === 'readiness' && options.terminationGracePeriod) {
    problems.report(probeRules.gracePeriod, 'readiness.terminationGracePeriod', showDuration(options.terminationGracePeriod), 'Leave it out, or give it to liveness.');
  }
}

function isAskable(port: Port): boolean {
  return port.protocol === Protocol.TCP;
}

function seconds(duration: Duration | undefined): number | undefined {
  return duration && secondsOf(duration);
}
