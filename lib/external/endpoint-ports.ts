import { Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../cluster/cluster-profile';
import { appProtocolForRoutes } from '../discovery/inbound-routes';
import { appProtocolOf } from '../mesh/app-protocol';
import type { Ports } from '../port/ports';

/**
 * The ports of a backend in the form that EndpointSlices and Endpoints require: with the name of the Service port and the port number of the target.
 * They are rendered at synth, because the `appProtocol` can depend on routes.
 *
 * @internal
 */
export function endpointPorts(scope: IConstruct, ports: Ports): Lazy {
  return Lazy.any({ produce: () => renderedPorts(scope, ports) }) as Lazy;
}

function renderedPorts(scope: IConstruct, ports: Ports): object[] | undefined {
  const { mesh } = ClusterProfile._of(scope);
  const rendered = ports.exposed.map(port => ({
    name: port._serviceName,
    port: port.number,
    protocol: port.protocol === 'TCP' ? undefined : port.protocol,
    appProtocol: appProtocolOf(port, mesh, appProtocolForRoutes(scope, port.name)),
  }));
  return rendered.length > 0 ? rendered : undefined;
}
