import type { ConnectOptions } from './connect-options';
import { CREDENTIAL_PARTS, CredentialVariables, isCredentialPart, type SecretKey } from './credential-variables';
import type { ServiceAddress } from './service-address';
import { inCanonicalOrder } from '../environment/env-order';
import type { Port } from '../port/port';
import { connectionRules } from '../rules/connections';
import { checkNul, isEnvName } from '../rules/containers';
import { isDnsLabel } from '../rules/names';
import type { Problems } from '../rules/rule';
import { hidden, shown, withoutAssignment } from '../rules/show';
import { checkText } from '../rules/text';
import { workloadRules } from '../rules/workloads';
import { sortedEntries } from '../values/compare-names';

/** Parts of an address that a template can contain. `PORT_PARTS` depend on a port, and `HOST_PARTS` do not. */
const PORT_PARTS = ['port', 'hostAndPort', 'url', 'srvName', 'grpcTarget'] as const;
const HOST_PARTS = ['host', 'name', 'namespace', 'fqdn', 'tlsServerName'] as const;

type PortPart = typeof PORT_PARTS[number];
type HostPart = typeof HOST_PARTS[number];

const PART = /\{([A-Za-z_]\w*)(?::([^{}]*))?\}/g;
const PREFIX = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The value of a variable: a text, or a key of a Secret. */
export type VariableValue = string | SecretKey;

/**
 * The environment variables that contain the address of a target and its credentials: those of the prefix and those of the templates, in canonical
 * order.
 *
 * @param call the call of `connectTo` with the path of its target, for messages
 * @param ports ports that the caller uses
 * @internal
 */
export function variablesOf(
  problems: Problems, call: string, address: ServiceAddress, ports: readonly Port[], options: ConnectOptions,
): Map<string, VariableValue> {
  const variables = new Map<string, VariableValue>();
  const credentials = new CredentialVariables(options);
  credentials.check(problems, call);
  if (options.envPrefix !== undefined && checkPrefix(problems, `${call}.envPrefix`, options.envPrefix, ports)) {
    const name = ports[0].name;
    const url = credentials.inUrl(address.url(name, { path: options.path }));
    credentials.checkScheme(problems, call, ports[0]);
    checkText(problems, `${call}.path`, url);
    checkNul(problems, `${call}.path`, url);
    variables.set(`${options.envPrefix}_HOST`, address.host);
    variables.set(`${options.envPrefix}_PORT`, String(address.port(name)));
    variables.set(`${options.envPrefix}_URL`, url);
    credentials.ofPrefix.forEach((value, variable) => variables.set(variable, value));
    if (address.tlsServerName !== undefined) {
      variables.set(`${options.envPrefix}_TLS_SERVER_NAME`, address.tlsServerName);
    }
  }
  const namesOfPrefix = new Set(variables.keys());
  // Sorted by name, so that the lines of an error do not depend on the order of the map
  for (const [variable, template] of sortedEntries(options.variables)) {
    const field = `${call}.variables['${variable}']`;
    if (!isEnvName(variable)) {
      problems.report(workloadRules.envName, `${call}.variables`, withoutAssignment(variable), "Use a name such as 'ORDERS_URL'.");
    }
    if (namesOfPrefix.has(variable)) {
      problems.report(connectionRules.envTaken, field, template, `envPrefix: '${options.envPrefix}' already creates this variable. Remove one of them, or use another name.`);
    } else {
      const value = credentials.ofTemplate(template) ?? fill(problems, field, template, address, ports, credentials);
      checkText(problems, field, value);
      checkNul(problems, field, value);
      variables.set(variable, value);
    }
  }
  const ordered = inCanonicalOrder(Array.from(variables, ([name, value]) => ({ name, value })));
  return new Map(ordered.map(({ name, value }) => [name, value]));
}

function checkPrefix(problems: Problems, field: string, prefix: string, ports: readonly Port[]): boolean {
  if (!PREFIX.test(prefix)) {
    problems.report(connectionRules.envPrefix, field, prefix, prefixFix(prefix));
    return false;
  }
  if (ports.length > 1) {
    const names = ports.map(port => `'${port.name}'`);
    problems.report(connectionRules.onePort, field, shown(prefix), `The connection has the ports ${names.join(', ')}. Set ports to one of them, such as ports: [${names[0]}], or use variables: { ${prefix}_URL: '{url:${ports[0].name}}' }.`);
    return false;
  }
  return true;
}

function prefixFix(prefix: string): string {
  const proposal = prefix.replace(/[-. ]+/g, '_');
  return PREFIX.test(proposal) && /[A-Za-z]/.test(proposal) ? `Use '${proposal}'.` : "Use a prefix such as 'DATABASE'.";
}

function fill(
  problems: Problems, field: string, template: string, address: ServiceAddress, ports: readonly Port[], credentials: CredentialVariables,
): string {
  return template.replace(PART, (placeholder, part: string, portName: string | undefined, offset: number) => {
    const value = hidden(template, `'{' at position ${offset + 1}`);
    if (isOneOf(HOST_PARTS, part) && portName === undefined) {
      return hostPart(problems, field, placeholder, address, part);
    }
    if (isCredentialPart(part) && portName === undefined) {
      return credentials.part(problems, field, part, template.slice(0, offset)) ?? placeholder;
    }
    if (!isOneOf(PORT_PARTS, part)) {
      problems.report(connectionRules.template, field, value, unknownPartFix(part, portName));
      return placeholder;
    }
    const matching = portName === undefined ? ports : ports.filter(({ name }) => name === portName);
    if (matching.length !== 1) {
      const [rule, known] = [portName === undefined ? connectionRules.onePort : connectionRules.port, ports.map(({ name }) => `'{${part}:${name}}'`).join(' or ')];
      problems.report(rule, field, value, `Use ${known} instead of '${placeholderText(part, portName)}'.`);
      return placeholder;
    }
    return portPart(address, part, matching[0].name);
  });
}

/** The fix for an unknown part, such as one in the naming style of another language, and for a part without a port that names one. */
function unknownPartFix(part: string, portName: string | undefined): string {
  const spelling = part.replace(/_/g, '').toLowerCase();
  const meant = [...HOST_PARTS, ...PORT_PARTS, ...CREDENTIAL_PARTS].find(known => known.toLowerCase() === spelling);
  if (meant === undefined) {
    return 'Replace the part that begins there with one of these parts.';
  }
  return `Use '${placeholderText(meant, isOneOf(PORT_PARTS, meant) ? portName : undefined)}' instead of '${placeholderText(part, portName)}'.`;
}

/** A placeholder with a known part. A text in its place that is not the name of a port, such as JSON with a password, is not shown. */
function placeholderText(part: string, portName: string | undefined): string {
  return `{${part}${portName === undefined ? '' : `:${isDnsLabel(portName) ? portName : '…'}`}}`;
}

function hostPart(problems: Problems, field: string, placeholder: string, address: ServiceAddress, part: HostPart): string {
  // The getter of the full name throws if there is no namespace, with its own message
  const value = address[part];
  if (value === undefined) {
    const fix = part === 'tlsServerName' ? 'Set tlsServerName of the target, or write the name into the template.' : "Set the namespace of the target's chart, or write the name into the template.";
    problems.report(connectionRules.template, field, shown(placeholder), fix);
  }
  return value ?? placeholder;
}

function portPart(address: ServiceAddress, part: PortPart, portName: string): string {
  return String(address[part](portName));
}

function isOneOf<T extends string>(parts: readonly T[], part: string): part is T {
  return (parts as readonly string[]).includes(part);
}
