import { isQualifiedName } from './metadata';
import { isDnsLabel } from './names';
import type { Problems, Rule } from './rule';

const SERVICE = 'https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services';

/** @internal */
export const portRules = {
  missing: {
    id: 'ports-missing',
    limit: 'a Service has at least one port, unless it is headless or an ExternalName',
    source: 'ValidateService in core/validation/validation.go',
    cases: ['B01', 'B02', 'B41'],
  },
  number: {
    id: 'port-number',
    limit: 'a port is a whole number from 1 to 65535',
    source: 'IsValidPortNum in apimachinery/pkg/util/validation/validation.go',
    cases: ['B17', 'B19', 'B24', 'J01', 'J02', 'H38', 'T06', 'I41', 'T16', 'V21', 'K16', 'K21'],
    hazard: 'In an EndpointSlice the server takes any whole number, like 0, -1 and 65536, where nobody can connect, and reads a targetPort of 0 as the port. There is no way to insist.',
  },
  name: {
    id: 'port-name',
    limit: 'the name of a Service port is a DNS label (RFC 1123): at most 63 lower-case letters, digits and hyphens',
    source: `${SERVICE}; validateServicePort in core/validation/validation.go`,
    cases: ['B12', 'B13', 'B33', 'J09', 'T01', 'T10'],
    hazard: 'The server takes a single port without a name, which has no SRV record and needs one as soon as there is a second port. There is no way to insist: leave the name out for a default. Of a port with exposed: false no server sees the name, but health checks and addPort go by it.',
  },
  nameDuplicate: {
    id: 'port-name-duplicate',
    limit: 'every port of a Service has a name of its own',
    source: SERVICE,
    cases: ['B05', 'S05', 'B06'],
    hazard: 'Of a port with exposed: false no server sees the name, but health checks and addPort go by it. There is no way to insist.',
  },
  duplicate: {
    id: 'port-duplicate',
    limit: 'a Service offers each number once for each protocol',
    source: 'ValidateService in core/validation/validation.go',
    cases: ['B07', 'B06'],
  },
  appProtocol: {
    id: 'app-protocol',
    limit: 'appProtocol is an IANA service name, or a name with a DNS subdomain and / before it',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol',
    cases: ['B35', 'B36', 'B37', 'B38', 'B39', 'T17'],
    hazard: 'Of a port with exposed: false no server sees it, and nothing is done with it. There is no way to insist: leave it out.',
  },
  scheme: {
    id: 'url-scheme',
    limit: 'the scheme of a URL is a letter, then letters, digits, +, - and . (RFC 3986), or several of those with a colon between, without ://',
    source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.1',
    cases: [],
  },
  remapHeadless: {
    id: 'headless-service-port',
    limit: 'a headless Service remaps no port: its name resolves to the pods or addresses themselves, which listen on their own port',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
    cases: [],
    hazard: 'The server takes it, and clients that use the Service port are refused. There is no way to insist.',
  },
  remapHostname: {
    id: 'hostname-service-port',
    limit: 'a Service for a hostname (ExternalName) remaps no port: it is only a CNAME record',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
    cases: ['E29'],
    hazard: 'The server takes it, and clients that use the Service port are refused. There is no way to insist.',
  },
} satisfies Record<string, Rule>;

const CONTAINER_PORT_NAME = /^(?!.*--)(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;

/** Whether a container port can be called so (IANA_SVC_NAME, RFC 6335). @internal */
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
    const whole = Math.round(Number(number));
    problems.report(portRules.number, field, number, isPortNumber(whole) ? `Write ${whole}.` : 'Write it like 8080.');
  }
  return valid;
}

/** @internal */
export function checkPortName(problems: Problems, field: string, name: string, proposal: string): void {
  if (!isDnsLabel(name)) {
    problems.report(portRules.name, field, name, `Give { name: '${proposal}' }.`);
  }
}

/** @internal */
export function checkAppProtocol(problems: Problems, field: string, appProtocol: string | undefined): void {
  if (appProtocol !== undefined && !isQualifiedName(appProtocol)) {
    problems.report(portRules.appProtocol, field, appProtocol, "Write it like 'https' or 'kubernetes.io/ws', or leave it out.");
  }
}

/** @internal */
export const SCHEME_MEND = "Write it like 'postgresql'.";

/** @internal */
export function isScheme(scheme: unknown): boolean {
  return typeof scheme === 'string' && /^[A-Za-z][-+.A-Za-z0-9]*(:[A-Za-z][-+.A-Za-z0-9]*)*$/.test(scheme);
}
