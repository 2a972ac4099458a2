import type { DrawnCluster } from './clusters';
import type { Draw } from './draw';
import { withIntents } from './load-balancers';
import { seconds } from './texts';
import {
  Exposure, IpFamily, IpFamilyPolicy, LoadBalancerProvider, TrafficDistribution, TrafficPolicy,
  type ClusterIpOptions, type ExternalIps, type HeadlessOptions, type LoadBalancerIntents, type LoadBalancerOptions, type NodePortOptions,
  type Port,
} from '../../../lib';

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

/** The parts of a declaration that its exposure must fit. */
interface Exposed {
  readonly ports: readonly Port[];
  readonly cluster: DrawnCluster;
  /** The IP families of the addresses behind the Service, which must have the same families. Pods have all families of the cluster. */
  readonly behind?: readonly IpFamily[];
}

type Addressing = Pick<ClusterIpOptions, 'ipFamilies' | 'ipFamilyPolicy' | 'clusterIps'>;

export function exposure(draw: Draw, exposed: Exposed, kinds: readonly ('clusterIp' | 'headless' | 'nodePort' | 'loadBalancer')[]): Exposure {
  const all = () => {
    const options = { ...inside(draw, exposed), ...onNodes(draw, exposed), ...balanced(draw, exposed) };
    const { loadBalancerProvider = LoadBalancerProvider.GENERIC } = exposed.cluster.profile;
    return withIntents(draw, options, loadBalancerProvider, exposed.ports);
  };
  switch (draw.pick(...kinds)) {
    case 'clusterIp':
      return Exposure.clusterIp(draw.odd('options of a load balancer') ? all() : inside(draw, exposed));
    case 'headless': {
      // Cluster IPs would be lost, because a headless Service has the cluster IP None.
      const { clusterIps, ...options } = draw.odd('options of a virtual address') ? inside(draw, exposed) : { ...addressing(draw, exposed), ...published(draw) };
      return Exposure.headless(options);
    }
    case 'nodePort':
      return Exposure.nodePort(draw.odd('options of a load balancer') ? all() : { ...inside(draw, exposed), ...onNodes(draw, exposed) });
    default:
      return Exposure.loadBalancer(all());
  }
}

function published(draw: Draw): HeadlessOptions {
  return draw.some<HeadlessOptions>('HeadlessOptions', 0.2, {
    publishNotReadyAddresses: () => draw.mostly('publishNotReadyAddresses', () => draw.chance(0.5), 'true'),
  });
}

/** IP families, policy and addresses that usually fit together. */
function addressing(draw: Draw, { behind, cluster }: Exposed): Addressing {
  const together = !draw.odd('addressing');
  const families = behind ?? cluster.families;
  const order = draw.chance(0.5) ? families : [...families].reverse();
  const explicitFamilies = draw.maybe(0.3, () => [...behind ? order : order.slice(0, draw.integer(1, order.length))]);
  const addresses = draw.maybe(0.25, () => order.slice(0, draw.integer(1, order.length)).map(family => clusterIp(draw, family, cluster)));
  const completed = explicitFamilies?.length === 1 && cluster.profile.ipFamilies?.length !== 1;
  const single = behind ? behind.length === 1 : explicitFamilies?.length !== 2 && addresses?.length !== 2;
  const dual = behind?.length !== 1 && !completed;
  const possible = [
    ...dual ? [IpFamilyPolicy.PREFER_DUAL_STACK] : [],
    ...dual && cluster.families.length === 2 ? [IpFamilyPolicy.REQUIRE_DUAL_STACK] : [],
    ...single ? [IpFamilyPolicy.SINGLE_STACK] : [],
  ];
  const ipFamilies = draw.all<Pick<HeadlessOptions, 'ipFamilies'>>('HeadlessOptions', {
    ipFamilies: () => draw.mostly('ipFamilies', () => explicitFamilies, [], ['ipv4'], ['IPv4', 'IPv4'], ['IPv4', 'IPv6'], ['IPv6', 'IPv4'], ['IPv6']),
  });
  const ipFamilyPolicy = draw.some<Pick<HeadlessOptions, 'ipFamilyPolicy'>>('HeadlessOptions', 0.3, {
    ipFamilyPolicy: () => together ? draw.pick(...possible) : draw.mostly('ipFamilyPolicy', () => draw.pick(...Object.values(IpFamilyPolicy)), 'x', ''),
  });
  const ips = draw.all<Pick<ClusterIpOptions, 'clusterIps'>>('ClusterIpOptions', {
    clusterIps: () => draw.mostly('clusterIps', () => addresses, [], ['10.96.7.1', '10.96.7.2'], ['10.96.7.1', 'fd00:10:96::a', '10.96.7.2']),
  });
  return { ...ipFamilies, ...ipFamilyPolicy, ...ips };
}

