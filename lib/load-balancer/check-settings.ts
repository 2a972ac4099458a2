import type { Duration } from 'cdk8s';
import type { LoadBalancerRequest } from './mapping/mapping';
import { TrafficPolicy, type LoadBalancerOptions } from '../exposure/exposure';
import { LoadBalancerHealthCheckProtocol, type LoadBalancerHealthCheck, type LoadBalancerTls } from '../exposure/load-balancer-settings';
import { checkAddressSyntax, checkCanonical } from '../rules/addresses';
import { exposureRules } from '../rules/exposure';
import { loadBalancerRules } from '../rules/load-balancers';
import type { Problems } from '../rules/rule';
import { checkText } from '../rules/text';
import { checkArray, checkBoolean, checkEnum, checkMap, valueRules } from '../rules/values';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

/** An entry of a list: a text without commas, which separate the entries, and without spaces at either end. */
const ENTRY = /^[^\s,]([^,\n]*[^\s,])?$/;
const PATH = /^\/\S*$/;

/** Reports values of the wrong type. Returns whether all values have the right type. @internal */
export function checkSettingTypes(problems: Problems, options: LoadBalancerOptions): boolean {
  return [
    ...(['internal', 'proxyProtocol', 'crossZone'] as const).map(name => checkBoolean(problems, `exposure.${name}`, options[name])),
    ...(['addresses', 'addressNames', 'subnets'] as const).map(name => checkArray(problems, `exposure.${name}`, options[name])),
    checkMap(problems, 'exposure.healthCheck', options.healthCheck),
    checkMap(problems, 'exposure.tls', options.tls) && checkTlsTypes(problems, options.tls),
  ].every(Boolean);
}

function checkTlsTypes(problems: Problems, tls: LoadBalancerTls | undefined): boolean {
  const isArray = Array.isArray(tls?.certificates) || !tls;
  if (!isArray) {
    problems.report(valueRules.type, 'exposure.tls.certificates', tls.certificates, 'Use an array, such as [a, b].');
  }
  return isArray && checkArray(problems, 'exposure.tls.ports', tls?.ports);
}

/** Reports settings of a load balancer that are invalid for every provider. Returns whether all settings are valid. @internal */
export function checkSettings(problems: Problems, request: LoadBalancerRequest): boolean {
  const { options } = request;
  const { addresses, addressNames, addressPool, subnets, tls, idleTimeout, healthCheck } = options;
  return [
    checkList(problems, 'exposure.addresses', addresses) && (addresses ?? []).map((address, index) => checkAddress(problems, `exposure.addresses[${index}]`, address)).every(Boolean),
    checkEntries(problems, 'exposure.addressNames', addressNames),
    addressPool === undefined || addressPool === null || checkEntry(problems, 'exposure.addressPool', addressPool),
    checkEntries(problems, 'exposure.subnets', subnets),
    checkDuration(problems, 'exposure.idleTimeout', idleTimeout),
    checkAddressSetOnce(problems, options),
    !tls || checkTls(problems, tls, request),
    !healthCheck || checkHealthCheck(problems, healthCheck, request),
    !(idleTimeout && request.ports.length === 0) || reportUnknownPort(problems, 'exposure.idleTimeout', showDuration(idleTimeout), request),
  ].every(Boolean);
}

function checkTls(problems: Problems, { certificates, ports, policy }: LoadBalancerTls, request: LoadBalancerRequest): boolean {
  return [
    checkEntries(problems, 'exposure.tls.certificates', certificates),
    policy === undefined || policy === null || checkEntry(problems, 'exposure.tls.policy', policy),
    checkList(problems, 'exposure.tls.ports', ports) && (ports ?? []).map((name, index) => checkPort(problems, `exposure.tls.ports[${index}]`, name, request)).every(Boolean),
    ports || request.ports.length > 0 || reportUnknownPort(problems, 'exposure.tls', request.options.tls, request),
  ].every(Boolean);
}

function checkHealthCheck(problems: Problems, check: LoadBalancerHealthCheck, request: LoadBalancerRequest): boolean {
  const { protocol, path, port, interval, healthyThreshold, unhealthyThreshold } = check;
  return [
    checkEnum(problems, 'exposure.healthCheck.protocol', protocol, LoadBalancerHealthCheckProtocol),
    checkPath(problems, path, protocol),
    port === undefined || port === null || checkPort(problems, 'exposure.healthCheck.port', port, request),
    checkDuration(problems, 'exposure.healthCheck.interval', interval),
    checkThreshold(problems, 'healthyThreshold', healthyThreshold),
    checkThreshold(problems, 'unhealthyThreshold', unhealthyThreshold),
    ...(['protocol', 'path', 'port'] as const).map(name => checkLocal(problems, name, check, request.options)),
  ].every(Boolean);
}

