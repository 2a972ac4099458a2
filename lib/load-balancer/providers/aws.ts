import { familyOf, IpFamily } from '../../cluster/ip-family';
import { TrafficPolicy } from '../../exposure/exposure';
import { hidden } from '../../rules/show';
import { secondsOutsideOf, secondsText, thresholdWithin } from '../mapping/limits';
import { always, annotation, overHttp, type LoadBalancerRequest, type Provider, type Unsupported } from '../mapping/mapping';
import { requestedSettings } from '../mapping/requested-settings';
import { onlyArns, reencryption, tlsPortNumbers } from '../mapping/tls';

const PREFIX = 'service.beta.kubernetes.io/aws-load-balancer-';
const DOCUMENT = 'https://cloud-provider-aws.sigs.k8s.io/service_controller/';
const SOURCE = 'pkg/providers/v1/aws.go of kubernetes/cloud-provider-aws';
const CHECKS = 'ensureLoadBalancerHealthCheck in pkg/providers/v1/aws_loadbalancer.go of kubernetes/cloud-provider-aws';
const API = 'https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_HealthCheck.html';

const CONTROLLER = 'LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER';
const TYPE = `${PREFIX}type`;
const CHECKED_PORT = `${PREFIX}healthcheck-port`;

/** The controller reads only the protocol of the first port, and then refuses the Service. */
const MIXED: Unsupported = {
  instead: `The cloud controller manager creates no load balancer with several protocols. Declare a Service for each protocol, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.`,
  source: 'checkMixedProtocol in pkg/providers/v1/aws.go of kubernetes/cloud-provider-aws 1.36.1',
};

/** Health checks of a Classic Load Balancer time out after 5 seconds, and the interval must be longer. */
const SHORTEST_INTERVAL = 6;

const PROTOCOL = annotation(`${PREFIX}healthcheck-protocol`, SOURCE, ({ protocol }) => protocol!);

