import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Backend, BackendEndpoint } from './backend';
import { familiesOf } from './endpoint-slices';
import { checkFamiliesOfCluster } from '../cluster/check-ip-families';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { ServiceAddress } from '../discovery/service-address';
import { checkBackendAddress, checkHostname } from '../rules/address-checks';
import { addressRules } from '../rules/addresses';
import { backendRules } from '../rules/backends';
import { isLabelValue } from '../rules/metadata';
import { isDnsLabel, isDnsSubdomain } from '../rules/names';
import { isJustification, type Problems } from '../rules/rule';
import { checkServed } from '../rules/versions';
import { checkPodSelector } from '../service/pod-selector';

const MAX_HINTS = 8;

/**
 * Reports problems with a backend, and conflicts of a backend with the profile of its cluster.
 *
 * @param ownAddresses addresses of the Service and of its members
 * @internal
 */
export function checkBackend(problems: Problems, declaration: IConstruct, backend: Backend, ownAddresses: readonly ServiceAddress[]): void {
  const profile = ClusterProfile._of(declaration);
  if (backend._isAlias) {
    checkHostnames(problems, backend, ownAddresses.map(({ host }) => host));
  } else if (backend._selector) {
    checkPodSelector(problems, 'backend.pods', backend._selector, Chart.of(declaration).namespace);
  } else {
    checkAddresses(problems, backend, profile);
  }
  checkFamiliesOfCluster(problems, `backend.${backend._endpointsField}`, familiesOf(backend), profile.ipFamilies);
}

function checkHostnames(problems: Problems, backend: Backend, ownNames: readonly string[]): void {
  const { _hostnames: hostnames, _hostnameOptions: { justification } } = backend;
  if (hostnames.length === 0) {
    problems.report(addressRules.missing, 'backend.hostnames', [], "Use Backend.hostnames('kafka-0.example.com', 'kafka-1.example.com') with at least one host name.");
  }
  hostnames.forEach((hostname, index) => {
    const field = backend._kind === 'hostname' ? 'backend.hostname' : `backend.hostnames[${index}]`;
    checkHostname(problems, field, hostname, justification, ownNames);
    checkJustification(problems, field, justification);
    if (hostnames.indexOf(hostname) !== index) {
      problems.report(addressRules.duplicate, field, hostname, 'Remove the duplicate.');
    }
  });
}

function checkAddresses(problems: Problems, { _endpoints: endpoints, _endpointsField: name }: Backend, profile: ClusterProfile): void {
  if (endpoints.length === 0) {
    problems.report(addressRules.missing, `backend.${name}`, [], "Use Backend.addresses('10.20.0.11') with at least one address.");
  }
  const seen = new Set<string>();
  endpoints.forEach((endpoint, index) => {
    const field = `backend.${name}[${index}]`;
    const addressField = name === 'endpoints' ? `${field}.address` : field;
    checkBackendAddress(problems, addressField, endpoint.address, endpoint.justification, profile.serviceCidrs);
    checkJustification(problems, field, endpoint.justification);
    if (seen.has(endpoint.address)) {
      problems.report(addressRules.duplicate, addressField, endpoint.address, 'Remove the duplicate.');
    }
    seen.add(endpoint.address);
    checkHints(problems, field, endpoint, profile);
  });
  checkAllHinted(problems, endpoints);
}

/** Reports hints that only some of the ready endpoints have, because kube-proxy uses hints only if every ready endpoint has them. */
function checkAllHinted(problems: Problems, endpoints: readonly BackendEndpoint[]): void {
  const ready = endpoints.filter(endpoint => endpoint.ready !== false);
  for (const name of ['forZones', 'forNodes'] as const) {
    const without = ready.findIndex(endpoint => !endpoint[name]?.length);
    if (without >= 0 && ready.some(endpoint => endpoint[name]?.length)) {
      const fix = `'${ready[without].address}' has no ${name}. Set ${name} for every ready address, or for none.`;
      problems.report(backendRules.partialHints, 'backend.endpoints', ready.map(endpoint => endpoint.address), fix);
    }
  }
}

function checkJustification(problems: Problems, field: string, justification: string | undefined): void {
  if (justification !== undefined && !isJustification(justification)) {
    problems.report(backendRules.justification, `${field}.justification`, justification, "Write the reason, such as 'reviewed by the platform team'.");
  }
}

function checkHints(problems: Problems, field: string, endpoint: BackendEndpoint, profile: ClusterProfile): void {
  const { hostname, nodeName, zone, forZones = [], forNodes = [] } = endpoint;
  if (hostname !== undefined && !isDnsLabel(hostname)) {
    problems.report(backendRules.hostname, `${field}.hostname`, hostname, "Use a name such as 'db-0'.");
  }
  for (const [name, value] of [['nodeName', nodeName], ...forNodes.map(node => ['forNodes', node])]) {
    if (value !== undefined && !isDnsSubdomain(value)) {
      problems.report(backendRules.nodeName, `${field}.${name}`, value, "Use the name of a node, such as 'worker-1.example.com'.");
    }
  }
  for (const [name, value] of [['zone', zone], ...forZones.map(hint => ['forZones', hint])]) {
    if (value !== undefined && !(isLabelValue(value) && value !== '')) {
      problems.report(backendRules.zone, `${field}.${name}`, value, "Use the name of a zone, such as 'eu-west-1a'.");
    }
  }
  for (const [name, hints] of Object.entries({ forZones, forNodes })) {
    if (hints.length > MAX_HINTS || new Set(hints).size !== hints.length) {
      problems.report(backendRules.hints, `${field}.${name}`, hints, 'Remove duplicates, and use at most 8 names.');
    }
  }
  if (forNodes.length > 0) {
    checkServed(problems, `${field}.forNodes`, forNodes, '1.34', profile._version);
  }
}
