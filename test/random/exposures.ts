import type { RandomCluster } from './clusters';
import { withAcceptedFields, withSettings } from './load-balancers';
import type { Random } from './random';
import { seconds } from './texts';
import {
  Exposure, IpFamily, IpFamilyPolicy, LoadBalancerProvider, TrafficDistribution, TrafficPolicy,
  type ClusterIpOptions, type ExternalIps, type HeadlessOptions, type LoadBalancerSettings, type LoadBalancerOptions, type NodePortOptions,
  type Port,
} from '../../lib';
import { isUnsupported } from '../../lib/load-balancer/mapping/mapping';
import { protocolUsesOf, type ProtocolUse } from '../../lib/load-balancer/mapping/protocols';
import { providerOf } from '../../lib/load-balancer/providers/providers';
import { isAtLeast } from '../../lib/rules/versions';

const ODD_CLUSTER_IPS = [
  '10.96.0.0', '10.96.255.255', '0.0.0.0', '127.0.0.1', '10.97.0.1', '010.96.0.1', '::ffff:10.96.0.9', 'FD00:10:96::B', 'fd00:10:96:0::c', 'None', '', 'x',
  'fd00:10:96::', '224.0.0.1', 'fe80::1', '255.255.255.255', ' 10.96.0.7',
];
const ODD_EXTERNAL_IPS = [
  '0.0.0.0', '127.0.0.1', '2001:DB8::1', '01.2.3.4', '::', 'fe80::1', '224.0.0.5', 'ff02::1', '255.255.255.255', '224.1.1.1', 'a.example', '10.96.0.1',
  'ff01::1', 'ff12::1', 'ff32::2', '169.254.1.1', '240.0.0.1', '::ffff:1.2.3.4',
];
const ODD_RANGES = [
  '10.0.0.0', '10.1.2.3/8', '010.0.0.0/8', '10.0.0.0/33', '2001:DB8::/32', ' 10.0.0.0/8', '::ffff:10.0.0.0/104', '10.0.0.0/08', 'x', '::/0',
  '2001:db8:0::/32', '10.0.0.0/+8',
];

/** The parts of a declaration that its exposure must be compatible with. */
interface Exposed {
  readonly ports: readonly Port[];
  readonly cluster: RandomCluster;
  /** The IP families of a backend with addresses, which the Service must have. Not set for pods, which have all families of the cluster. */
  readonly endpointFamilies?: readonly IpFamily[];
}

type Addressing = Pick<ClusterIpOptions, 'ipFamilies' | 'ipFamilyPolicy' | 'clusterIps'>;

export function exposure(random: Random, exposed: Exposed, kinds: readonly ('clusterIp' | 'headless' | 'nodePort' | 'loadBalancer')[]): Exposure {
  const all = () => {
    const options = { ...internalOptions(random, exposed), ...nodePortOptions(random, exposed), ...loadBalancerOptions(random, exposed) };
    const { loadBalancerProvider: provider } = exposed.cluster.profile;
    const known = provider instanceof LoadBalancerProvider ? provider : LoadBalancerProvider.GENERIC;
    return withAcceptedFields(random, withSettings(random, options, known, exposed.ports), known);
  };
  const supported = supportsLoadBalancer(exposed) || random.odd('a load balancer for ports or families that the provider does not support in any case');
  const kind = random.pick(...kinds);
  switch (kind === 'loadBalancer' && !supported ? 'nodePort' : kind) {
    case 'clusterIp':
      return Exposure.clusterIp(random.odd('options of a load balancer') ? all() : internalOptions(random, exposed));
    case 'headless': {
      // Cluster IPs are left out, because they would not be rendered: a headless Service has the cluster IP None.
      const { clusterIps, ...options } = random.odd('options of a virtual address') ? internalOptions(random, exposed) : { ...addressing(random, exposed), ...notReadyOptions(random) };
      return Exposure.headless(options);
    }
    case 'nodePort':
      return Exposure.nodePort(random.odd('options of a load balancer') ? all() : { ...internalOptions(random, exposed), ...nodePortOptions(random, exposed) });
    default:
      return Exposure.loadBalancer(all());
  }
}