function clusterIp(draw: Draw, family: IpFamily, { hasNetworkFacts }: DrawnCluster): string {
  const usual = () => family === IpFamily.IPV4 ? `10.96.7.${draw.integer(1, 254)}` : `fd00:10:96::${draw.integer(10, 99)}`;
  // If the profile has no ranges, an address outside of them cannot be refused.
  return hasNetworkFacts ? draw.mostly('clusterIp', usual, ...ODD_CLUSTER_IPS) : draw.mostly('clusterIp', usual, '010.96.0.1', 'FD00:10:96::B', 'fd00:10:96:0::c', 'None', '', 'x');
}

function inside(draw: Draw, exposed: Exposed): ClusterIpOptions {
  const served = exposed.cluster.version === '1.33' ? [TrafficDistribution.PREFER_CLOSE] : [TrafficDistribution.PREFER_SAME_ZONE, TrafficDistribution.PREFER_SAME_NODE];
  return {
    ...addressing(draw, exposed),
    ...published(draw),
    ...draw.some<Omit<ClusterIpOptions, keyof HeadlessOptions | 'clusterIps'>>('ClusterIpOptions', 0.2, {
      sessionAffinityTimeout: () => seconds(draw, 'sessionAffinityTimeout', 1, 86400),
      internalTrafficPolicy: () => policy(draw, 'internalTrafficPolicy'),
      trafficDistribution: () => draw.mostly('trafficDistribution', () => draw.pick(...served), ...Object.values(TrafficDistribution), 'x', 'preferClose', ''),
      externalIps: () => draw.all<ExternalIps>('ExternalIps', {
        addresses: () => draw.mostly('externalIps', () => draw.list(1, 2, () => externalIp(draw)), []),
        justification: () => draw.mostly('externalIps.justification', () => 'announced by our routers', '', ' '),
      }),
    }),
  };
}

function externalIp(draw: Draw): string {
  return draw.mostly('externalIp', () => draw.pick('203.0.113.7', '198.51.100.1', '2001:db8::1'), ...ODD_EXTERNAL_IPS);
}

function policy(draw: Draw, what: string): TrafficPolicy {
  return draw.mostly(what, () => draw.pick(TrafficPolicy.CLUSTER, TrafficPolicy.LOCAL), 'local', '');
}

/** Usually one of the first ports of the range, which the server never allocates dynamically. */
function nodePort(draw: Draw, { nodePorts: [from, to] }: DrawnCluster): number {
  return draw.mostly('nodePort', () => draw.integer(from, from + 14), from - 1, to + 1, 0, from + 0.5, from);
}

function onNodes(draw: Draw, { ports, cluster }: Exposed): NodePortOptions {
  const offered = ports.filter(port => port.exposed);
  return draw.some<Pick<NodePortOptions, 'nodePorts' | 'externalTrafficPolicy'>>('NodePortOptions', 0.3, {
    nodePorts: () => Object.fromEntries(offered.filter(() => draw.chance(0.6)).map(port => [draw.mostly('nodePorts', () => port.name, 'nobody'), nodePort(draw, cluster)])),
    externalTrafficPolicy: () => policy(draw, 'externalTrafficPolicy'),
  });
}

function balanced(draw: Draw, { cluster }: Exposed): LoadBalancerOptions {
  const ranges = ['10.0.0.0/8', '203.0.113.7/32', '2001:db8::/32', '0.0.0.0/0'];
  const options = draw.some<Omit<LoadBalancerOptions, keyof NodePortOptions | keyof LoadBalancerIntents>>('LoadBalancerOptions', 0.15, {
    sourceRanges: () => draw.mostly('sourceRanges', () => draw.list(1, 3, () => draw.mostly('sourceRange', () => draw.pick(...ranges), ...ODD_RANGES)), []),
    loadBalancerClass: () => draw.mostly('loadBalancerClass', () => draw.pick('service.k8s.aws/nlb', 'internal', 'a_b'), '', 'A/b', 'a/b/c', 'x'.repeat(64), 'X', 'a b'),
    allocateLoadBalancerNodePorts: () => draw.mostly('allocateLoadBalancerNodePorts', () => draw.chance(0.5), 'false'),
    healthCheckNodePort: () => nodePort(draw, cluster),
    loadBalancerIp: () => draw.mostly('loadBalancerIp', () => draw.pick('203.0.113.9', '2001:db8::9'), '', 'x', '01.2.3.4', '2001:DB8::9', '::ffff:1.2.3.4'),
  });
  return {
    ...options,
    ...options.healthCheckNodePort !== undefined && !draw.odd('healthCheckNodePort without the policy Local') && { externalTrafficPolicy: TrafficPolicy.LOCAL },
    ...options.allocateLoadBalancerNodePorts === false && !draw.odd('nodePorts together with allocateLoadBalancerNodePorts: false') && { nodePorts: undefined },
  };
}
