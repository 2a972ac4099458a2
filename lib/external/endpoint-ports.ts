import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../cluster/cluster-profile';
import { appProtocolOf } from '../mesh/app-protocol';
import type { Ports } from '../port/ports';

/**
 * The ports of a backend in the form that EndpointSlices and Endpoints require: with the name of the Service port and the port number of the target.
 *
 * @internal
 */
export function endpointPorts(scope: IConstruct, ports: Ports): object[] | undefined {
  const { mesh } = ClusterProfile._of(scope);
  const rendered = ports.exposed.map(port => ({
    name: port.name,
    port: port.number,
    protocol: port.protocol === 'TCP' ? undefined : port.protocol,
    appProtocol: appProtocolOf(port, mesh),
  }));
  return rendered.length > 0 ? rendered : undefined;
}