/** Whether the load balancers of the cluster support all protocols of the Service in any case, and its IP families. */
function supportsLoadBalancer({ ports, cluster, endpointFamilies }: Exposed): boolean {
  const { loadBalancerProvider: provider } = cluster.profile;
  if (!(provider instanceof LoadBalancerProvider)) {
    return true;
  }
  const { protocols } = providerOf(provider);
  const isLimited = (use: ProtocolUse) => protocols !== undefined && (isUnsupported(protocols[use]) || protocols[use].refuse !== undefined);
  const families = endpointFamilies ?? cluster.families;
  const hasAddresses = provider !== LoadBalancerProvider.AWS || families.includes(IpFamily.IPV4);
  return hasAddresses && !protocolUsesOf(ports.filter(({ exposed }) => exposed)).some(isLimited);
}

function notReadyOptions(random: Random): HeadlessOptions {
  return random.some<Omit<HeadlessOptions, keyof Addressing>>('HeadlessOptions', 0.2, {
    publishNotReadyAddresses: () => random.mostly('publishNotReadyAddresses', () => random.chance(0.5), 'true'),
  });
}

/** IP families, policy and addresses that are usually consistent with each other. */
function addressing(random: Random, { endpointFamilies, cluster }: Exposed): Addressing {
  const consistent = !random.odd('addressing');
  const families = endpointFamilies ?? cluster.families;
  const order = random.chance(0.5) ? families : [...families].reverse();
  const explicitFamilies = random.maybe(0.3, () => [...endpointFamilies ? order : order.slice(0, random.integer(1, order.length))]);
  const addresses = random.maybe(0.25, () => order.slice(0, random.integer(1, order.length)).map(family => clusterIp(random, family, cluster)));
  const completed = explicitFamilies?.length === 1 && cluster.profile.ipFamilies?.length !== 1;
  const single = endpointFamilies ? endpointFamilies.length === 1 : explicitFamilies?.length !== 2 && addresses?.length !== 2;
  const dual = endpointFamilies?.length !== 1 && !completed;
  const possible = [
    ...dual ? [IpFamilyPolicy.PREFER_DUAL_STACK] : [],
    ...dual && cluster.families.length === 2 ? [IpFamilyPolicy.REQUIRE_DUAL_STACK] : [],
    ...single ? [IpFamilyPolicy.SINGLE_STACK] : [],
  ];
  const ipFamilies = random.all<Pick<HeadlessOptions, 'ipFamilies'>>('HeadlessOptions', {
    ipFamilies: () => random.mostly('ipFamilies', () => explicitFamilies, [], ['ipv4'], ['IPv4', 'IPv4'], ['IPv4', 'IPv6'], ['IPv6', 'IPv4'], ['IPv6']),
  });
  const ipFamilyPolicy = random.some<Pick<HeadlessOptions, 'ipFamilyPolicy'>>('HeadlessOptions', 0.3, {
    ipFamilyPolicy: () => consistent ? random.pick(...possible) : random.mostly('ipFamilyPolicy', () => random.pick(...Object.values(IpFamilyPolicy)), 'x', ''),
  });
  const ips = random.all<Pick<ClusterIpOptions, 'clusterIps'>>('ClusterIpOptions', {
    clusterIps: () => random.mostly('clusterIps', () => addresses, [], ['10.96.7.1', '10.96.7.2'], ['10.96.7.1', 'fd00:10:96::a', '10.96.7.2']),
  });
  return { ...ipFamilies, ...ipFamilyPolicy, ...ips };
}

function clusterIp(random: Random, family: IpFamily, { hasNetworkFacts }: RandomCluster): string {
  const usual = () => family === IpFamily.IPV4 ? `10.96.7.${random.integer(1, 254)}` : `fd00:10:96::${random.integer(10, 99)}`;
  // If the profile has no ranges, the library cannot refuse an address outside of them.
  return hasNetworkFacts ? random.mostly('clusterIp', usual, ...ODD_CLUSTER_IPS) : random.mostly('clusterIp', usual, '010.96.0.1', 'FD00:10:96::B', 'fd00:10:96:0::c', 'None', '', 'x');
}

