import { onlyWhere, secondsText } from './limits';
import { annotation, anyway, overHttp, type Provider, type Way, type Wish } from './way';
import { familyOf, IpFamily } from '../../cluster/ip-family';
import { secondsOf } from '../../rules/values';

const PREFIX = 'service.beta.kubernetes.io/azure-';
const DOCUMENT = 'https://kubernetes-sigs.github.io/cloud-provider-azure/topics/loadbalancer/';
const PROBES = 'pkg/provider/azure_loadbalancer_healthprobe.go of kubernetes-sigs/cloud-provider-azure';
const ZONES = 'https://learn.microsoft.com/azure/load-balancer/load-balancer-standard-availability-zones';
const STANDARD = 'https://learn.microsoft.com/azure/aks/load-balancer-standard';

const INTERNAL = `${PREFIX}load-balancer-internal`;
const PROBE = `${PREFIX}load-balancer-health-probe`;

const ADDRESS: Record<IpFamily, string> = { [IpFamily.IPV4]: `${PREFIX}load-balancer-ipv4`, [IpFamily.IPV6]: `${PREFIX}load-balancer-ipv6` };
const NAME: Record<IpFamily, string> = { [IpFamily.IPV4]: `${PREFIX}pip-name`, [IpFamily.IPV6]: `${PREFIX}pip-name-ipv6` };

const DEFAULTS = { interval: 5, failures: 2 };

const PROTOCOL = ofEachPort('protocol', ({ protocol }) => protocol!.toLowerCase());

/** Azure Kubernetes Service, which makes Standard Load Balancers. @internal */
export const AKS: Provider = {
  title: 'AKS',
  healthCheck: DEFAULTS,
  elsewhere: ({ options }) => options.loadBalancerClass === undefined ? undefined : {
    field: 'exposure.loadBalancerClass', value: options.loadBalancerClass, fix: 'A Service with a class is left to others. Leave it out.',
  },
  ways: {
    'internal: true': annotation(INTERNAL, DOCUMENT, () => 'true'),
    'internal: false': anyway(DOCUMENT, [INTERNAL]),
    'addresses': {
      writes: Object.values(ADDRESS),
      note: 'one of each family',
      source: DOCUMENT,
      refuse: ({ options }) => new Set(options.addresses!.map(familyOf)).size < options.addresses!.length ? 'Give one of each IP family.' : undefined,
      write: ({ options }) => ({ annotations: Object.fromEntries(options.addresses!.map(address => [ADDRESS[familyOf(address)], address])) }),
    },
    'addressNames': {
      writes: Object.values(NAME),
      note: 'in the order of `ipFamilies`, without `internal: true`',
      source: DOCUMENT,
      refuse: wish => publicOnly(wish, 'A public IP address')
        ?? (wish.options.addressNames!.length > wish.families.length ? `The Service has ${wish.families.join(' and ')}. Give one name for each.` : undefined),
      write: ({ options, families }) => ({
        annotations: Object.fromEntries(options.addressNames!.map((name, index) => [NAME[families[index]], name])),
      }),
    },
    'addressPool': annotation(`${PREFIX}pip-prefix-id`, DOCUMENT, ({ options }) => options.addressPool!, {
      note: 'without `internal: true`',
      refuse: wish => publicOnly(wish, 'A prefix of public IP addresses')
        ?? (wish.options.addresses ?? wish.options.addressNames ? 'The address is said beside it. Leave one of them out.' : undefined)
        ?? (wish.families[0] === IpFamily.IPV6 ? `For IPv6, give the prefix in the annotation ${PREFIX}pip-prefix-id-ipv6.` : undefined),
    }),
    'subnets': annotation(`${INTERNAL}-subnet`, DOCUMENT, ({ options }) => options.subnets![0], {
      note: 'one, with `internal: true`',
      refuse: wish => onlyWhere(true, 'AKS takes the subnet of an internal load balancer')(wish)
        ?? (wish.options.subnets!.length > 1 ? 'An internal load balancer of AKS is in one subnet. Give one.' : undefined),
    }),
    'tls': { instead: 'AKS passes connections on as they are. End TLS in the pods, or at an Ingress or a Gateway.', source: STANDARD },
    'tls.policy': { instead: 'AKS passes connections on as they are. Set it where TLS ends.', source: STANDARD },
    'proxyProtocol: true': {
      instead: `AKS sends it through a Private Link Service alone: write the annotation ${PREFIX}pls-proxy-protocol. Without, externalTrafficPolicy: TrafficPolicy.LOCAL shows pods the address of the client.`,
      source: 'https://kubernetes-sigs.github.io/cloud-provider-azure/topics/pls-integration/',
    },
    'proxyProtocol: false': anyway(DOCUMENT, [`${PREFIX}pls-proxy-protocol`]),
    'idleTimeout': annotation(`${PREFIX}load-balancer-tcp-idle-timeout`, DOCUMENT, wish => String(minutesOf(wish)), {
      note: '4 to 30 whole minutes',
      refuse: wish => minutesWithin(minutesOf(wish), 4, 30),
    }),
    'crossZone: true': anyway(ZONES),
    'crossZone: false': { instead: 'The load balancers of AKS reach nodes of all zones. Leave it out.', source: ZONES },
    'healthCheck.protocol': PROTOCOL,
    'healthCheck.path': overHttp(ofEachPort('request-path', ({ options }) => options.healthCheck!.path!), PROTOCOL),
    'healthCheck.port': ofEachPort('port', ({ options }) => options.healthCheck!.port!),
    'healthCheck.interval': annotation(`${PROBE}-interval`, `${DOCUMENT}; ${PROBES}`, ({ options }) => secondsText(options.healthCheck!.interval), {
      others: [keyOfPort('{port}', 'interval')],
      note: 'from 5 s',
      refuse: wish => secondsOf(wish.options.healthCheck!.interval!) < 5 ? 'Write Duration.seconds(5) or more.' : probedTooLong(wish),
    }),
    'healthCheck.healthyThreshold': {
      instead: 'AKS counts failures alone: say unhealthyThreshold, or leave it out.', source: DOCUMENT,
    },
    'healthCheck.unhealthyThreshold': annotation(`${PROBE}-num-of-probe`, `${DOCUMENT}; ${PROBES}`, ({ options }) => String(options.healthCheck!.unhealthyThreshold), {
      others: [keyOfPort('{port}', 'num-of-probe')],
      note: 'from 2, less than 120 s in all',
      refuse: wish => wish.options.healthCheck!.unhealthyThreshold! < 2 ? 'Write 2 or more.' : probedTooLong(wish),
    }),
  },
};

