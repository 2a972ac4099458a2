import { isDnsSubdomain } from './names';
import type { Problems, Rule } from './rule';

const SPEC = 'https://gateway-api.sigs.k8s.io/reference/spec/';
const HTTP = 'apis/v1/httproute_types.go of sigs.k8s.io/gateway-api';
const INGRESS = 'https://kubernetes.io/docs/concepts/services-networking/ingress/';
const VALIDATION = 'networking/validation/validation.go';

/** @internal */
export const routeRules = {
  name: {
    id: 'route-name',
    limit: 'the name of a route, Gateway or listener, of a class, Secret, ConfigMap or issuer is a DNS subdomain (RFC 1123): at most 253 lower-case letters, digits, hyphens and dots',
    source: `https://kubernetes.io/docs/concepts/overview/working-with-objects/names/; ${VALIDATION}`,
    cases: [],
    hazard: 'Names of classes and issuers, and of most objects that a Gateway or policy refers to, the server does not look at; nothing has such a name. There is no way to insist.',
  },
  host: {
    id: 'route-host',
    limit: 'a host is a DNS name (RFC 1123) in lower case, with *. before it for all names below, and no address',
    source: `${SPEC}#hostname; ${INGRESS}#hostname-wildcards; validateIngressRules in ${VALIDATION}`,
    cases: [],
    hazard: 'An IPv4 address the server takes in an HTTPRoute, and no request is for it. There is no way to insist.',
  },
  path: {
    id: 'route-path',
    limit: 'a path begins with a slash, has at most 1024 characters that a URL can have, and neither //, /./, /../, %2F nor #; one of an Ingress may have others, and a regular expression any',
    source: `${SPEC}#httppathmatch; validateHTTPIngressPath in ${VALIDATION}`,
    cases: [],
  },
  header: {
    id: 'route-header',
    limit: 'a header or query parameter has a name of at most 256 letters, digits and !#$%&\'*+-.^_`|~, and a value of 1 to 4096 characters, a query parameter of 1 to 1024',
    source: `${SPEC}#httpheadermatch; HeaderName in ${HTTP}`,
    cases: [],
    hazard: 'The name of one that is taken away the server does not look at; no header has such a name. There is no way to insist.',
  },
  headerTwice: {
    id: 'route-header-twice',
    limit: 'a header is named once in a list, whatever its case, because headers have none',
    source: `${SPEC}#httpheadermatch`,
    cases: [],
    hazard: 'Names that differ in case the server takes, and only the first counts. There is no way to insist: say it once.',
  },
  limit: {
    id: 'route-limit',
    limit: 'a route has at most 16 hosts (of TLS 1024), 16 rules, 64 combinations of path and method a rule and 128 in all, 16 backends a rule, and 16 headers or parameters a list',
    source: `${SPEC}#httproutespec`,
    cases: [],
  },
  duplicate: {
    id: 'route-duplicate',
    limit: 'hosts, and combinations of path, method, headers and query, are in a route once',
    source: `${SPEC}#httprouterule`,
    cases: [],
    hazard: 'The server takes them, and only the first one counts. There is no way to insist: leave the second one out.',
  },
  conflict: {
    id: 'route-conflict',
    limit: 'two routes of one Gateway or IngressClass do not match the same requests',
    source: `${SPEC}#httprouterule`,
    cases: [],
    hazard: 'The server takes both, and the older one gets the requests; controllers of Ingresses choose in ways of their own. Across charts it is refused where their profiles name the same cluster.',
  },
  share: {
    id: 'route-share',
    limit: 'a weight is a whole number from 0 to 1000000, a mirrored part one from 0 to 100 percent',
    source: `${SPEC}#httpbackendref; ${SPEC}#httprequestmirrorfilter`,
    cases: [],
  },
  timeout: {
    id: 'route-timeout',
    limit: 'a timeout is a whole number of milliseconds, at most 99999 hours, and that of a backend at most that of the request',
    source: `https://gateway-api.sigs.k8s.io/geps/gep-2257/; ${SPEC}#httproutetimeouts`,
    cases: [],
  },
  redirect: {
    id: 'route-redirect',
    limit: 'a redirect has the scheme http or https, a host without *, a port from 1 to 65535 and the code 301, 302, 303, 307 or 308, and changes something',
    source: `${SPEC}#httprequestredirectfilter`,
    cases: [],
    hazard: 'One that changes nothing the server takes, and clients go round in circles. There is no way to insist.',
  },
  replacement: {
    id: 'route-replacement',
    limit: 'of path and prefix one is replaced, by at most 1024 characters with a slash first; a prefix where the rule matches by that one prefix and at most one method',
    source: `${SPEC}#httppathmodifier; ${HTTP}`,
    cases: [],
    hazard: 'Without the slash the server takes it, and controllers differ in what they make of it. There is no way to insist: write the slash.',
  },
  parts: {
    id: 'route-rule-parts',
    limit: 'a rule either sends requests to backends or redirects; what is changed, copied or timed goes with backends',
    source: `${SPEC}#httprouterule`,
    cases: [],
    hazard: 'A rule that does neither the server takes, and every request gets an error. There is no way to insist.',
  },
  parents: {
    id: 'route-parents',
    limit: 'a route must have exactly one parent',
    source: 'RouteProps',
    cases: [],
  },
  backendOrRules: {
    id: 'route-backend-or-rules',
    limit: 'a route has either one backend for all requests, or rules',
    source: 'RouteProps',
    cases: [],
  },
  grpcMethod: {
    id: 'route-grpc-method',
    limit: 'a gRPC service is a name with its package, as in shop.v1.Orders, and a method a name of letters, digits and _, each at most 1024 characters',
    source: `${SPEC}#grpcmethodmatch`,
    cases: [],
  },
  kind: {
    id: 'route-kind',
    limit: 'HTTPRoutes match by paths, methods and query and have redirects, rewrites and timeouts; GRPCRoutes by gRPC methods; TLSRoutes by hosts alone; TCPRoutes and UDPRoutes have one rule with backends, and a port',
    source: `${SPEC}#grpcroutespec; ${SPEC}#tlsroutespec; ${SPEC}#tcproutespec`,
    cases: [],
  },
  protocol: {
    id: 'route-protocol',
    limit: 'all backends of a route have a port for its protocol: HTTP, gRPC, TCP or UDP',
    source: `${SPEC}`,
    cases: [],
    hazard: 'The server does not compare routes with Services. There is no way to insist: make a route a protocol, or say protocol.',
  },
  port: {
    id: 'route-port',
    limit: 'a route names one port that the backend offers',
    source: `${SPEC}#backendobjectreference; validateIngressBackend in ${VALIDATION}`,
    cases: [],
  },
  namespace: {
    id: 'route-namespace',
    limit: 'route, Gateway and backend are all in known namespaces, or all in the one that the manifests are applied to, and in one cluster',
    source: 'https://gateway-api.sigs.k8s.io/api-types/referencegrant/',
    cases: [],
  },
  externalName: {
    id: 'route-external-name',
    limit: 'a route sends requests to addresses, not to another name (ExternalName), which a Gateway should refuse',
    source: 'BackendObjectReference in apis/v1/object_reference_types.go of sigs.k8s.io/gateway-api; CVE-2021-25740',
    cases: [],
    hazard: "The server takes it, and most controllers answer with an error. Where the controller is known to support it, write RouteBackend.of(…, { justification: 'why' }).",
  },
  backendTls: {
    id: 'route-backend-tls',
    limit: 'what is said of a certificate goes with a Gateway and a port that speaks TLS, and every such port behind one needs a name and authorities, the same in all routes',
    source: 'https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/',
    cases: [],
    hazard: "The server takes it, and the backend is spoken to without TLS, or its certificate is not checked. Where the controller knows it from elsewhere, write RouteBackend.of(…, { justification: 'why' }).",
  },
  tls: {
    id: 'route-tls',
    limit: 'TLS is said where it ends: at the route for an IngressClass, at the route or the listeners of a Gateway of this app, not of a Gateway that somebody else makes; an issuer needs hosts',
    source: 'https://gateway-api.sigs.k8s.io/guides/tls/; https://cert-manager.io/docs/usage/gateway/',
    cases: [],
    hazard: 'Nothing of a route says it to a Gateway: it would be lost. There is no way to insist.',
  },
  ingress: {
    id: 'route-ingress',
    limit: 'an Ingress has hosts, paths, and one backend of its own namespace for each, and nothing else',
    source: `${INGRESS}#ingress-rules`,
    cases: [],
  },
  ingressBackend: {
    id: 'route-ingress-backend',
    limit: 'the controller of an Ingress speaks HTTP without TLS to backends, unless an annotation says otherwise',
    source: 'docs/routes.md',
    cases: [],
    hazard: "The server takes it, and requests fail. With the annotation that the controller reads, write RouteBackend.of(…, { justification: 'why' }).",
  },
  ingressController: {
    id: 'ingress-controller',
    limit: 'an ingress controller must have a name, and annotations with valid keys, text values and the documented placeholders, other than the annotations that a route sets itself',
    source: 'CustomIngressControllerProps; https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
    cases: [],
  },
  annotation: {
    id: 'route-annotation',
    limit: 'what a route says is not said again by an annotation: the class of an Ingress, its issuer, and what its controller reads for it',
    source: `ValidateIngressCreate in ${VALIDATION}`,
    cases: [],
    hazard: 'The server refuses another class alone; of the rest one would be lost. There is no way to insist.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function checkObjectName(problems: Problems, field: string, name: unknown): boolean {
  const valid = isDnsSubdomain(name);
  if (!valid) {
    problems.report(routeRules.name, field, name, "Write it like 'shop'.");
  }
  return valid;
}

const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/** Whether a text is a host name that routes can have. @internal */
export function isHost(host: unknown, wildcard = true): host is string {
  const name = typeof host === 'string' && wildcard && host.startsWith('*.') ? host.slice(2) : host;
  return isDnsSubdomain(name) && (host as string).length <= 253 && !ADDRESS.test(name);
}

/** @internal */
export function checkHost(problems: Problems, field: string, host: unknown, wildcard = true): boolean {
  const valid = isHost(host, wildcard);
  if (!valid) {
    problems.report(routeRules.host, field, host, `Write it like 'shop.example.com'${wildcard ? " or '*.example.com'" : ''}.`);
  }
  return valid;
}
