import type { HealthCheck } from './health-check';
import { PROBE_ROLES, portOf, type HealthChecks, type ProbeRole } from './probe';
import { isTcp, tcpPorts } from '../port/choose-port';
import type { Port } from '../port/port';
import { usesTls } from '../port/port-tls';
import type { ProbedPorts } from '../port/ports';
import { ProbeScheme } from '../port/probe-scheme';
import { checkNulInList } from '../rules/containers';
import { probeRules } from '../rules/probes';
import type { Problems } from '../rules/rule';
import { shown } from '../rules/show';
import { checkText } from '../rules/text';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

/**
 * Reports problems with health checks, and health checks of ports that are not declared.
 *
 * @param prefix prefix of the names of properties in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkHealthChecks(problems: Problems, prefix: string, checks: HealthChecks, ports: ProbedPorts): void {
  for (const role of PROBE_ROLES) {
    const check = checks[role];
    if (check) {
      const field = `${prefix}${role}`;
      checkOptions(problems, field, role, check);
      checkHandler(problems, field, check, ports);
    }
  }
}

function checkHandler(problems: Problems, field: string, check: HealthCheck, ports: ProbedPorts): void {
  if (check._kind === 'exec') {
    checkCommand(problems, field, check._command);
  } else if (check._kind !== 'none') {
    checkPort(problems, field, check, ports);
  }
}

function checkCommand(problems: Problems, field: string, command: HealthCheck['_command'] = []): void {
  if (command.length === 0) {
    problems.report(probeRules.command, `${field}.command`, command, "Use a command such as HealthCheck.exec(['/bin/check', '--quick']).");
  }
  command.forEach((text, index) => checkText(problems, `${field}.command[${index}]`, text));
  checkNulInList(problems, `${field}.command`, command);
}

function checkPort(problems: Problems, field: string, check: HealthCheck, ports: ProbedPorts): void {
  const name = check._options.port;
  const port = portOf(check, ports);
  const declared = [...new Set(tcpPorts(ports).map(candidate => `'${candidate.name}'`))].join(', ');
  if (port ? !isTcp(port) : name === undefined && ports.all.length > 0) {
    const unsuitable = port ?? ports.all[0];
    const fix = `It is a ${unsuitable.protocol} port. Use ${declared && `one of the declared TCP ports (${declared}), or `}HealthCheck.exec([…]).`;
    problems.report(probeRules.protocol, `${field}.port`, unsuitable.name, fix);
  } else if (!port) {
    const fix = `${declared && `Use one of the declared TCP ports (${declared}). `}To declare this port, add it to ports, with exposed: false if the Service must not offer it.`;
    problems.report(probeRules.port, `${field}.port`, name, fix);
  } else {
    checkTls(problems, field, check, port);
  }
}

/** Reports a request without TLS to a port with TLS, and the reverse. */
function checkTls(problems: Problems, field: string, { _kind, _options: { scheme, host } }: HealthCheck, port: Port): void {
  const tls = usesTls(port);
  if (_kind === 'grpc' && tls) {
    const fix = `The server uses TLS on this port. Use HealthCheck.tcp(${portOption(port)}), HealthCheck.exec([…]) with a program that can use TLS, or a port without TLS that serves the health service.`;
    problems.report(probeRules.tls, `${field}.port`, port.name, fix);
  } else if (_kind === 'http' && !host && scheme !== undefined && tls !== undefined && tls !== (scheme === ProbeScheme.HTTPS)) {
    const kind = tls ? 'with' : 'without';
    const fix = `Port '${port.name}' is declared ${kind} TLS. Remove scheme, or declare the port with Port.${tls ? 'http' : 'https'}. If the server accepts both on the port, use Port.tcp.`;
    problems.report(probeRules.tls, `${field}.scheme`, scheme, fix);
  }
}

function portOption({ name }: Port): string {
  return `{ port: '${name}' }`;
}

function checkOptions(problems: Problems, field: string, role: ProbeRole, check: HealthCheck): void {
  const options = check._options;
  if (check._path === '') {
    problems.report(probeRules.path, `${field}.path`, check._path, "Use a path such as HealthCheck.http('/healthz').");
  }
  if (Object.keys(options).length === 0) {
    checkText(problems, `${field}.path`, check._path);
    return;
  }
  const texts = { path: check._path, host: options.host, service: options.service };
  Object.entries(texts).forEach(([name, text]) => checkText(problems, `${field}.${name}`, text));
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (!/^[-A-Za-z0-9]+$/.test(name)) {
      problems.report(probeRules.header, `${field}.headers`, shown(name), "Use a name such as 'X-Probe'.");
    }
    checkText(problems, `${field}.headers['${name}']`, value);
  }
  const durations = { initialDelay: 0, period: 1, timeout: 1, terminationGracePeriod: 1 };
  for (const [name, min] of Object.entries(durations)) {
    const duration = options[name as keyof typeof durations];
    const value = duration && secondsOf(duration);
    if (duration !== undefined && !isInt32(value, min)) {
      problems.report(probeRules.seconds, `${field}.${name}`, showDuration(duration), `Use Duration.seconds(${isInt32(Math.ceil(value!), min) ? Math.ceil(value!) : 1}).`);
    }
  }
  for (const name of ['failureThreshold', 'successThreshold'] as const) {
    const value = options[name];
    if (value !== undefined && !isInt32(value, 1)) {
      problems.report(probeRules.threshold, `${field}.${name}`, value, 'Use 1 or more, or omit it.');
    }
  }
  if (role !== 'readiness' && (options.successThreshold ?? 1) > 1) {
    problems.report(probeRules.successThreshold, `${field}.successThreshold`, options.successThreshold, 'Remove it.');
  }
  if (role === 'readiness' && options.terminationGracePeriod) {
    problems.report(probeRules.gracePeriod, `${field}.terminationGracePeriod`, showDuration(options.terminationGracePeriod), 'Remove it, or set it for liveness.');
  }
}

