import type { Rule } from './rule';

/** @internal */
export const clusterRules = {
  nodePortRange: {
    id: 'node-port-range-syntax',
    limit: "a range of node ports must be two port numbers with a hyphen between them, the lower number first, such as '30000-32767'",
    showsValue: true,
    source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ (--service-node-port-range)',
    cases: [],
  },
  domain: {
    id: 'cluster-domain',
    limit: 'the domain of a cluster must be a DNS subdomain (RFC 1123) without a trailing dot',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
    cases: [],
  },
  name: {
    id: 'cluster-name',
    limit: 'the name of a cluster must have at least one character',
    showsValue: true,
    source: 'ClusterProfile.set',
    cases: [],
  },
  ipFamilies: {
    id: 'ip-families',
    limit: 'a list of IP families must have one or two different families',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/',
    cases: ['D14'],
    hazard: 'The API server reads an empty list as the primary family of the cluster, which was not declared. This rule cannot be overridden. Remove the property.',
  },
  gatewayApiVersion: {
    id: 'gateway-api-version',
    limit: 'the version of the Gateway API must be a minor version that this library supports',
    showsValue: true,
    source: 'https://gateway-api.sigs.k8s.io/concepts/versioning/',
    cases: [],
  },
  gatewayApiKind: {
    id: 'gateway-api-kind',
    limit: "a kind must be served by the standard channel of the cluster's Gateway API",
    showsValue: true,
    source: 'CHANGELOG/1.4-CHANGELOG.md (BackendTLSPolicy), 1.5-CHANGELOG.md (TLSRoute) and 1.6-CHANGELOG.md (TCPRoute, UDPRoute) of sigs.k8s.io/gateway-api',
    cases: [],
  },
  routeController: {
    id: 'route-class',
    limit: 'the namespace of a RouteClass must be a DNS label (RFC 1123), and must be set if its podLabels are set',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    cases: [],
  },
  alreadySet: {
    id: 'cluster-profile-set',
    limit: 'the profile of a cluster must be set only once on a scope',
    showsValue: true,
    source: 'ClusterProfile.set',
    cases: [],
  },
  alreadyRead: {
    id: 'cluster-profile-read',
    limit: 'the profile of a cluster must be set before a construct in the scope reads it',
    showsValue: true,
    source: 'ClusterProfile.set',
    cases: [],
  },
} satisfies Record<string, Rule>;
