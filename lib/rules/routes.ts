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
    limit: 'the name of a Route, Gateway, listener, class, Secret, ConfigMap or issuer must be a DNS subdomain (RFC 1123): at most 253 lowercase letters, digits, hyphens and dots',
    showsValue: true,
    source: `https://kubernetes.io/docs/concepts/overview/working-with-objects/names/; ${VALIDATION}`,
    cases: [],
    hazard: 'The API server does not check the names of classes, issuers and most objects that a Gateway or policy refers to, but no object can have such a name. This rule cannot be overridden.',
  },
  host: {
    id: 'route-host',
    limit: 'a host must be a DNS name (RFC 1123) in lowercase, optionally with the prefix *. for all its subdomains, and not an IP address',
    showsValue: true,
    source: `${SPEC}#hostname; ${INGRESS}#hostname-wildcards; validateIngressRules in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server accepts an IPv4 address in an HTTPRoute, but no request matches it. This rule cannot be overridden.',
  },
  path: {
    id: 'route-path',
    limit: 'a path must start with a slash and have at most 1024 characters that are valid in a URL, without //, /./, /../, %2F or #; a path of an Ingress may contain other characters, and a regular expression may contain any character',
    showsValue: true,
    source: `${SPEC}#httppathmatch; validateHTTPIngressPath in ${VALIDATION}`,
    cases: [],
  },
  pathPattern: {
    id: 'route-path-pattern',
    limit: 'a prefix or an exact path must be a literal path, not a pattern with wildcards or a regular expression',
    showsValue: true,
    source: `${SPEC}#httppathmatch; ${INGRESS}#path-types`,
    cases: [],
    hazard: "The API server accepts characters such as * in a path, but it then matches only requests whose path contains them. If the path is literal, override the rule with RouteBackend.of(…, { justification: 'the reason' }) for a backend of the rule. A rule without backends, which redirects requests, cannot override it: such paths need a regular expression.",
  },
  header: {
    id: 'route-header',
    limit: "a header or query parameter must have a name of 1 to 256 letters, digits and !#$%&'*+-.^_`|~; a header must have a value of 1 to 4096 characters, and a query parameter one of 1 to 1024",
    source: `${SPEC}#httpheadermatch; HeaderName in ${HTTP}`,
    cases: [],
    hazard: 'The API server does not check the name of a header that is removed, but no header can have such a name. This rule cannot be overridden.',
  },
  headerDuplicate: {
    id: 'route-header-duplicate',
    limit: 'a list must name each header once, because header names are case-insensitive',
    showsValue: true,
    source: `${SPEC}#httpheadermatch`,
    cases: [],
    hazard: 'The API server accepts names that differ only in case, but only the first one has an effect. This rule cannot be overridden. Keep one of them.',
  },
  limit: {
    id: 'route-limit',
    limit: 'a route can have at most 16 hosts (a TLSRoute 1024), 16 rules, 64 combinations of path and method per rule and 128 in total, 16 backends per rule, and 16 headers or query parameters per list',
    showsValue: true,
    source: `${SPEC}#httproutespec`,
    cases: [],
  },
  duplicate: {
    id: 'route-duplicate',
    limit: 'each host, and each combination of path, method, headers and query parameters, must occur only once in a route',
    showsValue: true,
    source: `${SPEC}#httprouterule`,
    cases: [],
    hazard: 'The API server accepts duplicates, but only the first one has an effect. This rule cannot be overridden. Remove the duplicate.',
  },
  conflict: {
    id: 'route-conflict',
    limit: 'two routes of the same Gateway or IngressClass must not match the same requests',
    showsValue: true,
    source: `${SPEC}#httprouterule`,
    cases: [],
    hazard: 'The API server accepts both, and a Gateway sends the requests to the older route; ingress controllers choose in different ways. Routes in different charts are compared if their profiles name the same cluster. This rule cannot be overridden. Change what one of the routes matches.',
  },
  share: {
    id: 'route-share',
    limit: 'a weight must be an integer from 0 to 1000000, and a percentage of mirrored requests must be an integer from 0 to 100',
    showsValue: true,
    source: `${SPEC}#httpbackendref; ${SPEC}#httprequestmirrorfilter`,
    cases: [],
  },
  timeout: {
    id: 'route-timeout',
    limit: 'a timeout must be a whole number of milliseconds and at most 99999 hours, and the timeout of a backend must not exceed the timeout of the request',
    showsValue: true,
    source: `https://gateway-api.sigs.k8s.io/geps/gep-2257/; ${SPEC}#httproutetimeouts`,
    cases: [],
  },
  redirect: {
    id: 'route-redirect',
    limit: 'a redirect must change something, and can have the scheme http or https, a host without *, a port from 1 to 65535 and the status code 301, 302, 303, 307 or 308',
    showsValue: true,
    source: `${SPEC}#httprequestredirectfilter`,
    cases: [],
    hazard: 'The API server accepts a redirect that changes nothing, but it sends clients to the same URL again and again. This rule cannot be overridden.',
  },
  replacement: {
    id: 'route-replacement',
    limit: 'a redirect or rewrite can replace either the path or the prefix, with at most 1024 characters that start with a slash; to replace the prefix, the rule must match at most one path, by prefix, and at most one method',
    showsValue: true,
    source: `${SPEC}#httppathmodifier; ${HTTP}`,
    cases: [],
    hazard: 'The API server accepts a replacement without a slash, but controllers interpret it differently. This rule cannot be overridden. Add the slash.',
  },
  parts: {
    id: 'route-rule-parts',
    limit: 'a rule must either send requests to backends or redirect them; rewrites, changes of request headers, mirrors and timeouts need backends',
    showsValue: true,
    source: `${SPEC}#httprouterule`,
    cases: [],
    hazard: 'The API server accepts a rule that does neither, but every request then gets an error. This rule cannot be overridden.',
  },
  parents: {
    id: 'route-parents',
    limit: 'a route must have exactly one parent',
    showsValue: true,
    source: 'RouteProps',
    cases: [],
  },
  backendOrRules: {
    id: 'route-backend-or-rules',
    limit: 'a route must have either a backend for all requests, or rules',
    showsValue: true,
    source: 'RouteProps',
    cases: [],
  },
  grpcMethod: {
    id: 'route-grpc-method',
    limit: 'a gRPC service must be a name with its package, such as shop.v1.Orders, and a gRPC method a name of letters, digits and underscores, each with at most 1024 characters',
    showsValue: true,
    source: `${SPEC}#grpcmethodmatch`,
    cases: [],
  },
  kind: {
    id: 'route-kind',
    limit: 'an HTTPRoute can match paths, methods and query parameters and have redirects, rewrites and timeouts; a GRPCRoute can match gRPC methods; a TLSRoute matches only hosts; a TCPRoute or UDPRoute has a port and one rule with backends',
    showsValue: true,
    source: `${SPEC}#grpcroutespec; ${SPEC}#tlsroutespec; ${SPEC}#tcproutespec`,
    cases: [],
  },
  protocol: {
    id: 'route-protocol',
    limit: 'all backends of a route must have a port for the protocol of the route: HTTP, gRPC, TCP or UDP',
    showsValue: true,
    source: `${SPEC}`,
    cases: [],
    hazard: 'The API server does not compare routes with Services. This rule cannot be overridden. Declare a Route for each protocol, or set protocol.',
  },
  port: {
    id: 'route-port',
    limit: 'a backend of a route must have exactly one port with the protocol of the route and, if it is set, with the name in port',
    showsValue: true,
    source: `${SPEC}#backendobjectreference; validateIngressBackend in ${VALIDATION}`,
    cases: [],
  },
  namespace: {
    id: 'route-namespace',
    limit: 'a route, its Gateway and its backends must either all have a namespace or all be in the namespace that the manifests are applied to, and must be in the same cluster',
    showsValue: true,
    source: 'https://gateway-api.sigs.k8s.io/api-types/referencegrant/',
    cases: [],
  },
  externalName: {
    id: 'route-external-name',
    limit: 'a backend of a route must have addresses, not an external host name (ExternalName), which Gateways should not support',
    showsValue: true,
    source: 'BackendObjectReference in apis/v1/object_reference_types.go of sigs.k8s.io/gateway-api; CVE-2021-25740',
    cases: [],
    hazard: "The API server accepts the backend, but most controllers respond with an error. If your controller supports it, override the rule with RouteBackend.of(…, { justification: 'the reason' }).",
  },
  outside: {
    id: 'route-outside',
    limit: 'a backend of addresses outside the cluster must not be behind a controller that sends requests only to pods',
    showsValue: true,
    source: 'pkg/backend/endpoint_resolver.go of kubernetes-sigs/aws-load-balancer-controller 3.5.0; pkg/neg/syncers/utils.go of kubernetes/ingress-gce 1.41; https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2794; https://github.com/kubernetes/ingress-gce/issues/1169',
    cases: [],
    hazard: "The API server accepts the backend, but the controller skips every endpoint that is not a pod, so that all requests fail. If your controller does not, override the rule with RouteBackend.of(…, { justification: 'the reason' }).",
  },
  gkeHealthCheck: {
    id: 'route-gke-health-check',
    limit: 'behind an Ingress of GKE, an HTTP readiness check must request the port of the route, without a host and headers, because the health check of the load balancer is derived from it',
    showsValue: true,
    source: 'getHTTPProbe in pkg/controller/translator/translator.go of kubernetes/ingress-gce 1.41; https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#health_checks',
    cases: [],
    hazard: "The API server accepts both, but the load balancer sends no requests unless the path / answers with the status 200. If it does, override the rule with RouteBackend.of(…, { justification: 'the reason' }).",
  },
  nodeTargets: {
    id: 'route-node-targets',
    limit: 'a backend of a load balancer whose targets are nodes must have node ports',
    showsValue: true,
    source: 'pkg/ingress/model_build_target_group.go of kubernetes-sigs/aws-load-balancer-controller 3.5.0; https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1695',
    cases: [],
    hazard: "The API server accepts the backend, but the controller creates nothing for the Ingress and for all others of its group. If the IngressClassParams of the class make pods the targets, override the rule with RouteBackend.of(…, { justification: 'the reason' }).",
  },
  backendTls: {
    id: 'route-backend-tls',
    limit: 'behind a Gateway, a backend with a port for TLS must have TLS settings, the same in all routes; other backends must not have them',
    showsValue: true,
    source: 'https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/',
    cases: [],
    hazard: "The API server accepts the route, but the Gateway connects without TLS or does not verify the certificate. If the controller is configured in another way, override the rule with RouteBackend.of(…, { justification: 'the reason' }).",
  },
  tls: {
    id: 'route-tls',
    limit: 'TLS must be set where it is terminated: on the Route for an IngressClass, on the Route or the listeners for a Gateway of this app, but not on the Route for a Gateway that is declared elsewhere; an issuer needs hosts',
    showsValue: true,
    source: 'https://gateway-api.sigs.k8s.io/guides/tls/; https://cert-manager.io/docs/usage/gateway/',
    cases: [],
    hazard: 'A route of the Gateway API has no field for TLS, so the setting would be lost. This rule cannot be overridden.',
  },
  ingress: {
    id: 'route-ingress',
    limit: 'an Ingress can have only hosts, paths, one backend in its own namespace for each path, and the options for which an annotation of its ingress controller is known',
    showsValue: true,
    source: `${INGRESS}#ingress-rules`,
    cases: [],
  },
  ingressBackend: {
    id: 'route-ingress-backend',
    limit: 'a backend of an Ingress must have a port for HTTP without TLS, unless an annotation configures the controller for another protocol',
    showsValue: true,
    source: 'docs/routes.md',
    cases: [],
    hazard: "The API server accepts the Ingress, but requests fail. If the controller is configured in another way, override the rule with RouteBackend.of(…, { justification: 'the reason' }).",
  },
  traefikScheme: {
    id: 'route-traefik-scheme',
    limit: 'Traefik must connect to a backend with the protocol of its port: it reads the appProtocol of the port behind a Gateway, and an annotation of the Service behind an Ingress; without them, it connects with TLS to the port 443 and to ports whose name begins with https',
    showsValue: true,
    source: 'getHTTPServiceProtocol and getGRPCServiceProtocol in pkg/provider/kubernetes/gateway, and getProtocol in pkg/provider/kubernetes/ingress/kubernetes.go of traefik/traefik 3.7; https://github.com/traefik/traefik/issues/7987',
    cases: [],
    hazard: "The API server accepts the route, but requests fail. If Traefik is configured in another way, override the rule with RouteBackend.of(…, { justification: 'the reason' }).",
  },
  traefikPrecedence: {
    id: 'route-traefik-precedence',
    limit: 'behind an Ingress of Traefik, an exact path must have precedence over the prefixes that contain it: Traefik first evaluates the path with the longest rule, and an exact path has a shorter rule than a prefix',
    showsValue: true,
    source: `buildRule in pkg/provider/kubernetes/ingress/kubernetes.go and GetRulePriority in pkg/muxer/http/mux.go of traefik/traefik 3.7; ${INGRESS}#multiple-matches`,
    cases: [],
    hazard: "The API server accepts the Ingress, but requests reach another backend than with other controllers. If this is intended, override the rule with RouteBackend.of(…, { justification: 'the reason' }).",
  },
  ingressController: {
    id: 'ingress-controller',
    limit: 'an ingress controller must have a name, and annotations with valid keys and only documented placeholders, without the annotations that a route sets itself',
    source: 'CustomIngressControllerProps; https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
    cases: [],
  },
  annotation: {
    id: 'route-annotation',
    limit: 'an annotation must not be set twice: a Route itself sets the annotations for the class, the issuer and the controller of an Ingress',
    source: `ValidateIngressCreate in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server refuses only a different class. In all other cases, one of the two values would be lost. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function checkObjectName(problems: Problems, field: string, name: string): boolean {
  const valid = isDnsSubdomain(name);
  if (!valid) {
    problems.report(routeRules.name, field, name, "Use a value such as 'shop'.");
  }
  return valid;
}

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;

/** Whether a text is a valid name of an HTTP header or query parameter. @internal */
export function isHeaderName(name: string): boolean {
  return HEADER_NAME.test(name);
}

const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/** Whether a text is a valid host name of a route. @internal */
export function isHost(host: string, wildcard = true): boolean {
  const name = wildcard && host.startsWith('*.') ? host.slice(2) : host;
  return isDnsSubdomain(name) && host.length <= 253 && !ADDRESS.test(name);
}

/** @internal */
export function checkHost(problems: Problems, field: string, host: string, wildcard = true): boolean {
  const valid = isHost(host, wildcard);
  if (!valid) {
    problems.report(routeRules.host, field, host, hostFix(host, wildcard, `'shop.example.com'${wildcard ? " or '*.example.com'" : ''}`));
  }
  return valid;
}

/** The fix for an invalid host: the host of a URL, the host in lowercase, or an example. @internal */
export function hostFix(host: string, wildcard: boolean, example: string): string {
  const proposal = host.trim().toLowerCase().replace(/^.*@/s, '').replace(/^[a-z][-+.a-z0-9]*:\/\//, '').replace(/[/:?#].*$/s, '').replace(/\.$/, '');
  return isHost(proposal, wildcard) ? `Use '${proposal}'.` : `Use a value such as ${example}.`;
}
