import { routeClass } from './gateways';
import { provider } from './load-balancers';
import { mesh } from './meshes';
import { networkProperties, type NetworkProperty } from './policies';
import type { Random } from './random';
import { IpFamily, type ClusterProfileProps } from '../../lib';
import { GATEWAY_API_VERSIONS } from '../../lib/cluster/gateway-api';
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS, type KubernetesVersion } from '../../lib/rules/versions';

/** A randomly generated cluster, and the profile that declares it. */
export interface RandomCluster {
  readonly profile: ClusterProfileProps;
  readonly version: KubernetesVersion;
  /** The IP families of the cluster, the primary family first. The profile does not always contain them. */
  readonly families: readonly IpFamily[];
  /** Whether the profile contains the IP families and the Service ranges. */
  readonly hasNetworkFacts: boolean;
  readonly serviceCidrs: readonly string[];
  readonly nodePorts: readonly [number, number];
}

const newestFirst = <T>(versions: readonly T[]): T[] => [...versions].reverse();

export const CIDRS: Record<IpFamily, string> = { [IpFamily.IPV4]: '10.96.0.0/16', [IpFamily.IPV6]: 'fd00:10:96::/112' };

const DUAL = [[IpFamily.IPV4, IpFamily.IPV6], [IpFamily.IPV6, IpFamily.IPV4]];
const SINGLE = [[IpFamily.IPV4], [IpFamily.IPV6]];

/**
 * Generates a cluster. The profile of a single-stack cluster always contains the IP family, because declarations can use any family if the profile
 * contains none.
 */
export function randomCluster(random: Random): RandomCluster {
  const hasNetworkFacts = random.chance(0.6);
  const families = random.pick(...DUAL, ...hasNetworkFacts ? SINGLE : []);
  // older versions refuse options for newer fields
  const version = random.chance(0.5) ? KUBERNETES_VERSIONS.at(-1)! : random.pick(...KUBERNETES_VERSIONS);
  const profile = random.some<Omit<ClusterProfileProps, NetworkProperty | 'loadBalancerProvider' | 'monitorLabels' | 'keda' | 'kubernetesVersion' | 'ipFamilies' | 'serviceCidrs'>>('ClusterProfileProps', 0.2, {
    clusterDomain: () => random.mostly('clusterDomain', () => 'k8s.example.com', 'a b', 'cluster.local.'),
    nodePortRange: () => random.mostly('nodePortRange', () => '30000-30100', '30100-30000', 'x', '0-1'),
    gatewayApiVersion: () => random.mostly('gatewayApiVersion', () => random.pick(...newestFirst(GATEWAY_API_VERSIONS)), '1.0', 'v1'),
    routeClasses: () => ({ nginx: routeClass(random), traefik: routeClass(random) }),
    cluster: () => random.mostly('cluster', () => 'production', ''),
    mesh: () => random.mostly('mesh', () => mesh(random), 'istio', ''),
  });
  const loadBalancers = random.some<Pick<ClusterProfileProps, 'loadBalancerProvider'>>('ClusterProfileProps', 0.5, {
    loadBalancerProvider: () => random.mostly('loadBalancerProvider', () => provider(random), 'oracle'),
  });
  const { monitorLabels } = random.some<Pick<ClusterProfileProps, 'monitorLabels'>>('ClusterProfileProps', 0.6, {
    monitorLabels: () => random.mostly('monitorLabels', () => random.pick<Record<string, string>>({ release: 'prometheus' }, {}), { release: 'a b' }),
  });
  const { keda } = random.some<Pick<ClusterProfileProps, 'keda'>>('ClusterProfileProps', 0.8, { keda: () => random.chance(0.7) });
  const facts = random.all<Pick<ClusterProfileProps, 'kubernetesVersion' | 'ipFamilies' | 'serviceCidrs'>>('ClusterProfileProps', {
    kubernetesVersion: () => version === DEFAULT_KUBERNETES_VERSION && random.chance(0.5) ? undefined : version,
    ipFamilies: () => hasNetworkFacts ? random.mostly('profile.ipFamilies', () => families, [], ['IPv4', 'IPv4'], ['ipv4']) as IpFamily[] : undefined,
    serviceCidrs: () => hasNetworkFacts ? random.mostly('profile.serviceCidrs', () => families.map(family => CIDRS[family]), ['x'], ['10.96.0.1/16']) : undefined,
  });
  return {
    profile: { ...profile, ...loadBalancers, ...networkProperties(random), ...facts, monitorLabels, keda },
    version,
    families,
    hasNetworkFacts,
    serviceCidrs: families.map(family => CIDRS[family]),
    nodePorts: profile.nodePortRange === '30000-30100' ? [30000, 30100] : [30000, 32767],
  };
}
