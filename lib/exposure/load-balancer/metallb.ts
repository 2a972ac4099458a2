import { annotation, anyway, type Gap, type Provider } from './way';
import { familyOf } from '../../cluster/ip-family';

const DOCUMENT = 'https://metallb.io/usage/; website/content/usage/_index.md of metallb/metallb';
const CONCEPTS = 'https://metallb.io/concepts/';

const ADDRESSES = 'metallb.io/loadBalancerIPs';
const POOL = 'metallb.io/address-pool';

const REACH: Gap = {
  instead: 'Who reaches an address of MetalLB depends on the pool that it is from: say addressPool or addresses, or leave it out.',
  source: DOCUMENT,
};
const HEALTH_CHECK: Gap = { instead: 'MetalLB asks nobody: it follows the readiness of pods and nodes. Leave it out.', source: CONCEPTS };
const ZONES: Gap = { instead: 'MetalLB knows no zones. Leave it out; trafficDistribution can prefer pods of a zone.', source: CONCEPTS };

/** MetalLB, which announces addresses; the nodes balance. @internal */
export const METALLB: Provider = {
  title: 'MetalLB',
  ways: {
    'internal: true': REACH,
    'internal: false': REACH,
    'addresses': annotation(ADDRESSES, DOCUMENT, ({ options }) => options.addresses!.join(','), {
      others: ['metallb.universe.tf/loadBalancerIPs'],
      note: 'one of each family',
      refuse: ({ options }) => new Set(options.addresses!.map(familyOf)).size < options.addresses!.length ? 'Give one of each IP family.' : undefined,
    }),
    'addressNames': { instead: 'MetalLB has no names for addresses. Write the addresses themselves in addresses, or a pool in addressPool.', source: DOCUMENT },
    'addressPool': annotation(POOL, DOCUMENT, ({ options }) => options.addressPool!, { others: ['metallb.universe.tf/address-pool'] }),
    'subnets': { instead: 'MetalLB takes addresses from pools: say addressPool, or leave it out.', source: DOCUMENT },
    'tls': { instead: 'The nodes pass connections on as they are. End TLS in the pods, or at an Ingress or a Gateway.', source: CONCEPTS },
    'tls.policy': { instead: 'The nodes pass connections on as they are. Set it where TLS ends.', source: CONCEPTS },
    'proxyProtocol: true': {
      instead: 'The nodes pass connections on as they are: say externalTrafficPolicy: TrafficPolicy.LOCAL, and pods see the address of the client.',
      source: DOCUMENT,
    },
    'proxyProtocol: false': anyway(CONCEPTS),
    'idleTimeout': { instead: 'The nodes pass connections on as they are, and end none. Leave it out.', source: CONCEPTS },
    'crossZone: true': ZONES,
    'crossZone: false': ZONES,
    'healthCheck.protocol': HEALTH_CHECK,
    'healthCheck.path': HEALTH_CHECK,
    'healthCheck.port': HEALTH_CHECK,
    'healthCheck.interval': HEALTH_CHECK,
    'healthCheck.healthyThreshold': HEALTH_CHECK,
    'healthCheck.unhealthyThreshold': HEALTH_CHECK,
  },
};
