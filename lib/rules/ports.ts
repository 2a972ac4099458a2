import { isQualifiedName } from './metadata';
import { isDnsLabel, proposeLabel } from './names';
import type { Problems, Rule } from './rule';
import { characterIn, hidden } from './show';

const SERVICE = 'https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services';

/** @internal */
export const portRules = {
  missing: {
    id: 'ports-missing',
    limit: 'a Service must have at least one port, unless it is headless or of type ExternalName',
    showsValue: true,
    source: 'ValidateService in core/validation/validation.go',
    cases: ['B01', 'B02', 'B41'],
  },
  withoutService: {
    id: 'port-without-service',
    limit: 'a port of a Worker cannot have a servicePort, because a Worker has no Service that offers ports',
    showsValue: true,
    source: 'this library',
    cases: [],
  },
  number: {
    id: 'port-number',
    limit: 'a port must be an integer from 1 to 65535',
    showsValue: true,
    source: 'IsValidPortNum in apimachinery/pkg/util/validation/validation.go',
    cases: ['B17', 'B19', 'B24', 'J01', 'J02', 'H38', 'T06', 'I41', 'T16', 'V21', 'K16', 'K21'],
    hazard: 'In an EndpointSlice, the API server accepts any integer, including 0, -1 and 65536, to which no client can connect. It reads a targetPort of 0 as the number of the port. This rule cannot be overridden.',
  },
  name: {
    id: 'port-name',
    limit: 'the name of a Service port must be a DNS label (RFC 1123): at most 63 lowercase letters, digits and hyphens',
    showsValue: true,
    source: `${SERVICE}; validateServicePort in core/validation/validation.go`,
    cases: ['B12', 'B13', 'B33', 'J09', 'T01', 'T10'],
    hazard: 'The API server accepts a single port without a name, which has no SRV record and needs a name as soon as a second port is added. The name of a port with exposed: false never reaches the API server, but health checks and addPort refer to it. This rule cannot be overridden. Omit the name to use the default. For an existing Service whose port has no name, set unnamed: true.',
  },
  nameDuplicate: {
    id: 'port-name-duplicate',
    limit: 'each port of a Service must have a unique name',
    showsValue: true,
    source: SERVICE,
    cases: ['B05', 'S05', 'B06'],
    hazard: 'The name of a port with exposed: false never reaches the API server, but health checks and addPort refer to it. This rule cannot be overridden.',
  },
  unnamed: {
    id: 'port-unnamed',
    limit: 'only a port of a Service with exactly one port can have no name',
    showsValue: true,
    source: `${SERVICE}; ValidateService in core/validation/validation.go`,
    cases: [],
    hazard: 'The name of a port with exposed: false never reaches the API server. This rule cannot be overridden.',
  },
  target: {
    id: 'port-target',
    limit: 'containerPortName, listed and targetPort describe a port of a container, and a Service can refer to it by name only if the container lists it with a name',
    showsValue: true,
    source: 'FindPort in k8s.io/endpointslice/utils.go (Kubernetes 1.37)',
    cases: [],
    hazard: 'The API server accepts a targetPort with a name that no container has, and the Service then has no endpoints for the port. It drops nothing else that this rule refuses: the options have no effect. This rule cannot be overridden.',
  },
  duplicate: {
    id: 'port-duplicate',
    limit: 'a Service must not have two ports with the same number and protocol',
    showsValue: true,
    source: 'ValidateService in core/validation/validation.go',
    cases: ['B07', 'B06'],
  },
  appProtocol: {
    id: 'app-protocol',
    limit: 'appProtocol must be an IANA service name, or a name that is prefixed with a DNS subdomain and /',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol',
    cases: ['B35', 'B36', 'B37', 'B38', 'B39', 'T17'],
    hazard: 'The appProtocol of a port with exposed: false never reaches the API server and has no effect. This rule cannot be overridden. Omit it.',
  },
  scheme: {
    id: 'url-scheme',
    limit: 'a URL scheme must be a letter followed by letters, digits, +, - and . (RFC 3986), or several of these separated by colons, without ://',
    source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.1',
    cases: [],
  },
  remapHeadless: {
    id: 'headless-service-port',
    limit: 'a headless Service cannot remap a port: its name resolves to the addresses of the pods or endpoints, and clients connect to the port that the pods or endpoints listen on',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
    cases: [],
    hazard: 'The API server accepts a different port, but connections to it are refused. This rule cannot be overridden.',
  },
  remapHostname: {
    id: 'hostname-service-port',
    limit: 'a Service for a host name (ExternalName) cannot remap a port, because it is only a CNAME record',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
    cases: ['E29'],
    hazard: 'The API server accepts a different port, but connections to it are refused. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

const CONTAINER_PORT_NAME = /^(?!.*--)(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;

/** Whether a container port can have this name (IANA_SVC_NAME, RFC 6335). @internal */
export function isContainerPortName(name: unknown): boolean {
  return typeof name === 'string' && CONTAINER_PORT_NAME.test(name);
}

/** @internal */
export function isPortNumber(number: unknown): boolean {
  return Number.isInteger(number) && (number as number) >= 1 && (number as number) <= 65535;
}

/** @internal */
export function checkPortNumber(problems: Problems, field: string, number: number): boolean {
  const valid = isPortNumber(number);
  if (!valid) {
    const whole = ['number', 'string'].includes(typeof number) ? Math.round(Number(number)) : NaN;
    problems.report(portRules.number, field, number, isPortNumber(whole) ? `Use ${whole}.` : 'Use a number such as 8080.');
  }
  return valid;
}

/** @internal */
export function checkPortName(problems: Problems, field: string, name: string, proposal: string): void {
  if (!isDnsLabel(name)) {
    problems.report(portRules.name, field, name, `Set { name: '${typeof name === 'string' ? proposeLabel(name, proposal) : proposal}' }.`);
  }
}

/** @internal */
export function checkAppProtocol(problems: Problems, field: string, appProtocol: string | undefined): void {
  if (appProtocol !== undefined && !isQualifiedName(appProtocol)) {
    problems.report(portRules.appProtocol, field, appProtocol, "Use a value such as 'https' or 'kubernetes.io/ws', or omit it.");
  }
}

/** @internal */
export const SCHEME_FIX = "Use a scheme such as 'postgresql'.";

/** A scheme in a message, which does not show it: a URL in its place can contain a password. @internal */
export function hiddenScheme(scheme: string): unknown {
  return hidden(scheme, characterIn(scheme, /[^-+.:A-Za-z0-9]/));
}

/** @internal */
export function isScheme(scheme: string): boolean {
  return /^[A-Za-z][-+.A-Za-z0-9]*(:[A-Za-z][-+.A-Za-z0-9]*)*$/.test(scheme);
}
