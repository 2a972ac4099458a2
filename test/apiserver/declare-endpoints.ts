import type { Chart } from 'cdk8s';
import { readEndpointPort } from './declare-ports';
import { readMetadata } from './declare-service';
import { withoutUndefined, type Fields } from './fields';
import { Backend, EndpointsApi, Exposure, ExternalService, type BackendEndpoint, type Port } from '../../lib';

const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

/** Reads the Endpoints of a case, and returns a function that declares them. */
export function declareEndpoints(chart: Chart, fields: Fields, override: boolean): () => unknown {
  const { name, labels, annotations } = fields.read('metadata', readMetadata);
  if (name.includes('.')) {
    throw fields.unwritable('a value that the library generates', 'metadata.name');
  }
  const subsets = fields.readAll('subsets', subset => ({
    endpoints: subset.readAll('addresses', address => endpoint(override, {
      address: address.take('ip'), hostname: address.take('hostname'), nodeName: address.take('nodeName'),
    })),
    ports: readPorts(subset),
  }));
  if (subsets.length > 1) {
    throw fields.unwritable('a value that types and factories exclude', 'subsets[1]');
  }
  const { endpoints = [], ports = [] } = subsets[0] ?? {};
  return () => declare(chart, name, endpoints, ports, { labels, annotations }, EndpointsApi.ENDPOINTS);
}

/** Reads the EndpointSlice of a case, and returns a function that declares it. */
export function declareEndpointSlice(chart: Chart, fields: Fields, override: boolean): () => unknown {
  const { name, labels, annotations } = fields.read('metadata', readMetadata);
  const { [SERVICE_NAME_LABEL]: serviceName, ...others } = labels;
  if (name !== 'svc-1') {
    throw fields.unwritable('a value that the library generates', 'metadata.name');
  }
  const endpoints = fields.readAll('endpoints', item => {
    const { forZones, forNodes } = item.read('hints', hints => ({
      forZones: hints.readAll('forZones', zone => zone.take('name')), forNodes: hints.readAll('forNodes', node => node.take('name')),
    }));
    const properties = withoutUndefined({
      ready: item.read('conditions', conditions => conditions.take('ready')),
      hostname: item.take('hostname'),
      nodeName: item.take('nodeName'),
      zone: item.take('zone'),
      forZones: forZones.length > 0 ? forZones : undefined,
      forNodes: forNodes.length > 0 ? forNodes : undefined,
    });
    return ((item.take('addresses') ?? []) as string[]).map(address => endpoint(override, { address, ...properties }));
  }).flat();
  const ports = readPorts(fields);
  const type = fields.take('addressType');
  const otherFamily = type === 'IPv4' ? /^[0-9a-f:]+$/i : type === 'IPv6' ? /^[0-9.]+$/ : /^/;
  if (endpoints.some(({ address }) => otherFamily.test(address))) {
    throw fields.unwritable('a value that the library generates', 'addressType');
  }
  return () => declare(chart, serviceName, endpoints, ports, { labels: others, annotations });
}

function readPorts(fields: Fields): Port[] {
  const count = fields.take('ports')?.length ?? 0;
  return fields.readAll('ports', (port, index) => readEndpointPort(port, index, count));
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
