import { Chart } from 'cdk8s';
import type { Workload } from 'cdk8s-plus-28';
import type { Peer } from '../../discovery/peer';
import { portOf, type HealthChecks } from '../../health/probe';
import type { Ports } from '../../port/ports';
import { identityLabels } from '../pod/identity';

type PartsOfPods = Pick<Peer, 'workload' | 'pods' | 'containers' | 'httpReadiness'>;

/** The parts of the peer of a workload that concern its pods. @internal */
export function peerOfWorkload(workload: Workload, { readiness }: HealthChecks, ports: Ports): PartsOfPods {
  return {
    workload,
    pods: () => ({ namespace: Chart.of(workload).namespace, labels: identityLabels(workload) }),
    containers: () => [...workload.containers, ...workload.initContainers],
    httpReadiness: readiness?._kind === 'http' ? { check: readiness, port: portOf(readiness, ports) } : undefined,
  };
}
