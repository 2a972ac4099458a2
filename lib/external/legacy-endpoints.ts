import type { Construct } from 'constructs';
import type { Backend, BackendEndpoint } from './backend';
import { endpointPorts } from './endpoint-ports';
import { Manifest, type ObjectMetadata } from '../manifest/manifest';
import type { Ports } from '../port/ports';

/**
 * Creates the legacy Endpoints object of a backend. It must have the name of the Service.
 *
 * @param mirrored whether the cluster mirrors it into EndpointSlices; false if the backend already has slices
 * @internal
 */
export function createLegacyEndpoints(scope: Construct, backend: Backend, ports: Ports, metadata: ObjectMetadata, mirrored: boolean): Manifest {
  const skipMirror: Record<string, string> = mirrored ? {} : { 'endpointslice.kubernetes.io/skip-mirror': 'true' };
  const addresses = (ready: boolean) => {
    const matching = backend._endpoints.filter(endpoint => (endpoint.ready !== false) === ready);
    return matching.length > 0 ? matching.map(toAddress) : undefined;
  };
  return new Manifest(scope, 'Endpoints', {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...metadata, labels: { ...metadata.labels, ...skipMirror } },
    subsets: [{
      addresses: addresses(true),
      notReadyAddresses: addresses(false),
      ports: endpointPorts(scope, ports),
    }],
  });
}

function toAddress(endpoint: BackendEndpoint): object {
  return { ip: endpoint.address, hostname: endpoint.hostname, nodeName: endpoint.nodeName };
}
