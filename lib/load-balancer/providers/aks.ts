import { familyOf, IpFamily } from '../../cluster/ip-family';
import { TrafficPolicy } from '../../exposure/exposure';
import { secondsOf } from '../../values/durations';
import { familiesOfAddresses, requiresInternal, secondsText, withoutPorts } from '../mapping/limits';
import { always, annotation, overHttp, type LoadBalancerRequest, type Mapping, type Provider } from '../mapping/mapping';

const PREFIX = 'service.beta.kubernetes.io/azure-';
const DOCUMENT = 'https://kubernetes-sigs.github.io/cloud-provider-azure/topics/loadbalancer/';
/** Source code, as of version 1.36.5. */
const PROBES = 'pkg/provider/azure_loadbalancer_healthprobe.go of kubernetes-sigs/cloud-provider-azure';
const RULES = 'pkg/provider/azure_loadbalancer.go of kubernetes-sigs/cloud-provider-azure';
const ZONES = 'https://learn.microsoft.com/azure/load-balancer/load-balancer-standard-availability-zones';
const STANDARD = 'https://learn.microsoft.com/azure/aks/load-balancer-standard';

const INTERNAL = `${PREFIX}load-balancer-internal`;
const PROBE = `${PREFIX}load-balancer-health-probe`;
const NO_FLOATING_IP = `${PREFIX}disable-load-balancer-floating-ip`;

const ADDRESS: Record<IpFamily, string> = { [IpFamily.IPV4]: `${PREFIX}load-balancer-ipv4`, [IpFamily.IPV6]: `${PREFIX}load-balancer-ipv6` };
const NAME: Record<IpFamily, string> = { [IpFamily.IPV4]: `${PREFIX}pip-name`, [IpFamily.IPV6]: `${PREFIX}pip-name-ipv6` };

const DEFAULTS = { interval: 5, failures: 2 };

const PROTOCOL = ofEachPort('protocol', ({ protocol }) => protocol!.toLowerCase());

