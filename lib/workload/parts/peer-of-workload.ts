import { Chart } from 'cdk8s';
import type { Workload } from 'cdk8s-plus-28';
import type { Peer } from '../../discovery/peer';
import { portOf } from '../../health/probe';
import type { DeclaredContainer } from '../pod/declared-containers';
import { selectorLabels } from '../pod/selector';
import type { PodNetwork } from '../pod-network';

type PartsOfPods = Pick<Peer, 'workload' | 'pods' | 'containers' | 'hostNetwork' | 'httpReadiness'>;

/** The parts of the peer of a workload that concern its pods. @internal */
export function peerOfWorkload(workload: Workload, containers: readonly DeclaredContainer[], podNetwork?: PodNetwork): PartsOfPods {
  const checked = containers.find(({ options, ports }) => options.readiness?._kind === 'http' && ports.exposed.length > 0);
  return {
    workload,
    pods: () => ({ namespace: Chart.of(workload).namespace, labels: selectorLabels(workload) }),
    containers: () => [...workload.containers, ...workload.initContainers],
    hostNetwork: podNetwork?.hostNetwork,
    httpReadiness: checked && { check: checked.options.readiness!, port: portOf(checked.options.readiness!, checked.ports) },
  };
}
