import type { Backend, BackendEndpoint } from './backend';
import { familiesOf } from './endpoint-slices';
import { EndpointsApi } from './endpoints-api';
import { familyOf } from '../cluster/ip-family';
import { IpFamilyPolicy, TrafficPolicy, type Exposure } from '../exposure/exposure';
import type { MetadataOptions } from '../manifest/metadata-options';
import { backendRules, checkNetworks, checkTlsServerName } from '../rules/backends';
import { checkMetadata } from '../rules/metadata';
import { checkObjectName } from '../rules/names';
import { isJustification, type Problems } from '../rules/rule';

/** How many addresses of one Endpoints object the cluster mirrors (`--mirroring-max-endpoints-per-subset`). */
const MAX_MIRRORED = 1000;

const TRAFFIC_POLICIES = ['internalTrafficPolicy', 'externalTrafficPolicy'] as const;

/** The options of an `ExternalService` that depend on its backend. */
export interface ExternalOptions {
  readonly backend: Backend;
  readonly exposure?: Exposure;
  readonly endpointsApi?: EndpointsApi;
  readonly endpointsMetadata?: MetadataOptions;
  readonly endpointSliceName?: string;
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
  checkLocalTraffic(problems, options);
  checkLegacyEndpoints(problems, options);
  if (options.backend._kind === 'addresses') {
    checkMetadata(problems, 'endpointsMetadata', options.endpointsMetadata);
    checkObjectName(problems, 'endpointSliceName', options.endpointSliceName);
  }
}

function checkHostnameOptions(problems: Problems, { backend, exposure, endpointsApi, endpointsMetadata, endpointSliceName }: ExternalOptions): void {
  if (!backend._isAlias) {
    return;
  }
  for (const [field, value] of Object.entries({ exposure: exposure?._type, endpointsApi, endpointsMetadata, endpointSliceName })) {
    if (value !== undefined) {
      problems.report(backendRules.hostnameOptions, field, value, `Remove ${field}, or use Backend.addresses(…).`);
    }
  }
}

function checkPodsOptions(problems: Problems, { backend, endpointsApi, endpointsMetadata, endpointSliceName }: ExternalOptions): void {
  if (backend._kind !== 'pods') {
    return;
  }
  for (const [field, value] of Object.entries({ endpointsApi, endpointsMetadata, endpointSliceName })) {
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

/** Reports addresses that are on no node of the cluster, so that no node sends traffic to them with the policy Local. */
function checkLocalTraffic(problems: Problems, { backend, exposure }: ExternalOptions): void {
  const isLocal = ({ ready, nodeName, justification }: BackendEndpoint) =>
    ready === false || nodeName !== undefined || isJustification(justification);
  const others = backend._endpoints.filter(endpoint => !isLocal(endpoint)).map(({ address }) => address);
  const policies = TRAFFIC_POLICIES.filter(option => exposure?._options[option] === TrafficPolicy.LOCAL);
  if (others.length > 0) {
    policies.forEach(option => {
      const fix = `The addresses ${others.slice(0, 3).join(', ')} have no nodeName. Remove ${option}. If the addresses are those of cluster nodes, set nodeName: `
        + "Backend.endpoints({ address: '10.20.0.11', nodeName: 'worker-1' }).";
      problems.report(backendRules.localTraffic, `exposure.${option}`, TrafficPolicy.LOCAL, fix);
    });
  }
}

function checkLegacyEndpoints(problems: Problems, { backend, endpointsApi, endpointSliceName }: ExternalOptions): void {
  if (endpointsApi !== EndpointsApi.ENDPOINTS) {
    return;
  }
  if (endpointSliceName !== undefined && backend._kind === 'addresses') {
    problems.report(backendRules.legacyHints, 'endpointSliceName', endpointSliceName, 'Remove it, or use EndpointsApi.ENDPOINT_SLICES or EndpointsApi.BOTH.');
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
