import { items, quote, text } from './fields';
import type { Check } from './given';
import type { FindingRule } from './rule';
import { describePorts, isExternalName, isHeadless, servicePorts } from './service-ports';

const SLICES = 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/';
const SERVICE_NAME = 'kubernetes.io/service-name';

export const endpointRules = {
  sliceService: {
    id: 'endpoint-slice-service-missing',
    severity: 'warning',
    says: 'an EndpointSlice belongs to a Service that is not given',
    source: `${SLICES}#ownership`,
  },
  slicePort: {
    id: 'endpoint-slice-port',
    severity: 'error',
    says: 'an EndpointSlice has a port by whose name and protocol its Service has none, so that nothing is sent there',
    source: `${SLICES}; endpointInfoByServicePort in pkg/proxy/endpointslicecache.go`,
  },
  endpointsService: {
    id: 'endpoints-service-missing',
    severity: 'warning',
    says: 'Endpoints have the name of no Service that is given',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#endpoints',
  },
} as const satisfies Record<string, FindingRule>;

export const checkEndpoints: Check = ({ objects }, report) => {
  for (const slice of objects.judgedOfKind('discovery.k8s.io', 'EndpointSlice')) {
    const name = text(slice.object, 'metadata', 'labels', SERVICE_NAME);
    if (name === undefined) {
      continue;
    }
    const service = objects.find({ group: '', kind: 'Service', namespace: slice.namespace, name });
    if (service === undefined) {
      report(endpointRules.sliceService, slice, `metadata.labels["${SERVICE_NAME}"]`, `No Service ${quote(name)} in namespace ${quote(slice.namespace)} is given, and without it nothing is sent to these endpoints. Give the name of the Service that they belong to.`);
    } else if (!isHeadless(service) && !isExternalName(service)) {
      items(slice.object, 'ports').forEach((port, index) => {
        const portName = text(port, 'name') ?? '';
        const protocol = text(port, 'protocol') ?? 'TCP';
        if (!servicePorts(service).some(served => served.name === portName && served.protocol === protocol)) {
          report(endpointRules.slicePort, slice, `ports[${index}].name`, `The Service ${quote(name)} has no ${protocol} port named ${quote(portName)}, so that nothing is sent to this one: ports belong together by name and protocol. The Service has ${describePorts(service)}.`);
        }
      });
    }
  }
  for (const endpoints of objects.judgedOfKind('', 'Endpoints')) {
    const { namespace, name } = endpoints;
    if (objects.find({ group: '', kind: 'Service', namespace, name }) === undefined) {
      report(endpointRules.endpointsService, endpoints, 'metadata.name', `No Service ${quote(name)} in namespace ${quote(namespace)} is given, and without it nothing is sent to these endpoints. Give them the name of the Service that they belong to.`);
    }
  }
};
