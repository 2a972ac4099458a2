import type { DrawnCluster } from './clusters';
import type { Draw } from './draw';
import { factLabels } from './metadata';
import { NetworkPolicyProvider, type ClusterDns, type ClusterProfileProps, type PlatformPods, type Port } from '../../../lib';

/** Whether a declaration is isolated. The pods that read its metrics must then be known. */
export function isolate(draw: Draw, ports: readonly Port[], { profile }: DrawnCluster): boolean {
  const known = profile.monitoring !== undefined || ports.every(({ scraped }) => !scraped) || draw.odd('metrics for nobody');
  return draw.mostly('isolate', () => known && draw.chance(0.8), 'true', 1);
}

/** The properties of a cluster that policies are generated from. */
export function networkFacts(draw: Draw): Partial<ClusterProfileProps> {
  return draw.some<Pick<ClusterProfileProps, 'nodeCidrs' | 'podCidrs' | 'dns' | 'monitoring' | 'networkPolicyProvider'>>('ClusterProfileProps', 0.15, {
    nodeCidrs: () => draw.mostly('nodeCidrs', () => draw.pick(['10.0.0.0/16'], ['10.0.0.0/16', 'fd00::/64'], []), ['10.0.0.5'], ['10.0.0.5/16'], '10.0.0.0/16'),
    podCidrs: () => draw.mostly('podCidrs', () => draw.pick(['10.244.0.0/16'], ['fd00:10:244::/56'], []), ['10.244.1.0/16'], ['x']),
    dns: () => draw.mostly('dns', () => dns(draw), '10.96.0.10'),
    monitoring: () => draw.mostly('monitoring', () => platformPods(draw, 'monitoring'), 'monitoring', {}),
    networkPolicyProvider: () => draw.mostly('networkPolicyProvider', () => NetworkPolicyProvider.CILIUM, 'cilium', ''),
  });
}

function dns(draw: Draw): ClusterDns {
  return draw.some<ClusterDns>('ClusterDns', 0.5, {
    pods: () => platformPods(draw, 'pods of the DNS'),
    port: () => draw.mostly('port of the DNS', () => draw.pick(53, 5353), 0, 70000, '53'),
    addresses: () => draw.mostly('addresses of the DNS', () => draw.pick(['169.254.20.10'], ['169.254.20.10', 'fd00::a']), ['169.254.20.010'], ['FD00::A'], ['dns']),
  });
}

function platformPods(draw: Draw, what: string): PlatformPods {
  return {
    ...draw.all<Pick<PlatformPods, 'namespace'>>('PlatformPods', { namespace: () => draw.mostly(`namespace of ${what}`, () => 'platform', 'a.b', '', 'n'.repeat(64)) }),
    ...draw.some<Pick<PlatformPods, 'podLabels'>>('PlatformPods', 0.6, { podLabels: () => factLabels(draw) }),
  };
}
