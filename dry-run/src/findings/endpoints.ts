import type { Check } from './check';
import { items, quote, text } from './fields';
import type { FindingRule } from './rule';
import { describePorts, isExternalName, isHeadless, servicePorts } from './service-ports';

const SLICES = 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/';
const SERVICE_NAME = 'kubernetes.io/service-name';

export const endpointRules = {
  sliceService: {
    id: 'endpoint-slice-service-missing',
    severity: 'warning',
    description: 'an EndpointSlice belongs to a Service that is not in the manifests',
    source: `${SLICES}#ownership`,
  },
  slicePort: {
    id: 'endpoint-slice-port',
    severity: 'error',
    description: 'an EndpointSlice has a port, and its Service has no port with the same name and protocol, so the endpoint port gets no traffic',
    source: `${SLICES}; endpointInfoByServicePort in pkg/proxy/endpointslicecache.go`,
  },
  endpointsService: {
    id: 'endpoints-service-missing',
    severity: 'warning',
    description: 'Endpoints have the name of a Service that is not in the manifests',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#endpoints',
  },
} as const satisfies Record<string, FindingRule>;

export const checkEndpoints: Check = ({ objects }, report) => {
  for (const slice of objects.checkedOfKind('discovery.k8s.io', 'EndpointSlice')) {
    const name = text(slice.object, 'metadata', 'labels', SERVICE_NAME);
    if (name === undefined) {
      continue;
    }
    const wanted = { group: '', kind: 'Service', namespace: slice.namespace, name };
    const service = objects.find(wanted);
    if (objects.isMissing(wanted)) {
      report(endpointRules.sliceService, slice, `metadata.labels["${SERVICE_NAME}"]`, `The manifests contain no Service ${quote(name)} in namespace ${quote(slice.namespace)}. Without it, these endpoints get no traffic. Use the name of the Service that the endpoints belong to.`);
    } else if (service !== undefined && !isHeadless(service) && !isExternalName(service)) {
      items(slice.object, 'ports').forEach((port, index) => {
        const portName = text(port, 'name') ?? '';
        const protocol = text(port, 'protocol') ?? 'TCP';
        if (!servicePorts(service).some(served => served.name === portName && served.protocol === protocol)) {
          report(endpointRules.slicePort, slice, `ports[${index}].name`, `The Service ${quote(name)} has no ${protocol} port named ${quote(portName)}, so this port gets no traffic: the ports of both must have the same name and protocol. The Service has ${describePorts(service)}.`);
        }
      });
    }
  }
  for (const endpoints of objects.checkedOfKind('', 'Endpoints')) {
    const { namespace, name } = endpoints;
    if (objects.isMissing({ group: '', kind: 'Service', namespace, name })) {
      report(endpointRules.endpointsService, endpoints, 'metadata.name', `The manifests contain no Service ${quote(name)} in namespace ${quote(namespace)}. Without it, these endpoints get no traffic. Use the name of the Service that the endpoints belong to.`);
    }
  }
};