function internalOptions(random: Random, exposed: Exposed): ClusterIpOptions {
  const supported = isAtLeast(exposed.cluster.version, '1.34') ? [TrafficDistribution.PREFER_SAME_ZONE, TrafficDistribution.PREFER_SAME_NODE] : [TrafficDistribution.PREFER_CLOSE];
  return {
    ...addressing(random, exposed),
    ...notReadyOptions(random),
    ...random.some<Omit<ClusterIpOptions, keyof HeadlessOptions | 'clusterIps'>>('ClusterIpOptions', 0.2, {
      sessionAffinityTimeout: () => seconds(random, 'sessionAffinityTimeout', 1, 86400),
      internalTrafficPolicy: () => policy(random, 'internalTrafficPolicy'),
      trafficDistribution: () => random.mostly('trafficDistribution', () => random.pick(...supported), ...Object.values(TrafficDistribution), 'x', 'preferClose', ''),
      externalIps: () => random.all<ExternalIps>('ExternalIps', {
        addresses: () => random.mostly('externalIps', () => random.list(1, 2, () => externalIp(random)), []),
        justification: () => random.mostly('externalIps.justification', () => 'announced by our routers', '', ' '),
      }),
    }),
  };
}

function externalIp(random: Random): string {
  return random.mostly('externalIp', () => random.pick('203.0.113.7', '198.51.100.1', '2001:db8::1'), ...ODD_EXTERNAL_IPS);
}

function policy(random: Random, what: string): TrafficPolicy {
  return random.mostly(what, () => random.pick(TrafficPolicy.CLUSTER, TrafficPolicy.LOCAL), 'local', '');
}

/** A node port, usually one of the first of the range, which the server never allocates dynamically. */
function nodePort(random: Random, { nodePorts: [from, to] }: RandomCluster): number {
  return random.mostly('nodePort', () => random.integer(from, from + 14), from - 1, to + 1, 0, from + 0.5, from);
}

function nodePortOptions(random: Random, { ports, cluster }: Exposed): NodePortOptions {
  const offered = ports.filter(port => port.exposed);
  return random.some<Omit<NodePortOptions, keyof ClusterIpOptions>>('NodePortOptions', 0.3, {
    nodePorts: () => Object.fromEntries(offered.filter(() => random.chance(0.6)).map(port => [random.mostly('nodePorts', () => port.name, 'nobody'), nodePort(random, cluster)])),
    externalTrafficPolicy: () => policy(random, 'externalTrafficPolicy'),
  });
}

/** Whether load balancers of the cluster need node ports, unless annotations make pods the targets. */
function needsNodePorts({ profile: { loadBalancerProvider: provider } }: RandomCluster): boolean {
  const { AWS, AWS_LOAD_BALANCER_CONTROLLER, AKS } = LoadBalancerProvider;
  return [AWS, AWS_LOAD_BALANCER_CONTROLLER, AKS].some(one => one === provider);
}

function loadBalancerOptions(random: Random, { cluster }: Exposed): LoadBalancerOptions {
  const ranges = ['10.0.0.0/8', '203.0.113.7/32', '2001:db8::/32', '0.0.0.0/0'];
  const options = random.some<Omit<LoadBalancerOptions, keyof NodePortOptions | keyof LoadBalancerSettings>>('LoadBalancerOptions', 0.15, {
    sourceRanges: () => random.mostly('sourceRanges', () => random.list(1, 3, () => random.mostly('sourceRange', () => random.pick(...ranges), ...ODD_RANGES)), []),
    sourceRangesJustification: () => random.mostly('sourceRangesJustification', () => 'the security group has the same ranges', '', ' '),
    loadBalancerClass: () => random.mostly('loadBalancerClass', () => random.pick('service.k8s.aws/nlb', 'internal', 'a_b'), '', 'A/b', 'a/b/c', 'x'.repeat(64), 'X', 'a b'),
    allocateLoadBalancerNodePorts: () => random.mostly('allocateLoadBalancerNodePorts', () => random.chance(0.5), 'false'),
    healthCheckNodePort: () => nodePort(random, cluster),
    loadBalancerIp: () => random.mostly('loadBalancerIp', () => random.pick('203.0.113.9', '2001:db8::9'), '', 'x', '01.2.3.4', '2001:DB8::9', '::ffff:1.2.3.4'),
  });
  return {
    ...options,
    ...options.healthCheckNodePort !== undefined && !random.odd('healthCheckNodePort without the policy Local') && { externalTrafficPolicy: TrafficPolicy.LOCAL },
    ...options.allocateLoadBalancerNodePorts === false && !random.odd('nodePorts together with allocateLoadBalancerNodePorts: false') && { nodePorts: undefined },
    ...needsNodePorts(cluster) && !random.odd('no node ports of a provider that needs them') && { allocateLoadBalancerNodePorts: undefined },
  };
}
