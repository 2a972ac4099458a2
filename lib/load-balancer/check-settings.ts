import type { Duration } from 'cdk8s';
import type { LoadBalancerRequest } from './mapping/mapping';
import { TrafficPolicy, type LoadBalancerOptions } from '../exposure/exposure';
import { LoadBalancerHealthCheckProtocol, type LoadBalancerHealthCheck, type LoadBalancerTls } from '../exposure/load-balancer-settings';
import { checkAddressSyntax, checkCanonical } from '../rules/address-checks';
import { exposureRules } from '../rules/exposure';
import { loadBalancerRules } from '../rules/load-balancers';
import type { Problems } from '../rules/rule';
import { hidden } from '../rules/show';
import { checkText } from '../rules/text';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

/** An entry of a list: a text without commas, which separate the entries, and without spaces at either end. */
const ENTRY = /^[^\s,]([^,\n]*[^\s,])?$/;
const PATH = /^\/\S*$/;

/**
 * Reports settings of a load balancer that are invalid for every provider.
 *
 * @param checksPodsOfLocal whether health checks test the pods even with `externalTrafficPolicy: LOCAL`
 * @internal
 */
export function checkSettings(problems: Problems, request: LoadBalancerRequest, checksPodsOfLocal: boolean): void {
  const { options } = request;
  const { addresses, addressNames, addressPool, subnets, tls, idleTimeout, healthCheck } = options;
  checkList(problems, 'exposure.addresses', addresses, (field, address) => checkAddress(problems, field, address));
  checkEntries(problems, 'exposure.addressNames', addressNames);
  if (addressPool !== undefined) {
    checkEntry(problems, 'exposure.addressPool', addressPool);
  }
  checkEntries(problems, 'exposure.subnets', subnets);
  checkDuration(problems, 'exposure.idleTimeout', idleTimeout);
  checkAddressSetOnce(problems, options);
  if (tls) {
    checkTls(problems, tls, request);
  }
  if (healthCheck) {
    checkHealthCheck(problems, healthCheck, request);
    if (!checksPodsOfLocal) {
      (['protocol', 'path', 'port'] as const).forEach(name => checkLocal(problems, name, healthCheck, options));
    }
  }
  if (idleTimeout && request.ports.length === 0) {
    reportUnknownPort(problems, 'exposure.idleTimeout', showDuration(idleTimeout), request);
  }
}

function checkTls(problems: Problems, tls: LoadBalancerTls, request: LoadBalancerRequest): void {
  const { certificates = [], ports, policy } = tls;
  checkEntries(problems, 'exposure.tls.certificates', certificates);
  if (policy !== undefined) {
    checkEntry(problems, 'exposure.tls.policy', policy);
  }
  checkList(problems, 'exposure.tls.ports', ports, (field, name) => checkPort(problems, field, name, request));
  if (!ports && request.ports.length === 0) {
    reportUnknownPort(problems, 'exposure.tls', tls, request);
  }
}

function checkHealthCheck(problems: Problems, check: LoadBalancerHealthCheck, request: LoadBalancerRequest): void {
  const { protocol, path, port, interval, healthyThreshold, unhealthyThreshold } = check;
  if (path !== undefined) {
    checkPath(problems, path, protocol);
  }
  if (port !== undefined) {
    checkPort(problems, 'exposure.healthCheck.port', port, request);
  }
  checkDuration(problems, 'exposure.healthCheck.interval', interval);
  checkThreshold(problems, 'healthyThreshold', healthyThreshold);
  checkThreshold(problems, 'unhealthyThreshold', unhealthyThreshold);
}

function checkAddress(problems: Problems, field: string, address: string): void {
  if (checkAddressSyntax(problems, field, address)) {
    checkCanonical(problems, field, address);
  }
}

function checkEntries(problems: Problems, field: string, entries: readonly string[] | undefined): void {
  checkList(problems, field, entries, (fieldOfEntry, entry) => checkEntry(problems, fieldOfEntry, entry));
}

