import type { Chart } from 'cdk8s';
import { readEndpointPort } from './declare-ports';
import { readMetadata } from './declare-service';
import { withoutUndefined, type Fields } from './fields';
import { Backend, EndpointsApi, Exposure, ExternalService, type BackendEndpoint, type Port } from '../../../lib';

const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

/** Reads the Endpoints of a case, and returns a function that declares them. */
export function declareEndpoints(chart: Chart, fields: Fields, override: boolean): () => unknown {
  const { name, labels, annotations } = fields.readObject('metadata', readMetadata);
  if (name.includes('.')) {
    throw fields.notDeclarable('a value that the library generates', 'metadata.name');
  }
  const subsets = fields.readList('subsets', subset => ({
    endpoints: subset.readList('addresses', address => endpoint(override, {
      address: address.read('ip'), hostname: address.read('hostname'), nodeName: address.read('nodeName'),
    })),
    ports: readPorts(subset),
  }));
  if (subsets.length > 1) {
    throw fields.notDeclarable('a value that types and factories exclude', 'subsets[1]');
  }
  const { endpoints = [], ports = [] } = subsets[0] ?? {};
  return () => declare(chart, name, endpoints, ports, { labels, annotations }, EndpointsApi.ENDPOINTS);
}

/** Reads the EndpointSlice of a case, and returns a function that declares it. */
export function declareEndpointSlice(chart: Chart, fields: Fields, override: boolean): () => unknown {
  const { name, labels, annotations } = fields.readObject('metadata', readMetadata);
  const { [SERVICE_NAME_LABEL]: serviceName, ...others } = labels;
  if (name !== 'svc-1') {
    throw fields.notDeclarable('a value that the library generates', 'metadata.name');
  }
  const endpoints = fields.readList('endpoints', item => {
    const { forZones, forNodes } = item.readObject('hints', hints => ({
      forZones: hints.readList('forZones', zone => zone.read('name')), forNodes: hints.readList('forNodes', node => node.read('name')),
    }));
    const properties = withoutUndefined({
      ready: item.readObject('conditions', conditions => conditions.read('ready')),
      hostname: item.read('hostname'),
      nodeName: item.read('nodeName'),
      zone: item.read('zone'),
      forZones: forZones.length > 0 ? forZones : undefined,
      forNodes: forNodes.length > 0 ? forNodes : undefined,
    });
    return ((item.read('addresses') ?? []) as string[]).map(address => endpoint(override, { address, ...properties }));
  }).flat();
  const ports = readPorts(fields);
  const type = fields.read('addressType');
  const otherFamily = type === 'IPv4' ? /^[0-9a-f:]+$/i : type === 'IPv6' ? /^[0-9.]+$/ : /^/;
  if (endpoints.some(({ address }) => otherFamily.test(address))) {
    throw fields.notDeclarable('a value that the library generates', 'addressType');
  }
  return () => declare(chart, serviceName, endpoints, ports, { labels: others, annotations });
}

function readPorts(fields: Fields): Port[] {
  const count = fields.read('ports')?.length ?? 0;
  return fields.readList('ports', (port, index) => readEndpointPort(port, index, count));
}

function endpoint(override: boolean, properties: BackendEndpoint): BackendEndpoint {
  return withoutUndefined({ ...properties, justification: override ? 'reviewed' : undefined });
}

function declare(chart: Chart, name: string, endpoints: BackendEndpoint[], ports: Port[], metadata: object, endpointsApi?: EndpointsApi): void {
  const backend = Backend.endpoints(...endpoints);
  // Endpoints without ports require a headless Service
  const exposure = ports.length === 0 ? Exposure.headless() : undefined;
  new ExternalService(chart, 'declared', { name, backend, ports, endpointsMetadata: metadata, endpointsApi, exposure });
}
