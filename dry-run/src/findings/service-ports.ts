import { at, items, list, number, quote, text } from './fields';
import { specOf, type Entry } from './inventory';

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly nodePort: number;
  readonly targetPort: unknown;
}

/** The ports of a Service, in order. A number that is omitted is 0. */
export function servicePorts(service: Entry): readonly ServicePort[] {
  return items(specOf(service), 'ports').map(port => ({
    name: text(port, 'name') ?? '',
    port: number(port, 'port') ?? 0,
    protocol: text(port, 'protocol') ?? 'TCP',
    nodePort: number(port, 'nodePort') ?? 0,
    targetPort: port.targetPort,
  }));
}

/**
 * Whether a Service has no port with a name or number. An ExternalName Service needs no ports: the number is a port of its external name,
 * as in `externalNamePorts` of internal/ingress/controller/controller.go in ingress-nginx.
 */
export function lacksPort(service: Entry, wanted: string | number): boolean {
  return !(typeof wanted === 'number' && isExternalName(service))
    && !servicePorts(service).some(({ name, port }) => typeof wanted === 'string' ? name === wanted : port === wanted);
}

/** The ports of a Service, for a message. */
export function describePorts(service: Entry): string {
  const ports = servicePorts(service).map(({ name, port }) => name === '' ? String(port) : `${quote(name)} (${port})`);
  return ports.length === 0 ? 'no ports' : list(ports);
}

export function isExternalName(service: Entry): boolean {
  return at(specOf(service), 'type') === 'ExternalName';
}

export function isHeadless(service: Entry): boolean {
  return at(specOf(service), 'clusterIP') === 'None';
}
