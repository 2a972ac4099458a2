import type { Rule } from './rule';

const POLICIES = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/';
const BLOCKED = 'The API server accepts any policy, and the policy would block declared traffic.';

/** @internal */
export const isolationRules = {
  name: {
    id: 'network-policy-name',
    limit: 'the name of a network policy, which is networkPolicyName, or the name of the Service or the id of the construct, must be a DNS subdomain (RFC 1123): at most 253 lowercase letters, digits, hyphens and dots',
    showsValue: true,
    source: 'ValidateNetworkPolicyName in pkg/apis/networking/validation/validation.go',
    cases: [],
  },
  unused: {
    id: 'network-policy-unused',
    limit: 'networkPolicyName and networkPolicyMetadata require that the declaration creates the network policy of its pods',
    showsValue: true,
    source: 'docs/isolation.md',
    cases: [],
    hazard: 'No generated object would contain the option. This rule cannot be overridden.',
  },
  namespace: {
    id: 'isolation-namespace',
    limit: 'if isolated pods have a namespace, the charts of their callers must have one too',
    showsValue: true,
    source: `${POLICIES}#targeting-a-namespace-by-its-name`,
    cases: [],
    hazard: `${BLOCKED} This rule cannot be overridden. If neither chart has a namespace, both are assumed to be deployed to the same one.`,
  },
  pods: {
    id: 'isolation-pods',
    limit: 'a connection from isolated pods requires the pod labels or the address ranges of its target, or its host names if the network policy provider supports host names',
    showsValue: true,
    source: `${POLICIES}#behavior-of-to-and-from-selectors`,
    cases: [],
    hazard: `${BLOCKED} To override the rule, set networks: ['0.0.0.0/0', '::/0'] on the target, which allows every address on the ports of the connection.`,
  },
  route: {
    id: 'isolation-route',
    limit: 'a route to isolated pods requires the namespace of the pods that forward its traffic, or the ranges of the addresses that its traffic comes from',
    showsValue: true,
    source: `${POLICIES}#behavior-of-to-and-from-selectors`,
    cases: [],
    hazard: `${BLOCKED} To override the rule, set networks: ['0.0.0.0/0', '::/0'] on the class of the route, which allows every address on the ports of the route. For a class of Cilium, such as cilium, networks has no effect, because Cilium does not match its own proxies by ranges: set ciliumEntities: ['ingress'] instead.`,
  },
  hostNetwork: {
    id: 'isolation-host-network',
    limit: 'pods on the network of their node cannot be isolated, and isolated pods can only have connections with them if the profile has nodeCidrs and the network policy provider is not Cilium',
    showsValue: true,
    source: `${POLICIES}#networkpolicy-and-hostnetwork-pods`,
    cases: [],
    hazard: 'The API server accepts the policies. With most network plugins, a policy has no effect on pods on the network of their node, and its rules do not match them. To override the rule, set isolate: false on the pods on the network of their node, and for connections set nodeCidrs of the profile, or isolate: false on the other pods.',
  },
  entities: {
    id: 'isolation-entities',
    limit: 'a route to isolated pods whose requests come from entities of Cilium requires Cilium as the network policy provider, because only a CiliumNetworkPolicy can allow entities',
    showsValue: true,
    source: 'https://docs.cilium.io/en/stable/network/servicemesh/ingress/#ingress-and-ciliumnetworkpolicy',
    cases: [],
    hazard: `${BLOCKED} To override the rule, set ciliumEntities: [] on the class of the route.`,
  },
  ciliumEntity: {
    id: 'cilium-entity',
    limit: 'an entity of Cilium must be all, world, world-ipv4, world-ipv6, cluster, host, init, ingress, unmanaged, remote-node, health, none or kube-apiserver',
    showsValue: true,
    source: 'EntitySelectorMapping in pkg/policy/api/entity.go of Cilium',
    cases: [],
    hazard: 'Cilium refuses to apply a policy with an unknown entity. This rule cannot be overridden.',
  },
  nodeCidrs: {
    id: 'isolation-node-cidrs',
    limit: 'with Cilium, nodeCidrs cannot restrict traffic that nodes forward, because Cilium sees it as traffic of the entities world or remote-node, which the ranges of nodes do not match',
    showsValue: true,
    source: 'https://docs.cilium.io/en/stable/security/policy/caveats/#security-identity-for-n-s-service-traffic',
    cases: [],
    hazard: `${BLOCKED} This rule cannot be overridden.`,
  },
  scraped: {
    id: 'isolation-scraped',
    limit: 'a scraped port of isolated pods requires the namespace of the pods that read its metrics',
    showsValue: true,
    source: `${POLICIES}#behavior-of-to-and-from-selectors`,
    cases: [],
    hazard: `${BLOCKED} This rule cannot be overridden. If nothing reads the metrics of a port, remove scraped from the port, or the option metrics.`,
  },
  podCidr: {
    id: 'pod-cidr',
    limit: 'a range of pods must not contain all addresses of its family',
    showsValue: true,
    source: 'ValidateIPBlock in pkg/apis/networking/validation/validation.go: a range that is excluded must be smaller than the range that it is excluded from',
    cases: [],
  },
  scrapedOutside: {
    id: 'scraped-outside',
    limit: 'scraped can be set only on a port of an ExposedWorkload, a Worker or ExposedPods, and not on a port of an external or imported Service',
    showsValue: true,
    source: 'docs/isolation.md',
    cases: [],
    hazard: 'No generated object would contain the setting. This rule cannot be overridden.',
  },
  provider: {
    id: 'custom-network-policy-provider',
    limit: 'a custom network policy provider must have a name, the API version and kind of its policies, and an object that implements IHostnamePolicies',
    showsValue: true,
    source: 'docs/rules.md',
    cases: [],
  },
} satisfies Record<string, Rule>;
