import { sortedEntries } from '../../values/compare-names';
import { familiesOfAddresses } from '../mapping/limits';
import { always, annotation, type Provider, type Unsupported } from '../mapping/mapping';

const DOCUMENT = 'https://metallb.io/usage/; website/content/usage/_index.md of metallb/metallb';
const CONCEPTS = 'https://metallb.io/concepts/';

const ADDRESSES = 'metallb.io/loadBalancerIPs';
const POOL = 'metallb.io/address-pool';
const SHARING_KEY = 'metallb.io/allow-shared-ip';
const OLDER_SHARING_KEY = 'metallb.universe.tf/allow-shared-ip';
/** Source code, as of version 0.16.1: it compares only protocol and port. */
const ALLOCATOR = 'internal/allocator/allocator.go of metallb/metallb';

const REACH: Unsupported = {
  instead: 'With MetalLB, the address pool determines which networks can reach an address. Set addressPool or addresses, or remove this setting.',
  source: DOCUMENT,
};
const HEALTH_CHECK: Unsupported = { instead: 'MetalLB has no health checks: it follows the readiness of pods and nodes. Remove this setting.', source: CONCEPTS };
const ZONES: Unsupported = { instead: 'MetalLB does not consider zones. Remove this setting. trafficDistribution can prefer the pods of a zone.', source: CONCEPTS };

/** MetalLB, which announces addresses. The nodes distribute the traffic. @internal */
export const METALLB: Provider = {
  title: 'MetalLB',
  healthCheck: undefined, // MetalLB has no health checks
  replacesClientAddress: false,
  protocols: {
    'UDP': always(ALLOCATOR),
    'TCP and UDP': always(ALLOCATOR),
    'TCP and UDP with one number': always(ALLOCATOR),
    'SCTP': always(ALLOCATOR),
  },
  sharing: {
    fix: `Services share an address only with different ports and the same annotation ${SHARING_KEY} in serviceMetadata, and with externalTrafficPolicy LOCAL only if they select the same pods. Use another address, or set the annotation for both.`,
    // sharingOK in allocator.go, and SharingKey and BackendKey in internal/allocator/k8salloc and controller/service.go
    group: ({ annotations, selector, local }) => {
      const key = annotations[SHARING_KEY] ?? annotations[OLDER_SHARING_KEY];
      return key ? JSON.stringify([key, local ? sortedEntries(selector) : []]) : undefined;
    },
  },
  opensOtherFamily: true, // kube-proxy filters; newBaseServiceInfo in pkg/proxy/serviceport.go
  mappings: {
    'internal: true': REACH,
    'internal: false': REACH,
    'addresses': annotation(ADDRESSES, DOCUMENT, ({ options }) => options.addresses!.join(','), {
      others: ['metallb.universe.tf/loadBalancerIPs'],
      note: 'one of each family of the Service',
      refuse: request => familiesOfAddresses(request, true), // "does not match the ipFamily of the service" in controller/service.go
    }),
    'addressNames': { instead: 'MetalLB has no names for addresses. Set addresses or addressPool.', source: DOCUMENT },
    'addressPool': annotation(POOL, DOCUMENT, ({ options }) => options.addressPool!, { others: ['metallb.universe.tf/address-pool'] }),
    'subnets': { instead: 'MetalLB allocates addresses from pools. Set addressPool, or remove this setting.', source: DOCUMENT },
    'tls': { instead: 'With MetalLB, no load balancer terminates TLS. Terminate it in the pods, or at an Ingress or a Gateway.', source: CONCEPTS },
    'tls.policy': { instead: 'With MetalLB, no load balancer terminates TLS. Set the policy where TLS is terminated.', source: CONCEPTS },
    'proxyProtocol: true': {
      instead: 'With MetalLB, the nodes do not send the PROXY protocol. Set externalTrafficPolicy: TrafficPolicy.LOCAL, so that pods see the address of the client.',
      source: DOCUMENT,
    },
    'proxyProtocol: false': always(CONCEPTS),
    'idleTimeout': { instead: 'With MetalLB, the nodes pass connections through and never close them. Remove this setting.', source: CONCEPTS },
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
