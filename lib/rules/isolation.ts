import type { Rule } from './rule';

const POLICIES = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/';
const CUT = 'The server takes any policy, and what was declared would be cut off.';

/** @internal */
export const isolationRules = {
  name: {
    id: 'network-policy-name',
    limit: 'a network policy is called as what it is for, by a DNS subdomain (RFC 1123): at most 253 lower-case letters, digits, hyphens and dots',
    source: 'ValidateNetworkPolicyName in pkg/apis/networking/validation/validation.go',
    cases: [],
  },
  namespace: {
    id: 'isolation-namespace',
    limit: 'the namespace of what calls isolated pods is known where theirs is',
    source: `${POLICIES}#targeting-a-namespace-by-its-name`,
    cases: [],
    hazard: `${CUT} There is no way to insist: where neither chart has a namespace, both are taken to go to the same.`,
  },
  pods: {
    id: 'isolation-pods',
    limit: 'isolated pods call what is known by the labels of its pods, by the ranges of its addresses, or, where the network plugin knows names, by its host names',
    source: `${POLICIES}#behavior-of-to-and-from-selectors`,
    cases: [],
    hazard: `${CUT} Insist with networks: ['0.0.0.0/0', '::/0'], which is every address at the ports of the connection.`,
  },
  route: {
    id: 'isolation-route',
    limit: 'isolated pods let a route in by the namespace of the pods that forward its traffic, or by the addresses that it comes from',
    source: `${POLICIES}#behavior-of-to-and-from-selectors`,
    cases: [],
    hazard: `${CUT} Insist with networks: ['0.0.0.0/0', '::/0'] of the controller, which is every address at the ports of the route.`,
  },
  scraped: {
    id: 'isolation-scraped',
    limit: 'isolated pods let in what reads their metrics by the namespace of its pods',
    source: `${POLICIES}#behavior-of-to-and-from-selectors`,
    cases: [],
    hazard: `${CUT} There is no way to insist: leave scraped out for a port whose metrics nobody reads.`,
  },
  podCidr: {
    id: 'pod-cidr',
    limit: 'the ranges of pods are less than all addresses of their family',
    source: 'ValidateIPBlock in pkg/apis/networking/validation/validation.go: what is left out of a range is less than the range',
    cases: [],
  },
  scrapedOutside: {
    id: 'scraped-outside',
    limit: 'whether metrics are read is said of ports of pods that are declared, not of a backend',
    source: 'docs/isolation.md',
    cases: [],
    hazard: 'No object would have it. There is no way to insist.',
  },
} satisfies Record<string, Rule>;
