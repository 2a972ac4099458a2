import { Chart } from 'cdk8s';
import type { Workload } from 'cdk8s-plus-28';
import type { Peer } from '../../discovery/peer';
import { identityLabels } from '../pod/identity';

/** The parts of the peer of a workload that concern its pods. @internal */
export function peerOfWorkload(workload: Workload): Pick<Peer, 'workload' | 'pods' | 'containers'> {
  return {
    workload,
    pods: () => ({ namespace: Chart.of(workload).namespace, labels: identityLabels(workload) }),
    containers: () => [...workload.containers, ...workload.initContainers],
  };
}