function publicOnly({ options }: Wish, what: string): string | undefined {
  return options.internal === true ? `${what} is for a load balancer that is not internal. Leave it or internal out; for a private address, say addresses.` : undefined;
}

/** The application protocol of a port comes before what is said for all, so that each is told. */
function ofEachPort(setting: string, value: (wish: Wish) => string): Way {
  return {
    writes: [keyOfPort('{port}', setting)],
    others: [`${PROBE}-${setting}`],
    source: `${DOCUMENT}; ${PROBES}`,
    write: wish => ({ annotations: Object.fromEntries(wish.ports.map(port => [keyOfPort(port.servicePort, setting), value(wish)])) }),
  };
}

function keyOfPort(port: number | string, setting: string): string {
  return `service.beta.kubernetes.io/port_${port}_health-probe_${setting}`;
}

function minutesOf({ options }: Wish): number {
  return secondsOf(options.idleTimeout!) / 60;
}

function minutesWithin(minutes: number, least: number, most: number): string | undefined {
  return Number.isInteger(minutes) && minutes >= least && minutes <= most ? undefined : `Write Duration.minutes(${least}) to Duration.minutes(${most}).`;
}

function probedTooLong({ options }: Wish): string | undefined {
  const { interval, unhealthyThreshold } = options.healthCheck!;
  const seconds = (interval ? secondsOf(interval) : DEFAULTS.interval) * (unhealthyThreshold ?? DEFAULTS.failures);
  return seconds < 120 ? undefined : `Interval and threshold make ${seconds} seconds, and AKS takes less than 120. Write less of one of them.`;
}
