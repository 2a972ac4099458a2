import { checkCidr, isIPv4 } from './addresses';
import { isDnsSubdomain } from './names';
import type { Problems, Rule } from './rule';
import { checkArray } from './values';

const SLICES = 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/';
const VALIDATION = 'discovery/validation/validation.go';

/** @internal */
export const backendRules = {
  hostname: {
    id: 'endpoint-hostname',
    limit: 'the host name of an address is a DNS label (RFC 1123): at most 63 lower-case letters, digits and hyphens, no dots',
    source: `${SLICES}; ${VALIDATION}`,
    cases: ['I48'],
  },
  nodeName: {
    id: 'endpoint-node-name',
    limit: 'the name of a node is a DNS subdomain (RFC 1123)',
    source: `${SLICES}; ${VALIDATION}`,
    cases: ['H36', 'T08'],
  },
  zone: {
    id: 'endpoint-zone',
    limit: 'a zone is a label value with at least one character',
    source: `${SLICES}; ${VALIDATION}`,
    cases: ['T14'],
    hazard: 'The server checks the zones of hints alone; a zone that is no label value equals that of no node. There is no way to insist.',
  },
  hints: {
    id: 'endpoint-hints',
    limit: 'an address has hints for at most 8 zones and 8 nodes, each once',
    source: `${SLICES}; ${VALIDATION}`,
    cases: ['I45'],
  },
  legacyHints: {
    id: 'endpoints-hints',
    limit: 'legacy Endpoints have neither zones nor hints',
    source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/',
    cases: [],
  },
  legacyLimit: {
    id: 'endpoints-limit',
    limit: 'legacy Endpoints have at most 1000 addresses',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#over-capacity-endpoints; maxEndpointsPerSubset of the mirroring controller',
    cases: [],
    hazard: 'The server takes more, and those beyond are mirrored into no slice, so that nothing reaches them. There is no way to insist: use EndpointSlices.',
  },
  justification: {
    id: 'justification',
    limit: 'whoever insists says why',
    source: 'docs/rules.md',
    cases: [],
    hazard: 'The reason is for those who read the code after you.',
  },
  partialHints: {
    id: 'endpoint-hints-partial',
    limit: 'either every ready address has hints for zones (or nodes), or none has',
    source: 'https://kubernetes.io/docs/concepts/services-networking/topology-aware-routing/#safeguards; pkg/proxy/topology.go',
    cases: [],
    hazard: 'The server takes it, and kube-proxy ignores all hints of the Service. There is no way to insist.',
  },
  families: {
    id: 'backend-families',
    limit: 'the IP families of a Service are those of the addresses behind it',
    source: 'docs/decisions/external-addresses.md',
    cases: [],
    hazard: 'The server takes it, and connections to the other family lead nowhere. There is no way to insist: leave families and policy out, they follow the addresses.',
  },
  serviceParts: {
    id: 'external-service-parts',
    limit: 'the Service of a backend selects the pods and offers the ports that were declared, and no others',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors',
    cases: [],
    hazard: 'The server takes it: a port that was bound later is in no slice and no policy, and for a selector the cluster makes slices of its own beside ours. There is no way to insist.',
  },
  hostnameOptions: {
    id: 'hostname-options',
    limit: 'a Service for a hostname (ExternalName) has neither endpoints nor a cluster IP',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname; ValidateService in core/validation/validation.go',
    cases: [],
    hazard: 'A cluster IP the server refuses; endpoints and most other options it takes beside the name, and nobody reads them. There is no way to insist.',
  },
  podsOptions: {
    id: 'backend-pods-options',
    limit: 'the endpoints of pods are written by the cluster alone',
    source: `${SLICES}#management`,
    cases: [],
    hazard: 'The server takes slices of other addresses beside those that the cluster writes, and replaces Endpoints of that name. There is no way to insist.',
  },
  networks: {
    id: 'backend-networks',
    limit: 'networks are the ranges of the addresses behind a name outside, at least one; of addresses and pods it is known where they are',
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
    cases: [],
  },
  tlsServerName: {
    id: 'tls-server-name',
    limit: 'a TLS server name is the full name of a host in lower case, neither an IP address nor a wildcard, without a dot at the end (RFC 6066)',
    source: 'https://www.rfc-editor.org/rfc/rfc6066#section-3',
    cases: [],
  },
  unexposed: {
    id: 'external-port-exposed',
    limit: 'a port of a backend outside is there to be offered',
    source: 'docs/rules.md',
    cases: [],
    hazard: 'There is no container that could ask it. There is no way to insist: leave the port out.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function checkNetworks(problems: Problems, networks: readonly string[] | undefined): void {
  if (!checkArray(problems, 'networks', networks)) {
    return;
  }
  if (networks?.length === 0) {
    problems.report(backendRules.networks, 'networks', networks, 'Leave it out, or write it like [\'203.0.113.0/24\'].');
  }
  networks?.forEach((network, index) => checkCidr(problems, `networks[${index}]`, network));
}

/** @internal */
export function checkTlsServerName(problems: Problems, name: string | undefined): void {
  if (name !== undefined && (!isDnsSubdomain(name) || isIPv4(name))) {
    problems.report(backendRules.tlsServerName, 'tlsServerName', name, "Write it like 'db.example.com'.");
  }
}
