import type { ConnectOptions } from './connect-options';
import type { ServiceAddress } from './service-address';
import type { Port } from '../port/port';
import { connectionRules } from '../rules/connections';
import type { Problems } from '../rules/rule';

/** Parts of an address that a template can name, by whether they are those of a port. */
const OF_PORT = ['port', 'hostAndPort', 'url', 'srvName', 'grpcTarget'] as const;
const OF_HOST = ['host', 'name', 'namespace', 'fqdn', 'tlsServerName'] as const;

type PortPart = typeof OF_PORT[number];
type HostPart = typeof OF_HOST[number];

const PART = /\{([A-Za-z]+)(?::([^{}]*))?\}/g;
const PREFIX = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The environment variables by which a caller is told where a target is.
 *
 * @param ports those that are called
 * @internal
 */
export function variablesOf(problems: Problems, address: ServiceAddress, ports: readonly Port[], options: ConnectOptions): Map<string, string> {
  const variables = new Map<string, string>();
  if (options.env !== undefined && checkPrefix(problems, options.env, ports)) {
    const name = ports[0].name;
    variables.set(`${options.env}_HOST`, address.host);
    variables.set(`${options.env}_PORT`, String(address.port(name)));
    variables.set(`${options.env}_URL`, address.url(name));
    if (address.tlsServerName !== undefined) {
      variables.set(`${options.env}_TLS_SERVER_NAME`, address.tlsServerName);
    }
  }
  for (const [variable, template] of Object.entries(options.variables ?? {})) {
    const field = `connectTo.variables.${variable}`;
    if (typeof template !== 'string') {
      problems.report(connectionRules.template, field, template, "Write a text, like '{hostAndPort}'.");
    } else if (variables.has(variable)) {
      problems.report(connectionRules.envTaken, field, template, 'The prefix gives it already. Leave one of them out.');
    } else {
      variables.set(variable, fill(problems, field, template, address, ports));
    }
  }
  return variables;
}

function checkPrefix(problems: Problems, prefix: string, ports: readonly Port[]): boolean {
  if (typeof prefix !== 'string' || !PREFIX.test(prefix)) {
    problems.report(connectionRules.envPrefix, 'connectTo.env', prefix, "Write it like 'DATABASE'.");
    return false;
  }
  if (ports.length > 1) {
    const names = ports.map(port => `'${port.name}'`);
    problems.report(connectionRules.onePort, 'connectTo.env', prefix, `The target offers ${names.join(', ')}. Write ports: [${names[0]}], or variables like { ${prefix}_URL: '{url:${ports[0].name}}' }.`);
    return false;
  }
  return true;
}

function fill(problems: Problems, field: string, template: string, address: ServiceAddress, ports: readonly Port[]): string {
  return template.replace(PART, (whole, part: string, portName?: string) => {
    if (isOneOf(OF_HOST, part) && portName === undefined) {
      return hostPart(problems, field, whole, address, part);
    }
    if (!isOneOf(OF_PORT, part)) {
      problems.report(connectionRules.template, field, template, `'${whole}' is none of them.`);
      return whole;
    }
    const called = portName === undefined ? ports : ports.filter(({ name }) => name === portName);
    if (called.length !== 1) {
      const [rule, known] = [portName === undefined ? connectionRules.onePort : connectionRules.port, ports.map(({ name }) => `'{${part}:${name}}'`).join(' or ')];
      problems.report(rule, field, template, `Write ${known} instead of '${whole}'.`);
      return whole;
    }
    return portPart(address, part, called[0].name);
  });
}

function hostPart(problems: Problems, field: string, whole: string, address: ServiceAddress, part: HostPart): string {
  // the full name throws where there is no namespace, and says how to give one
  const value = address[part];
  if (value === undefined) {
    const fix = part === 'tlsServerName' ? 'The target says none. Give it tlsServerName, or write the name itself.' : 'Give its chart a namespace, or write the name itself.';
    problems.report(connectionRules.template, field, whole, fix);
  }
  return value ?? whole;
}

function portPart(address: ServiceAddress, part: PortPart, portName: string): string {
  return String(address[part](portName));
}

function isOneOf<T extends string>(parts: readonly T[], part: string): part is T {
  return (parts as readonly string[]).includes(part);
}
