import { networkPeers, podsPeer } from './policy-peers';
import type { Flow } from './policy-rules';
import type { Subject } from './subject';
import { meshFlows, type MeshFlow } from '../mesh/flows';

/**
 * What a mesh needs besides the traffic that is declared, in one direction.
 *
 * @param declared what is declared, DNS left out
 * @internal
 */
export function forMesh({ pods: own, profile }: Subject, direction: MeshFlow['direction'], declared: readonly Flow[]): Flow[] {
  const tunnelled = declared.filter(({ ports }) => ports?.some(({ protocol }) => protocol === undefined))
    .flatMap(({ peers }) => peers.filter(peer => !('ipBlock' in peer)));
  return meshFlows(profile.mesh).filter(flow => flow.direction === direction).flatMap(({ peer, namespace, podLabels: labels, networks, ports }) => {
    const controlPlane = [podsPeer({ namespace, labels }, own.namespace)];
    const peers = { controlPlane, declaredPods: tunnelled, kubelet: networkPeers(networks ?? []) }[peer];
    // without peers a rule would let everyone in
    return peers.length > 0 ? [{ peers, ports: ports.length > 0 ? ports.map(port => ({ port })) : undefined }] : [];
  });
}
