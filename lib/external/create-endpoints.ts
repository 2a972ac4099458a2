import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Backend } from './backend';
import { checkEndpointsMetadata } from './check-changes';
import { createEndpointSlices } from './endpoint-slices';
import { EndpointsApi } from './endpoints-api';
import { createLegacyEndpoints } from './legacy-endpoints';
import type { ObjectMetadata } from '../manifest/manifest';
import type { Ports } from '../port/ports';
import { checkAtSynth } from '../rules/rule';

/** The objects that contain the addresses of a backend. */
export interface EndpointObjects {
  readonly endpointSlices: ApiObject[];
  readonly endpoints?: ApiObject;
}

/**
 * Creates the objects that contain the addresses of a backend. Host names and pods have none.
 *
 * @param metadata name of the Service, and labels and annotations of the user
 * @internal
 */
export function createEndpoints(
  scope: Construct, backend: Backend, ports: Ports, metadata: ObjectMetadata, api = EndpointsApi.ENDPOINT_SLICES,
): EndpointObjects {
  const endpointSlices = api === EndpointsApi.ENDPOINTS ? [] : createEndpointSlices(scope, backend, ports, metadata);
  const isLegacy = backend._kind === 'addresses' && api !== EndpointsApi.ENDPOINT_SLICES;
  const endpoints = isLegacy ? createLegacyEndpoints(scope, backend, ports, metadata, api === EndpointsApi.ENDPOINTS) : undefined;
  checkAtSynth(scope, problems => checkEndpointsMetadata(problems, [...endpointSlices, ...endpoints ? [endpoints] : []]));
  return { endpointSlices, endpoints };
}
