import type { Backend } from './backend';
import { familiesOf } from './endpoint-slices';
import { EndpointsApi } from './endpoints-api';
import { familyOf } from '../cluster/ip-family';
import { IpFamilyPolicy, type Exposure } from '../exposure/exposure';
import type { MetadataOptions } from '../manifest/metadata-options';
import { backendRules, checkNetworks, checkTlsServerName } from '../rules/backends';
import { checkMetadata } from '../rules/metadata';
import type { Problems } from '../rules/rule';

/** How many addresses of one Endpoints object the cluster mirrors (`--mirroring-max-endpoints-per-subset`). */
const MAX_MIRRORED = 1000;

/** The options of an `ExternalService` that depend on its backend. */
export interface ExternalOptions {
  readonly backend: Backend;
  readonly exposure?: Exposure;
  readonly endpointsApi?: EndpointsApi;
  readonly endpointsMetadata?: MetadataOptions;
  readonly tlsServerName?: string;
  readonly networks?: readonly string[];
}

/**
 * Reports the options that cannot be combined with the backend.
 *
 * @internal
 */
export function checkExternal(problems: Problems, options: ExternalOptions): void {
  checkHostnameOptions(problems, options);
  checkPodsOptions(problems, options);
  checkTlsServerName(problems, options.tlsServerName);
  checkNetworksOption(problems, options);
  checkFamilies(problems, options);
  checkLegacyEndpoints(problems, options);
  if (options.backend._kind === 'addresses') {
    checkMetadata(problems, 'endpointsMetadata', options.endpointsMetadata);
  }
}

function checkHostnameOptions(problems: Problems, { backend, exposure, endpointsApi, endpointsMetadata }: ExternalOptions): void {
  if (!backend._isAlias) {
    return;
  }
  for (const [field, value] of Object.entries({ exposure: exposure?._type, endpointsApi, endpointsMetadata })) {
    if (value !== undefined) {
      problems.report(backendRules.hostnameOptions, field, value, `Remove ${field}, or use Backend.addresses(…).`);
    }
  }
}

function checkPodsOptions(problems: Problems, { backend, endpointsApi, endpointsMetadata }: ExternalOptions): void {
  if (backend._kind !== 'pods') {
    return;
  }
  for (const [field, value] of Object.entries({ endpointsApi, endpointsMetadata })) {
    if (value !== undefined) {
      problems.report(backendRules.podsOptions, field, value, `Remove ${field}.`);
    }
  }
}

function checkNetworksOption(problems: Problems, { backend, networks }: ExternalOptions): void {
  if (networks !== undefined && !backend._isAlias) {
    problems.report(backendRules.networks, 'networks', networks, 'Remove networks.');
  } else {
    checkNetworks(problems, networks);
  }
}

function checkFamilies(problems: Problems, { backend, exposure }: ExternalOptions): void {
  const families = familiesOf(backend);
  if (families.length === 0) {
    return;
  }
  const { ipFamilies, ipFamilyPolicy, clusterIps = [] } = exposure?._options ?? {};
  const facts = `The addresses are ${families.join(' and ')}.`;
  if (ipFamilies && [...ipFamilies].sort().join() !== families.join()) {
    problems.report(backendRules.families, 'exposure.ipFamilies', ipFamilies, `${facts} Remove ipFamilies.`);
  }
  if (clusterIps.some(address => !families.includes(familyOf(address)))) {
    problems.report(backendRules.families, 'exposure.clusterIps', clusterIps, `${facts} Use only cluster IPs of these families.`);
  }
  if (ipFamilyPolicy && (ipFamilyPolicy === IpFamilyPolicy.SINGLE_STACK) !== (families.length === 1)) {
    problems.report(backendRules.families, 'exposure.ipFamilyPolicy', ipFamilyPolicy, `${facts} Remove ipFamilyPolicy.`);
  }
}

function checkLegacyEndpoints(problems: Problems, { backend, endpointsApi }: ExternalOptions): void {
  if (endpointsApi !== EndpointsApi.ENDPOINTS) {
    return;
  }
  if (backend._endpoints.length > MAX_MIRRORED) {
    problems.report(backendRules.legacyLimit, `backend.${backend._endpointsField}`, `${backend._endpoints.length} addresses`, 'Use EndpointsApi.ENDPOINT_SLICES.');
  }
  backend._endpoints.forEach((endpoint, index) => {
    if ((endpoint.zone ?? endpoint.forZones ?? endpoint.forNodes) !== undefined) {
      problems.report(backendRules.legacyHints, `backend.endpoints[${index}]`, endpoint, 'Remove zone, forZones and forNodes, or use EndpointsApi.ENDPOINT_SLICES.');
    }
  });
}