/** Azure Kubernetes Service, which creates Standard Load Balancers. @internal */
export const AKS: Provider = {
  title: 'AKS',
  healthCheck: DEFAULTS,
  replacesClientAddress: false,
  opensOtherFamily: false, // AllowedIPv4Ranges and AllowedIPv6Ranges in loadbalancer/accesscontrol.go: no rule for the other family
  conflict: ({ options }) => options.loadBalancerClass === undefined ? undefined : {
    field: 'exposure.loadBalancerClass', value: options.loadBalancerClass, fix: 'AKS ignores a Service with a class. Remove it.',
  },
  isOther: ({ options }) => options.loadBalancerClass !== undefined,
  protocols: {
    // UDP ports have no check: pods that are not ready get no traffic, but nodes that are down do (buildHealthProbeRulesForPort)
    'UDP': always(`${DOCUMENT}; ${PROBES}`),
    'TCP and UDP': always(`${DOCUMENT}; ${RULES}`),
    'TCP and UDP with one number': always(`${DOCUMENT}; ${RULES}`),
    'SCTP': {
      ...always(`${DOCUMENT}; ${RULES}`, [], 'with `internal: true`'), // "only supported on standard loadbalancer in internal mode" in getExpectedLBRules
      refuse: request => isInternal(request) ? undefined : 'Only an internal load balancer of AKS has SCTP. Set internal: true as well.',
    },
  },
  defaults: tcpChecks,
  refuseWithoutNodePorts: noNodePorts,
  checksPodsOfLocal: ({ annotations }) => isTrue(annotations[`${PREFIX}pls-create`]) && isTrue(annotations[`${PREFIX}pls-proxy-protocol`]), // getExpectedLBRules
  scheme: {
    byDefault: 'the internet',
    annotations: { [INTERNAL]: ['true', 'false'] },
    source: 'requiresInternalLoadBalancer in pkg/provider/azure_loadbalancer.go of kubernetes-sigs/cloud-provider-azure v1.36.5: any other text is public',
  },
  mappings: {
    'internal: true': annotation(INTERNAL, DOCUMENT, () => 'true'),
    'internal: false': always(DOCUMENT, [INTERNAL]),
    'addresses': {
      writes: Object.values(ADDRESS),
      note: 'one of each family',
      source: DOCUMENT,
      refuse: request => familiesOfAddresses(request, false), // getIPFamiliesEnabled in azure_loadbalancer.go: an address of another family is not read
      write: ({ options }) => ({ annotations: Object.fromEntries(options.addresses!.map(address => [ADDRESS[familyOf(address)], address])) }),
    },
    'addressNames': {
      writes: Object.values(NAME),
      note: 'in the order of `ipFamilies`, not with `internal: true`',
      source: DOCUMENT,
      refuse: request => publicOnly(request, 'A public IP address')
        ?? (request.options.addressNames!.length > request.families.length ? `The IP families of the Service are ${request.families.join(' and ')}. Use one name for each family.` : undefined),
      write: ({ options, families }) => ({
        annotations: Object.fromEntries(options.addressNames!.map((name, index) => [NAME[families[index]], name])),
      }),
    },
    'addressPool': annotation(`${PREFIX}pip-prefix-id`, DOCUMENT, ({ options }) => options.addressPool!, {
      note: 'not with `internal: true`',
      refuse: request => publicOnly(request, 'A prefix of public IP addresses')
        ?? (request.options.addresses ?? request.options.addressNames ? 'An address is set as well. Remove one of them.' : undefined)
        ?? (request.families[0] === IpFamily.IPV6 ? `For IPv6, set the prefix in the annotation ${PREFIX}pip-prefix-id-ipv6.` : undefined),
    }),
    'subnets': annotation(`${INTERNAL}-subnet`, DOCUMENT, ({ options }) => options.subnets![0], {
      note: 'one, with `internal: true`',
      refuse: request => requiresInternal(true, 'On AKS, only an internal load balancer has a subnet.')(request)
        ?? (request.options.subnets!.length > 1 ? 'An internal load balancer of AKS is in one subnet. Use only one subnet.' : undefined),
    }),
    'tls': { instead: 'The load balancers of AKS do not terminate TLS. Terminate it in the pods, or at an Ingress or a Gateway.', source: STANDARD },
    'tls.policy': { instead: 'The load balancers of AKS do not terminate TLS. Set the policy where TLS is terminated.', source: STANDARD },
    'proxyProtocol: true': {
      instead: `AKS sends it only through a Private Link Service, by the annotation ${PREFIX}pls-proxy-protocol. Without one, set externalTrafficPolicy: TrafficPolicy.LOCAL, so that pods see the address of the client.`,
      source: 'https://kubernetes-sigs.github.io/cloud-provider-azure/topics/pls-integration/',
    },
    'proxyProtocol: false': always(DOCUMENT, [`${PREFIX}pls-proxy-protocol`]),
    'idleTimeout': annotation(`${PREFIX}load-balancer-tcp-idle-timeout`, `${DOCUMENT}; ${RULES}`, request => String(minutesOf(request)), {
      note: '4 to 100 whole minutes',
      refuse: request => minutesWithin(minutesOf(request), 4, 100), // getExpectedLoadBalancingRulePropertiesForPort, from the releases for Kubernetes 1.33 on
    }),
    'crossZone: true': always(ZONES),
    'crossZone: false': { instead: 'The load balancers of AKS send traffic to nodes of all zones. Remove this setting.', source: ZONES },
    'healthCheck.protocol': PROTOCOL,
    'healthCheck.path': overHttp(ofEachPort('request-path', ({ options }) => options.healthCheck!.path!), PROTOCOL),
    'healthCheck.port': ofEachPort('port', ({ options }) => options.healthCheck!.port!),
    'healthCheck.interval': annotation(`${PROBE}-interval`, `${DOCUMENT}; ${PROBES}`, ({ options }) => secondsText(options.healthCheck!.interval), {
      others: [keyOfPort('{port}', 'interval')],
      note: '5 s or more',
      refuse: request => secondsOf(request.options.healthCheck!.interval!) < 5 ? 'Use Duration.seconds(5) or more.' : probedTooLong(request),
    }),
    'healthCheck.healthyThreshold': {
      instead: 'AKS has no threshold for successful checks. Set unhealthyThreshold, or remove this setting.', source: DOCUMENT,
    },
    'healthCheck.unhealthyThreshold': annotation(`${PROBE}-num-of-probe`, `${DOCUMENT}; ${PROBES}`, ({ options }) => String(options.healthCheck!.unhealthyThreshold), {
      others: [keyOfPort('{port}', 'num-of-probe')],
      note: '2 or more, less than 120 s in total',
      refuse: request => request.options.healthCheck!.unhealthyThreshold! < 2 ? 'Use 2 or more.' : probedTooLong(request),
    }),
  },
};

