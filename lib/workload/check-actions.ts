import type { Container, Handler, Probe } from 'cdk8s-plus-28';
import { containerRules } from '../rules/containers';
import { checkPortNumber } from '../rules/ports';
import { probeRules } from '../rules/probes';
import type { Problems, Rule } from '../rules/rule';
import { isInt32 } from '../rules/values';

/** What cdk8s-plus writes of a container. */
type Written = ReturnType<Container['_toKube']>;
type Action = ReturnType<Handler['_toKube']>;
type WrittenProbe = ReturnType<Probe['_toKube']>;

/** Notes what is wrong with what is done at the start and the end of a container. @internal */
export function checkLifecycle(problems: Problems, field: string, lifecycle: Written['lifecycle']): void {
  for (const hook of ['postStart', 'preStop'] as const) {
    const action = lifecycle?.[hook];
    if (action) {
      checkAction(problems, `${field}.${hook}`, action, containerRules.action, "kplus.Handler.fromCommand(['/bin/drain'])");
    }
  }
}

/** Notes what is wrong with the probes of a container, except those that the declaration itself writes. @internal */
export function checkProbes(problems: Problems, field: string, container: Written, portNumber?: number): void {
  for (const role of ['readiness', 'liveness', 'startup'] as const) {
    const probe = container[`${role}Probe`];
    // cdk8s-plus makes up a startup probe from the port number, which is not written
    const madeUp = role === 'startup' && portNumber !== undefined && probe?.tcpSocket?.port.value === portNumber;
    if (probe && !madeUp) {
      checkProbe(problems, `${field}${role}`, role, probe);
    }
  }
}

function checkProbe(problems: Problems, field: string, role: string, probe: WrittenProbe): void {
  checkAction(problems, field, probe, probeRules.command, "kplus.Probe.fromCommand(['/bin/check'])");
  for (const [name, least] of Object.entries({ initialDelaySeconds: 0, periodSeconds: 1, timeoutSeconds: 1 })) {
    const value = probe[name as 'periodSeconds'];
    if (value !== undefined && !isInt32(value, least)) {
      problems.report(probeRules.seconds, `${field}.${name}`, value, `Write Duration.seconds(${Math.max(least, Math.ceil(value) || 1)}).`);
    }
  }
  for (const name of ['failureThreshold', 'successThreshold'] as const) {
    const value = probe[name];
    if (value !== undefined && !isInt32(value, 1)) {
      problems.report(probeRules.threshold, `${field}.${name}`, value, 'Write 1 or more, or leave it out.');
    }
  }
  if (role !== 'readiness' && (probe.successThreshold ?? 1) > 1) {
    problems.report(probeRules.successThreshold, `${field}.successThreshold`, probe.successThreshold, 'Leave it out.');
  }
}

/** @param rule what is broken where there is nothing to do */
function checkAction(problems: Problems, field: string, { exec, httpGet, tcpSocket }: Action, rule: Rule, example: string): void {
  if (exec ? !exec.command?.length : !httpGet && !tcpSocket) {
    problems.report(rule, `${field}.command`, exec?.command, `Write it like ${example}.`);
  }
  const request = httpGet ?? tcpSocket;
  if (request) {
    checkPortNumber(problems, `${field}.port`, request.port.value as number);
  }
  if (httpGet && (typeof httpGet.path !== 'string' || httpGet.path === '')) {
    const pathRule = rule === probeRules.command ? probeRules.path : rule;
    problems.report(pathRule, `${field}.path`, httpGet.path, "Write it like '/healthz'.");
  }
  if (httpGet?.scheme !== undefined && !['HTTP', 'HTTPS'].includes(httpGet.scheme)) {
    problems.report(containerRules.action, `${field}.scheme`, httpGet.scheme, 'Write kplus.ConnectionScheme.HTTPS, or leave it out.');
  }
}
