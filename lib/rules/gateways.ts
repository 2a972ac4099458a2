import type { Rule } from './rule';

const SPEC = 'https://gateway-api.sigs.k8s.io/reference/spec/';
const TYPES = 'apis/v1/gateway_types.go of sigs.k8s.io/gateway-api';

/** @internal */
export const gatewayRules = {
  empty: {
    id: 'gateway-empty',
    limit: 'a Gateway has at least one listener, and at most 64',
    source: `${SPEC}#gatewayspec`,
    cases: [],
  },
  listener: {
    id: 'gateway-listener',
    limit: 'a listener has a name of its own (a DNS subdomain) and a port from 1 to 65535; its host is left out for TCP and UDP',
    source: `${SPEC}#listener`,
    cases: [],
  },
  listenerTls: {
    id: 'gateway-listener-tls',
    limit: 'a listener for HTTPS has a certificate, one for TLS has one or passes TLS on, and all others have neither; an issuer needs a host',
    source: `${SPEC}#listenertlsconfig; https://cert-manager.io/docs/usage/gateway/`,
    cases: [],
    hazard: 'For HTTPS without a certificate the server takes it, and no connection is; with an issuer and without a host, cert-manager passes the listener over. There is no way to insist.',
  },
  distinct: {
    id: 'gateway-listeners-distinct',
    limit: 'listeners of one port have one transport and are told apart by host: HTTP, HTTPS and TLS, and TCP, do not share a port with another, but for HTTPS and TLS of different hosts',
    source: `${TYPES} (Listeners)`,
    cases: [],
    hazard: 'The server refuses the same protocol and host twice, and takes the rest; the Gateway then serves none of those listeners. There is no way to insist: give another port or host.',
  },
  certificate: {
    id: 'gateway-certificate',
    limit: 'a host of a Gateway has one certificate',
    source: `${SPEC}#listenertlsconfig`,
    cases: [],
    hazard: 'A listener can have several, of which the controller takes one; routes can not each have their own. There is no way to insist: say the same in all routes, or declare the listener.',
  },
  issuer: {
    id: 'gateway-issuer',
    limit: 'cert-manager reads one issuer from a Gateway, and issues a certificate for each Secret of the namespace that its listeners name',
    source: 'https://cert-manager.io/docs/usage/gateway/; pkg/controller/certificate-shim/sync.go of cert-manager',
    cases: [],
    hazard: 'It overwrites the certificate in a Secret that others keep. There is no way to insist: make a Gateway an issuer, or a Certificate by hand.',
  },
  section: {
    id: 'gateway-section',
    limit: 'a route belongs to listeners that its Gateway has, for its protocol and hosts',
    source: 'https://gateway-api.sigs.k8s.io/api-types/httproute/#attaching-to-gateways',
    cases: [],
    hazard: 'The server does not compare routes with Gateways, and no request would take the route. There is no way to insist.',
  },
  notAllowed: {
    id: 'gateway-not-allowed',
    limit: 'a route belongs to a Gateway that lets in routes from its namespace',
    source: 'https://gateway-api.sigs.k8s.io/concepts/security-model/',
    cases: [],
    hazard: 'The server does not compare routes with Gateways, and no request would take the route. There is no way to insist.',
  },
  allowed: {
    id: 'gateway-allowed-routes',
    limit: 'namespaces that are let in are said by at least one name (a DNS label) or label',
    source: 'https://gateway-api.sigs.k8s.io/concepts/security-model/',
    cases: [],
    hazard: 'Without any, the selector lets all namespaces in; a name that is none lets nobody in. There is no way to insist: for all namespaces write AllowedRoutes.fromAll().',
  },
  kinds: {
    id: 'gateway-route-kinds',
    limit: 'HTTP and gRPC have no host of a Gateway in common',
    source: 'apis/v1/grpcroute_types.go (Hostnames) of sigs.k8s.io/gateway-api',
    cases: [],
    hazard: 'The server takes both routes, and the Gateway only one of them. There is no way to insist: give one another host, or make the one for gRPC with protocol: RouteProtocol.HTTP, which matches by path.',
  },
} satisfies Record<string, Rule>;
