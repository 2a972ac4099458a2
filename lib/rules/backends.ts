import { checkCidr, isIPv4 } from './address-checks';
import { isDnsSubdomain } from './names';
import type { Problems, Rule } from './rule';

const SLICES = 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/';
const VALIDATION = 'discovery/validation/validation.go';

/** @internal */
export const backendRules = {
  hostname: {
    id: 'endpoint-hostname',
    limit: 'the hostname of an address must be a DNS label (RFC 1123): at most 63 lowercase letters, digits and hyphens, without dots',
    showsValue: true,
    source: `${SLICES}; ${VALIDATION}`,
    cases: ['I48'],
  },
  nodeName: {
    id: 'endpoint-node-name',
    limit: 'the name of a node must be a DNS subdomain (RFC 1123)',
    showsValue: true,
    source: `${SLICES}; ${VALIDATION}`,
    cases: ['H36', 'T08'],
  },
  zone: {
    id: 'endpoint-zone',
    limit: 'a zone must be a valid label value with at least one character',
    showsValue: true,
    source: `${SLICES}; ${VALIDATION}`,
    cases: ['T14'],
    hazard: 'The API server validates only the zones of hints. The zone of an address that is not a valid label value matches no node. This rule cannot be overridden.',
  },
  hints: {
    id: 'endpoint-hints',
    limit: 'an address can have hints for at most 8 zones and at most 8 nodes, without duplicates',
    showsValue: true,
    source: `${SLICES}; ${VALIDATION}`,
    cases: ['I45'],
  },
  legacyHints: {
    id: 'endpoints-hints',
    limit: 'legacy Endpoints cannot contain zones or hints, and have the name of the Service',
    showsValue: true,
    source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/',
    cases: [],
  },
  legacyLimit: {
    id: 'endpoints-limit',
    limit: 'legacy Endpoints must have at most 1000 addresses',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#over-capacity-endpoints; maxEndpointsPerSubset of the mirroring controller',
    cases: [],
    hazard: 'The API server accepts more addresses, but the cluster mirrors only the first 1000 to EndpointSlices, so the others receive no traffic. This rule cannot be overridden. Use EndpointSlices instead.',
  },
  justification: {
    id: 'justification',
    limit: 'a justification must not be blank',
    source: 'docs/rules.md',
    cases: [],
    hazard: 'Without a reason, readers of the code do not know why a rule is overridden. This rule cannot be overridden.',
  },
  partialHints: {
    id: 'endpoint-hints-partial',
    limit: 'hints for zones (or nodes) must be set for every ready address, or for none',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/topology-aware-routing/#safeguards; pkg/proxy/topology.go',
    cases: [],
    hazard: 'The API server accepts partial hints, but then kube-proxy ignores all hints of the Service. This rule cannot be overridden.',
  },
  localTraffic: {
    id: 'endpoint-local-traffic',
    limit: 'with the traffic policy Local, each address that receives traffic must be on a node of the cluster',
    showsValue: true,
    source: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies; https://github.com/kubernetes/kubernetes/issues/121371',
    cases: [],
    hazard: 'The API server accepts it, but kube-proxy sends the traffic only to endpoints with the name of its node, and drops it on all other nodes. A justification of the address overrides the rule, for example for a cluster whose proxy does not read nodeName.',
  },
  families: {
    id: 'backend-families',
    limit: 'the IP families of a Service must be those of the addresses behind it',
    showsValue: true,
    source: 'docs/decisions/external-addresses.md',
    cases: [],
    hazard: 'The API server accepts other families, but connections to a family without addresses fail. This rule cannot be overridden. By default, the families of the Service are those of the addresses.',
  },
  serviceParts: {
    id: 'external-service-parts',
    limit: 'the Service of a backend must select only the declared pods and offer only the declared ports',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors',
    cases: [],
    hazard: 'The API server accepts such changes. A port that is bound later is missing from the EndpointSlices and network policies. If the Service has a selector, the cluster creates EndpointSlices in addition to those of this library. This rule cannot be overridden.',
  },
  hostnameOptions: {
    id: 'hostname-options',
    limit: 'a Service for a host name (ExternalName) cannot have endpoints or an exposure',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname; ValidateService in core/validation/validation.go',
    cases: [],
    hazard: 'The API server rejects a cluster IP. It accepts endpoints and most other options, but ignores them. This rule cannot be overridden.',
  },
  podsOptions: {
    id: 'backend-pods-options',
    limit: 'the endpoints of pods cannot be configured, because the cluster creates them',
    showsValue: true,
    source: `${SLICES}#management`,
    cases: [],
    hazard: 'The API server accepts additional EndpointSlices, but the Service then also sends traffic to their addresses. The cluster overwrites Endpoints that have the name of the Service. This rule cannot be overridden.',
  },
  networks: {
    id: 'backend-networks',
    limit: 'networks must contain at least one IP range of the addresses behind a host name or an imported Service, and cannot be set for addresses or pods, whose locations are known',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
    cases: [],
  },
  tlsServerName: {
    id: 'tls-server-name',
    limit: 'a TLS server name must be a fully qualified host name in lowercase, not an IP address and not a wildcard, without a trailing dot (RFC 6066)',
    showsValue: true,
    source: 'https://www.rfc-editor.org/rfc/rfc6066#section-3',
    cases: [],
  },
  unexposed: {
    id: 'external-port-exposed',
    limit: 'a port of an external or imported Service must be exposed',
    showsValue: true,
    source: 'docs/rules.md',
    cases: [],
    hazard: 'A port that is not exposed exists only in the containers of a workload, and such a Service has no containers. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function checkNetworks(problems: Problems, networks: readonly string[] | undefined): void {
  if (networks?.length === 0) {
    problems.report(backendRules.networks, 'networks', networks, "Remove networks, or use a range such as ['203.0.113.0/24'].");
  }
  networks?.forEach((network, index) => checkCidr(problems, `networks[${index}]`, network));
}

/** @internal */
export function checkTlsServerName(problems: Problems, name: string | undefined): void {
  if (name !== undefined && (!isDnsSubdomain(name) || isIPv4(name))) {
    problems.report(backendRules.tlsServerName, 'tlsServerName', name, "Use a name such as 'db.example.com'.");
  }
}
