import type { RandomCluster } from './clusters';
import { profileLabels } from './metadata';
import type { Random } from './random';
import {
  NetworkPolicyProvider,
  type ClusterDns, type ClusterProfileProps, type CustomNetworkPolicyProviderProps, type HostnamePolicyRequest, type PlatformPods, type Port,
} from '../../lib';

/** Whether a declaration is isolated. If it is, the pods that read its metrics must be known. */
export function isolate(random: Random, ports: readonly Port[], { profile }: RandomCluster): boolean {
  const known = profile.monitoring !== undefined || ports.every(({ scraped }) => !scraped) || random.odd('metrics without known monitoring');
  return random.mostly('isolate', () => known && random.chance(0.8), 'true', 1);
}

/** Names of the properties of a cluster from which policies are generated. */
export type NetworkProperty = 'nodeCidrs' | 'podCidrs' | 'dns' | 'monitoring' | 'networkPolicyProvider';

/** The properties of a cluster from which policies are generated. */
export function networkProperties(random: Random): Partial<ClusterProfileProps> {
  return random.some<Pick<ClusterProfileProps, NetworkProperty>>('ClusterProfileProps', 0.15, {
    nodeCidrs: () => random.mostly('nodeCidrs', () => random.pick(['10.0.0.0/16'], ['10.0.0.0/16', 'fd00::/64'], []), ['10.0.0.5'], ['10.0.0.5/16'], '10.0.0.0/16'),
    podCidrs: () => random.mostly('podCidrs', () => random.pick(['10.244.0.0/16'], ['fd00:10:244::/56'], []), ['10.244.1.0/16'], ['x']),
    dns: () => random.mostly('dns', () => dns(random), '10.96.0.10'),
    monitoring: () => random.mostly('monitoring', () => platformPods(random, 'monitoring'), 'monitoring', {}),
    networkPolicyProvider: () => random.mostly('networkPolicyProvider', () => policyProvider(random), 'cilium', ''),
  });
}

/** Cilium, or a custom provider with the same kind of policies. */
function policyProvider(random: Random): NetworkPolicyProvider {
  return random.chance(0.5) ? NetworkPolicyProvider.CILIUM : NetworkPolicyProvider.custom(random.all<CustomNetworkPolicyProviderProps>('CustomNetworkPolicyProviderProps', {
    name: () => random.mostly('name of a policy provider', () => 'Example', ''),
    apiVersion: () => random.mostly('apiVersion of a policy provider', () => 'cilium.io/v2', '', 'v1 beta'),
    kind: () => random.mostly('kind of a policy provider', () => 'CiliumNetworkPolicy', ''),
    hostnamePolicies: () => random.mostly('hostnamePolicies', () => ({ renderSpec: ({ podLabels }: HostnamePolicyRequest) => ({ endpointSelector: { matchLabels: podLabels } }) }), {}, 'x'),
  }));
}

function dns(random: Random): ClusterDns {
  return random.some<ClusterDns>('ClusterDns', 0.5, {
    pods: () => platformPods(random, 'pods of the DNS'),
    port: () => random.mostly('port of the DNS', () => random.pick(53, 5353), 0, 70000, '53'),
    addresses: () => random.mostly('addresses of the DNS', () => random.pick(['169.254.20.10'], ['169.254.20.10', 'fd00::a']), ['169.254.20.010'], ['FD00::A'], ['dns']),
  });
}

function platformPods(random: Random, what: string): PlatformPods {
  return {
    ...random.all<Pick<PlatformPods, 'namespace'>>('PlatformPods', { namespace: () => random.mostly(`namespace of ${what}`, () => 'platform', 'a.b', '', 'n'.repeat(64)) }),
    ...random.some<Omit<PlatformPods, 'namespace'>>('PlatformPods', 0.6, { podLabels: () => profileLabels(random) }),
  };
}
