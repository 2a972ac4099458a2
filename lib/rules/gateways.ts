import type { Rule } from './rule';

const SPEC = 'https://gateway-api.sigs.k8s.io/reference/spec/';
const TYPES = 'apis/v1/gateway_types.go of sigs.k8s.io/gateway-api';

/** @internal */
export const gatewayRules = {
  empty: {
    id: 'gateway-empty',
    limit: 'a Gateway must have 1 to 64 listeners',
    showsValue: true,
    source: `${SPEC}#gatewayspec`,
    cases: [],
  },
  listener: {
    id: 'gateway-listener',
    limit: 'a listener must have a unique name (a DNS subdomain) and a port from 1 to 65535, and no host for TCP and UDP',
    showsValue: true,
    source: `${SPEC}#listener`,
    cases: [],
  },
  listenerTls: {
    id: 'gateway-listener-tls',
    limit: 'a listener for HTTPS must have a certificate, a listener for TLS must have a certificate or pass TLS through, and other listeners must have neither; an issuer needs a host',
    showsValue: true,
    source: `${SPEC}#listenertlsconfig; https://cert-manager.io/docs/usage/gateway/`,
    cases: [],
    hazard: 'The API server accepts an HTTPS listener without a certificate, but it cannot serve connections; cert-manager ignores a listener without a host. This rule cannot be overridden.',
  },
  distinct: {
    id: 'gateway-listeners-distinct',
    limit: 'listeners that share a port must have the same protocol and different hosts; HTTPS and TLS can share a port if their hosts differ, and UDP with any other protocol',
    showsValue: true,
    source: `${TYPES} (Listeners)`,
    cases: [],
    hazard: 'The API server refuses only listeners with the same protocol, port and host. It accepts other conflicts, but the Gateway then serves none of these listeners. This rule cannot be overridden. Use another port or host.',
  },
  certificate: {
    id: 'gateway-certificate',
    limit: 'a host of a Gateway must have only one certificate',
    showsValue: true,
    source: `${SPEC}#listenertlsconfig`,
    cases: [],
    hazard: 'A listener can have several certificates, but the controller selects one of them, so routes with the same host cannot have different certificates. This rule cannot be overridden. Set the same certificate in all routes, or declare the listener.',
  },
  issuedSecret: {
    id: 'tls-secret-issued',
    limit: 'cert-manager must issue a Secret for only one Ingress or Gateway, and other routes with this Secret must have hosts that its certificate includes',
    showsValue: true,
    source: 'buildCertificates in pkg/controller/certificate-shim/sync.go of cert-manager 1.21; https://github.com/cert-manager/cert-manager/issues/2585',
    cases: [],
    hazard: 'The API server accepts all objects, but cert-manager writes the Secret only for the first one, and replaces a certificate that was stored in it. This rule cannot be overridden.',
  },
  issuer: {
    id: 'gateway-issuer',
    limit: 'a Gateway with an issuer must not have other certificates in its own namespace, because cert-manager reads one issuer from a Gateway and issues a certificate for each Secret there that its listeners name',
    showsValue: true,
    source: 'https://cert-manager.io/docs/usage/gateway/; pkg/controller/certificate-shim/sync.go of cert-manager',
    cases: [],
    hazard: 'cert-manager overwrites the certificates of Secrets that others manage. This rule cannot be overridden. Declare a Gateway for each issuer, or a Certificate of cert-manager.',
  },
  sharedCertificate: {
    id: 'gateway-shared-certificate',
    limit: 'listeners or Ingresses with different hosts must not have the same certificate if their controller does not detect misdirected requests',
    showsValue: true,
    source: 'apis/v1/gateway_types.go (Listener.Hostname) of sigs.k8s.io/gateway-api; https://gateway-api.sigs.k8s.io/geps/gep-3567/; https://github.com/istio/istio/issues/52853',
    cases: [],
    hazard: 'The API server accepts them, but HTTP/2 clients use a connection that they have opened for one host for all hosts of its certificate, and the controller responds with 404. If your controller responds with 421, override the rule with detectsMisdirectedRequests: true in routeClass or in the routeClasses of ClusterProfile.',
  },
  section: {
    id: 'gateway-section',
    limit: 'a route must refer to a listener that exists in its Gateway, with the protocol and the hosts of the route',
    showsValue: true,
    source: 'https://gateway-api.sigs.k8s.io/api-types/httproute/#attaching-to-gateways',
    cases: [],
    hazard: 'The API server does not compare routes with Gateways, and the route would receive no requests. This rule cannot be overridden.',
  },
  notAllowed: {
    id: 'gateway-not-allowed',
    limit: 'a Gateway must allow routes from the namespace of the route',
    showsValue: true,
    source: 'https://gateway-api.sigs.k8s.io/concepts/security-model/',
    cases: [],
    hazard: 'The API server does not compare routes with Gateways, and the route would receive no requests. This rule cannot be overridden.',
  },
  allowed: {
    id: 'gateway-allowed-routes',
    limit: 'allowed namespaces must be selected by at least one name (a DNS label) or label',
    showsValue: true,
    source: 'https://gateway-api.sigs.k8s.io/concepts/security-model/',
    cases: [],
    hazard: 'A selector without a name or label selects all namespaces, and no namespace matches an invalid name. This rule cannot be overridden. To allow all namespaces, use AllowedRoutes.fromAll().',
  },
  kinds: {
    id: 'gateway-route-kinds',
    limit: 'an HTTPRoute and a GRPCRoute of the same listener must not have the same host',
    showsValue: true,
    source: 'apis/v1/grpcroute_types.go (Hostnames) of sigs.k8s.io/gateway-api 1.6; https://github.com/kubernetes-sigs/gateway-api/pull/4598',
    cases: [],
    hazard: 'The API server accepts both routes, but the Gateway API requires a Gateway to accept exactly one of them, the older one. Routes in different charts are compared if their profiles name the same cluster. Use another host, set protocol: RouteProtocol.HTTP for the gRPC backends, which then match by path, or set the section of both parents to different listeners. If the Gateway serves both, override the rule with combinesRouteKinds: true in routeClass or in the routeClasses of ClusterProfile.',
  },
} satisfies Record<string, Rule>;
