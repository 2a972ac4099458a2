import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Backend } from './backend';
import { networksOf } from './endpoint-slices';
import type { Peer } from '../discovery/peer';
import { podLabels, workloadOf } from '../service/pod-selector';

/**
 * What network policies know about a backend: its pods, addresses or host names.
 *
 * @param networks ranges of the addresses of host names, if the user set them
 * @internal
 */
export function peerOfBackend(
  declaration: IConstruct, backend: Backend, networks: readonly string[] | undefined,
): Pick<Peer, 'pods' | 'workload' | 'networks' | 'hostnames'> {
  const labels = backend._selector && podLabels(backend._selector);
  return {
    pods: labels && (() => ({ namespace: Chart.of(declaration).namespace, labels })),
    workload: workloadOf(backend._selector),
    networks: backend._kind === 'addresses' ? networksOf(backend) : networks && [...networks],
    hostnames: backend._isAlias ? backend._hostnames : undefined,
  };
}
