import type { Rule } from './rule';

/** @internal */
export const clusterRules = {
  nodePortRange: {
    id: 'node-port-range-syntax',
    limit: "a range of node ports is two port numbers with a hyphen between, the lower first, as in '30000-32767'",
    source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ (--service-node-port-range)',
    cases: [],
  },
  domain: {
    id: 'cluster-domain',
    limit: 'the domain of a cluster is a DNS subdomain (RFC 1123), without a dot at the end',
    source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
    cases: [],
  },
  name: {
    id: 'cluster-name',
    limit: 'the name of a cluster is a text with at least one character',
    source: 'ClusterProfile.set',
    cases: [],
  },
  ipFamilies: {
    id: 'ip-families',
    limit: 'IP families are one or two, each once',
    source: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/',
    cases: ['D14', 'D15'],
    hazard: 'The server reads an empty list as the primary family of the cluster, which was not said. There is no way to insist: leave it out.',
  },
  gatewayApiVersion: {
    id: 'gateway-api-version',
    limit: 'the version of the Gateway API is a minor version that this library knows',
    source: 'https://gateway-api.sigs.k8s.io/concepts/versioning/',
    cases: [],
  },
  gatewayApiKind: {
    id: 'gateway-api-kind',
    limit: "a kind is one that the standard channel of the cluster's Gateway API serves",
    source: 'CHANGELOG/1.4-CHANGELOG.md (BackendTLSPolicy), 1.5-CHANGELOG.md (TLSRoute) and 1.6-CHANGELOG.md (TCPRoute, UDPRoute) of sigs.k8s.io/gateway-api',
    cases: [],
  },
  routeController: {
    id: 'route-controller',
    limit: 'the namespace of the pods of a controller is a DNS label (RFC 1123), and is said where their labels are',
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    cases: [],
  },
  alreadySet: {
    id: 'cluster-profile-set',
    limit: 'the profile of a cluster is set once on a scope',
    source: 'ClusterProfile.set',
    cases: [],
  },
  alreadyRead: {
    id: 'cluster-profile-read',
    limit: 'the profile of a cluster is set before what reads it',
    source: 'ClusterProfile.set',
    cases: [],
  },
} satisfies Record<string, Rule>;