function publicOnly({ options }: LoadBalancerRequest, what: string): string | undefined {
  return options.internal === true ? `${what} cannot belong to an internal load balancer. Remove it or internal. For a private address, set addresses.` : undefined;
}

/** AKS prefers the application protocol of a port to the annotation for all ports, so the setting is written for each port. */
function ofEachPort(setting: string, value: (request: LoadBalancerRequest) => string): Mapping {
  return {
    writes: [keyOfPort('{port}', setting)],
    others: [`${PROBE}-${setting}`],
    source: `${DOCUMENT}; ${PROBES}`,
    refuse: withoutPorts,
    write: request => ({ annotations: Object.fromEntries(request.ports.map(port => [keyOfPort(port.servicePort, setting), value(request)])) }),
  };
}

function keyOfPort(port: number | string, setting: string): string {
  return `service.beta.kubernetes.io/port_${port}_health-probe_${setting}`;
}

/**
 * The protocol of the checks of ports with an `appProtocol` http or https, at which AKS otherwise requests the path `/` and expects the status 200
 * (buildHealthProbeRulesForPort). Annotations of the user that set the protocol or the path for the port or for all ports are kept.
 */
function tcpChecks({ ports, annotations, options: { healthCheck = {} }, appProtocol }: LoadBalancerRequest): Readonly<Record<string, string>> {
  const setForAll = (healthCheck.protocol ?? healthCheck.path) !== undefined || [`${PROBE}-protocol`, `${PROBE}-request-path`].some(key => key in annotations);
  const checked = setForAll ? [] : ports.filter(port => ['http', 'https'].includes(appProtocol(port)?.toLowerCase() ?? '') && !(keyOfPort(port.servicePort, 'request-path') in annotations));
  return Object.fromEntries(checked.map(({ servicePort }) => [keyOfPort(servicePort, 'protocol'), 'tcp']));
}

/**
 * Without node ports, rules send packets to the nodes with the address of the load balancer (floating IP), and only a check of a TCP port with the policy
 * Cluster needs a node port (getExpectedLoadBalancingRulePropertiesForPort and buildHealthProbeRulesForPort; https://github.com/Azure/AKS/issues/3165).
 */
function noNodePorts(request: LoadBalancerRequest): string | undefined {
  const { options, ports, annotations, serviceFamilies: { certain } } = request;
  if (isTrue(annotations[NO_FLOATING_IP]) || (isInternal(request) && certain.includes(IpFamily.IPV6))) {
    return `Node ports are necessary for an internal load balancer with IPv6, and with the annotation ${NO_FLOATING_IP}. Remove allocateLoadBalancerNodePorts.`;
  }
  const checked = ports.find(({ servicePort }) => annotations[keyOfPort(servicePort, 'port')] === undefined);
  return options.externalTrafficPolicy === TrafficPolicy.LOCAL || !checked ? undefined
    : `The health check of the port '${checked.name}' needs a node port. Set externalTrafficPolicy: TrafficPolicy.LOCAL, or remove allocateLoadBalancerNodePorts. If kube-proxy is checked instead, set the annotation ${keyOfPort(checked.servicePort, 'port')}: '10256' in serviceMetadata, for each TCP port.`;
}

function isInternal({ options, annotations }: LoadBalancerRequest): boolean {
  return options.internal ?? isTrue(annotations[INTERNAL]);
}

/** AKS ignores the case of most Boolean annotations (pkg/consts/helpers.go). */
function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

function minutesOf({ options }: LoadBalancerRequest): number {
  return secondsOf(options.idleTimeout!) / 60;
}

function minutesWithin(minutes: number, min: number, max: number): string | undefined {
  return Number.isInteger(minutes) && minutes >= min && minutes <= max ? undefined : `Use Duration.minutes(${min}) to Duration.minutes(${max}).`;
}

function probedTooLong({ options }: LoadBalancerRequest): string | undefined {
  const { interval, unhealthyThreshold } = options.healthCheck!;
  const seconds = (interval ? secondsOf(interval) : DEFAULTS.interval) * (unhealthyThreshold ?? DEFAULTS.failures);
  return seconds < 120 ? undefined : `interval times unhealthyThreshold is ${seconds} seconds, and AKS accepts less than 120. Use a smaller interval or threshold.`;
}
