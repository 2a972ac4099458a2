import { longerThan, onlyWhere, secondsText, thresholdWithin } from './limits';
import { reencryption, tlsPortNumbers, wellNamedCertificates } from './tls';
import { annotation, anyway, overHttp, type Provider, type Wish } from './way';
import { isIPv6 } from '../../rules/addresses';
import { TrafficPolicy } from '../exposure';

const PREFIX = 'service.beta.kubernetes.io/aws-load-balancer-';
const DOCUMENT = 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/';
const NLB = 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/';
const IDLE = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html';
const CHECKS = 'buildTargetGroupHealthCheckPort in pkg/service/model_build_target_group.go of kubernetes-sigs/aws-load-balancer-controller';

const CLASS = 'service.k8s.aws/nlb';
const TYPE = `${PREFIX}type`;
const TARGET = `${PREFIX}nlb-target-type`;

const PROTOCOL = annotation(`${PREFIX}healthcheck-protocol`, DOCUMENT, ({ protocol }) => protocol!.toLowerCase());

/** The AWS Load Balancer Controller, which makes Network Load Balancers. @internal */
export const AWS_LOAD_BALANCER_CONTROLLER: Provider = {
  title: 'AWS Load Balancer Controller',
  healthCheck: { interval: 10, failures: 3 },
  elsewhere: ({ annotations }) => annotations[TYPE] === undefined || isOwn(annotations[TYPE]) ? undefined : {
    field: `serviceMetadata.annotations['${TYPE}']`,
    value: annotations[TYPE],
    fix: "It leaves the Service to the cloud controller manager. Leave it out, write 'external', or set ClusterProfile's loadBalancerProvider to LoadBalancerProvider.AWS.",
  },
  spec: ({ options, annotations }) => options.loadBalancerClass === undefined && annotations[TYPE] === undefined ? { loadBalancerClass: CLASS } : {},
  ways: {
    'internal: true': annotation(`${PREFIX}scheme`, DOCUMENT, () => 'internal', { others: [`${PREFIX}internal`] }),
    'internal: false': annotation(`${PREFIX}scheme`, DOCUMENT, () => 'internet-facing', { others: [`${PREFIX}internal`] }),
    'addresses': annotation(`${PREFIX}private-ipv4-addresses`, DOCUMENT, ({ options }) => options.addresses!.join(','), {
      note: 'IPv4, with `internal: true`, one for each subnet',
      refuse: wish => onlyWhere(true, 'Private addresses are those of an internal load balancer')(wish)
        ?? (wish.options.addresses!.some(isIPv6) ? `Give IPv6 addresses in the annotation ${PREFIX}ipv6-addresses.` : undefined)
        ?? onePerSubnet(wish, wish.options.addresses!),
    }),
    'addressNames': annotation(`${PREFIX}eip-allocations`, DOCUMENT, ({ options }) => options.addressNames!.join(','), {
      note: 'with `internal: false`, one for each subnet',
      refuse: wish => onlyWhere(false, 'Elastic IPs are those of a public load balancer')(wish) ?? onePerSubnet(wish, wish.options.addressNames!),
    }),
    'addressPool': { instead: 'AWS takes addresses from subnets: say subnets, or leave it out.', source: DOCUMENT },
    'subnets': annotation(`${PREFIX}subnets`, DOCUMENT, ({ options }) => options.subnets!.join(',')),
    'tls': {
      writes: [`${PREFIX}ssl-cert`, `${PREFIX}ssl-ports`, `${PREFIX}backend-protocol`],
      source: DOCUMENT,
      refuse: wish => wellNamedCertificates(wish) ?? reencryption(wish).fix,
      write: wish => ({
        annotations: {
          [`${PREFIX}ssl-cert`]: wish.options.tls!.certificates.join(','),
          ...wish.options.tls!.ports && { [`${PREFIX}ssl-ports`]: tlsPortNumbers(wish) },
          ...reencryption(wish).needed && { [`${PREFIX}backend-protocol`]: 'ssl' },
        },
      }),
    },
    'tls.policy': annotation(`${PREFIX}ssl-negotiation-policy`, DOCUMENT, ({ options }) => options.tls!.policy!),
    'proxyProtocol: true': annotation(`${PREFIX}proxy-protocol`, `${DOCUMENT}; ${NLB}`, () => '*', {
      note: 'for nodes, without `externalTrafficPolicy: LOCAL`',
      refuse: wish => wish.options.externalTrafficPolicy === TrafficPolicy.LOCAL && !sendsToPods(wish)
        ? `The health check port of nodes does not speak it. Say TrafficPolicy.CLUSTER, or have pods addressed by the annotation ${TARGET}: ip.` : undefined,
    }),
    'proxyProtocol: false': anyway(DOCUMENT, [`${PREFIX}proxy-protocol`]),
    'idleTimeout': {
      writes: [`${PREFIX}listener-attributes.TCP-{port}`],
      note: '60 to 6000 s, without `tls`',
      source: `${DOCUMENT}; ${IDLE}`,
      refuse: ({ options, tlsPorts }) => tlsPorts.length > 0
        ? 'Of a TLS listener the idle timeout is 350 seconds and can not be changed. Leave it out, or leave tls to the pods.'
        : longerThan(options.idleTimeout, 60, 6000),
      write: ({ options, ports }) => ({
        annotations: Object.fromEntries(ports.map(port => [
          `${PREFIX}listener-attributes.TCP-${port.servicePort}`, `tcp.idle_timeout.seconds=${secondsText(options.idleTimeout)}`,
        ])),
      }),
    },
    'crossZone: true': crossZone(true),
    'crossZone: false': crossZone(false),
    'healthCheck.protocol': PROTOCOL,
    'healthCheck.path': overHttp(annotation(`${PREFIX}healthcheck-path`, DOCUMENT, ({ options }) => options.healthCheck!.path!), PROTOCOL),
    'healthCheck.port': annotation(`${PREFIX}healthcheck-port`, `${DOCUMENT}; ${CHECKS}`, askedPort),
    'healthCheck.interval': annotation(`${PREFIX}healthcheck-interval`, DOCUMENT, ({ options }) => secondsText(options.healthCheck!.interval), {
      note: '5 to 300 s', refuse: ({ options }) => longerThan(options.healthCheck!.interval, 5, 300),
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

/** Whether the controller takes a Service that has the annotation with this value. */
function isOwn(type: string): boolean {
  return ['external', 'nlb-ip'].includes(type);
}

function crossZone(enabled: boolean): Provider['ways']['crossZone: true'] {
  return annotation(`${PREFIX}attributes`, DOCUMENT, () => `load_balancing.cross_zone.enabled=${enabled}`, {
    others: [`${PREFIX}cross-zone-load-balancing-enabled`],
  });
}

function onePerSubnet({ options }: Wish, addresses: readonly string[]): string | undefined {
  return options.subnets !== undefined && options.subnets.length !== addresses.length
    ? `Give one for each of the ${options.subnets.length} subnets, in their order.` : undefined;
}

/** Nodes are asked by the name of the port, which stands for its node port; pods by its number, since a named target port is not looked up. */
function askedPort(wish: Wish): string {
  const port = wish.ports.find(({ name }) => name === wish.options.healthCheck!.port)!;
  return sendsToPods(wish) ? String(port.number) : port.name;
}

/** Whether the load balancer sends to pods themselves; to nodes otherwise. */
function sendsToPods({ annotations }: Wish): boolean {
  return annotations[TARGET] === 'ip' || annotations[TYPE] === 'nlb-ip';
}
