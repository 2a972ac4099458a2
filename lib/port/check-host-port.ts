import type { Port } from './port';
import { checkAddressSyntax } from '../rules/address-checks';
import { containerRules } from '../rules/containers';
import { podNetworkRules } from '../rules/pod-network';
import { checkPortNumber } from '../rules/ports';
import type { Problems } from '../rules/rule';

/**
 * Reports problems with the port of the node of a port.
 *
 * @param before the ports that are declared before it
 * @param isInContainer whether the port is one of a container
 * @internal
 */
export function checkHostPort(problems: Problems, field: string, port: Port, before: readonly Port[], isInContainer: boolean): void {
  const { hostPort, hostIp } = port;
  if (hostPort === undefined && hostIp === undefined) {
    return;
  }
  if (!isInContainer) {
    const name = hostPort === undefined ? 'hostIp' : 'hostPort';
    problems.report(podNetworkRules.hostPortOutside, `${field}.${name}`, port[name], 'Remove it.');
    return;
  }
  if (hostPort === undefined) {
    problems.report(containerRules.hostPort, `${field}.hostIp`, hostIp, 'Remove it, or also set hostPort.');
  } else {
    checkPortNumber(problems, `${field}.hostPort`, hostPort);
  }
  if (hostIp !== undefined) {
    checkAddressSyntax(problems, `${field}.hostIp`, hostIp);
  }
  const shared = before.find(other => other.number === port.number && other.protocol === port.protocol);
  if (shared && (shared.hostPort !== hostPort || shared.hostIp !== hostIp)) {
    const fix = `The ports '${shared.name}' and '${port.name}' are one port of the container. Set the same hostPort and hostIp on both.`;
    problems.report(containerRules.hostPort, `${field}.hostPort`, hostPort, fix);
  }
  if (!shared && hostPort !== undefined && before.some(other => overlaps(other, port))) {
    problems.report(containerRules.hostPort, `${field}.hostPort`, hostPort, 'Use another hostPort, or another hostIp on both ports.');
  }
}

/** Whether two ports have the same port of the node. A port without an address has it on all addresses. */
function overlaps(a: Port, b: Port): boolean {
  return a.hostPort === b.hostPort && a.protocol === b.protocol && (a.hostIp ?? b.hostIp) === (b.hostIp ?? a.hostIp);
}
