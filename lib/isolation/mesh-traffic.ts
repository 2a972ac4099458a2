import type { IsolatedPods } from './isolated-pods';
import { networkPeers, podsPeer } from './policy-peers';
import type { AllowedTraffic } from './policy-rules';
import { requiredTraffic } from '../mesh/required-traffic';

/**
 * The traffic in one direction that the mesh of the cluster needs in addition to the declared traffic.
 *
 * @param declared the declared traffic, without DNS
 * @internal
 */
export function meshTraffic(
  { pods, profile }: IsolatedPods, direction: 'ingress' | 'egress', declared: readonly AllowedTraffic[],
): AllowedTraffic[] {
  const { peers, tunnelPorts } = requiredTraffic(profile.mesh, direction);
  const withTcp = declared.filter(({ ports }) => ports?.some(({ protocol }) => protocol === undefined));
  const tunnelled = withTcp.flatMap(traffic => traffic.peers.filter(peer => !('ipBlock' in peer)));
  const required = peers.map(({ namespace, podLabels: labels, networks, ports }) => ({
    peers: [...namespace ? [podsPeer({ namespace, labels }, pods.namespace)] : [], ...networkPeers(networks ?? [])],
    ports: ports?.map(port => ({ port })),
  }));
  // a policy rule without peers would allow traffic from or to every address
  return [...required, { peers: tunnelled, ports: tunnelPorts.map(port => ({ port })) }].filter(traffic => traffic.peers.length > 0);
}
