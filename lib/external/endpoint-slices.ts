import type { Construct } from 'constructs';
import type { Backend, BackendEndpoint } from './backend';
import { endpointPorts } from './endpoint-ports';
import { IpFamily, cidrOf } from '../cluster/ip-family';
import { Manifest, type ObjectMetadata } from '../manifest/manifest';
import type { Ports } from '../port/ports';
import { isIPv4, isIPv6 } from '../rules/address-checks';

/** Label that assigns a slice to its Service. */
const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
/** Label that names the manager of a slice, so that controllers do not change it. */
const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
const MANAGED_BY = 'cdk8s-service-patterns';

/** `maxEndpoints` in discovery/validation/validation.go. */
const MAX_ENDPOINTS = 1000;

/** The IP families of the addresses of a backend, IPv4 first. @internal */
export function familiesOf(backend: Backend): IpFamily[] {
  return [IpFamily.IPV4, IpFamily.IPV6].filter(family => endpointsOf(backend, family).length > 0);
}

/** The addresses of a backend, each as a CIDR range of one address. @internal */
export function networksOf(backend: Backend): string[] {
  return backend._endpoints.map(({ address }) => cidrOf(address));
}

/**
 * Creates the EndpointSlices of a backend: one for each IP family, or more if a family has more addresses than a slice can contain.
 *
 * @param metadata name of the Service, and labels and annotations of the user
 * @param sliceName name of the first slice, with which those of the others begin; by default, they begin with the name of the Service
 * @internal
 */
export function createEndpointSlices(scope: Construct, backend: Backend, ports: Ports, metadata: ObjectMetadata, sliceName?: string): Manifest[] {
  return familiesOf(backend).flatMap(family => {
    const endpoints = endpointsOf(backend, family);
    const chunks = Math.ceil(endpoints.length / MAX_ENDPOINTS);
    const slices = Array.from({ length: chunks }, (_, index) => endpoints.slice(index * MAX_ENDPOINTS, (index + 1) * MAX_ENDPOINTS));
    return slices.map((slice, index) => {
      const suffix = index === 0 ? family.toLowerCase() : `${family.toLowerCase()}-${index + 1}`;
      const isFirst = index === 0 && family === familiesOf(backend)[0];
      return new Manifest(scope, `EndpointSlice-${suffix}`, {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          ...metadata,
          name: sliceName !== undefined && isFirst ? sliceName : `${sliceName ?? metadata.name}-${suffix}`,
          labels: { ...metadata.labels, [SERVICE_NAME_LABEL]: metadata.name, [MANAGED_BY_LABEL]: MANAGED_BY },
        },
        addressType: family,
        endpoints: slice.map(toEndpoint),
        ports: endpointPorts(scope, ports),
      });
    });
  });
}

function endpointsOf(backend: Backend, family: IpFamily): readonly BackendEndpoint[] {
  return backend._endpoints.filter(endpoint => family === IpFamily.IPV4 ? isIPv4(endpoint.address) : isIPv6(endpoint.address));
}

/**
 * Both conditions are always set. The API reads a condition that is not set as true, but some consumers do not: the Gateway provider of Traefik skips
 * endpoints without `ready`, and its Ingress provider sends requests to endpoints that are not ready unless `serving` is false
 * (pkg/provider/kubernetes/gateway/kubernetes.go and ingress/kubernetes.go of Traefik 3.7.13).
 */
function conditionsOf({ ready = true }: BackendEndpoint): object {
  return { ready, serving: ready };
}

function toEndpoint(endpoint: BackendEndpoint): object {
  const hints = (names: string[] | undefined) => names && names.length > 0 ? names.map(name => ({ name })) : undefined;
  const forZones = hints(endpoint.forZones);
  const forNodes = hints(endpoint.forNodes);
  return {
    addresses: [endpoint.address],
    conditions: conditionsOf(endpoint),
    hostname: endpoint.hostname,
    nodeName: endpoint.nodeName,
    zone: endpoint.zone,
    hints: forZones || forNodes ? { forZones, forNodes } : undefined,
  };
}
