import type { Backend } from './backend';
import { familiesOf } from './endpoint-slices';
import { EndpointsApi } from './endpoints-api';
import { familyOf } from '../cluster/ip-family';
import { IpFamilyPolicy, type Exposure } from '../exposure/exposure';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { Port } from '../port/port';
import { backendRules, checkNetworks, checkTlsServerName } from '../rules/backends';
import { isolationRules } from '../rules/isolation';
import type { Problems } from '../rules/rule';

/** What the cluster mirrors of one Endpoints object (`--mirroring-max-endpoints-per-subset`). */
const MAX_MIRRORED = 1000;

/** What is said of a backend beside itself. */
export interface ExternalOptions {
  readonly backend: Backend;
  readonly ports?: readonly Port[];
  readonly exposure?: Exposure;
  readonly endpointsApi?: EndpointsApi;
  readonly endpointsMetadata?: MetadataOptions;
  readonly tlsServerName?: string;
  readonly networks?: readonly string[];
}

/**
 * Notes what does not go together with a backend.
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
  options.ports?.forEach((port, index) => {
    if (!port.exposed) {
      problems.report(backendRules.unexposed, `ports[${index}].exposed`, false, 'Leave the port out.');
    }
    if (port.scraped) {
      problems.report(isolationRules.scrapedOutside, `ports[${index}].scraped`, true, 'Leave it out.');
    }
  });
}

function checkHostnameOptions(problems: Problems, { backend, exposure, endpointsApi, endpointsMetadata }: ExternalOptions): void {
  if (!backend._isAlias) {
    return;
  }
  for (const [field, value] of Object.entries({ exposure: exposure?._type, endpointsApi, endpointsMetadata })) {
    if (value !== undefined) {
      problems.report(backendRules.hostnameOptions, field, value, 'Leave it out, or give the backend by Backend.addresses(…).');
    }
  }
}

function checkPodsOptions(problems: Problems, { backend, endpointsApi, endpointsMetadata }: ExternalOptions): void {
  if (backend._kind !== 'pods') {
    return;
  }
  for (const [field, value] of Object.entries({ endpointsApi, endpointsMetadata })) {
    if (value !== undefined) {
      problems.report(backendRules.podsOptions, field, value, 'Leave it out.');
    }
  }
}

function checkNetworksOption(problems: Problems, { backend, networks }: ExternalOptions): void {
  if (networks !== undefined && !backend._isAlias) {
    problems.report(backendRules.networks, 'networks', networks, 'Leave it out.');
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
  const has = families.join(' and ');
  if (ipFamilies && [...ipFamilies].sort().join() !== families.join()) {
    problems.report(backendRules.families, 'exposure.ipFamilies', ipFamilies, `The addresses are ${has}. Leave it out.`);
  }
  if (clusterIps.some(address => !families.includes(familyOf(address)))) {
    problems.report(backendRules.families, 'exposure.clusterIps', clusterIps, `The addresses are ${has}. Give cluster IPs of their families alone.`);
  }
  if (ipFamilyPolicy && (ipFamilyPolicy === IpFamilyPolicy.SINGLE_STACK) !== (families.length === 1)) {
    problems.report(backendRules.families, 'exposure.ipFamilyPolicy', ipFamilyPolicy, `The addresses are ${has}. Leave it out.`);
  }
}

function checkLegacyEndpoints(problems: Problems, { backend, endpointsApi }: ExternalOptions): void {
  if (endpointsApi !== EndpointsApi.ENDPOINTS) {
    return;
  }
  if (backend._endpoints.length > MAX_MIRRORED) {
    problems.report(backendRules.legacyLimit, 'backend.addresses', `${backend._endpoints.length} addresses`, 'Use EndpointsApi.ENDPOINT_SLICES.');
  }
  backend._endpoints.forEach((endpoint, index) => {
    if ((endpoint.zone ?? endpoint.forZones ?? endpoint.forNodes) !== undefined) {
      problems.report(backendRules.legacyHints, `backend.addresses[${index}]`, endpoint, 'Leave zone and hints out, or use EndpointsApi.ENDPOINT_SLICES.');
    }
  });
}
