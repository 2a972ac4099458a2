import type { Duration } from 'cdk8s';
import { LoadBalancerHealthCheckProtocol, type LoadBalancerHealthCheck, type LoadBalancerTls } from './intents';
import type { Wish } from './way';
import { checkAddressSyntax, checkCanonical } from '../../rules/addresses';
import { exposureRules } from '../../rules/exposure';
import { loadBalancerRules } from '../../rules/load-balancers';
import type { Problems } from '../../rules/rule';
import { checkText } from '../../rules/text';
import { checkArray, checkBoolean, checkEnum, checkMap, isInt32, secondsOf, showDuration, valueRules } from '../../rules/values';
import { TrafficPolicy, type LoadBalancerOptions } from '../exposure';

/** No comma, which would begin another, and no space at an end. */
const ENTRY = /^[^\s,]([^,\n]*[^\s,])?$/;
const PATH = /^\/\S*$/;

/** Notes what has another type than its property. @internal */
export function checkSaidTypes(problems: Problems, options: LoadBalancerOptions): boolean {
  return [
    ...(['internal', 'proxyProtocol', 'crossZone'] as const).map(name => checkBoolean(problems, `exposure.${name}`, options[name])),
    ...(['addresses', 'addressNames', 'subnets'] as const).map(name => checkArray(problems, `exposure.${name}`, options[name])),
    checkMap(problems, 'exposure.healthCheck', options.healthCheck),
    checkMap(problems, 'exposure.tls', options.tls) && checkTlsTypes(problems, options.tls),
  ].every(Boolean);
}

function checkTlsTypes(problems: Problems, tls: LoadBalancerTls | undefined): boolean {
  const given = Array.isArray(tls?.certificates) || !tls;
  if (!given) {
    problems.report(valueRules.type, 'exposure.tls.certificates', tls.certificates, 'Write it as an array, in [ ].');
  }
  return given && checkArray(problems, 'exposure.tls.ports', tls?.ports);
}

/** Notes what is wrong with what was said of a load balancer, whoever makes it; whether nothing is. @internal */
export function checkSaid(problems: Problems, wish: Wish): boolean {
  const { options } = wish;
  const { addresses, addressNames, addressPool, subnets, tls, idleTimeout, healthCheck } = options;
  return [
    checkList(problems, 'exposure.addresses', addresses) && (addresses ?? []).map((address, index) => checkAddress(problems, `exposure.addresses[${index}]`, address)).every(Boolean),
    checkEntries(problems, 'exposure.addressNames', addressNames),
    addressPool === undefined || addressPool === null || checkEntry(problems, 'exposure.addressPool', addressPool),
    checkEntries(problems, 'exposure.subnets', subnets),
    checkDuration(problems, 'exposure.idleTimeout', idleTimeout),
    checkSaidOnce(problems, options),
    !tls || checkTls(problems, tls, wish),
    !healthCheck || checkHealthCheck(problems, healthCheck, wish),
    !(idleTimeout && wish.ports.length === 0) || noPort(problems, 'exposure.idleTimeout', showDuration(idleTimeout), wish),
  ].every(Boolean);
}

function checkTls(problems: Problems, { certificates, ports, policy }: LoadBalancerTls, wish: Wish): boolean {
  return [
    checkEntries(problems, 'exposure.tls.certificates', certificates),
    policy === undefined || policy === null || checkEntry(problems, 'exposure.tls.policy', policy),
    checkList(problems, 'exposure.tls.ports', ports) && (ports ?? []).map((name, index) => checkPort(problems, `exposure.tls.ports[${index}]`, name, wish)).every(Boolean),
    ports || wish.ports.length > 0 || noPort(problems, 'exposure.tls', wish.options.tls, wish),
  ].every(Boolean);
}

function checkHealthCheck(problems: Problems, check: LoadBalancerHealthCheck, wish: Wish): boolean {
  const { protocol, path, port, interval, healthyThreshold, unhealthyThreshold } = check;
  return [
    checkEnum(problems, 'exposure.healthCheck.protocol', protocol, LoadBalancerHealthCheckProtocol),
    checkPath(problems, path, protocol),
    port === undefined || port === null || checkPort(problems, 'exposure.healthCheck.port', port, wish),
    checkDuration(problems, 'exposure.healthCheck.interval', interval),
    checkThreshold(problems, 'healthyThreshold', healthyThreshold),
    checkThreshold(problems, 'unhealthyThreshold', unhealthyThreshold),
    ...(['protocol', 'path', 'port'] as const).map(name => checkLocal(problems, name, check, wish.options)),
  ].every(Boolean);
}