function checkAddress(problems: Problems, field: string, address: string): boolean {
  const valid = checkAddressSyntax(problems, field, address);
  if (valid) {
    checkCanonical(problems, field, address);
  }
  return valid;
}

function checkEntries(problems: Problems, field: string, entries: readonly string[] | undefined): boolean {
  return checkList(problems, field, entries) && (entries ?? []).map((entry, index) => checkEntry(problems, `${field}[${index}]`, entry)).every(Boolean);
}

function checkEntry(problems: Problems, field: string, entry: unknown): boolean {
  checkText(problems, field, entry);
  const valid = typeof entry === 'string' && ENTRY.test(entry);
  if (!valid) {
    problems.report(loadBalancerRules.setting, field, entry, 'Use the name or ID that the provider uses, without commas and surrounding spaces.');
  }
  return valid;
}

/** Reports a list that is empty or contains an entry twice. */
function checkList(problems: Problems, field: string, entries: readonly string[] | undefined): boolean {
  if (entries?.length === 0) {
    problems.report(exposureRules.emptyList, field, entries, 'Add an entry, or remove the list.');
    return false;
  }
  const duplicate = entries?.find((entry, index) => entries.indexOf(entry) !== index);
  if (duplicate !== undefined) {
    problems.report(loadBalancerRules.setting, field, entries, `Remove one of the two entries ${JSON.stringify(duplicate)}.`);
  }
  return duplicate === undefined;
}

function checkDuration(problems: Problems, field: string, duration: Duration | undefined): boolean {
  const valid = duration === undefined || duration === null || isInt32(secondsOf(duration), 1);
  if (!valid) {
    problems.report(loadBalancerRules.setting, field, showDuration(duration), 'Use whole seconds, such as Duration.seconds(60).');
  }
  return valid;
}

function checkThreshold(problems: Problems, option: string, threshold: number | undefined): boolean {
  const valid = threshold === undefined || threshold === null || isInt32(threshold, 1);
  if (!valid) {
    problems.report(loadBalancerRules.setting, `exposure.healthCheck.${option}`, threshold, 'Use a whole number, such as 3.');
  }
  return valid;
}

function checkPort(problems: Problems, field: string, name: string, request: LoadBalancerRequest): boolean {
  return request.ports.some(port => port.name === name) || reportUnknownPort(problems, field, name, request);
}

function reportUnknownPort(problems: Problems, field: string, value: unknown, { ports }: LoadBalancerRequest): boolean {
  const known = ports.map(port => `'${port.name}'`).join(', ');
  problems.report(loadBalancerRules.port, field, value, known ? `Use the name of a TCP port: ${known}.` : 'The Service exposes no TCP port. Remove this setting.');
  return false;
}

function checkPath(problems: Problems, path: string | undefined, protocol: LoadBalancerHealthCheckProtocol | undefined): boolean {
  if (path === undefined || path === null) {
    return true;
  }
  checkText(problems, 'exposure.healthCheck.path', path);
  const valid = typeof path === 'string' && PATH.test(path);
  if (!valid) {
    problems.report(loadBalancerRules.setting, 'exposure.healthCheck.path', path, "Use a path such as '/healthz'.");
  }
  if (protocol === LoadBalancerHealthCheckProtocol.TCP) {
    problems.report(loadBalancerRules.healthCheck, 'exposure.healthCheck.path', path, 'Remove the path, or use LoadBalancerHealthCheckProtocol.HTTP.');
  }
  return valid;
}

function checkLocal(problems: Problems, option: 'protocol' | 'path' | 'port', check: LoadBalancerHealthCheck, options: LoadBalancerOptions): boolean {
  const value = check[option];
  const conflicts = value !== undefined && value !== null && options.externalTrafficPolicy === TrafficPolicy.LOCAL;
  if (conflicts) {
    problems.report(loadBalancerRules.healthCheck, `exposure.healthCheck.${option}`, value, 'Remove it, or use TrafficPolicy.CLUSTER. The readiness of the pods determines which nodes get traffic.');
  }
  return !conflicts;
}

/** Reports addresses that are set by more than one option. */
function checkAddressSetOnce(problems: Problems, { addresses, addressNames, loadBalancerIp }: LoadBalancerOptions): boolean {
  const named = Boolean(addresses && addressNames);
  if (named) {
    problems.report(loadBalancerRules.setting, 'exposure.addressNames', addressNames, 'addresses is set as well. Remove one of them.');
  }
  const older = Boolean(addresses ?? addressNames) && loadBalancerIp !== undefined && loadBalancerIp !== null;
  if (older) {
    problems.report(loadBalancerRules.setting, 'exposure.loadBalancerIp', loadBalancerIp, `${addresses ? 'addresses' : 'addressNames'} is set as well. Remove loadBalancerIp.`);
  }
  return !named && !older;
}