/** The cloud controller manager of AWS, which creates Classic Load Balancers. @internal */
export const AWS: Provider = {
  title: 'AWS (cloud controller manager)',
  healthCheck: { interval: 10, failures: 6 }, // defaultElbHCInterval and defaultElbHCUnhealthyThreshold in aws_loadbalancer.go
  replacesClientAddress: true, // a Classic Load Balancer is a proxy
  opensOtherFamily: false, // the load balancers have only IPv4 addresses
  scheme: {
    byDefault: 'the internet',
    annotations: { [`${PREFIX}internal`]: ['true', 'false'] },
    source: SOURCE,
  },
  refusesField: {
    // EnsureLoadBalancer in pkg/providers/v1/aws.go of kubernetes/cloud-provider-aws v1.36.1, lines 2341 and 2411, refuses both fields
    sessionAffinityTimeout: () => `The cloud controller manager reports an error and creates no load balancer. Remove this setting, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.`,
    loadBalancerIp: () => `The cloud controller manager reports an error and creates no load balancer. Remove this setting. For fixed addresses, set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.`,
    // the same function writes every range into the IPv4 field of the rule, CidrIp, which the API of AWS refuses for an IPv6 range
    sourceRanges: ({ options }) => options.sourceRanges!.some(range => familyOf(range) === IpFamily.IPV6) ? 'The load balancers of the cloud controller manager have only IPv4 addresses. Remove the IPv6 ranges.' : undefined,
  },
  conflict: ({ options, annotations }) => {
    if (options.loadBalancerClass !== undefined) {
      return { field: 'exposure.loadBalancerClass', value: options.loadBalancerClass, fix: `The cloud controller manager ignores a Service with a class. Remove it, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.` };
    }
    // a Network Load Balancer of this controller reads the same annotation for internal, and no other setting in the same way
    const isShared = annotations[TYPE] === 'nlb' && requestedSettings(options).every(({ field }) => field === 'exposure.internal');
    return annotations[TYPE] === undefined || isShared ? undefined : {
      annotation: TYPE,
      value: hidden(annotations[TYPE]),
      fix: `The annotation requests another kind of load balancer, and the options are for a Classic Load Balancer. Remove the annotation, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.`,
    };
  },
  // isLBExternal in aws_loadbalancer.go
  isOther: ({ options, annotations }) => options.loadBalancerClass !== undefined || ['external', 'nlb-ip'].includes(annotations[TYPE]),
  protocols: {
    'UDP': {
      ...always('checkProtocol in pkg/providers/v1/aws.go of kubernetes/cloud-provider-aws 1.36.1', [], 'with the annotation `…/aws-load-balancer-type: nlb`, and `externalTrafficPolicy: LOCAL` or the annotation `…/aws-load-balancer-healthcheck-port`'),
      refuse: udpWithNlb,
    },
    'TCP and UDP': MIXED,
    'TCP and UDP with one number': MIXED,
    'SCTP': { instead: 'The load balancers of AWS have no SCTP. Use another protocol, or leave the Service to another controller by its loadBalancerClass.', source: 'checkProtocol in pkg/providers/v1/aws.go of kubernetes/cloud-provider-aws 1.36.1' },
  },
  // ensureLoadBalancer and ensureLoadBalancerv2 in aws_loadbalancer.go request no type of addresses, so that all load balancers have IPv4 addresses
  refuseFamilies: ({ serviceFamilies: { certain, possible } }) => certain.length > 0 && ![...certain, ...possible].includes(IpFamily.IPV4)
    ? `The cloud controller manager creates load balancers with IPv4 addresses. Use both families, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.` : undefined,
  // "Ignoring port without NodePort defined" in EnsureLoadBalancer in aws.go: the port gets no listener
  refuseWithoutNodePorts: () => `The load balancer sends traffic to node ports. Remove allocateLoadBalancerNodePorts, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.`,
  mappings: {
    'internal: true': annotation(`${PREFIX}internal`, DOCUMENT, () => 'true'),
    'internal: false': always(DOCUMENT, [`${PREFIX}internal`]),
    'addresses': { instead: `A Classic Load Balancer has no fixed addresses. Set ClusterProfile's loadBalancerProvider to ${CONTROLLER}, or remove this setting.`, source: DOCUMENT },
    'addressNames': { instead: `A Classic Load Balancer has no Elastic IPs. Set ClusterProfile's loadBalancerProvider to ${CONTROLLER}, or remove this setting.`, source: SOURCE },
    'addressPool': { instead: 'AWS allocates addresses from subnets. Set subnets, or remove this setting.', source: DOCUMENT },
    'subnets': annotation(`${PREFIX}subnets`, SOURCE, ({ options }) => options.subnets!.join(',')),
    'tls': {
      writes: [`${PREFIX}ssl-cert`, `${PREFIX}ssl-ports`, `${PREFIX}backend-protocol`],
      source: DOCUMENT,
      refuse: request => oneCertificate(request) ?? onlyArns(request) ?? reencryption(request).fix,
      write: request => ({
        annotations: {
          [`${PREFIX}ssl-cert`]: request.options.tls!.certificates[0],
          ...request.options.tls!.ports && { [`${PREFIX}ssl-ports`]: tlsPortNumbers(request) },
          ...reencryption(request).needed && { [`${PREFIX}backend-protocol`]: 'ssl' },
        },
      }),
    },
    'tls.policy': annotation(`${PREFIX}ssl-negotiation-policy`, DOCUMENT, ({ options }) => options.tls!.policy!),
    'proxyProtocol: true': annotation(`${PREFIX}proxy-protocol`, DOCUMENT, () => '*'),
    'proxyProtocol: false': always(DOCUMENT, [`${PREFIX}proxy-protocol`]),
    'idleTimeout': annotation(`${PREFIX}connection-idle-timeout`, DOCUMENT, ({ options }) => secondsText(options.idleTimeout), {
      note: '1 to 4000 s', refuse: ({ options }) => secondsOutsideOf(options.idleTimeout, 1, 4000),
    }),
    'crossZone: true': annotation(`${PREFIX}cross-zone-load-balancing-enabled`, DOCUMENT, () => 'true'),
    'crossZone: false': annotation(`${PREFIX}cross-zone-load-balancing-enabled`, DOCUMENT, () => 'false'),
    'healthCheck.protocol': PROTOCOL,
    'healthCheck.path': overHttp(annotation(`${PREFIX}healthcheck-path`, SOURCE, ({ options }) => options.healthCheck!.path!), PROTOCOL),
    'healthCheck.port': annotation(CHECKED_PORT, CHECKS, request => String(nodePortOf(request)), {
      note: 'the node port must be set in `nodePorts`',
      refuse: request => nodePortOf(request) === undefined
        ? `The check uses a node port, whose number must be known. Set nodePorts: { '${request.options.healthCheck!.port}': … } as well, or remove this setting.` : undefined,
    }),
    'healthCheck.interval': annotation(`${PREFIX}healthcheck-interval`, `${DOCUMENT}; ${API}`, ({ options }) => secondsText(options.healthCheck!.interval), {
      note: `${SHORTEST_INTERVAL} to 300 s`, refuse: ({ options }) => secondsOutsideOf(options.healthCheck!.interval, SHORTEST_INTERVAL, 300),
    }),
    'healthCheck.healthyThreshold': annotation(
      `${PREFIX}healthcheck-healthy-threshold`, DOCUMENT, ({ options }) => String(options.healthCheck!.healthyThreshold),
      { note: '2 to 10', refuse: thresholdWithin('healthyThreshold', 2, 10) },
    ),
    'healthCheck.unhealthyThreshold': annotation(
      `${PREFIX}healthcheck-unhealthy-threshold`, DOCUMENT, ({ options }) => String(options.healthCheck!.unhealthyThreshold),
      { note: '2 to 10', refuse: thresholdWithin('unhealthyThreshold', 2, 10) },
    ),
  },
};

function oneCertificate({ options }: LoadBalancerRequest): string | undefined {
  return options.tls!.certificates.length > 1
    ? `A Classic Load Balancer has one certificate. Use only one, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.` : undefined;
}

function nodePortOf({ options }: LoadBalancerRequest): number | undefined {
  return options.nodePorts?.[options.healthCheck!.port!];
}

/** A Classic Load Balancer has no UDP. A Network Load Balancer connects to the UDP port over TCP to check it, unless another port is checked. */
function udpWithNlb({ options, annotations }: LoadBalancerRequest): string | undefined {
  if (annotations[TYPE] !== 'nlb') {
    return `A Classic Load Balancer has no UDP. Set the annotation ${TYPE}: nlb in serviceMetadata, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.`;
  }
  return options.externalTrafficPolicy === TrafficPolicy.LOCAL || annotations[CHECKED_PORT] !== undefined
    ? undefined : `The health check connects over TCP, which no UDP port accepts. Set externalTrafficPolicy: TrafficPolicy.LOCAL, or the annotation ${CHECKED_PORT} in serviceMetadata.`;
}
