import { TrafficPolicy } from '../../exposure/exposure';
import { isIPv6 } from '../../rules/address-checks';
import { requiresInternal } from '../mapping/limits';
import { always, annotation, type LoadBalancerRequest, type Mapping, type Provider, type Unsupported } from '../mapping/mapping';

const DOCUMENT = 'https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters';
const CONCEPTS = 'https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer';
const PASSTHROUGH = 'https://cloud.google.com/load-balancing/docs/passthrough-network-load-balancer';
const ANNOTATIONS = 'providers/gce/gce_annotations.go of kubernetes/cloud-provider-gcp';
const ADDRESSES = 'pkg/l4annotations/l4_static_address.go and pkg/address of kubernetes/ingress-gce';

const MIXED_PROTOCOLS = 'https://cloud.google.com/kubernetes-engine/docs/how-to/mixed-protocol-lb';

const TYPE = 'networking.gke.io/load-balancer-type';
const OLDER_TYPE = 'cloud.google.com/load-balancer-type';
const ADDRESS_NAMES = 'networking.gke.io/load-balancer-ip-addresses';
const SUBNET = 'networking.gke.io/internal-load-balancer-subnet';
const BACKEND_SERVICE = 'cloud.google.com/l4-rbs';

/** The prefix of the classes, each of which is handled by one controller of GKE. A Service without a class has an older one by default. */
const CLASSES = 'networking.gke.io/l4-regional-';

/** An older controller refuses several protocols, or uses the protocol of the first port for all ports (GetProtocol in pkg/utils/utils.go of ingress-gce). */
const MIXED: Mapping = {
  ...always(`${MIXED_PROTOCOLS}; providers/gce/gce_loadbalancer.go of kubernetes/cloud-provider-gcp`, [], 'with `loadBalancerClass: networking.gke.io/l4-regional-…` or the annotation `cloud.google.com/l4-rbs`'),
  refuse: supportsMixed,
};

const HEALTH_CHECK: Unsupported = {
  instead: 'GKE configures the health checks of nodes itself. Remove this setting.',
  source: DOCUMENT,
};

