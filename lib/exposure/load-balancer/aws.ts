import { longerThan, secondsText, thresholdWithin } from './limits';
import { reencryption, tlsPortNumbers, wellNamedCertificates } from './tls';
import { annotation, anyway, overHttp, type Provider, type Wish } from './way';

const PREFIX = 'service.beta.kubernetes.io/aws-load-balancer-';
const DOCUMENT = 'https://cloud-provider-aws.sigs.k8s.io/service_controller/';
const SOURCE = 'pkg/providers/v1/aws.go of kubernetes/cloud-provider-aws';
const CHECKS = 'ensureLoadBalancerHealthCheck in pkg/providers/v1/aws_loadbalancer.go of kubernetes/cloud-provider-aws';
const API = 'https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_HealthCheck.html';

const CONTROLLER = 'LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER';

/** Health checks of a Classic Load Balancer time out after 5 seconds, and the interval has to be longer. */
const SHORTEST_INTERVAL = 6;

const PROTOCOL = annotation(`${PREFIX}healthcheck-protocol`, SOURCE, ({ protocol }) => protocol!);

/** The cloud controller manager of AWS, which makes Classic Load Balancers. @internal */
export const AWS: Provider = {
  title: 'AWS (cloud controller manager)',
  healthCheck: { interval: 10, failures: 6 }, // defaultElbHCInterval and defaultElbHCUnhealthyThreshold in aws_loadbalancer.go
  elsewhere: ({ options, annotations }) => {
    const type = `${PREFIX}type`;
    if (options.loadBalancerClass !== undefined) {
      return { field: 'exposure.loadBalancerClass', value: options.loadBalancerClass, fix: `A Service with a class is left to others. Leave it out, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.` };
    }
    return annotations[type] === undefined ? undefined : {
      field: `serviceMetadata.annotations['${type}']`,
      value: annotations[type],
      fix: `It asks for another kind than the Classic Load Balancer that the options are for. Leave it out, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.`,
    };
  },
  ways: {
    'internal: true': annotation(`${PREFIX}internal`, DOCUMENT, () => 'true'),
    'internal: false': anyway(DOCUMENT, [`${PREFIX}internal`]),
    'addresses': { instead: `A Classic Load Balancer has no fixed addresses. Set ClusterProfile's loadBalancerProvider to ${CONTROLLER}, or leave it out.`, source: DOCUMENT },
    'addressNames': { instead: `A Classic Load Balancer has no Elastic IPs. Set ClusterProfile's loadBalancerProvider to ${CONTROLLER}, or leave it out.`, source: SOURCE },
    'addressPool': { instead: 'AWS takes addresses from subnets: say subnets, or leave it out.', source: DOCUMENT },
    'subnets': annotation(`${PREFIX}subnets`, SOURCE, ({ options }) => options.subnets!.join(',')),
    'tls': {
      writes: [`${PREFIX}ssl-cert`, `${PREFIX}ssl-ports`, `${PREFIX}backend-protocol`],
      source: DOCUMENT,
      refuse: wish => oneCertificate(wish) ?? wellNamedCertificates(wish) ?? reencryption(wish).fix,
      write: wish => ({
        annotations: {
          [`${PREFIX}ssl-cert`]: wish.options.tls!.certificates[0],
          ...wish.options.tls!.ports && { [`${PREFIX}ssl-ports`]: tlsPortNumbers(wish) },
          ...reencryption(wish).needed && { [`${PREFIX}backend-protocol`]: 'ssl' },
        },
      }),
    },
    'tls.policy': annotation(`${PREFIX}ssl-negotiation-policy`, DOCUMENT, ({ options }) => options.tls!.policy!),
    'proxyProtocol: true': annotation(`${PREFIX}proxy-protocol`, DOCUMENT, () => '*'),
    'proxyProtocol: false': anyway(DOCUMENT, [`${PREFIX}proxy-protocol`]),
    'idleTimeout': annotation(`${PREFIX}connection-idle-timeout`, DOCUMENT, ({ options }) => secondsText(options.idleTimeout), {
      note: '1 to 4000 s', refuse: ({ options }) => longerThan(options.idleTimeout, 1, 4000),
    }),
    'crossZone: true': annotation(`${PREFIX}cross-zone-load-balancing-enabled`, DOCUMENT, () => 'true'),
    'crossZone: false': annotation(`${PREFIX}cross-zone-load-balancing-enabled`, DOCUMENT, () => 'false'),
    'healthCheck.protocol': PROTOCOL,
    'healthCheck.path': overHttp(annotation(`${PREFIX}healthcheck-path`, SOURCE, ({ options }) => options.healthCheck!.path!), PROTOCOL),
    'healthCheck.port': annotation(`${PREFIX}healthcheck-port`, CHECKS, wish => String(nodePortOf(wish)), {
      note: 'with its node port in `nodePorts`',
      refuse: wish => nodePortOf(wish) === undefined
        ? `It asks a node port, whose number has to be known: give nodePorts: { '${wish.options.healthCheck!.port}': … } too, or leave it out.` : undefined,
    }),
    'healthCheck.interval': annotation(`${PREFIX}healthcheck-interval`, `${DOCUMENT}; ${API}`, ({ options }) => secondsText(options.healthCheck!.interval), {
      note: `${SHORTEST_INTERVAL} to 300 s`, refuse: ({ options }) => longerThan(options.healthCheck!.interval, SHORTEST_INTERVAL, 300),
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

function oneCertificate({ options }: Wish): string | undefined {
  return options.tls!.certificates.length > 1
    ? `A Classic Load Balancer has one certificate. Give one, or set ClusterProfile's loadBalancerProvider to ${CONTROLLER}.` : undefined;
}

function nodePortOf({ options }: Wish): number | undefined {
  return options.nodePorts?.[options.healthCheck!.port!];
}
