import type { Ports } from '../port/ports';

/**
 * Ports of a backend as EndpointSlices and Endpoints have them: the name of the Service port, the number of the target.
 *
 * @internal
 */
export function endpointPorts(ports: Ports): object[] | undefined {
  const rendered = ports.exposed.map(port => ({
    name: port.name,
    port: port.number,
    protocol: port.protocol === 'TCP' ? undefined : port.protocol,
    appProtocol: port.appProtocol,
  }));
  return rendered.length > 0 ? rendered : undefined;
}