function checkEntry(problems: Problems, field: string, entry: string): void {
  checkText(problems, field, entry);
  if (!ENTRY.test(entry)) {
    problems.report(loadBalancerRules.setting, field, entry, 'Use the name or ID that the provider uses, without commas and surrounding spaces.');
  }
}

/** Checks the entries of a list, unless the list is empty or contains an entry twice, which is reported. */
function checkList(problems: Problems, field: string, entries: readonly string[] | undefined, check: (field: string, entry: string) => void): void {
  const list = entries ?? [];
  const duplicate = list.find((entry, index) => list.indexOf(entry) !== index);
  if (entries?.length === 0) {
    problems.report(exposureRules.emptyList, field, entries, 'Add an entry, or remove the list.');
  } else if (duplicate !== undefined) {
    problems.report(loadBalancerRules.setting, field, entries, `Remove one of the two entries ${JSON.stringify(duplicate)}.`);
  } else {
    list.forEach((entry, index) => check(`${field}[${index}]`, entry));
  }
}

function checkDuration(problems: Problems, field: string, duration: Duration | undefined): void {
  if (duration && !isInt32(secondsOf(duration), 1)) {
    problems.report(loadBalancerRules.setting, field, showDuration(duration), 'Use whole seconds, such as Duration.seconds(60).');
  }
}

function checkThreshold(problems: Problems, option: string, threshold: number | undefined): void {
  if (threshold !== undefined && !isInt32(threshold, 1)) {
    problems.report(loadBalancerRules.setting, `exposure.healthCheck.${option}`, threshold, 'Use a whole number, such as 3.');
  }
}

function checkPort(problems: Problems, field: string, name: string, request: LoadBalancerRequest): void {
  if (!request.ports.some(port => port.name === name)) {
    reportUnknownPort(problems, field, name, request);
  }
}

function reportUnknownPort(problems: Problems, field: string, value: unknown, { ports }: LoadBalancerRequest): void {
  const known = ports.map(port => `'${port.name}'`).join(', ');
  problems.report(loadBalancerRules.port, field, value, known ? `Use the name of a TCP port: ${known}.` : 'The Service exposes no TCP port. Remove this setting.');
}

function checkPath(problems: Problems, path: string, protocol: LoadBalancerHealthCheckProtocol | undefined): void {
  checkText(problems, 'exposure.healthCheck.path', path);
  if (!PATH.test(path)) {
    problems.report(loadBalancerRules.setting, 'exposure.healthCheck.path', hidden(path), "Use a path such as '/healthz'.");
  }
  if (protocol === LoadBalancerHealthCheckProtocol.TCP) {
    problems.report(loadBalancerRules.healthCheck, 'exposure.healthCheck.path', hidden(path), 'Remove the path, or use LoadBalancerHealthCheckProtocol.HTTP.');
  }
}

function checkLocal(problems: Problems, option: 'protocol' | 'path' | 'port', check: LoadBalancerHealthCheck, options: LoadBalancerOptions): void {
  if (check[option] !== undefined && options.externalTrafficPolicy === TrafficPolicy.LOCAL) {
    const fix = 'Remove it, or use TrafficPolicy.CLUSTER. The readiness of the pods determines which nodes get traffic.';
    problems.report(loadBalancerRules.healthCheck, `exposure.healthCheck.${option}`, option === 'path' ? hidden(check.path) : check[option], fix);
  }
}

/** Reports addresses that are set by more than one option. */
function checkAddressSetOnce(problems: Problems, { addresses, addressNames, loadBalancerIp }: LoadBalancerOptions): void {
  if (addresses && addressNames) {
    problems.report(loadBalancerRules.setting, 'exposure.addressNames', addressNames, 'addresses is set as well. Remove one of them.');
  }
  if ((addresses ?? addressNames) && loadBalancerIp !== undefined) {
    problems.report(loadBalancerRules.setting, 'exposure.loadBalancerIp', loadBalancerIp, `${addresses ? 'addresses' : 'addressNames'} is set as well. Remove loadBalancerIp.`);
  }
}
