import type { Construct } from 'constructs';
import type { Backend } from './backend';
import { checkEndpointsMetadata } from './check-changes';
import { createEndpointSlices } from './endpoint-slices';
import { EndpointsApi } from './endpoints-api';
import { createLegacyEndpoints } from './legacy-endpoints';
import { validateAtSynth } from '../app/checks-at-synth';
import type { Manifest, ObjectMetadata } from '../manifest/manifest';
import type { Ports } from '../port/ports';

/** The options of these objects. */
export interface EndpointOptions {
  readonly endpointsApi?: EndpointsApi;
  readonly endpointSliceName?: string;
}

/** The objects that contain the addresses of a backend. */
export interface EndpointObjects {
  readonly endpointSlices: Manifest[];
  readonly endpoints?: Manifest;
}

/**
 * Creates the objects that contain the addresses of a backend. Host names and pods have none.
 *
 * @param metadata name of the Service, and labels and annotations of the user
 * @internal
 */
export function createEndpoints(
  scope: Construct, backend: Backend, ports: Ports, metadata: ObjectMetadata, options: EndpointOptions,
): EndpointObjects {
  const { endpointsApi: api = EndpointsApi.ENDPOINT_SLICES, endpointSliceName } = options;
  const endpointSlices = api === EndpointsApi.ENDPOINTS ? [] : createEndpointSlices(scope, backend, ports, metadata, endpointSliceName);
  const isLegacy = backend._kind === 'addresses' && api !== EndpointsApi.ENDPOINT_SLICES;
  const endpoints = isLegacy ? createLegacyEndpoints(scope, backend, ports, metadata, api === EndpointsApi.ENDPOINTS) : undefined;
  const all = endpoints ? [...endpointSlices, endpoints] : endpointSlices;
  validateAtSynth(scope, {
    appendParts: parts => {
      for (const object of all) {
        parts.push(object.metadata.revision);
      }
    },
    checkAtSynth: problems => checkEndpointsMetadata(problems, all),
  });
  return { endpointSlices, endpoints };
}