function checkAddress(problems: Problems, field: string, address: string): boolean {
  const written = checkAddressSyntax(problems, field, address);
  if (written) {
    checkCanonical(problems, field, address);
  }
  return written;
}

function checkEntries(problems: Problems, field: string, entries: readonly string[] | undefined): boolean {
  return checkList(problems, field, entries) && (entries ?? []).map((entry, index) => checkEntry(problems, `${field}[${index}]`, entry)).every(Boolean);
}

function checkEntry(problems: Problems, field: string, entry: unknown): boolean {
  checkText(problems, field, entry);
  const valid = typeof entry === 'string' && ENTRY.test(entry);
  if (!valid) {
    problems.report(loadBalancerRules.setting, field, entry, 'Write it as the provider calls it, without a comma and without spaces around it.');
  }
  return valid;
}

/** A list that is there has something in it, and nothing twice. */
function checkList(problems: Problems, field: string, entries: readonly string[] | undefined): boolean {
  if (entries?.length === 0) {
    problems.report(exposureRules.emptyList, field, entries, 'Give one, or leave the list out.');
    return false;
  }
  const twice = entries?.find((entry, index) => entries.indexOf(entry) !== index);
  if (twice !== undefined) {
    problems.report(loadBalancerRules.setting, field, entries, `Give ${JSON.stringify(twice)} once.`);
  }
  return twice === undefined;
}

function checkDuration(problems: Problems, field: string, duration: Duration | undefined): boolean {
  const valid = duration === undefined || duration === null || isInt32(secondsOf(duration), 1);
  if (!valid) {
    problems.report(loadBalancerRules.setting, field, showDuration(duration), 'Write whole seconds, like Duration.seconds(60).');
  }
  return valid;
}

function checkThreshold(problems: Problems, option: string, threshold: number | undefined): boolean {
  const valid = threshold === undefined || threshold === null || isInt32(threshold, 1);
  if (!valid) {
    problems.report(loadBalancerRules.setting, `exposure.healthCheck.${option}`, threshold, 'Write a whole number, like 3.');
  }
  return valid;
}

function checkPort(problems: Problems, field: string, name: string, wish: Wish): boolean {
  return wish.ports.some(port => port.name === name) || noPort(problems, field, name, wish);
}

function noPort(problems: Problems, field: string, value: unknown, { ports }: Wish): boolean {
  const known = ports.map(port => `'${port.name}'`).join(', ');
  problems.report(loadBalancerRules.port, field, value, known ? `Write the name of one of them: ${known}.` : 'The Service offers none over TCP. Leave it out.');
  return false;
}

function checkPath(problems: Problems, path: string | undefined, protocol: LoadBalancerHealthCheckProtocol | undefined): boolean {
  if (path === undefined || path === null) {
    return true;
  }
  checkText(problems, 'exposure.healthCheck.path', path);
  const valid = typeof path === 'string' && PATH.test(path);
  if (!valid) {
    problems.report(loadBalancerRules.setting, 'exposure.healthCheck.path', path, "Write it like '/healthz'.");
  }
  if (protocol === LoadBalancerHealthCheckProtocol.TCP) {
    problems.report(loadBalancerRules.healthCheck, 'exposure.healthCheck.path', path, 'Leave it out, or say LoadBalancerHealthCheckProtocol.HTTP.');
  }
  return valid;
}

function checkLocal(problems: Problems, option: 'protocol' | 'path' | 'port', check: LoadBalancerHealthCheck, options: LoadBalancerOptions): boolean {
  const value = check[option];
  const asked = value !== undefined && value !== null && options.externalTrafficPolicy === TrafficPolicy.LOCAL;
  if (asked) {
    problems.report(loadBalancerRules.healthCheck, `exposure.healthCheck.${option}`, value, 'Leave it out, or say TrafficPolicy.CLUSTER. The readiness of the pods decides.');
  }
  return !asked;
}

/** An address is said in one way. */
function checkSaidOnce(problems: Problems, { addresses, addressNames, loadBalancerIp }: LoadBalancerOptions): boolean {
  const named = Boolean(addresses && addressNames);
  if (named) {
    problems.report(loadBalancerRules.setting, 'exposure.addressNames', addressNames, 'addresses is said too. Leave one of them out.');
  }
  const older = Boolean(addresses ?? addressNames) && loadBalancerIp !== undefined && loadBalancerIp !== null;
  if (older) {
    problems.report(loadBalancerRules.setting, 'exposure.loadBalancerIp', loadBalancerIp, `${addresses ? 'addresses' : 'addressNames'} is said too. Leave loadBalancerIp out.`);
  }
  return !named && !older;
}
