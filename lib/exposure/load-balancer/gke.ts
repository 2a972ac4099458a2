import { onlyWhere } from './limits';
import { annotation, anyway, type Gap, type Provider } from './way';
import { isIPv6 } from '../../rules/addresses';

const DOCUMENT = 'https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters';
const CONCEPTS = 'https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer';
const PASSTHROUGH = 'https://cloud.google.com/load-balancing/docs/passthrough-network-load-balancer';
const ANNOTATIONS = 'providers/gce/gce_annotations.go of kubernetes/cloud-provider-gcp';
const ADDRESSES = 'pkg/l4annotations/l4_static_address.go and pkg/address of kubernetes/ingress-gce';

const TYPE = 'networking.gke.io/load-balancer-type';
const OLDER_TYPE = 'cloud.google.com/load-balancer-type';
const ADDRESS_NAMES = 'networking.gke.io/load-balancer-ip-addresses';
const SUBNET = 'networking.gke.io/internal-load-balancer-subnet';
const BACKEND_SERVICE = 'cloud.google.com/l4-rbs';

const HEALTH_CHECK: Gap = {
  instead: 'GKE makes the health check by itself, of each node. Leave it out.',
  source: DOCUMENT,
};

/** Google Kubernetes Engine, which makes passthrough Network Load Balancers. @internal */
export const GKE: Provider = {
  title: 'GKE',
  healthCheck: { interval: 8, failures: 3 },
  ways: {
    'internal: true': annotation(TYPE, `${DOCUMENT}; ${ANNOTATIONS}`, () => 'Internal', {
      others: [OLDER_TYPE],
      note: 'without `loadBalancerClass`',
      refuse: ({ options }) => classDecides(options.loadBalancerClass),
    }),
    'internal: false': {
      ...anyway(`${DOCUMENT}; ${ANNOTATIONS}`, [TYPE, OLDER_TYPE], 'without `loadBalancerClass`'),
      refuse: ({ options }) => classDecides(options.loadBalancerClass),
    },
    'addresses': {
      writes: ['spec.loadBalancerIP'],
      note: 'one, IPv4',
      source: `${DOCUMENT}; ${ADDRESSES}`,
      refuse: ({ options }) => options.addresses!.length > 1 || options.addresses!.some(isIPv6)
        ? 'By its number GKE takes one IPv4 address. Write the names of the reserved addresses in addressNames.' : undefined,
      write: ({ options }) => ({ spec: { loadBalancerIP: options.addresses![0] } }),
    },
    'addressNames': {
      writes: [ADDRESS_NAMES, BACKEND_SERVICE],
      note: 'at most two',
      source: `${DOCUMENT}; ${CONCEPTS}; ${ADDRESSES}`,
      refuse: ({ options }) => options.addressNames!.length > 2 ? 'GKE takes one IPv4 and one IPv6 address.' : undefined,
      // the older controller of public load balancers does not read names
      write: ({ options }) => ({
        annotations: {
          [ADDRESS_NAMES]: options.addressNames!.join(','),
          ...!options.internal && options.loadBalancerClass === undefined && { [BACKEND_SERVICE]: 'enabled' },
        },
      }),
    },
    'addressPool': { instead: 'GKE has no pools of addresses. Reserve an address and write its name in addressNames, or leave it out.', source: DOCUMENT },
    'subnets': annotation(SUBNET, `${DOCUMENT}; ${ANNOTATIONS}`, ({ options }) => options.subnets![0], {
      others: ['networking.gke.io/load-balancer-subnet'],
      note: 'one, with `internal: true`',
      refuse: wish => onlyWhere(true, 'GKE takes the subnet of an internal load balancer')(wish)
        ?? (wish.options.subnets!.length > 1 ? 'An internal load balancer of GKE is in one subnet. Give one.' : undefined),
    }),
    'tls': { instead: 'GKE passes connections on as they are. End TLS in the pods, or at an Ingress or a Gateway.', source: PASSTHROUGH },
    'tls.policy': { instead: 'GKE passes connections on as they are. Set it where TLS ends.', source: PASSTHROUGH },
    'proxyProtocol: true': {
      instead: 'GKE passes connections on as they are, with the address of the client: say externalTrafficPolicy: TrafficPolicy.LOCAL, and pods see it.',
      source: PASSTHROUGH,
    },
    'proxyProtocol: false': anyway(PASSTHROUGH),
    'idleTimeout': { instead: 'GKE passes connections on as they are, and ends none. Leave it out.', source: PASSTHROUGH },
    'crossZone: true': {
      ...anyway(`${PASSTHROUGH}; ${DOCUMENT}`, [], 'without `trafficDistribution`'),
      refuse: ({ options }) => options.trafficDistribution === undefined ? undefined : 'trafficDistribution has an internal load balancer prefer the zone of the client. Leave one of them out.',
    },
    'crossZone: false': {
      instead: 'The load balancers of GKE are regional. Leave it out; for an internal one, trafficDistribution can prefer the zone of the client.',
      source: `${PASSTHROUGH}; ${DOCUMENT}`,
    },
    'healthCheck.protocol': HEALTH_CHECK,
    'healthCheck.path': HEALTH_CHECK,
    'healthCheck.port': HEALTH_CHECK,
    'healthCheck.interval': HEALTH_CHECK,
    'healthCheck.healthyThreshold': HEALTH_CHECK,
    'healthCheck.unhealthyThreshold': HEALTH_CHECK,
  },
};

/** The class says which of the two is made, and the annotation is not read. */
function classDecides(loadBalancerClass: string | undefined): string | undefined {
  return loadBalancerClass === undefined ? undefined : `The class ${loadBalancerClass} says so already, one way or the other. Leave internal or loadBalancerClass out.`;
}