/** Google Kubernetes Engine, which creates passthrough Network Load Balancers. @internal */
export const GKE: Provider = {
  title: 'GKE',
  healthCheck: { interval: 8, failures: 3 },
  replacesClientAddress: false,
  isOther: ({ options }) => options.loadBalancerClass !== undefined && !options.loadBalancerClass.startsWith(CLASSES), // HasLoadBalancerClass in pkg/l4/annotations of ingress-gce
  protocols: {
    'UDP': always(DOCUMENT),
    'TCP and UDP': MIXED,
    'TCP and UDP with one number': MIXED,
    'SCTP': {
      instead: 'The load balancers of GKE have only TCP and UDP. Use one of them, or leave the Service to another controller by its loadBalancerClass.',
      source: 'providers/gce/gce_loadbalancer.go of kubernetes/cloud-provider-gcp; pkg/l4/backends/protocol.go of kubernetes/ingress-gce',
    },
  },
  // with the policy Local, the endpoints of a load balancer with a backend service are pods (pkg/neg/syncers/endpoints_calculator.go of ingress-gce)
  refuseOutside: ({ options }) => options.externalTrafficPolicy === TrafficPolicy.LOCAL
    ? 'With externalTrafficPolicy LOCAL, only nodes with pods are the targets. Remove externalTrafficPolicy.' : undefined,
  opensOtherFamily: true, // pkg/l4/utils/sourceranges.go
  scheme: {
    byDefault: 'the internet',
    annotations: { [TYPE]: ['Internal', 'internal', 'External'], [OLDER_TYPE]: ['Internal', 'internal', 'External'] },
    classDetermines: true,
    source: 'GetLoadBalancerAnnotationType in pkg/l4/annotations/gce_annotations.go of kubernetes/ingress-gce acbcf5d6: any other text is external',
  },
  mappings: {
    'internal: true': annotation(TYPE, `${DOCUMENT}; ${ANNOTATIONS}`, () => 'Internal', {
      others: [OLDER_TYPE],
      note: 'not with `loadBalancerClass`',
      refuse: ({ options }) => conflictWithClass(options.loadBalancerClass),
    }),
    'internal: false': {
      ...always(`${DOCUMENT}; ${ANNOTATIONS}`, [TYPE, OLDER_TYPE], 'not with `loadBalancerClass`'),
      refuse: ({ options }) => conflictWithClass(options.loadBalancerClass),
    },
    'addresses': {
      writes: ['spec.loadBalancerIP'],
      note: 'one, IPv4',
      source: `${DOCUMENT}; ${ADDRESSES}`,
      refuse: ({ options }) => options.addresses!.length > 1 || options.addresses!.some(isIPv6)
        ? 'GKE accepts only one IPv4 address here. Set the names of the reserved addresses in addressNames.' : undefined,
      write: ({ options }) => ({ spec: { loadBalancerIP: options.addresses![0] } }),
    },
    'addressNames': {
      writes: [ADDRESS_NAMES, BACKEND_SERVICE],
      note: 'at most two',
      source: `${DOCUMENT}; ${CONCEPTS}; ${ADDRESSES}`,
      refuse: ({ options }) => options.addressNames!.length > 2 ? 'GKE accepts one IPv4 and one IPv6 address. Use at most two names.' : undefined,
      // the annotation l4-rbs is necessary, because the older controller of public load balancers ignores the names
      write: ({ options }) => ({
        annotations: {
          [ADDRESS_NAMES]: options.addressNames!.join(','),
          ...!options.internal && options.loadBalancerClass === undefined && { [BACKEND_SERVICE]: 'enabled' },
        },
      }),
    },
    'addressPool': { instead: 'GKE has no address pools. Reserve an address and set its name in addressNames, or remove this setting.', source: DOCUMENT },
    'subnets': annotation(SUBNET, `${DOCUMENT}; ${ANNOTATIONS}`, ({ options }) => options.subnets![0], {
      others: ['networking.gke.io/load-balancer-subnet'],
      note: 'one, with `internal: true`',
      refuse: request => requiresInternal(true, 'On GKE, only an internal load balancer has a subnet.')(request)
        ?? (request.options.subnets!.length > 1 ? 'An internal load balancer of GKE is in one subnet. Use only one subnet.' : undefined),
    }),
    'tls': { instead: 'The load balancers of GKE do not terminate TLS. Terminate it in the pods, or at an Ingress or a Gateway.', source: PASSTHROUGH },
    'tls.policy': { instead: 'The load balancers of GKE do not terminate TLS. Set the policy where TLS is terminated.', source: PASSTHROUGH },
    'proxyProtocol: true': {
      instead: 'The load balancers of GKE pass packets on with the address of the client. Set externalTrafficPolicy: TrafficPolicy.LOCAL, so that pods see it.',
      source: PASSTHROUGH,
    },
    'proxyProtocol: false': always(PASSTHROUGH),
    'idleTimeout': { instead: 'The load balancers of GKE pass connections through and never close them. Remove this setting.', source: PASSTHROUGH },
    'crossZone: true': {
      ...always(`${PASSTHROUGH}; ${DOCUMENT}`, [], 'not with `trafficDistribution`'),
      refuse: ({ options }) => options.trafficDistribution === undefined ? undefined : 'trafficDistribution makes an internal load balancer prefer the zone of the client. Remove one of them.',
    },
    'crossZone: false': {
      instead: 'The load balancers of GKE are regional. Remove this setting. With trafficDistribution, an internal load balancer prefers the zone of the client.',
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

/** A class determines whether the load balancer is internal, and GKE ignores the annotation. */
function conflictWithClass(loadBalancerClass: string | undefined): string | undefined {
  return loadBalancerClass === undefined ? undefined : `The class '${loadBalancerClass}' determines whether the load balancer is internal. Remove internal or loadBalancerClass.`;
}

/** Which controller creates the load balancer, and its version, is not part of the cluster profile. A class or the annotation states it. */
function supportsMixed({ options, annotations }: LoadBalancerRequest): string | undefined {
  const newer = options.loadBalancerClass === undefined ? annotations[BACKEND_SERVICE] === 'enabled' : !options.loadBalancerClass.endsWith('-legacy');
  return newer ? undefined
    : `GKE supports several protocols from 1.34.1-gke.2190000 on for a public load balancer with IPv4, and from 1.36.2-gke.1498000 on for others. If the cluster has this version, set loadBalancerClass: '${CLASSES}external' or '${CLASSES}internal'. Otherwise declare a Service for each protocol.`;
}
